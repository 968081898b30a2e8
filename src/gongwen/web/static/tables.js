// 窄屏上的表: on a telephone each row of a table stands as a block of its own (static/narrow.css); a cell then has to say
// itself what its column is. Tables of figures to be compared stay tables and scroll in their box.

const READ_AS_A_WHOLE = ".lines, .scroll > table:not(.grid, .list)";

name();
document.addEventListener("htmx:load", name);

function name() {
  for (const table of document.querySelectorAll("main table")) {
    const heads = [...table.querySelectorAll(":scope > thead > tr:last-child > *")];
    if (!heads.length || table.matches(READ_AS_A_WHOLE)) continue;
    const words = heads.flatMap((head) => Array(head.colSpan).fill(said(head)));
    const model = table.querySelector(":scope > template")?.content;
    for (const row of [...table.querySelectorAll(":scope > tbody > tr"), ...(model?.querySelectorAll("tr") ?? [])]) {
      [...row.cells].forEach((cell, at) => label(cell, words[at]));
    }
    table.classList.add("stacked");
  }
}

// A heading that is hidden from the eye, or is a control, names nothing in front of a cell.
function said(head) {
  return head.querySelector(".hidden, input") ? "" : head.textContent.replace(/[▲▼]/g, "").trim();
}

function label(cell, word) {
  if (word) cell.dataset.label = word;
  const empty = ["", "—", "·"].includes(cell.textContent.trim()) && !cell.querySelector("input, select, textarea, button, img");
  cell.toggleAttribute("data-none", empty);
}
