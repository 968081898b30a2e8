// 窄屏上的表: on a telephone each row of a table that is wider than the screen stands as a block of its own
// (static/narrow.css); a cell then has to say itself what its column is. Tables to be read as a whole scroll in their box.

const READ_AS_A_WHOLE = ".lines, .scroll[tabindex] > table";
const narrow = matchMedia("(max-width: 40rem)");

spareOne();
arrange();
document.addEventListener("htmx:load", arrange);
narrow.addEventListener("change", arrange);

function arrange() {
  for (const table of document.querySelectorAll("main table")) {
    const heads = [...table.querySelectorAll(":scope > thead > tr:last-child > *")];
    if (!heads.length || table.matches(READ_AS_A_WHOLE)) continue;
    name(table, heads);
    table.classList.remove("stacked");
    const box = table.closest(".scroll") ?? table;
    table.classList.toggle("stacked", narrow.matches && box.scrollWidth > box.clientWidth + 1);
  }
}

// Of the empty lines at the end of a form's table, which are for those without a script, a telephone keeps one: there
// each takes half the screen, and a button gives more.
function spareOne() {
  if (!narrow.matches) return;
  for (const body of document.querySelectorAll("table.grid > tbody")) {
    while (body.rows.length > 1 && isEmpty(body.rows[body.rows.length - 1]) && isEmpty(body.rows[body.rows.length - 2])) {
      body.rows[body.rows.length - 1].remove();
    }
  }
}

function isEmpty(row) {
  return [...row.querySelectorAll("input, select, textarea")].every((one) => one.type === "checkbox" ? !one.checked : !one.value);
}

function name(table, heads) {
  const words = heads.flatMap((head) => Array(head.colSpan).fill(said(head)));
  const model = table.querySelector(":scope > template")?.content;
  for (const row of [...table.querySelectorAll(":scope > tbody > tr"), ...(model?.querySelectorAll("tr") ?? [])]) {
    [...row.cells].forEach((cell, at) => label(cell, words[at]));
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
