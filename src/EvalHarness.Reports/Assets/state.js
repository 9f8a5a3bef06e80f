// What is shown stands in the address, so that a view can be sent to someone: #task=1&metric=0&filter=...
function readState() {
  const hash = location.hash.slice(1);
  return new URLSearchParams(hash.includes('=') ? hash : '');
}

// A view pasted into the address bar of an open page is shown like one that is opened anew.
function startState() {
  window.addEventListener('hashchange', () => { if (location.hash.includes('=')) location.reload(); });
}

function writeState(changes) {
  const state = readState();
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '' || value === undefined) state.delete(key);
    else state.set(key, value);
  }
  const text = state.toString();
  history.replaceState(null, '', text ? '#' + text : location.pathname + location.search);
}

// The address of a sample in the task shown, without filters that could leave it out.
function addressOf(sample) {
  const state = new URLSearchParams();
  const task = readState().get('task');
  if (task) state.set('task', task);
  state.set('sample', sample);
  return '#' + state;
}
