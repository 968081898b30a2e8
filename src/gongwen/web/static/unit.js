// 传页: photographs go up one by one, each tried again when the network fails; what has arrived stays on the server.
// Without this script the same forms send the chosen files at once.

document.documentElement.classList.add("scripted");

const TRIES = 4;
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
let line = Promise.resolve();

document.addEventListener("change", (event) => {
  const input = event.target.closest("form[data-upload] input[type=file]");
  if (!input) return;
  const form = input.form;
  const instead = form.querySelector("[name=instead_of]")?.value ?? "";
  for (const file of input.files) queue(form.action, file, instead);
  input.value = "";
});

function queue(address, file, instead) {
  const row = document.createElement("li");
  waiting.set(row, { address, file, instead });
  show();
  say(row, `「${file.name}」等着传`);
  line = line.then(() => send(row));
}

// A page that was moved or taken out leaves the keyboard where it was: at the page, or at the one that took its place.
let from = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "pages") return;
  const here = document.activeElement.closest("[data-upload-id]");
  from = here && { id: here.dataset.uploadId, at: [...here.parentNode.children].indexOf(here) };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!from || document.activeElement !== document.body) return;
  const all = [...document.querySelectorAll("[data-upload-id]")];
  const next = all.find((one) => one.dataset.uploadId === from.id) ?? all[Math.min(from.at, all.length - 1)];
  (next ?? document.getElementById("pages")).querySelector("button:not([data-plain])")?.focus();
  from = null;
});

// 照片: each photograph of a form goes up as soon as it is chosen and is then named by a box that stays ticked; a form
// sent again, or saved meanwhile, keeps them.
const onTheWay = new Set();
document.addEventListener("change", (event) => {
  const input = event.target.closest("form[data-photo-address] input[data-photos]");
  if (!input) return;
  const list = input.closest(".field").querySelector("[data-kept]");
  for (const file of input.files) keepLater(input.form, list, file);
  input.value = "";
});

function keepLater(form, list, file) {
  const row = document.createElement("p");
  row.setAttribute("role", "status");
  row.textContent = `「${file.name}」等着传`;
  list.append(row);
  onTheWay.add(row);
  line = line.then(() => keepPhoto(form, list, file, row)).finally(() => onTheWay.delete(row));
}

async function keepPhoto(form, list, file, row) {
  for (let tried = 1; tried <= TRIES; tried += 1) {
    row.textContent = tried === 1 ? `正在传「${file.name}」` : `网络不通，第 ${tried} 次传「${file.name}」`;
    try {
      return await keptPhoto(form, list, file, row, await photoSent(form, file));
    } catch {
      await wait(tried);
    }
  }
  row.textContent = `「${file.name}」没有传上去，网络不通。`;
  button(row, "再传一次", () => { row.remove(); keepLater(form, list, file); });
}

function photoSent(form, file) {
  const sent = new FormData();
  sent.append("csrfmiddlewaretoken", token());
  sent.append("photo", file, file.name);
  return fetch(form.dataset.photoAddress, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
}

async function keptPhoto(form, list, file, row, answer) {
  const ended = answer.headers.get("HX-Redirect");
  if (!answer.ok || ended) {
    const said = ended ? null : new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("p");
    row.textContent = said?.textContent ?? (ended ? `登录已经过期，「${file.name}」没有传上去，请重新登录再选；填过的都在。` : `「${file.name}」没有传上去，请再选一次。`);
    button(row, "知道了", () => row.remove());
    return;
  }
  const { token: name } = await answer.json();
  row.remove();
  if (!addPhoto(list, name, URL.createObjectURL(file), `照片「${file.name}」`)) return;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function addPhoto(list, name, address, words) {
  if ([...list.querySelectorAll("input")].some((one) => one.value === name)) return false;
  const label = document.createElement("label");
  label.className = "photo";
  const picture = document.createElement("img");
  Object.assign(picture, { src: address, alt: words });
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: list.dataset.kept, value: name, checked: true });
  label.append(picture, box, " 交这一张");
  list.append(label);
  return true;
}

// Photographs that have arrived are not handed in: that is told as long as there are any.
function tellUnsent() {
  for (const place of document.querySelectorAll("[data-unsent]")) {
    const count = place.closest("form").querySelectorAll(".photos input:checked").length;
    place.hidden = count === 0;
    place.textContent = count ? `${count} 张照片已经传上来，还没有交给办公室：点「${place.dataset.unsent}」才算交。不交的去掉勾，不进案卷，只存在办公室的系统里。` : "";
  }
}
document.addEventListener("change", tellUnsent);
document.addEventListener("input", tellUnsent);
tellUnsent();

