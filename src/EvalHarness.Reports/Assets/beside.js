// Two answers side by side with the words that differ marked.
const MOST_WORDS = 1500;

function besides(data, text, sample, numbers) {
  const said = data.models.map((_, m) => wholeOf(data, text.a[m][0], numbers[m], sample));
  const known = said.flatMap((answer, m) => answer === null ? [] : [m]);
  if (known.length < 2) return [];
  const box = make('details', 'beside');
  box.append(make('summary', '', 'Two answers side by side'));
  const pick = [0, 1].map(place => {
    const select = make('select');
    select.setAttribute('aria-label', place === 0 ? 'First model' : 'Second model');
    for (const m of known) select.append(option(String(m), data.models[m].name));
    return select;
  });
  const asked = (localPair ?? []).map(name => data.models.findIndex(model => model.name === name));
  pick[0].value = String(known.includes(asked[0]) ? asked[0] : known[0]);
  pick[1].value = String(known.includes(asked[1]) ? asked[1] : known[1]);
  const panes = make('div', 'two-answers');
  const show = () => {
    const [a, b] = pick.map(select => Number(select.value));
    localPair = [data.models[a].name, data.models[b].name];
    const [left, right] = differing(said[a], said[b]);
    panes.replaceChildren(left, right);
  };
  pick.forEach(select => select.addEventListener('change', show));
  const head = make('div', 'two-answers');
  head.append(...pick);
  box.append(head, panes);
  box.open = localPair !== null;
  box.addEventListener('toggle', () => { if (box.open) show(); else localPair = null; });
  if (box.open) show();
  return [box];
}

// The pair that is looked at stays while samples go by.
let localPair = null;

function wholeOf(data, raw, numbers, sample) {
  let said = raw && typeof raw === 'object' && 'w' in raw ? raw.w : raw;
  if (said === null || said === undefined || said.e !== undefined) return null;
  if (said === 1) return data.header.answers[numbers.answer?.[sample * data.header.epochs] ?? -1] ?? null;
  if (said.r !== undefined) said = said.s;
  return typeof said === 'string' ? said : said?.s ?? null;
}

// Words of both texts; those outside of the longest common subsequence are marked.
function differing(first, second) {
  const [a, b] = [first, second].map(text => text.split(/(\s+)/).filter(Boolean));
  const panes = [make('pre', 'passage'), make('pre', 'passage')];
  panes.forEach(pane => { pane.dir = 'auto'; });
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    panes[0].textContent = first;
    panes[1].textContent = second;
    return panes;
  }
  const common = subsequence(a, b);
  a.forEach((word, i) => panes[0].append(common.first.has(i) || !word.trim() ? document.createTextNode(word) : make('del', '', word)));
  b.forEach((word, i) => panes[1].append(common.second.has(i) || !word.trim() ? document.createTextNode(word) : make('ins', '', word)));
  return panes;
}

function subsequence(a, b) {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j]
        ? length[(i + 1) * width + j + 1] + 1
        : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const [first, second] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { first.add(i++); second.add(j++); }
    else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++;
    else j++;
  }
  return { first, second };
}
