// The leaderboard in another order, with models kept on top or left out; what was chosen stands in the address.
// Of a long board the best stand, and those that the question is about; the rest unfolds.
const LONG = 20;
const BEST = 12;
const SORTS = { name: 1, rank: 1, value: -1, delta: -1, cost: 1, time: 1 };

function startBoards() {
  const state = readState();
  const boards = [...document.querySelectorAll('.board')].map(makeBoard);
  if (!boards.length) return;
  const chosen = {
    sort: SORTS[state.get('sort')?.replace('-', '')] ? state.get('sort') : '',
    pin: tagsOf(state.get('pin')),
    hide: tagsOf(state.get('hide')),
    all: state.get('rows') === 'all',
  };
  const update = () => {
    boards.forEach(board => board.show(chosen));
    writeState({ sort: chosen.sort, pin: [...chosen.pin].join('.'), hide: [...chosen.hide].join('.'), rows: chosen.all ? 'all' : '' });
  };
  for (const board of boards) {
    board.sorted = key => {
      const by = chosen.sort.replace('-', '') || 'rank';
      const turned = by === key && !chosen.sort.startsWith('-');
      chosen.sort = turned ? '-' + key : key === 'rank' ? '' : key;
      update();
    };
    board.kept = (kind, tag) => {
      const set = chosen[kind];
      if (!set.delete(tag)) set.add(tag);
      chosen[kind === 'pin' ? 'hide' : 'pin'].delete(tag);
      update();
    };
    board.unfolded = () => { chosen.all = !chosen.all; update(); };
    board.reset = () => { chosen.sort = ''; chosen.pin.clear(); chosen.hide.clear(); update(); };
  }
  if (chosen.sort || chosen.pin.size || chosen.hide.size || chosen.all) update();
  else boards.filter(board => board.isLong).forEach(board => board.show(chosen));
}

function tagsOf(text) {
  return new Set((text ?? '').split('.').filter(tag => /^\d+$/.test(tag)));
}

function makeBoard(table) {
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.querySelectorAll('[data-sort]')];
  const self = { sorted() {}, kept() {}, reset() {}, unfolded() {}, isLong: rows.length > LONG };
  const tools = make('p', 'board-tools');
  table.after(tools);
  for (const head of heads) {
    const button = make('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', event => { if (!event.target.closest('a')) self.sorted(head.dataset.sort); });
    head.append(button);
  }
  for (const row of rows) {
    const keep = make('span', 'keep');
    row.keep = {};
    for (const [kind, sign, word] of [['pin', '⤒', 'Keep on top: '], ['hide', '×', 'Hide: ']]) {
      const button = make('button', '', sign);
      button.type = 'button';
      button.title = word + row.dataset.name;
      button.setAttribute('aria-label', button.title);
      button.addEventListener('click', () => self.kept(kind, row.dataset.model));
      row.keep[kind] = button;
      keep.append(button);
    }
    row.querySelector('.name').append(keep);
  }

  const best = new Set(rows.slice(0, BEST));
  const isRest = row => self.isLong && !best.has(row) && !('asked' in row.dataset);

  self.show = ({ sort, pin, hide, all }) => {
    const key = sort.replace('-', '') || 'rank';
    const direction = (sort.startsWith('-') ? -1 : 1) * SORTS[key];
    const order = [...rows].sort((a, b) => pin.has(b.dataset.model) - pin.has(a.dataset.model) || compare(a, b, key, direction));
    const focused = document.activeElement;
    table.tBodies[0].append(...order);
    focused?.focus?.({ preventScroll: true });
    for (const row of rows) {
      row.hidden = hide.has(row.dataset.model);
      row.classList.toggle('folded', !all && isRest(row) && !pin.has(row.dataset.model));
      row.classList.toggle('pinned', pin.has(row.dataset.model));
      row.keep.pin.setAttribute('aria-pressed', String(pin.has(row.dataset.model)));
    }
    table.classList.toggle('reordered', order.some((row, i) => row !== rows[i]));
    for (const head of heads) {
      if (head.dataset.sort === key) head.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    }
    const rest = rows.filter(row => isRest(row) && !row.hidden && !pin.has(row.dataset.model)).length;
    sayKept(tools, rows, { sort, pin, hide, all, rest }, self);
  };
  return self;
}

// Rows without a number stand last in either direction.
function compare(a, b, key, direction) {
  const [x, y] = [a.dataset[key] ?? '', b.dataset[key] ?? ''];
  if (key === 'name') return direction * x.localeCompare(y);
  if (x === '' || y === '') return (x === '') - (y === '');
  return direction * (Number(x) - Number(y)) || Number(a.dataset.rank) - Number(b.dataset.rank);
}

function sayKept(tools, rows, { sort, pin, hide, all, rest }, self) {
  const hidden = rows.filter(row => row.hidden);
  const parts = hidden.map(row => {
    const button = make('button', 'chip', `${row.dataset.name} hidden: show`);
    button.type = 'button';
    button.addEventListener('click', () => self.kept('hide', row.dataset.model));
    return button;
  });
  if (rest) {
    const fold = make('button', 'chip', all ? 'Fewer models' : `${rest} more`);
    fold.type = 'button';
    fold.setAttribute('aria-expanded', String(all));
    fold.addEventListener('click', () => {
      self.unfolded();
      tools.querySelector('[aria-expanded]')?.focus({ preventScroll: true });
    });
    parts.unshift(fold);
  }
  if (sort || pin.size || hidden.length) {
    const reset = make('button', 'chip', 'As ranked, all models');
    reset.type = 'button';
    reset.addEventListener('click', () => self.reset());
    parts.push(reset);
  }
  tools.replaceChildren(...parts);
}