// What autosave.js puts back after an ended session may name photographs whose boxes this page does not have.
document.addEventListener("putting", (event) => {
  const list = event.target.querySelector(`[data-kept="${event.detail.field}-kept"]`);
  if (!list) return;
  for (const name of event.detail.values.get(list.dataset.kept) ?? []) addPhoto(list, name, `/photos/${name}/`, "已传的照片");
});

// A form does not leave without what is still going up.
document.addEventListener("submit", (event) => {
  const going = onTheWay.size + [...waiting.keys()].filter((row) => !row.hasAttribute("data-failed")).length;
  if (!going || !event.target.matches("form[data-photo-address], form[data-hand-in]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const place = event.target.querySelector("[data-still]");
  place.textContent = `还有 ${going} 张正在传，传完再交。`;
}, true);

const waiting = new Map();

// The list is part of what is swapped after each page, so its rows are kept here and put back.
function show() {
  const list = document.querySelector("[data-sending]");
  if (list) list.replaceChildren(...waiting.keys());
}

function say(row, text, failed = false) {
  row.textContent = text;
  row.toggleAttribute("data-failed", failed);
}

async function send(row) {
  const job = waiting.get(row);
  for (let tried = 1; tried <= TRIES; tried += 1) {
    say(row, tried === 1 ? `正在传「${job.file.name}」` : `网络不通，第 ${tried} 次传「${job.file.name}」`);
    try {
      const answer = await once(job);
      return settle(row, job, answer);
    } catch {
      await wait(tried);
    }
  }
  offer(row, `「${job.file.name}」没有传上去，网络不通`);
}

function once(job) {
  const sent = new FormData();
  sent.append("csrfmiddlewaretoken", token());
  sent.append("instead_of", job.instead);
  sent.append("pages", job.file, job.file.name);
  return fetch(job.address, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
}

async function settle(row, job, answer) {
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) {
    say(row, `登录已经过期，「${job.file.name}」没有传上去；传过的都在，`, true);
    const link = document.createElement("a");
    link.href = elsewhere;
    link.textContent = "重新登录再接着传";
    row.append(link);
    return;
  }
  const body = await answer.text();
  if (answer.ok) {
    waiting.delete(row);
    const place = document.getElementById("pages");
    place.outerHTML = body;
    htmx.process(document.getElementById("pages"));
    for (const told of document.querySelectorAll("#pages [data-again]")) {
      const said = document.createElement("li");
      waiting.set(said, {});
      drop(said, told.textContent);
      told.remove();
    }
    show();
    return;
  }
  const said = new DOMParser().parseFromString(body, "text/html").querySelector("p");
  if (answer.status >= 500 && !said) offer(row, `「${job.file.name}」没有传上去，办公室的机器没有回应`);
  else drop(row, said?.textContent ?? `「${job.file.name}」没有收下`);
}

// A refused file is told and put away by hand; one that the network lost can be tried again.
function drop(row, text) {
  say(row, text, true);
  button(row, "知道了", () => { waiting.delete(row); show(); });
}

function offer(row, text) {
  say(row, `${text}。`, true);
  button(row, "再传一次", () => { line = line.then(() => send(row)); });
}

function button(row, word, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = word;
  made.addEventListener("click", act);
  row.append(" ", made);
}

addEventListener("online", () => {
  for (const row of waiting.keys()) if (row.querySelector("button")?.textContent === "再传一次") row.querySelector("button").click();
});
addEventListener("beforeunload", (event) => {
  if ([...waiting.keys()].some((row) => !row.hasAttribute("data-failed"))) event.preventDefault();
});

// 看页: the ways of a page that stands by itself, by the keys they name.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  const key = event.key === "=" ? "+" : event.key.toLowerCase();
  document.querySelector(`.leafing [data-key="${CSS.escape(key)}"]`)?.click();
});

// The margin of the paper is not what somebody enlarges a page for.
const MARGIN = 0.125;
for (const place of document.querySelectorAll(".enlarged")) place.scrollLeft = place.scrollWidth * MARGIN;

// 核对: the pages are gone through by keyboard; keys typed into a field are the field's.
const matching = document.querySelector("form[data-matching]");
const pairs = [...document.querySelectorAll("[data-pair]")];
if (matching) {
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=text], input:not([type]), textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = { j: () => go(1), k: () => go(-1), y: () => mark("same"), n: () => mark("again") }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function here() {
  return pairs.findIndex((pair) => pair.contains(document.activeElement));
}

function go(by) {
  const at = Math.min(Math.max(here() + by, 0), pairs.length - 1);
  pairs[at].focus();
  pairs[at].scrollIntoView({ block: "start" });
}

function mark(value) {
  const pair = pairs[Math.max(here(), 0)];
  const radio = pair.querySelector(`input[value=${value}]`);
  if (!radio) return;
  radio.checked = true;
  if (value === "again") pair.querySelector("input[list]").focus();
  else go(1);
}
