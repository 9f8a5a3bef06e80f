// The chart code is a file of the site, read before this one: there is nothing to unpack.
async function readText() {
  return '';
}

// On a phone the names at the ends of lines go into the legend, and every run has no tick of its own.
function fitted(figure, width) {
  if (width >= 640) return figure;
  const { layout } = figure;
  layout.annotations = (layout.annotations ?? []).filter(one => one.name !== 'end');
  layout.margin = { ...layout.margin, r: 14 };
  layout.showlegend = true;
  layout.legend = { orientation: 'h', x: 0, y: -0.16, yanchor: 'top', font: { size: 12 } };
  if (layout.xaxis?.tickvals?.length > 4) {
    const { tickvals, ticktext } = layout.xaxis;
    const kept = [0, Math.floor((tickvals.length - 1) / 2), tickvals.length - 1];
    Object.assign(layout.xaxis, { tickvals: kept.map(i => tickvals[i]), ticktext: kept.map(i => ticktext[i]) });
  }
  return figure;
}

// The name of a column sorts its table: by data-v where a cell has one, by its text elsewhere.
function startSorting() {
  for (const table of document.querySelectorAll('table[data-sort]')) {
    for (const head of table.tHead.rows[0].cells) {
      if (!head.dataset.first) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => sort(table, head));
    }
  }
}

function sort(table, head) {
  const isAscending = head.hasAttribute('aria-sort')
    ? head.getAttribute('aria-sort') === 'descending'
    : head.dataset.first === 'asc';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
  const value = row => {
    const cell = row.cells[head.cellIndex];
    const text = cell?.dataset.v ?? cell?.textContent.trim().toLowerCase() ?? '';
    return cell?.dataset.v === undefined ? text : text === '' ? null : Number(text);
  };
  const rows = [...table.tBodies[0].rows].map((row, place) => ({ row, place, value: value(row) }));
  rows.sort((a, b) => {
    // What is unknown stands last in both directions.
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.place - b.place;
    const order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return (isAscending ? order : -order) || a.place - b.place;
  });
  table.tBodies[0].append(...rows.map(one => one.row));
}

// A table of many rows can be narrowed by a word.
function startFilters() {
  for (const table of document.querySelectorAll('table[data-filter]')) {
    const input = document.createElement('input');
    input.type = 'search';
    input.className = 'filter';
    input.placeholder = table.dataset.filter;
    input.setAttribute('aria-label', table.dataset.filter);
    input.addEventListener('input', () => {
      const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every(word => text.includes(word));
      }
    });
    table.before(input);
  }
}

// Which of the samples that flipped are listed.
function startPills() {
  for (const pills of document.querySelectorAll('[data-pills]')) {
    const rows = [...document.getElementById(pills.dataset.pills).tBodies[0].rows];
    const buttons = [...pills.querySelectorAll('button')];
    for (const button of buttons) {
      button.addEventListener('click', () => {
        for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
        for (const row of rows) row.hidden = button.dataset.k !== '' && row.dataset.k !== button.dataset.k;
      });
    }
  }
}

// How a running run goes, asked of the server every few seconds; what comes back is text and never markup.
function startLive() {
  const root = document.getElementById('live');
  if (!root) return;
  const cell = (row, text, className) => {
    const made = row.insertCell();
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const bar = (row, one) => {
    const made = row.insertCell();
    made.className = 'tkc k-' + one.kind;
    if (one.value === null) return;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of [['class', 'track'], ['width', '100%'], ['height', '20'], ['aria-hidden', 'true']]) svg.setAttribute(name, value);
    const part = (tag, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      svg.append(element);
    };
    const at = value => (2 + 96 * value).toFixed(2) + '%';
    part('rect', { class: 'bar', x: '2%', y: 7, width: (96 * one.value).toFixed(2) + '%', height: 6 });
    if (one.low !== null) part('rect', { class: 'range', x: at(one.low), y: 7, width: (96 * (one.high - one.low)).toFixed(2) + '%', height: 6 });
    part('line', { class: 'at', x1: at(one.value), x2: at(one.value), y1: 2, y2: 18 });
    made.append(svg);
  };
  const show = state => {
    root.querySelector('.live-title').textContent = state.title;
    root.querySelector('.live-text').textContent = state.text;
    const progress = root.querySelector('progress');
    progress.hidden = state.total === 0;
    progress.max = Math.max(1, state.total);
    progress.value = state.done;
    const board = root.querySelector('.live-board');
    board.hidden = state.board.length === 0;
    board.querySelector('tbody').replaceChildren();
    for (const one of state.board) {
      const row = board.querySelector('tbody').insertRow();
      cell(row, one.model, 'name').dir = 'auto';
      cell(row, one.task, 'soft').dir = 'auto';
      cell(row, one.text, 'num score');
      bar(row, one);
      cell(row, one.range, 'nw soft');
      cell(row, one.answered, 'num');
    }
    const failures = root.querySelector('.live-failures');
    failures.hidden = state.failures.length === 0;
    failures.querySelector('tbody').replaceChildren();
    for (const one of state.failures) {
      const row = failures.querySelector('tbody').insertRow();
      for (const text of [one.at, one.model, one.task, one.sample, one.what]) cell(row, text).dir = 'auto';
    }
  };
  const ask = async () => {
    let wait = 2000;
    try {
      const reply = await fetch('live.json', { cache: 'no-store' });
      const state = await reply.json();
      show(state);
      wait = state.wait;
    } catch {
      root.querySelector('.live-text').textContent = 'The server does not answer.';
    }
    setTimeout(ask, wait);
  };
  ask();
}

// What the policy stopped is counted, so that a test can see that it stopped nothing.
function startPolicyWatch() {
  const root = document.documentElement;
  root.dataset.violations = '0';
  document.addEventListener('securitypolicyviolation', () => {
    root.dataset.violations = String(Number(root.dataset.violations) + 1);
  });
}

startPolicyWatch();
startTheme();
startSorting();
startFilters();
startPills();
startLive();
startCharts();
