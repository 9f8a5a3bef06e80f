// The detail pane: one sample whole, with what each model was asked and what it said.
const OUTCOMES = ['not run', 'answered', 'unparsable', 'empty', 'truncated', 'refused', 'filtered', 'failed'];

async function showSample(pane, data, sample) {
  const { id, header, core } = data;
  pane.sample = sample;
  const chunk = core.chunk[sample] ?? -1;
  const [numbers, texts] = await Promise.all([
    readBlock(id + '-numbers'),
    chunk >= 0 ? readBlock(`${id}-x${chunk}`) : null,
  ]);
  if (pane.sample !== sample) return;
  const text = texts?.samples[core.place[sample]];
  const parts = [titleOf(data, sample, text), ...(text ? fieldsOf(text) : [await briefOf(data, sample)])];
  if (text) parts.push(...promptsOf(data, text, texts.turns), ...besides(data, text, sample, numbers));
  for (const model of inOrder(data.models)) {
    const m = data.models.indexOf(model);
    parts.push(answerOf(data, numbers[m], sample, m, text));
  }
  pane.replaceChildren(...parts);
  pane.scrollTop = 0;
}

function titleOf({ header, core }, sample, text) {
  const title = make('header');
  const close = make('button', 'close', '×');
  close.type = 'button';
  close.setAttribute('aria-label', 'Back to the list');
  close.addEventListener('click', () => {
    const root = title.closest('.browser');
    root.classList.remove('reading');
    root.querySelector('.list').focus();
  });
  const name = make('h3', '', core.ids[sample]);
  name.dir = 'auto';
  const tags = header.slices.map((field, i) => [field, core.slices[i].values[core.slices[i].of[sample] ?? 0]]);
  if (text?.c) tags.push(['cluster', text.c]);
  const list = make('p', 'tags');
  for (const [field, value] of tags.filter(tag => tag[1])) {
    const tag = make('span', 'tag');
    tag.append(make('span', 'soft', field + ' '), document.createTextNode(value));
    tag.dir = 'auto';
    list.append(tag);
  }
  const link = make('a', 'link-to', 'link');
  link.href = addressOf(core.ids[sample]);
  link.title = 'A link to this sample: copy its address';
  link.addEventListener('click', event => {
    event.preventDefault();
    writeState({ sample: core.ids[sample] });
    navigator.clipboard?.writeText(location.href).then(() => { link.textContent = 'copied'; }, () => {});
  });
  title.append(close, link, name, list);
  return title;
}

function fieldsOf(text) {
  const list = make('dl', 'fields');
  for (const [name, value] of Object.entries(text.f)) list.append(make('dt', '', name), passage('dd', value));
  if (text.t.length) {
    list.append(make('dt', '', text.t.length > 1 ? 'targets' : 'target'));
    for (const target of text.t) {
      const item = passage('dd', target);
      item.classList.add('target');
      list.append(item);
    }
  }
  return [list];
}

async function briefOf(data, sample) {
  const block = Math.floor(sample / data.header.snippetsPerBlock);
  const snippets = await readBlock(`${data.id}-s${block}`);
  const at = 2 * (sample - block * data.header.snippetsPerBlock);
  const list = make('dl', 'fields');
  list.append(make('dt', '', 'sample'), passage('dd', snippets[at]), make('dt', '', 'target'), passage('dd', snippets[at + 1]));
  list.append(make('dd', 'note', 'The full texts of this sample are not in this file, to keep it small; they are in the run folder.'));
  return list;
}

// A text from outside, cut or whole: always a text node.
function passage(tag, value) {
  const cut = value && typeof value === 'object' ? value : { s: value };
  const element = make(tag, 'passage', cut.s ?? '');
  element.dir = 'auto';
  if (cut.n) element.append(make('span', 'note', ` … cut here, ${count(cut.n)} characters in all`));
  return element;
}

function answerOf(data, numbers, sample, m, text) {
  const { header, core } = data;
  const model = data.models[m];
  const box = make('section', 'answer');
  const head = make('h4');
  const name = make('span', 'who', model.name);
  name.dir = 'auto';
  head.append(tagOf(model), document.createTextNode(' '), name);
  box.append(head);
  for (let e = 0; e < header.epochs; e++) {
    const cell = sample * header.epochs + e;
    const outcome = core.outcomes[m].charCodeAt(cell) - 48;
    const line = make('p', 'facts-line', [header.epochs > 1 ? `repeat ${e + 1}` : '', ...measures(numbers, cell)].filter(Boolean).join(' · '));
    const raw = text?.a[m][e];
    const said = raw && typeof raw === 'object' && 'w' in raw ? raw.w : raw;
    const parsed = said?.r ?? header.answers[numbers.answer?.[cell] ?? -1];
    box.append(line, ...besideOf(raw), ...saidOf(said, parsed), readingOf(header, core.marks[m][cell] ?? -1, outcome, parsed), ...opinionsOf(raw), placeOf(data, sample, m, e, text));
  }
  return box;
}

