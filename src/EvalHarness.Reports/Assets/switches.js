// Which task and which metric are shown.
function startSwitches() {
  for (const list of document.querySelectorAll('[role=tablist]')) {
    const tabs = [...list.querySelectorAll('[data-show-task]')];
    tabs.forEach((tab, place) => {
      tab.addEventListener('click', () => showTask(Number(tab.dataset.showTask)));
      tab.addEventListener('keydown', event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = tabs[(place + step + tabs.length) % tabs.length];
        showTask(Number(next.dataset.showTask));
        next.focus();
      });
    });
  }
  for (const link of document.querySelectorAll('[data-task-link]')) {
    link.addEventListener('click', event => {
      event.preventDefault();
      showTask(Number(link.dataset.taskLink));
      document.querySelector('.tasks').scrollIntoView();
    });
  }
  for (const button of document.querySelectorAll('[data-show-metric]')) {
    button.addEventListener('click', () => showMetric(button.closest('.task'), Number(button.dataset.showMetric)));
  }
  for (const link of document.querySelectorAll('nav [data-section]')) {
    link.addEventListener('click', event => {
      const section = sectionOf(link.dataset.section);
      if (!section) return;
      event.preventDefault();
      section.scrollIntoView();
      section.setAttribute('tabindex', '-1');
      section.focus({ preventScroll: true });
    });
  }
  markSections();
  hideMissing();
  const state = readState();
  if (state.has('task')) showTask(Number(state.get('task')));
  if (state.has('metric')) showMetric(shownTask(), Number(state.get('metric')));
}

function shownTask() {
  return document.querySelector('.task:not([hidden])');
}

function sectionOf(id) {
  return document.getElementById(id) ?? document.getElementById((shownTask()?.id ?? '') + '-' + id);
}

function showTask(index) {
  const tasks = [...document.querySelectorAll('.task')];
  if (!tasks[index]) return;
  tasks.forEach((task, i) => { task.hidden = i !== index; });
  for (const list of document.querySelectorAll('[role=tablist]')) {
    const tabs = [...list.querySelectorAll('[data-show-task]')];
    const shown = tabs.find(tab => Number(tab.dataset.showTask) === index);
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === shown));
      tab.tabIndex = tab === (shown ?? tabs[0]) ? 0 : -1;
    }
    if (shown && list.closest('details')) list.closest('details').open = true;
  }
  hideMissing();
  if (tasks.length > 1) writeState({ task: index || null });
}

// A link to a section that the task shown does not have leads nowhere.
function hideMissing() {
  for (const link of document.querySelectorAll('nav [data-section]')) link.hidden = !sectionOf(link.dataset.section);
}

function showMetric(task, index) {
  if (!task?.querySelector(`[data-show-metric="${index}"]`)) return;
  for (const panel of task.querySelectorAll('.panel')) panel.hidden = Number(panel.dataset.metric) !== index;
  for (const button of task.querySelectorAll('[data-show-metric]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.showMetric) === index));
  }
  writeState({ metric: index || null });
}

// The section being read is marked in the navigation.
function markSections() {
  const links = new Map([...document.querySelectorAll('nav [data-section]')].map(link => [link.dataset.section, link]));
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      const link = links.get(entry.target.id.replace(/^t\d+-/, ''));
      if (!link || !entry.isIntersecting) continue;
      links.forEach(other => other.removeAttribute('aria-current'));
      link.setAttribute('aria-current', 'true');
    }
  }, { rootMargin: '-20% 0px -70% 0px' });
  document.querySelectorAll('section[id]').forEach(section => seen.observe(section));
}
