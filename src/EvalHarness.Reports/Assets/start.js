// Everything is a function of its own file; this starts them once all files of the script have been read.
queueMicrotask(() => {
  startPolicyWatch();
  startTheme();
  startState();
  startTips();
  startTables();
  startSwitches();
  startBoards();
  startPaper();
  startCharts();
  startSliders();
  // The data blocks follow this script in the page.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', startSamples);
  else startSamples();
});

// What the policy stopped is counted on the root element, so that a test can see that it stopped nothing.
function startPolicyWatch() {
  const root = document.documentElement;
  root.dataset.violations = '0';
  document.addEventListener('securitypolicyviolation', event => {
    root.dataset.violations = String(Number(root.dataset.violations) + 1);
    console.error('policy', event.violatedDirective, event.sample);
  });
}

// An element with a class and a text; texts never become markup.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

// The name tag of a model, as it stands in the leaderboard; nothing where the model stands in none.
function tagOf(model) {
  const mark = document.querySelector(`.board tr[data-model="${Number(model.tag)}"] .mark`);
  const tag = mark ? mark.cloneNode(true) : make('span');
  tag.setAttribute('width', 18);
  tag.setAttribute('height', 18);
  return tag;
}
