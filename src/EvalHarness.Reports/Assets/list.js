// The virtual list: only the rows on the screen exist, whatever the number of samples.
const ROW = 56;

function makeList(root, data, onChoose) {
  const { header, core, models } = data;
  const list = root.querySelector('.list');
  const rows = list.querySelector('.rows');
  const columns = models.length <= (innerWidth > 760 ? 16 : 10) ? inOrder(models) : [];
  const pool = [];
  let matches = [];
  let active = 0;
  list.style.setProperty('--models', columns.length || 1);
  list.classList.toggle('many', columns.length === 0);
  // Roles come with what they promise: a grid without rows would be an empty promise to a screen reader.
  list.setAttribute('role', 'grid');
  list.setAttribute('aria-label', 'Samples');
  list.tabIndex = 0;
  rows.setAttribute('role', 'rowgroup');
  writeHead();

  function writeHead() {
    const head = list.querySelector('.head');
    head.setAttribute('role', 'row');
    const cells = [make('span', 'id', 'id'), make('span', 'text', 'sample'), make('span', 'target', 'target')];
    if (columns.length === 0) cells.push(make('span', 'mark-cell', 'right'));
    for (const model of columns) {
      const cell = make('span', 'mark-cell');
      cell.title = model.name;
      cell.append(tagOf(model), make('span', 'unseen', model.name));
      cells.push(cell);
    }
    cells.forEach(cell => cell.setAttribute('role', 'columnheader'));
    head.replaceChildren(...cells);
  }

  function makeRow() {
    const row = make('div', 'row');
    row.setAttribute('role', 'row');
    row.cells = ['id', 'text', 'target', ...(columns.length ? columns : [null])].map((kind, i) => {
      const cell = make('span', i < 3 ? kind : 'mark-cell');
      cell.setAttribute('role', 'gridcell');
      if (i === 1 || i === 2) cell.dir = 'auto';
      row.append(cell);
      return cell;
    });
    row.addEventListener('click', () => choose(row.position));
    rows.append(row);
    return row;
  }

  function paint() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(matches.length, first + Math.ceil(list.clientHeight / ROW) + 12);
    while (pool.length < last - first) pool.push(makeRow());
    pool.forEach((row, i) => {
      const position = first + i;
      row.hidden = position >= last;
      if (!row.hidden) fill(row, position);
    });
  }

  function fill(row, position) {
    const sample = matches[position];
    row.style.transform = `translateY(${position * ROW}px)`;
    row.setAttribute('aria-rowindex', position + 2);
    row.setAttribute('aria-selected', String(position === active));
    row.id = `${data.id}-row-${position}`;
    if (row.sample === sample && row.position === position) return;
    Object.assign(row, { sample, position });
    row.cells[0].textContent = core.ids[sample];
    snippet(row, sample);
    if (columns.length === 0) {
      row.cells[3].textContent = `${models.filter(m => m.state[sample] === 1).length} of ${models.length}`;
    } else {
      columns.forEach((model, place) => setMark(row.cells[3 + place], data, models.indexOf(model), sample));
    }
  }

  function snippet(row, sample) {
    const block = Math.floor(sample / header.snippetsPerBlock);
    const show = snippets => {
      if (row.sample !== sample) return;
      const at = 2 * (sample - block * header.snippetsPerBlock);
      row.cells[1].textContent = snippets[at];
      row.cells[2].textContent = snippets[at + 1];
    };
    data.snippets ??= [];
    if (data.snippets[block]) return show(data.snippets[block]);
    row.cells[1].textContent = row.cells[2].textContent = '…';
    readBlock(`${data.id}-s${block}`).then(snippets => { data.snippets[block] = snippets; show(snippets); });
  }

  // The head stays in sight while the rows below it scroll.
  function room() {
    return list.clientHeight - list.querySelector('.head').offsetHeight;
  }

  function move(position) {
    active = Math.max(0, Math.min(matches.length - 1, position));
    const top = active * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + room()) list.scrollTop = top + ROW - room();
    paint();
    list.setAttribute('aria-activedescendant', `${data.id}-row-${active}`);
  }

  function choose(position) {
    if (!matches.length) return;
    move(position);
    onChoose(matches[active]);
  }

  let waiting = false;
  list.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; paint(); });
  }, { passive: true });
  new ResizeObserver(paint).observe(list);
  list.addEventListener('keydown', event => {
    const page = Math.max(1, Math.floor(room() / ROW) - 1);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: matches.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choose(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(active);
      root.querySelector('.detail').focus();
    }
  });

  return {
    show(next) {
      matches = next;
      active = 0;
      list.scrollTop = 0;
      rows.style.height = matches.length * ROW + 'px';
      list.setAttribute('aria-rowcount', matches.length + 1);
      list.classList.toggle('empty', matches.length === 0);
      pool.forEach(row => { row.sample = -1; });
      paint();
    },
    has: sample => matches.includes(sample),
    first: () => matches[0],
    mark(sample) { move(matches.indexOf(sample)); },
    choose(sample) {
      const position = matches.indexOf(sample);
      if (position >= 0) choose(position);
    },
    focus: () => list.focus(),
  };
}

// Models in the order of their name tags, which is that of the leaderboard.
function inOrder(models) {
  return [...models].sort((a, b) => a.tag - b.tag);
}

// A mark is a sign with a word; the colour only helps.
function setMark(cell, data, m, sample) {
  const { header, core } = data;
  const state = data.models[m].state[sample];
  const [sign, word, tone] = [['✗', 'wrong', 'bad'], ['✓', 'right', 'good'], ['◐', 'right in some repeats', 'warn'], ['∅', 'no usable answer', 'warn'], ['–', 'failed or not run', 'soft']][state];
  const mark = core.marks[m][sample * header.epochs];
  const graded = !header.binary && header.epochs === 1 && mark >= 0 && state !== 3;
  cell.textContent = graded ? String(mark) : sign;
  cell.className = 'mark-cell ' + (graded && mark < 100 && mark > 0 ? 'soft' : tone);
  cell.title = `${data.models[m].name}: ${graded ? mark + ' of 100' : word}`;
  cell.setAttribute('aria-label', cell.title);
}
