// 审核: pages are enlarged where they stand, the sum of a score sheet follows what is typed, a sheet is printed.
// Without this script a page opens by itself, and the server reckons when the sheet is kept or handed in.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const page = event.target.closest("[data-zoom]");
  if (!page || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const leaves = page.closest("[data-leaves]");
  const box = page.getBoundingClientRect();
  const [x, y] = event.clientX ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0];
  leaves.classList.toggle("large");
  const after = page.getBoundingClientRect();
  const frame = leaves.getBoundingClientRect();
  leaves.scrollLeft += after.left + x * after.width - (frame.left + frame.width / 2);
  leaves.scrollTop += after.top + y * after.height - (frame.top + frame.height / 2);
});

// A mark and its points are hundredths; a half is rounded up, as the office does.
const hundredths = (number) => Math.round(number * 100 + 1e-7) / 100;

function mark(input) {
  const text = input.value.normalize("NFKC").trim();
  const full = Number(input.closest("[data-line]").dataset.full);
  return /^\d+(\.\d{1,2})?$/.test(text) && Number(text) <= full ? Number(text) : null;
}

function reckon(form) {
  let total = 0;
  for (const line of form.querySelectorAll("[data-line]")) {
    const input = line.querySelector("[data-mark]");
    const given = mark(input);
    const wrong = input.value.trim() !== "" && given === null;
    input.closest(".field").toggleAttribute("data-wrong", wrong);
    input.setAttribute("aria-invalid", wrong);
    const points = given === null ? 0 : hundredths((given * Number(line.dataset.weight)) / Number(line.dataset.full));
    total += points;
    line.querySelector("[data-points]").textContent = wrong ? "应是 0 到 " + line.dataset.full + " 之间的数" : given === null ? "" : `得 ${points.toFixed(2)} 分`;
  }
  form.querySelector("[data-total]").textContent = hundredths(total).toFixed(2);
}

for (const form of document.querySelectorAll("[data-scoring]")) {
  form.addEventListener("input", () => reckon(form));
  form.addEventListener("restored", () => reckon(form), true);
  reckon(form);
}
