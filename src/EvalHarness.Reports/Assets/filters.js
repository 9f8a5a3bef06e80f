// Filters of the sample browser: chips for the usual questions, pickers for models and slices, search.
function makeFilters(root, data, asked) {
  const { header, core, n, models } = data;
  const chosen = { chip: '', right: '', wrong: '', confusion: '', search: '', slices: header.slices.map(() => '') };
  const self = { changed: async () => {} };
  const chips = usualQuestions(data);
  const pickers = root.querySelector('.pickers');
  const input = root.querySelector('input[type=search]');
  const clear = root.querySelector('.clear');
  const buttons = new Map();

  for (const [key, chip] of chips) {
    if (chip.count === 0) continue;
    const button = make('button', 'chip', `${chip.label} · ${count(chip.count)}`);
    button.type = 'button';
    button.addEventListener('click', () => set({ chip: chosen.chip === key ? '' : key }));
    buttons.set(key, button);
    root.querySelector('.filters').append(button);
  }
  const selects = [];
  if (models.length > 1) {
    selects.push(picker('right: any', models.map(m => 'right: ' + m.name), v => set({ right: v }), () => chosen.right));
    selects.push(picker('wrong: any', models.map(m => 'wrong: ' + m.name), v => set({ wrong: v }), () => chosen.wrong));
  }
  header.slices.forEach((field, i) => {
    const values = core.slices[i].values;
    if (values.length > 1 && values.length <= 500) {
      selects.push(picker(field + ': all', values.map(v => `${field}: ${v || '(empty)'}`), v => {
        chosen.slices[i] = v;
        set({});
      }, () => chosen.slices[i]));
    }
  });

  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => set({ search: input.value.trim() }), 150);
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'Escape') { input.value = ''; set({ search: '' }); root.querySelector('.list').focus(); event.stopPropagation(); }
    if (event.key === 'ArrowDown' || event.key === 'Enter') { event.preventDefault(); root.querySelector('.list').focus(); }
  });
  clear.addEventListener('click', () => {
    chosen.slices.fill('');
    set({ chip: '', right: '', wrong: '', confusion: '', search: '' });
  });
  if (asked) {
    Object.assign(chosen, decode(asked.get('filter') ?? '', chosen));
    chosen.search = asked.get('search') ?? '';
  }
  reflect();

  function set(changes) {
    Object.assign(chosen, changes);
    reflect();
    writeState({ filter: encode(chosen), search: chosen.search, sample: null });
    self.changed();
  }

  function reflect() {
    buttons.forEach((button, key) => button.setAttribute('aria-pressed', String(chosen.chip === key)));
    selects.forEach(select => select.reflect());
    if (input.value.trim() !== chosen.search) input.value = chosen.search;
    clear.hidden = !encode(chosen) && !chosen.search;
    clear.textContent = chosen.confusion ? `Clear: ${confusionText(chosen.confusion)}` : 'Clear all';
  }

  function picker(all, labels, onChange, current) {
    const select = make('select');
    select.setAttribute('aria-label', all);
    select.append(option('', all), ...labels.map((label, i) => option(String(i), label)));
    select.addEventListener('change', () => onChange(select.value));
    pickers.append(select);
    return { reflect: () => { select.value = current(); select.classList.toggle('on', current() !== ''); } };
  }

  function confusionText(confusion) {
    const [m, target, answer] = confusion.split('.').map(Number);
    return `${models[m].short}: ${header.labels[target]} → ${header.labels[answer] ?? 'no usable answer'}`;
  }

  self.showConfusion = (model, target, answer) => {
    chosen.slices.fill('');
    const m = models.findIndex(entry => entry.name === model);
    set({ chip: '', right: '', wrong: '', search: '', confusion: `${m}.${target}.${answer}` });
  };

  self.matches = async () => {
    const tests = [];
    const chip = chips.get(chosen.chip);
    if (chip) tests.push(chip.test);
    if (chosen.right !== '') tests.push(s => models[Number(chosen.right)]?.state[s] === 1);
    if (chosen.wrong !== '') tests.push(s => [0, 3].includes(models[Number(chosen.wrong)]?.state[s]));
    chosen.slices.forEach((value, i) => { if (value !== '') tests.push(s => core.slices[i].of[s] === Number(value)); });
    if (chosen.confusion) tests.push(await confusionTest(data, chosen.confusion));
    if (chosen.search) tests.push(await searchTest(data, chosen.search));
    const matches = [];
    for (let s = 0; s < n; s++) if (tests.every(test => test(s))) matches.push(s);
    return matches;
  };
  return self;
}

