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
  layout.legend = { orientation: 'h', x: 0, y: -0.38, yanchor: 'top', font: { size: 12 } };
  if (layout.xaxis?.tickvals?.length > 2) {
    const { tickvals, ticktext } = layout.xaxis;
    const [first, last] = [tickvals[0], tickvals.at(-1)].map(Date.parse);
    const middle = tickvals.findIndex(value => Math.abs((Date.parse(value) - first) / (last - first) - 0.5) < 0.2);
    const kept = [0, middle, tickvals.length - 1].filter(i => i >= 0);
    Object.assign(layout.xaxis, { tickvals: kept.map(i => tickvals[i]), ticktext: kept.map(i => ticktext[i]) });
  }
  return figure;
}

// The name of a column sorts its table: by data-v where a cell has one, by its text elsewhere.
function startSorting() {
  for (const table of document.querySelectorAll('table[data-sort]')) {
    const heads = [...table.tHead.rows[0].cells].filter(head => head.dataset.first);
    table.listed = [...table.tBodies[0].rows];
    startSorter(table, heads);
    for (const head of heads) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => sort(table, head, !isAscending(head)));
    }
  }
}

// Where the names of columns are not shown, a list of them sorts, and a button beside it turns the order.
function startSorter(table, heads) {
  const sorter = document.createElement('div');
  sorter.className = 'sorter';
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.append(new Option('as listed', ''));
  // A column that narrow pages leave out is nothing to sort by there.
  heads.forEach((head, place) => {
    if (!head.matches('.h2nd, .h3rd')) select.append(new Option(head.textContent.trim(), String(place)));
  });
  label.append('Sort by ', select);
  const turn = document.createElement('button');
  turn.type = 'button';
  select.addEventListener('change', () => sort(table, heads[select.value]));
  turn.addEventListener('click', () => {
    const head = heads[select.value];
    if (head) sort(table, head, !isAscending(head));
  });
  table.told = () => {
    const head = heads.find(one => one.hasAttribute('aria-sort'));
    select.value = head ? String(heads.indexOf(head)) : '';
    const words = head && isAscending(head) ? ['↑', 'ascending'] : ['↓', 'descending'];
    turn.hidden = !head;
    turn.textContent = words.join(' ');
    turn.setAttribute('aria-label', `Order: ${words[1]}; turn it`);
  };
  table.told();
  sorter.append(label, turn);
  table.before(sorter);
}

function isAscending(head) {
  return head.hasAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'ascending' : head.dataset.first !== 'asc';
}

// By one column, in its first order where none is told; without a column as the page lists its rows.
function sort(table, head, ascending = head?.dataset.first === 'asc') {
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head?.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  const value = row => {
    const cell = head && row.cells[head.cellIndex];
    const text = cell?.dataset.v ?? cell?.textContent.trim().toLowerCase() ?? '';
    return cell?.dataset.v === undefined ? text : text === '' ? null : Number(text);
  };
  const rows = (head ? [...table.tBodies[0].rows] : table.listed).map((row, place) => ({ row, place, value: value(row) }));
  rows.sort((a, b) => {
    // What is unknown stands last in both directions.
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.place - b.place;
    const order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return (ascending ? order : -order) || a.place - b.place;
  });
  table.tBodies[0].append(...rows.map(one => one.row));
  table.told();
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
    input.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !input.value) return;
      event.preventDefault();
      input.value = '';
      input.dispatchEvent(new Event('input'));
    });
    table.before(input);
  }
}

