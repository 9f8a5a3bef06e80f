// Colour scheme: the reader's system decides until the button is pressed.
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.dispatchEvent(new CustomEvent('themechange'));
}

function startTheme() {
  const button = document.querySelector('button.theme');
  const name = () => {
    button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
    button.title = button.getAttribute('aria-label');
  };
  name();
  button.addEventListener('click', () => {
    setTheme(isDark() ? 'light' : 'dark');
    try { localStorage.setItem('evalharness-theme', document.documentElement.dataset.theme); } catch { /* no storage */ }
    name();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    document.dispatchEvent(new CustomEvent('themechange'));
    name();
  });
}