function option(value, label) {
  const element = make('option', '', label);
  element.value = value;
  return element;
}

function encode(chosen) {
  const parts = [];
  if (chosen.chip) parts.push(chosen.chip);
  if (chosen.right !== '') parts.push('right.' + chosen.right);
  if (chosen.wrong !== '') parts.push('wrong.' + chosen.wrong);
  if (chosen.confusion) parts.push('cell.' + chosen.confusion);
  chosen.slices.forEach((value, i) => { if (value !== '') parts.push(`slice.${i}.${value}`); });
  return parts.join(',');
}

function decode(text, chosen) {
  const read = { slices: [...chosen.slices] };
  for (const part of text.split(',').filter(Boolean)) {
    const [kind, ...rest] = part.split('.');
    if (kind === 'right' || kind === 'wrong') read[kind] = rest[0];
    else if (kind === 'cell') read.confusion = rest.join('.');
    else if (kind === 'slice') read.slices[Number(rest[0])] = rest[1];
    else read.chip = part;
  }
  return read;
}

// The questions a reader asks first, each with its count.
function usualQuestions({ header, n, models }) {
  const chips = new Map();
  const wrong = state => state === 0 || state === 3;
  const named = models.length <= 6 ? models : models.filter(m => m.name === header.leader || m.name === header.reference);
  if (models.length > 1) {
    for (const model of named) {
      chips.set('only-' + models.indexOf(model), {
        label: `only ${model.short} right`,
        test: s => model.state[s] === 1 && models.every(other => other === model || wrong(other.state[s])),
      });
    }
    chips.set('disagree', {
      label: 'models disagree',
      test: s => models.some(m => m.state[s] === 1) && models.some(m => wrong(m.state[s])),
    });
  }
  chips.set('all-wrong', { label: models.length > 1 ? 'all wrong' : 'wrong', test: s => models.every(m => wrong(m.state[s])) });
  chips.set('unusable', { label: 'unusable answer', test: s => models.some(m => m.state[s] === 3) });
  chips.set('missing', { label: 'failed or not run', test: s => models.some(m => m.state[s] === 4) });
  for (const chip of chips.values()) {
    chip.count = 0;
    for (let s = 0; s < n; s++) if (chip.test(s)) chip.count++;
  }
  return chips;
}

async function confusionTest({ id, header, core }, confusion) {
  const [m, target, answer] = confusion.split('.').map(Number);
  const numbers = await readBlock(id + '-numbers');
  const targets = await readTargets({ id, header, core });
  const answers = numbers[m].answer ?? [];
  const wanted = answer < header.labels.length ? header.answers.indexOf(header.labels[answer]) : null;
  return s => {
    if (!targets[s].split(' | ').includes(header.labels[target])) return false;
    for (let e = 0; e < header.epochs; e++) {
      const outcome = core.outcomes[m].charCodeAt(s * header.epochs + e) - 48;
      const given = answers[s * header.epochs + e] ?? -1;
      if (outcome === 0 || outcome === 7) continue;
      if (wanted === null ? given === -1 || !header.labels.includes(header.answers[given]) : given === wanted) return true;
    }
    return false;
  };
}

async function readSnippets({ id, header }) {
  const blocks = [];
  for (let i = 0; i < header.snippetBlocks; i++) blocks.push(readBlock(`${id}-s${i}`));
  return (await Promise.all(blocks)).flat();
}

async function readTargets(data) {
  const all = await readSnippets(data);
  return all.filter((_, i) => i % 2 === 1);
}

// Looks into ids, first words and all texts that the page holds; the texts are read on the first search.
async function searchTest(data, search) {
  data.haystack ??= buildHaystack(data);
  const haystack = await data.haystack;
  const words = search.toLowerCase().split(/\s+/);
  return s => words.every(word => haystack[s].includes(word));
}

async function buildHaystack(data) {
  const { id, header, core, n } = data;
  const snippets = await readSnippets(data);
  const haystack = core.ids.map((sample, s) => `${sample}\n${snippets[2 * s]}\n${snippets[2 * s + 1]}`);
  const chunks = [];
  for (let i = 0; i < header.textBlocks; i++) chunks.push(await readBlock(`${id}-x${i}`));
  for (let s = 0; s < n; s++) {
    if (core.chunk[s] !== undefined && core.chunk[s] >= 0) {
      const { f, a } = chunks[core.chunk[s]].samples[core.place[s]];
      haystack[s] += '\n' + JSON.stringify([Object.values(f), a]);
    }
    haystack[s] = haystack[s].toLowerCase();
  }
  return haystack;
}