// Where the score and the answer stand in the run folder, so that what is shown can be checked.
function placeOf({ header, models }, sample, m, e, text) {
  const cell = (sample * models.length + m) * header.epochs + e;
  const line = text?.l?.[m * header.epochs + e];
  return make('p', 'place', `scores.jsonl:${header.scoreLine + cell}${line ? ` · responses.jsonl:${line}` : ''}`);
}

function saidOf(said, parsed) {
  if (said === undefined || said === null) return [];
  if (said.e !== undefined) return [make('p', 'failure', said.e)];
  return [passage('pre', said === 1 ? parsed : said.r !== undefined ? said.s : said)];
}

// What came with an answer and is never scored: the thought before it, and calls of tools.
function besideOf(raw) {
  const parts = [];
  if (raw?.th !== undefined) {
    const box = make('details', 'prompt');
    box.append(make('summary', '', 'What it thought first, not scored'), passage('pre', raw.th));
    parts.push(box);
  }
  for (const call of raw?.tc ?? []) parts.push(make('p', 'role', 'calls a tool'), passage('pre', call));
  return parts;
}

// What evaluators and judges said of an answer: the value in sight, the reasons folded.
function opinionsOf(raw) {
  return (raw?.op ?? []).map(opinion => {
    const head = make(opinion.x.length ? 'summary' : 'p', 'opinion');
    head.dir = 'auto';
    head.append(document.createTextNode(opinion.b + ' '), make('b', opinion.v === null ? 'warn' : '', opinion.v ?? 'no value'));
    if (!opinion.x.length) return head;
    const box = make('details', 'opinions');
    box.append(head, ...opinion.x.map(text => passage('pre', text)));
    return box;
  });
}

function readingOf(header, mark, outcome, parsed) {
  const line = make('p', 'verdict');
  if (outcome === 0 || outcome === 7) {
    line.append(make('b', 'soft', OUTCOMES[outcome]), document.createTextNode(': left out of comparisons'));
    return line;
  }
  if (parsed !== undefined) {
    const read = make('b', '', parsed);
    read.dir = 'auto';
    line.append(document.createTextNode('read as '), read, document.createTextNode(' · '));
  } else {
    line.append(make('b', 'warn', OUTCOMES[outcome]), document.createTextNode(' · '));
  }
  line.append(mark < 0 ? make('span', 'soft', 'not marked')
    : header.binary ? make('b', mark >= 50 ? 'good' : 'bad', mark >= 50 ? '✓ right' : '✗ wrong')
      : make('b', '', `${header.basis} ${(mark / 100).toFixed(2)}`));
  return line;
}

function measures(numbers, cell) {
  const at = name => numbers[name]?.[cell] ?? -1;
  const says = [];
  if (at('ms') >= 0) says.push(at('ms') < 1 ? '< 1 ms' : at('ms') < 2000 ? `${Math.round(at('ms'))} ms` : `${(at('ms') / 1000).toFixed(1)} s`);
  if (at('in') >= 0) says.push(`${count(at('in'))} + ${count(Math.max(at('out'), 0))} tokens`);
  if (at('micro') > 0) says.push(`$${(at('micro') / 1e6).toPrecision(2)}`);
  if (at('sure') >= 0) says.push(`${at('sure')} % sure`);
  if (at('tries') > 1) says.push(`${at('tries')} attempts`);
  return says;
}

function promptsOf(data, text, turns) {
  return text.p.map(([models, ...codes]) => {
    const names = models.length === data.models.length ? 'every model' : models.map(m => data.models[m].name).join(', ');
    const box = make('details', 'prompt');
    box.append(make('summary', '', `Prompt given to ${names}`));
    for (const code of codes) {
      box.append(make('p', 'role', ['system', 'user', 'assistant'][code % 3]), passage('pre', turns[Math.floor(code / 3)]));
    }
    return box;
  });
}
