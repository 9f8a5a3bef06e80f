// Name tags in a plane: each stands beside its dot where it covers no dot, no other tag and no axis, tied to it by a line.
const TAG = 9;

function labelled(figure, width) {
  const labels = figure.layout.meta?.labels;
  if (!labels) return figure;
  const { margin } = figure.layout;
  const area = { left: margin.l, right: width - margin.r, top: margin.t, bottom: figure.layout.height - margin.b };
  const named = width >= 560;
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '12px ' + getComputedStyle(document.body).fontFamily;
  const dots = labels.map(label => ({ ...pixel(figure.layout, label, area), label }));
  const taken = dots.map(dot => ({ left: dot.x - 6, right: dot.x + 6, top: dot.y - 6, bottom: dot.y + 6 }));
  figure.layout.shapes = [...figure.layout.shapes ?? []];
  figure.layout.annotations = [...figure.layout.annotations ?? []];
  for (const dot of [...dots].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const text = named ? unescaped(dot.label.name) : '';
    const size = 2 * TAG + (text ? 5 + Math.ceil(pen.measureText(text).width) : 0);
    const place = free(dot, size, taken, area);
    taken.push(place.box);
    setTag(figure.layout, dot, place, text !== '');
  }
  return figure;
}

function pixel(layout, label, area) {
  const across = layout[label.xref === 'x2' ? 'xaxis2' : 'xaxis'];
  const value = across.type === 'log' ? Math.log10(label.x) : label.x;
  const domain = across.domain ?? [0, 1];
  const share = domain[0] + (domain[1] - domain[0]) * (value - across.range[0]) / (across.range[1] - across.range[0]);
  const up = (label.y - layout.yaxis.range[0]) / (layout.yaxis.range[1] - layout.yaxis.range[0]);
  return { share, up, x: area.left + share * (area.right - area.left), y: area.bottom - up * (area.bottom - area.top) };
}

// The nearest free place: right before left, level before above and below.
function free(dot, size, taken, area) {
  let best = null;
  for (let step = 0; step < 14; step++) {
    for (const side of [1, -1]) {
      for (const rise of step === 0 ? [0] : [-1, 1]) {
        const [dx, dy] = [side * (16 + Math.min(step, 3)), rise * step * 11];
        const left = side > 0 ? dot.x + dx - TAG : dot.x + dx + TAG - size;
        const box = { left, right: left + size, top: dot.y + dy - TAG - 1, bottom: dot.y + dy + TAG + 1 };
        const inside = box.left >= area.left + 2 && box.right <= area.right + 14 && box.top >= area.top - 6 && box.bottom <= area.bottom;
        const place = { dx, dy, side, box };
        if (inside && !taken.some(other => meet(box, other))) return place;
        if (inside) best ??= place;
      }
    }
  }
  return best ?? { dx: 16, dy: 0, side: 1, box: { left: dot.x + 7, right: dot.x + 7 + size, top: dot.y - 10, bottom: dot.y + 10 } };
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Shapes are set in the paper: one that is set in an axis ends where the axis does, and the zone of what is free is narrow.
function setTag(layout, { label, share, up }, { dx, dy, side }, named) {
  const color = `var(--${label.kind})`;
  const hollow = label.kind === 'baseline';
  const at = { xref: 'paper', xsizemode: 'pixel', xanchor: share, yref: 'paper', ysizemode: 'pixel', yanchor: up };
  const length = Math.hypot(dx, dy);
  layout.shapes.push({
    ...at, type: 'line', x0: 5 * dx / length, y0: -5 * dy / length, x1: dx, y1: -dy, line: { color, width: 1 }, layer: 'below',
  });
  const [l, r, t, b] = [dx - TAG, dx + TAG, -dy + TAG, -dy - TAG];
  const body = { ...at, fillcolor: hollow ? 'var(--card)' : color, line: { color, width: hollow ? 1.5 : 0 } };
  layout.shapes.push(
    label.kind === 'custom' ? { ...body, type: 'circle', x0: l, x1: r, y0: b, y1: t }
      : label.kind === 'general' ? { ...body, type: 'rect', x0: l, x1: r, y0: b, y1: t }
        : { ...body, type: 'path', path: `M${dx - 5},${t}L${dx + 5},${t}L${r},${-dy}L${dx + 5},${b}L${dx - 5},${b}L${l},${-dy}Z` });
  const x = layout[label.xref === 'x2' ? 'xaxis2' : 'xaxis'].type === 'log' ? Math.log10(label.x) : label.x;
  const note = { xref: label.xref, x, yref: 'y', y: label.y, xanchor: 'center', showarrow: false, yshift: -dy, borderpad: 0 };
  layout.annotations.push({ ...note, xshift: dx, text: `<b>${label.tag}</b>`, font: { size: 11, color: hollow ? color : 'var(--card)' } });
  if (named) {
    layout.annotations.push({
      ...note, xanchor: side > 0 ? 'left' : 'right', xshift: dx + side * (TAG + 3), text: label.name, font: { size: 12 }, bgcolor: 'var(--card)',
    });
  }
}

function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