// The first filter of a page is at hand from wherever the page stands, as the search of a report is.
function startSlash() {
  document.addEventListener('keydown', event => {
    const filter = document.querySelector('.filter');
    if (!filter || event.key !== '/' || event.target.closest?.('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    filter.scrollIntoView({ block: 'center' });
    filter.focus({ preventScroll: true });
  });
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
  const one = name => root.querySelector('.live-' + name);
  const draw = (tag, attributes, ...inner) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inner);
    return element;
  };
  const bar = share => {
    const at = value => (2 + 96 * value).toFixed(2) + '%';
    const wide = value => (96 * value).toFixed(2) + '%';
    const parts = [draw('rect', { class: 'bar', x: '2%', y: 7, width: wide(share.value), height: 6 })];
    if (share.low !== null) parts.push(draw('rect', { class: 'range', x: at(share.low), y: 7, width: wide(share.high - share.low), height: 6 }));
    parts.push(draw('line', { class: 'at', x1: at(share.value), x2: at(share.value), y1: 2, y2: 18 }));
    return draw('svg', { class: 'track', width: '100%', height: 20, 'aria-hidden': 'true' }, ...parts);
  };
  // The shape tells the kind, as on all pages.
  const SHAPES = {
    custom: ['circle', { r: 5 }],
    general: ['rect', { x: -4.5, y: -4.5, width: 9, height: 9, rx: 1 }],
    baseline: ['path', { class: 'hollow', d: 'M-2.8-4.8H2.8L5.4 0 2.8 4.8H-2.8L-5.4 0z' }],
  };
  const named = row => {
    const who = document.createElement('span');
    who.className = 'who';
    const shape = draw(...SHAPES[row.kind] ?? SHAPES.baseline);
    who.append(draw('svg', { class: 'kind-mark k-' + row.kind, width: 12, height: 12, viewBox: '-6 -6 12 12', 'aria-hidden': 'true' }, shape), row.model);
    return who;
  };
  // The first cell of a row names it; the others have a class, and a label where the head of their column is not shown.
  const fill = (section, items, cellsOf) => {
    section.hidden = items.length === 0;
    const rows = items.map(item => {
      const row = document.createElement('tr');
      cellsOf(item).forEach(([content, className, label], place) => {
        const cell = document.createElement(place === 0 ? 'th' : 'td');
        if (place === 0) cell.scope = 'row';
        if (className) cell.className = className;
        if (label) cell.dataset.l = label;
        cell.dir = 'auto';
        if (content !== null) cell.append(content);
        row.append(cell);
      });
      return row;
    });
    section.querySelector('tbody').replaceChildren(...rows);
  };
  const code = text => {
    const element = document.createElement('code');
    element.textContent = text;
    return element;
  };
  const say = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const show = state => {
    const share = state.total > 0 ? Math.floor(100 * state.done / state.total) + '\u00a0%' : '';
    document.title = state.phase === 'Now' && share ? `${share} of ${state.title}` : state.phase ? `${state.phase}: ${state.title}` : state.title;
    say(one('phase'), state.phase || 'Now');
    say(one('title'), state.title);
    say(one('text'), state.text);
    say(one('share'), share);
    one('on').hidden = !state.command;
    say(one('on').querySelector('code'), state.command ?? '');
    one('report').hidden = !state.report;
    if (state.report) one('report').querySelector('a').href = state.report;
    one('progress').hidden = state.total === 0;
    const progress = root.querySelector('progress');
    progress.max = Math.max(1, state.total);
    progress.value = state.done;
    fill(one('board'), state.board, row => [
      [named(row), 'name'], [row.text, 'num score big'], [row.value === null ? null : bar(row), 'tkc k-' + row.kind],
      [row.range, 'nw soft', 'interval'], [row.task, 'soft', 'task'], [row.answered, 'num nw', 'answered'],
    ]);
    fill(one('failures'), state.failures, row => [
      [row.at, 'name nw'], [row.model, '', 'model'], [row.task, '', 'task'], [row.sample, '', 'sample'], [row.what, '', 'what failed'],
    ]);
    fill(one('left'), state.left, row => [
      [row.suite, 'name'], [row.began, 'text', 'began'], [row.stopped, 'text', 'stopped'], [code(row.command), 'text'],
    ]);
  };
  const ask = async () => {
    let wait = 2000;
    try {
      const reply = await fetch('live.json', { cache: 'no-store' });
      const state = await reply.json();
      show(state);
      wait = state.wait;
    } catch {
      say(one('text'), 'The server does not answer: what stands here is what it said last.');
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
startSlash();
startPills();
startLive();
startPaper();
startCharts();
