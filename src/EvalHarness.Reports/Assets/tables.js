// Each table of numbers can be had as CSV, in full precision: data-n is a number, data-raw a text that is shown otherwise.
function startTables() {
  for (const table of document.querySelectorAll('table[data-csv]')) {
    const button = make('button', 'csv', 'Download CSV');
    button.type = 'button';
    button.addEventListener('click', () => download(fileName(table), toCsv(table)));
    table.closest('.grid').before(button);
  }
}

function fileName(table) {
  const task = table.closest('.task');
  const parts = [document.title, task && document.querySelectorAll('.task').length > 1 ? task.dataset.name : '', table.dataset.csv];
  return parts.filter(Boolean).join('-').replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 120) + '.csv';
}

function toCsv(table) {
  const lines = [[...table.tHead.rows[0].cells].map(cell => quote(cell.dataset.key ?? cell.textContent.trim()))];
  for (const row of table.tBodies[0].rows) {
    lines.push([...row.cells].map(cell => cell.dataset.n ?? quote(cell.dataset.raw ?? cell.textContent.trim())));
  }
  return '\ufeff' + lines.map(line => line.join(',')).join('\r\n') + '\r\n';
}

// A text that begins like a formula is made a text for spreadsheets too.
function quote(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
