// 页框: small behaviours that every page shares; all of them only add to what works without a script.

document.addEventListener("click", (event) => {
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest(".notice").remove();
  const back = event.target.closest("[data-back]");
  if (back && history.length > 1) {
    event.preventDefault();
    history.back();
  }
});

// A form is sent once: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});

// Whoever signs out leaves nothing of what they typed in this tab.
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/sign-out/") sessionStorage.clear();
});

// Coming back by the browser's own button makes the form usable again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

document.querySelector("[data-focus]")?.focus();

// Tables of rows in a form: a new row is a copy of the hidden model row, with the next number in its names.
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-row]");
  if (add) {
    const table = document.getElementById(add.dataset.addRow);
    const model = table.querySelector("template");
    const number = Number(table.dataset.next);
    table.dataset.next = number + 1;
    const row = model.content.cloneNode(true);
    row.querySelectorAll("[name]").forEach((input) => (input.name = input.name.replace("__n__", number)));
    row.querySelectorAll("[aria-label]").forEach((input) => {
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace("__n__", number + 1));
    });
    const body = table.querySelector("tbody");
    body.append(row);
    body.lastElementChild.querySelector("input, select, textarea")?.focus();
  }
  const drop = event.target.closest("[data-drop-row]");
  if (drop) {
    const row = drop.closest("tr");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    next?.querySelector("input, select, textarea")?.focus();
  }
});
