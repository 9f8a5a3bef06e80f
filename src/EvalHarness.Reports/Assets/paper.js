// Paper has a width of its own, whatever the window's: the page is laid out for it before charts are drawn to be printed.
function startPaper() {
  const root = document.documentElement;
  window.addEventListener('beforeprint', () => {
    root.classList.add('on-paper');
    document.querySelectorAll('details[data-paper]:not([open])').forEach(one => unfold(one, true));
    document.querySelectorAll('.grid').forEach(fitOnPaper);
  });
  window.addEventListener('afterprint', () => {
    root.classList.remove('on-paper');
    document.querySelectorAll('details[data-paper=opened]').forEach(one => unfold(one, false));
  });
}

// What is looked up, and folded away on a screen, is seen on paper.
function unfold(details, isOnPaper) {
  details.open = isOnPaper;
  details.dataset.paper = isOnPaper ? 'opened' : '';
}

// On paper nothing scrolls: long texts take more lines, names and numbers never, and a table that is still wider is set smaller.
function fitOnPaper(grid) {
  const table = grid.querySelector('table');
  for (const cell of table.querySelectorAll('td')) cell.classList.toggle('short', cell.textContent.length <= 20);
  grid.style.removeProperty('--fit');
  const fit = Math.floor(99 * grid.clientWidth / table.scrollWidth) / 100;
  if (fit > 0 && fit < 0.99) grid.style.setProperty('--fit', String(fit));
}
