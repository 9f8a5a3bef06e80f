// The sample browser of a task: data, filters, list and detail pane brought together when they come near the screen.
function startSamples() {
  const asked = readState();
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      openBrowser(entry.target);
    }
  }, { rootMargin: '800px' });
  for (const root of document.querySelectorAll('.browser')) {
    root.ready = new Promise(resolve => { root.setReady = resolve; });
    near.observe(root);
  }
  if (['filter', 'search', 'sample'].some(key => asked.has(key))) {
    const root = shownTask()?.querySelector('.browser');
    if (root) {
      near.unobserve(root);
      openBrowser(root, asked);
      root.ready.then(() => root.closest('section').scrollIntoView());
    }
  }
  startConfusionClicks(near);
  startSlash(near);
}

// The search is at hand from wherever the page stands, whether its list was seen before or not.
function startSlash(near) {
  document.addEventListener('keydown', async event => {
    const typing = event.target.closest?.('input, textarea, select');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const root = (shownTask() ?? document).querySelector('.browser');
    if (!root) return;
    event.preventDefault();
    near.unobserve(root);
    openBrowser(root);
    await root.ready;
    root.closest('section').scrollIntoView();
    root.querySelector('input[type=search]').focus({ preventScroll: true });
  });
}

async function openBrowser(root, asked) {
  if (root.opened) return;
  root.opened = true;
  const data = await readSamples(root.dataset.samples);
  const found = root.closest('section').querySelector('.found');
  const filters = makeFilters(root, data, asked);
  const detail = root.querySelector('.detail');
  let shown = -1;
  const list = makeList(root, data, sample => {
    shown = sample;
    showSample(root.querySelector('.detail'), data, sample);
    root.classList.add('reading');
    writeState({ sample: data.core.ids[sample] });
  });
  sayLimits(root, data);
  const update = async () => {
    const matches = await filters.matches();
    list.show(matches);
    found.textContent = matches.length === data.n
      ? `${count(data.n)} samples.`
      : `${count(matches.length)} of ${count(data.n)} samples.`;
    root.dataset.matches = matches.length;
    // The sample shown is one of the list: a filter that leaves it out shows the first that it leaves in.
    if (shown < 0 || list.has(shown)) { if (shown >= 0) list.mark(shown); return; }
    if (!matches.length) { shown = -1; detail.replaceChildren(make('p', 'soft', 'No sample fits these filters.')); return; }
    shown = matches[0];
    showSample(detail, data, shown);
  };
  filters.changed = update;
  root.showConfusion = filters.showConfusion;
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape' && root.classList.contains('reading')) { root.classList.remove('reading'); list.focus(); }
  });
  await update();
  const wanted = asked?.get('sample') ?? null;
  const first = wanted === null ? -1 : data.core.ids.indexOf(wanted);
  if (first >= 0) list.choose(first);
  else if (detail.offsetParent && Number(root.dataset.matches)) {
    shown = list.first();
    showSample(detail, data, shown);
  }
  root.setReady();
}

async function readSamples(id) {
  const [header, core] = await Promise.all([readBlock(id + '-header'), readBlock(id + '-core')]);
  const n = core.ids.length;
  const models = header.models.map((model, m) => ({ ...model, state: states(core, header, m) }));
  return { id, header, core, n, models };
}

// One byte a sample and model: 0 wrong, 1 right, 2 mixed over epochs, 3 unusable (wrong), 4 missing.
function states(core, header, m) {
  const { epochs } = header;
  const n = core.ids.length;
  const marks = core.marks[m];
  const outcomes = core.outcomes[m];
  const state = new Uint8Array(n);
  for (let s = 0; s < n; s++) {
    let right = 0, known = 0, usable = 0;
    for (let e = 0; e < epochs; e++) {
      const mark = marks[s * epochs + e] ?? -1;
      const outcome = outcomes.charCodeAt(s * epochs + e) - 48;
      if (outcome === 0 || outcome === 7 || mark < 0) continue;
      known++;
      if (mark >= 50) right++;
      if (outcome === 1) usable++;
    }
    state[s] = known === 0 ? 4 : right === known ? 1 : right > 0 ? 2 : usable === 0 ? 3 : 0;
  }
  return state;
}

function sayLimits(root, data) {
  const { header, n } = data;
  const says = [];
  if (!header.binary) says.push(`Right means a ${header.basis} of at least 0.5.`);
  if (!header.hasAnswers) says.push('This page was made without the texts of the answers.');
  else if (header.withTexts < n) {
    says.push(`To keep the file small, full texts are here for the ${count(header.withTexts)} most telling samples: first those on which models disagree, then unusable answers, then those that all got wrong.`);
  }
  root.closest('section').querySelector('.limits').textContent = says.join(' ');
}

// A click on a cell of a confusion matrix lists its samples.
function startConfusionClicks(near) {
  document.addEventListener('drawn', event => {
    const of = event.target.closest('[data-confusion]');
    if (!of || of.dataset.bound) return;
    of.dataset.bound = '1';
    event.target.on('plotly_click', async click => {
      const root = of.closest('.task').querySelector('.browser');
      if (!root) return;
      near.unobserve(root);
      openBrowser(root);
      await root.ready;
      root.showConfusion(of.dataset.confusion, click.points[0].y, click.points[0].x);
      root.closest('section').scrollIntoView();
    });
  });
}

function count(number) {
  return number.toLocaleString('en-US');
}
