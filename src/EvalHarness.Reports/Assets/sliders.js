// What-ifs: the expected value is interpolated between knots that were computed before; break-evens are read off along each axis.
function startSliders() {
  document.querySelectorAll('.sliders').forEach(panel => {
    const surface = JSON.parse(panel.querySelector('.surface').textContent);
    const keys = ['volume', 'uplift', 'price', 'frontier'];
    const knobs = Object.fromEntries(keys.map(key => [key, panel.querySelector(`[data-knob=${key}]`)]));
    const read = () => Object.fromEntries(keys.map(key => [key, key === 'volume' ? 10 ** Number(knobs[key].value) : Number(knobs[key].value)]));
    const money = amount => {
      const text = priced(Math.abs(amount));
      return (amount < 0 && text !== '0' ? '\u2212' : '') + (panel.dataset.currency === 'USD' ? '$' : panel.dataset.currency + ' ') + text;
    };
    const level = (key, value) =>
      key === 'volume' ? sized(significant(value * surface.answers)) + ' a month'
      : key === 'uplift' ? signed(100 * (surface.upliftNow + value)) + ' points'
      : key === 'price' ? value.toFixed(2) + ' times today\u2019s'
      : (100 * value).toFixed(1) + ' %';
    const show = () => {
      const at = read(), npv = interpolate(surface, at);
      panel.querySelector('[data-npv]').textContent = money(npv);
      panel.querySelector('[data-sign]').textContent = npv > 0 ? 'a gain' : npv < 0 ? 'a loss' : 'neither gain nor loss';
      panel.querySelector('.outcome').dataset.tone = npv > 0 ? 'good' : 'bad';
      for (const key of keys) {
        panel.querySelector(`[data-shows=${key}]`).textContent = level(key, at[key]);
        knobs[key].setAttribute('aria-valuetext', level(key, at[key]));
        const even = breakEven(surface, at, key);
        panel.querySelector(`[data-even=${key}]`).textContent = even === null ? 'no break-even in this range' : 'breaks even at ' + level(key, even);
      }
    };
    panel.addEventListener('input', show);
    panel.querySelector('[data-reset]').addEventListener('click', () => {
      for (const key of keys) knobs[key].value = knobs[key].dataset.now;
      show();
    });
    show();
  });
}

// Whole below a hundred thousand, then three significant digits with k, M and B, as everywhere on the page.
function sized(size) {
  const [scale, unit] = size >= 0.9995e9 ? [1e9, 'B'] : size >= 0.9995e6 ? [1e6, 'M'] : size >= 99999.5 ? [1e3, 'k'] : [1, ''];
  const shown = size / scale;
  const digits = shown === 0 || shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : shown >= 0.9995 ? 2 : Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(shown))));
  return shown.toLocaleString('en', { maximumFractionDigits: digits }) + unit;
}

// Money has cents below a hundred, and two of them: $1.20.
function priced(size) {
  if (size < 0.9995 || size >= 99.995) return sized(size).replace(/^\d+\.\d$/, '$&0');
  const cents = size.toFixed(2);
  return cents.endsWith('.00') ? cents.slice(0, -3) : cents;
}

// Counts are never more exact than three digits.
function significant(count) {
  return count >= 1000 ? Number(count.toPrecision(3)) : count;
}

function signed(value) {
  return (value < 0 ? '\u2212' : '+') + Math.abs(value).toFixed(1);
}

// Multilinear between the sixteen knots around.
function interpolate(surface, at) {
  const axes = ['volume', 'uplift', 'price', 'frontier'];
  const around = axes.map(key => {
    const knots = surface[key];
    let low = 0;
    while (low < knots.length - 2 && at[key] > knots[low + 1]) low++;
    const width = knots[low + 1] - knots[low];
    return { low, share: knots.length === 1 ? 0 : Math.min(1, Math.max(0, (at[key] - knots[low]) / width)) };
  });
  let total = 0;
  for (let corner = 0; corner < 16; corner++) {
    let weight = 1, place = 0;
    axes.forEach((key, i) => {
      const isHigh = (corner >> i) & 1;
      weight *= isHigh ? around[i].share : 1 - around[i].share;
      place = place * surface[key].length + around[i].low + isHigh;
    });
    if (weight > 0) total += weight * surface.npv[place];
  }
  return total;
}

// The nearest change of sign along one axis, all else as it stands.
function breakEven(surface, at, key) {
  const knots = surface[key], values = knots.map(knot => interpolate(surface, { ...at, [key]: knot }));
  let nearest = null;
  for (let i = 1; i < knots.length; i++) {
    if (Math.sign(values[i]) === Math.sign(values[i - 1])) continue;
    const even = knots[i - 1] + (knots[i] - knots[i - 1]) * values[i - 1] / (values[i - 1] - values[i]);
    if (nearest === null || Math.abs(even - at[key]) < Math.abs(nearest - at[key])) nearest = even;
  }
  return nearest;
}
