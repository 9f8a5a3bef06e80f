// A decision is printed as one page to sign, or with its details; what would run over is made a little smaller.
queueMicrotask(() => {
  const sheet = document.querySelector('.sheet');
  if (!sheet) return;
  const root = document.documentElement;
  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => {
      root.classList.toggle('print-all', button.dataset.print === 'all');
      print();
    });
  }
  // Width and height of an A4 page within its margins, in the units of the sheet before it is made smaller.
  const page = { width: 703, height: 1036, zoom: 0.82 };
  window.addEventListener('beforeprint', () => {
    const copy = sheet.cloneNode(true);
    copy.removeAttribute('id');
    copy.classList.add('measured');
    copy.style.width = page.width / page.zoom + 'px';
    sheet.after(copy);
    const needed = copy.getBoundingClientRect().height;
    copy.remove();
    root.style.setProperty('--sheet-zoom', String(Math.min(page.zoom, page.height / needed)));
  });
  window.addEventListener('afterprint', () => root.classList.remove('print-all'));
});
