// 拟稿: the true page beside the form: asked for after every save, its words and the fields leading to each other.

const editor = document.querySelector("[data-editor]");
const pages = document.getElementById("pages");
const findings = document.getElementById("findings");
const said = document.getElementById("preview-state");
const POLL = 300;
let asked = 0;

document.addEventListener("autosaved", () => look());
if (!pages.querySelector("figure, .notice")) look();

// Ask until the page of what was saved last is there; whoever asked before gives way.
async function look() {
  const mine = ++asked;
  said.textContent = "正在排版……";
  const began = Date.now();
  while (mine === asked) {
    let answer;
    try {
      answer = await fetch(editor.dataset.preview, { headers: { Accept: "text/html" } });
    } catch {
      said.textContent = "连不上服务器，版面没有更新。";
      return;
    }
    if (mine !== asked) return;
    if (answer.redirected || (!answer.ok && answer.status !== 202)) {
      said.textContent = "版面没有更新，请刷新这一页。";
      return;
    }
    if (answer.status !== 202) {
      await show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (mine === asked) said.textContent = "版面已更新";
      return;
    }
    if (Date.now() - began > 15000) said.textContent = "排版程序正忙，还在排队……";
    await new Promise((done) => setTimeout(done, POLL));
  }
}

// The new pages take the old ones' place once their pictures are there, so that nothing flickers.
async function show(made) {
  const mine = asked;
  const fresh = made.getElementById("pages");
  const inView = [...pages.querySelectorAll("figure")].filter(partlySeen).map((one) => one.dataset.page);
  for (const one of fresh.querySelectorAll("figure")) {
    if (inView.includes(one.dataset.page)) one.querySelector("img").removeAttribute("loading");
  }
  await Promise.all([...fresh.querySelectorAll("img:not([loading])")].map((one) => {
    const ahead = new Image();
    ahead.src = one.src;
    return ahead.decode().catch(() => {});
  }));
  if (mine !== asked) return;
  const top = pages.scrollTop;
  const old = fresh.querySelector("figure") || !pages.querySelector("figure");
  if (old) pages.replaceChildren(...fresh.childNodes);
  else pages.prepend(...fresh.querySelectorAll(".notice"));
  findings.replaceChildren(...made.getElementById("findings").childNodes);
  pages.scrollTop = top;
  light(document.activeElement);
}

// From the page to the field, and to the line of it that was clicked.
pages.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  if (mark) {
    const told = findings.querySelector(`[data-at="${mark.dataset.at}"]`);
    told?.closest("details")?.setAttribute("open", "");
    told?.scrollIntoView({ block: "nearest" });
    if (told) return follow(told);
  }
  const spot = event.target.closest(".spot");
  if (spot) focusField(spot.dataset.field, Number(spot.dataset.line), "");
});

// From a finding to its place on the page and to the field.
findings.addEventListener("click", (event) => {
  const told = event.target.closest(".finding");
  if (told) follow(told);
});

function follow(told) {
  for (const one of pages.querySelectorAll(".mark")) one.classList.toggle("lit", one.dataset.at === told.dataset.at);
  for (const one of findings.querySelectorAll(".finding")) one.toggleAttribute("aria-current", one === told);
  const mark = pages.querySelector(`.mark[data-at="${told.dataset.at}"]`);
  const place = mark ?? pages.querySelector(`[data-page="${told.dataset.page}"]`);
  if (place) into(place);
  if (told.dataset.field) focusField(told.dataset.field, Number(told.dataset.line), told.dataset.column, true);
}

function focusField(name, line, column, quiet = false) {
  const field = inputOf(name, line, column);
  if (!field) return;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
  if (field.tagName === "TEXTAREA") selectLine(field, line);
  if (!quiet) light(field);
}

function inputOf(name, line, column) {
  const plain = document.getElementById(`f-${name}`);
  const organs = plain?.closest(".behind") && editor.querySelector("[data-organs] ol button:not([disabled])");
  if (organs) return organs;
  if (plain && plain.matches("input, select, textarea")) return plain;
  const cell = column ? editor.querySelector(`[name="${name}-${line}-${column}"]`) : null;
  return cell ?? editor.querySelector(`[name^="${name}-${line}-"]`) ?? editor.querySelector(`[name^="${name}-"]`);
}

function selectLine(text, line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  if (line < lines.length) text.setSelectionRange(start, start + lines[line].length);
}

// From a field to its words on the page.
document.getElementById("sheet").addEventListener("focusin", (event) => light(event.target, true));

function light(input, move = false) {
  const name = input?.name?.split("-")[0] || (input?.closest?.("[data-organs]") ? "head_issuers" : "");
  const lit = [...pages.querySelectorAll(".spot")].filter((one) => one.classList.toggle("lit", one.dataset.field === name));
  if (move && lit.length && !lit.some(seen)) into(lit[0]);
}

function seen(one) {
  const box = one.getBoundingClientRect();
  const around = pages.getBoundingClientRect();
  return box.top >= around.top && box.bottom <= around.bottom;
}

function partlySeen(one) {
  const box = one.getBoundingClientRect();
  const around = pages.getBoundingClientRect();
  return box.bottom > around.top && box.top < around.bottom;
}

function into(place) {
  const box = place.getBoundingClientRect();
  const around = pages.getBoundingClientRect();
  pages.scrollTop += box.top - around.top - around.height / 3;
}

// How large the page is shown.
for (const button of document.querySelectorAll("button[data-zoom]")) {
  button.addEventListener("click", () => {
    pages.dataset.zoom = button.dataset.zoom;
    for (const one of document.querySelectorAll("button[data-zoom]")) one.setAttribute("aria-pressed", String(one === button));
  });
}

// What cannot be taken back is asked once more.
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.confirm)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
}
