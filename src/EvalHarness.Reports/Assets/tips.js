// Definitions and counts that float beside a word or a bar: by pointer, by focus and by tap.
function startTips() {
  const tip = document.getElementById('tip');
  let owner = null;
  let timer = 0;

  const hide = () => { tip.hidden = true; owner = null; };
  const hideSoon = () => { clearTimeout(timer); timer = setTimeout(hide, 160); };
  const show = target => {
    clearTimeout(timer);
    const source = document.getElementById(target.dataset.tip);
    if (!source) return;
    owner = target;
    tip.replaceChildren(...source.cloneNode(true).childNodes);
    tip.hidden = false;
    place(tip, target);
  };

  document.addEventListener('pointerover', event => {
    const target = event.target.closest?.('[data-tip]');
    if (target && event.pointerType !== 'touch') show(target);
    else if (event.target.closest?.('#tip')) clearTimeout(timer);
    else if (owner && document.activeElement !== owner) hideSoon();
  });
  document.addEventListener('focusin', event => {
    const target = event.target.closest?.('[data-tip]');
    if (target) show(target); else hide();
  });
  document.addEventListener('focusout', hideSoon);
  document.addEventListener('click', event => {
    const target = event.target.closest?.('[data-tip]');
    if (target) { event.preventDefault(); show(target); }
    else if (!event.target.closest?.('#tip')) hide();
  });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
  window.addEventListener('scroll', hide, { passive: true });
}

function place(tip, target) {
  const at = target.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left + at.width / 2 - box.width / 2, document.documentElement.clientWidth - box.width - 8));
  const above = at.top - box.height - 8;
  tip.style.left = left + 'px';
  tip.style.top = (above < 8 ? at.bottom + 8 : above) + 'px';
}
