// 发文机关: the issuing organs as a list to be put in order by dragging or by buttons, with 主办 marked. Without a script
// they are two plain inputs; the list only writes into those.

for (const box of document.querySelectorAll("[data-organs]")) arrange(box);

function arrange(box) {
  const names = box.querySelector("textarea");
  const lead = box.querySelector("input[type=text]");
  const list = box.querySelector("ol");
  const adding = box.querySelector("[data-add]");
  const pick = box.querySelector("[data-add-organ]");
  for (const one of [list, adding]) one.hidden = false;
  for (const one of box.querySelectorAll(".plain-organs")) one.classList.add("behind");
  for (const one of [names, lead]) one.tabIndex = -1; // out of sight, out of the way of Tab
  draw(read());
  if (globalThis.Sortable) Sortable.create(list, { handle: ".grip", animation: 120, onEnd: write });

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-move]");
    if (!button) return;
    const item = button.closest("li");
    const kind = button.dataset.move;
    if (kind === "up") item.previousElementSibling?.before(item);
    if (kind === "down") item.nextElementSibling?.after(item);
    if (kind === "drop") {
      pick.append(new Option(item.dataset.name));
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button")?.focus();
      item.remove();
    }
    write();
    if (kind !== "drop") (button.disabled ? item.querySelector("button:not([disabled])") : button).focus(); // never lost at an end
  });
  list.addEventListener("change", write);
  // By a button and not by the choice itself: with the arrow keys the first organ of all would be taken.
  adding.querySelector("button").addEventListener("click", () => {
    if (!pick.value) return pick.focus();
    const name = pick.value;
    pick.selectedOptions[0].remove();
    pick.value = "";
    list.append(item(name, !list.children.length));
    write();
    pick.focus();
  });
  names.addEventListener("restored", () => draw(read()));

  function read() {
    return names.value.split("\n").map((one) => one.trim()).filter(Boolean);
  }

  function draw(all) {
    list.replaceChildren(...all.map((name) => item(name, name === lead.value.trim())));
    number();
  }

  function item(name, leads) {
    const made = document.createElement("li");
    made.dataset.name = name;
    made.innerHTML =
      '<span class="grip" aria-hidden="true">⠿</span><span class="name"></span>' +
      '<label class="lead"><input type="radio" name="lead-organ"> 主办</label>' +
      '<span class="moves"><button type="button" class="quiet" data-move="up">↑</button>' +
      '<button type="button" class="quiet" data-move="down">↓</button>' +
      '<button type="button" class="quiet" data-move="drop">×</button></span>';
    made.querySelector(".name").textContent = name;
    const radio = made.querySelector("input");
    radio.checked = leads;
    radio.removeAttribute("name");
    radio.setAttribute("aria-label", `${name}主办`);
    radio.addEventListener("change", () => {
      for (const other of list.querySelectorAll("input")) if (other !== radio) other.checked = false;
    });
    const words = { up: "上移", down: "下移", drop: "删去" };
    for (const button of made.querySelectorAll("button")) button.setAttribute("aria-label", `${words[button.dataset.move]}${name}`);
    return made;
  }

  function write() {
    const all = [...list.children];
    names.value = all.map((one) => one.dataset.name).join("\n");
    lead.value = all.find((one) => one.querySelector("input").checked)?.dataset.name ?? "";
    number();
    names.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function number() {
    const all = [...list.children];
    all.forEach((one, at) => {
      one.querySelector('[data-move="up"]').disabled = at === 0;
      one.querySelector('[data-move="down"]').disabled = at === all.length - 1;
    });
  }
}
