// Charts: plotly.js is unpacked once; a chart is drawn when it comes near the screen, and anew when the theme changes or for paper.
async function startCharts() {
  const root = document.documentElement;
  const plots = [...document.querySelectorAll('.plot')];
  root.dataset.charts = '0/' + plots.length;
  if (plots.length === 0) return;
  allowStyles();
  const script = document.createElement('script');
  script.textContent = await readText('plotly');
  document.head.append(script);

  const drawn = new Set();
  const draw = plot => {
    if (plot.offsetParent === null) return Promise.resolve();
    drawn.add(plot);
    const width = plot.clientWidth;
    const figure = themed(labelled(fitted(JSON.parse(plot.parentElement.querySelector('.figure').textContent), width), width));
    return Plotly.react(plot, figure.data, { ...figure.layout, ...houseLayout() }, houseConfig()).then(() => {
      root.dataset.charts = drawn.size + '/' + plots.length;
      plot.dispatchEvent(new CustomEvent('drawn', { bubbles: true }));
    });
  };
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting && !drawn.has(entry.target)) draw(entry.target);
  }, { rootMargin: '600px' });
  plots.forEach(plot => near.observe(plot));

  const redraw = () => drawn.forEach(draw);
  document.addEventListener('themechange', redraw);
  window.addEventListener('beforeprint', () => {
    root.dataset.before = root.dataset.theme || '';
    setTheme('light');
    plots.forEach(plot => { if (!drawn.has(plot)) draw(plot); });
  });
  window.addEventListener('afterprint', () => setTheme(root.dataset.before || null));
  // Labels are set for a width: a chart that has them is drawn anew, the others only stretch.
  new ResizeObserver(() => drawn.forEach(plot => {
    if (!plot.offsetParent) return;
    if (plot.layout?.meta) draw(plot); else Plotly.Plots.resize(plot);
  }))
    .observe(document.getElementById('main'));
}

// plotly.js writes style attributes, which the policy forbids; the same through the style object is allowed.
function allowStyles() {
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
}

// Colours in figures are names of the theme: var(--ink) becomes what it is at the moment.
function themed(value) {
  if (typeof value === 'string') {
    return value.startsWith('var(--')
      ? getComputedStyle(document.documentElement).getPropertyValue(value.slice(4, -1)).trim()
      : value;
  }
  if (Array.isArray(value)) return value.map(themed);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, themed(v)]));
  return value;
}

// On a phone the names beside bars take two lines and the axes fewer numbers, so that the bars keep half of the width.
function fitted(figure, width) {
  const { meta, margin, annotations } = figure.layout;
  if (meta?.narrow && width < meta.narrow.under) {
    figure.layout.margin = { ...margin, l: meta.narrow.l, r: meta.narrow.r };
    figure.layout.annotations = annotations.filter(note => note.name !== 'wide');
  }
  for (const key of Object.keys(figure.layout)) if (key.startsWith('xaxis')) thinned(figure.layout[key], width);
  if (width >= 560) return figure;
  const names = figure.data.find(trace => trace.orientation === 'h')?.y;
  if (names) Object.assign(figure.layout.yaxis, { tickmode: 'array', tickvals: names, ticktext: names.map(name => wrapped(name, width < 440 ? 18 : 30)) });
  for (const key of Object.keys(figure.layout)) {
    if (key.startsWith('xaxis') && !figure.layout[key].tickvals) Object.assign(figure.layout[key], { nticks: 4, tickangle: 0 });
  }
  return figure;
}

// Of the ticks at 1, 2 and 5 those at 1 stay, or at 1 and 5, where there is no room for all labels.
function thinned(axis, width) {
  if (axis.type !== 'log' || !axis.tickvals) return;
  const room = (width - 90) / (Math.max(...axis.ticktext.map(text => text.length)) * 7.5 + 10);
  const digit = value => Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
  for (const digits of [[1, 5], [1]]) {
    const kept = axis.tickvals.map((_, i) => i).filter(i => digits.includes(digit(axis.tickvals[i])));
    if (axis.tickvals.length > room && kept.length > 1) {
      Object.assign(axis, { tickvals: kept.map(i => axis.tickvals[i]), ticktext: kept.map(i => axis.ticktext[i]) });
    }
  }
}

function wrapped(name, longest) {
  const lines = [''];
  for (const word of name.split(' ')) {
    if (lines.at(-1).length + word.length > longest && lines.at(-1)) lines.push('');
    lines[lines.length - 1] += (lines.at(-1) ? ' ' : '') + word;
  }
  return lines.join('<br>');
}

// The template of the house, for all charts of the page.
function houseLayout() {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12.5, color: 'var(--ink)' };
  const axis = {
    gridcolor: 'var(--grid)', linecolor: 'var(--grid)', zerolinecolor: 'var(--faint)', automargin: true,
    title: { font: { size: 12.5, color: 'var(--soft)' }, standoff: 12 }, tickfont: { size: 12.5 },
  };
  return {
    autosize: true,
    dragmode: matchMedia('(pointer: coarse)').matches ? false : 'zoom',
    template: themed({
      layout: {
        font, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', showlegend: false,
        margin: { l: 8, r: 20, t: 10, b: 10, pad: 4 },
        xaxis: axis, yaxis: axis, hovermode: 'closest',
        hoverlabel: { bgcolor: 'var(--card)', bordercolor: 'var(--line)', font: { ...font, size: 12.5 }, align: 'left', namelength: -1 },
        legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', font: { size: 12 }, itemsizing: 'constant' },
        modebar: { bgcolor: 'rgba(0,0,0,0)', color: 'var(--faint)', activecolor: 'var(--ink)' },
      },
    }),
  };
}

function houseConfig() {
  return {
    displaylogo: false, displayModeBar: matchMedia('(hover: hover)').matches ? 'hover' : false, responsive: false, showTips: false,
    modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d'],
  };
}
