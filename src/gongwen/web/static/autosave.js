// 自动存稿: what is typed in any form[data-autosave=URL] is kept on the server a moment after it was typed, and until
// the server says so in this tab's own storage, so that neither a broken line nor an ended session loses a word.
//
// The form carries data-revision (what was kept when the page was made, 0 for nothing), data-who (whose words these are)
// and optionally data-settle (where to choose when two typed in the same field). Its state is told in [data-autosaved].
// After each save the form fires "autosaved" with the server's answer. What lies in the tab's storage is gone once its
// owner signs out (frame.js); of somebody else's it is thrown away unseen.

const WAIT = 700;
const AGAIN = 5000;
const STEM = "gongwen:typed:";
// What is the page's own, and the tick under what cannot be undone: that is set anew each time it is read.
const OWN = new Set(["csrfmiddlewaretoken", "revision", "changed", "base", "sure"]);

// Once all scripts of the page are there: putting a table's lines back needs the one that adds lines.
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-autosave]").forEach(watch));

function watch(form) {
  const local = STEM + form.dataset.autosave;
  const state = { kept: snapshot(form), base: entries(form), revision: Number(form.dataset.revision) || 0, timer: 0, busy: false, stopped: false, asked: null };
  restore();
  for (const kind of ["input", "change", "click"]) form.addEventListener(kind, () => setTimeout(typed, 0));
  form.addEventListener("submit", handIn);
  addEventListener("online", () => plan(0));
  addEventListener("pagehide", leave);

  function typed() {
    if (state.stopped || form.dataset.sent || !changed().length) return;
    remember();
    plan(WAIT);
  }

  function changed() {
    const now = snapshot(form);
    const names = new Set([...Object.keys(now), ...Object.keys(state.kept)]);
    return [...names].filter((name) => now[name] !== state.kept[name]);
  }

  function remember() {
    const copy = { who: form.dataset.who ?? "", revision: state.revision, changed: changed(), entries: entries(form), base: state.base };
    try {
      sessionStorage.setItem(local, JSON.stringify(copy));
    } catch {
      say("本机存不下这么多内容，请尽快联网，等显示已存再离开。", true);
    }
  }

  function restore() {
    const copy = JSON.parse(sessionStorage.getItem(local) ?? "null");
    if (!copy) return;
    if (copy.who !== (form.dataset.who ?? "")) {
      sessionStorage.removeItem(local);
      return;
    }
    put(form, copy.entries, new Set(copy.changed));
    state.revision = Math.min(state.revision, copy.revision);
    state.base = copy.base;
    if (!changed().length) sessionStorage.removeItem(local);
    else {
      say("上次没有存上的内容已经找回。", true);
      plan(WAIT);
    }
  }

  function plan(wait) {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, wait);
  }

  // Whoever closes the window right after typing takes its storage with them: what is not saved yet goes off on its own.
  function leave() {
    if (!changed().length) return;
    remember();
    if (state.stopped || form.dataset.sent) return;
    fetch(form.dataset.autosave, { method: "POST", body: toSend(changed()), keepalive: true }).catch(() => {});
  }

  function toSend(names) {
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("revision", state.revision);
    body.set("changed", names.join(" "));
    body.set("base", base(names));
    return body;
  }

  async function save() {
    if (state.busy || state.stopped || form.dataset.sent) return;
    const names = changed();
    if (!names.length) return;
    state.busy = true;
    state.asked = new AbortController();
    const sent = { held: snapshot(form), entries: entries(form) };
    const body = toSend(names);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" }, signal: state.asked.signal });
      await heard(answer, sent);
    } catch (fault) {
      if (fault.name === "AbortError") return; // the form itself is on its way, with every word
      say("连不上服务器，内容先留在本机，恢复后自动存。", true);
      plan(AGAIN);
    } finally {
      state.busy = false;
    }
  }

  async function heard(answer, sent) {
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.redirected || (!json && answer.status < 500)) {
      say("登录已过期，内容留在本机；请重新登录，回到这一页会自动找回。", true, location.href, "重新登录");
      return;
    }
    if (!json) {
      say("服务器这会儿没有存上，内容先留在本机，稍后自动再存。", true);
      plan(AGAIN);
      return;
    }
    const told = await answer.json();
    if (answer.ok) kept(told, sent);
    else refused(told);
  }

  function kept(told, sent) {
    state.kept = sent.held;
    state.base = sent.entries;
    state.revision = told.revision;
    form.dataset.revision = told.revision;
    if (changed().length) plan(WAIT);
    else sessionStorage.removeItem(local);
    const at = new Date(told.at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    const others = told.taken?.length ? `；${told.taken.map((one) => `「${one}」`).join("")}别人也改了，` : "";
    say(`${at} 已存${others}`, Boolean(others), others && location.href, "刷新看看");
    form.dispatchEvent(new CustomEvent("autosaved", { detail: told, bubbles: true }));
  }

  function refused(told) {
    say(told.told.join(""), true);
    if (!told.settle) return;
    state.stopped = true;
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", textContent: "逐项选定" });
    button.setAttribute("form", form.id);
    button.setAttribute("formaction", told.settle);
    button.setAttribute("formnovalidate", "");
    for (const place of places()) place.append(" ", button);
  }

  // The words typed last go along with the form itself; what was changed is told so that nobody else's is overwritten.
  function handIn() {
    clearTimeout(state.timer);
    state.asked?.abort();
    const names = changed();
    hidden("revision", state.revision);
    hidden("changed", names.join(" "));
    hidden("base", base(names));
    if (names.length) remember();
  }

  // What this window last knew of these fields: whatever else is saved by then somebody else has typed.
  function base(names) {
    return JSON.stringify(state.base.filter(([name]) => names.includes(name.split("-")[0])));
  }

  function hidden(name, value) {
    const input = form.querySelector(`input[type=hidden][name=${name}]`) ?? form.appendChild(document.createElement("input"));
    Object.assign(input, { type: "hidden", name, value });
  }

  function places() {
    const own = [...form.querySelectorAll("[data-autosaved]")];
    return own.length ? own : [...document.querySelectorAll("[data-autosaved]")];
  }

  function say(text, grave = false, address = "", word = "") {
    for (const place of places()) {
      place.textContent = text;
      place.toggleAttribute("data-grave", grave);
      if (address) {
        const link = document.createElement("a");
        Object.assign(link, { href: address, textContent: word });
        place.append(" ", link);
      }
    }
  }
}

// What each field holds, the cells of a table (field-0-column) together under the field's name.
function snapshot(form) {
  const held = {};
  for (const [name, value] of entries(form)) {
    const field = name.split("-")[0];
    held[field] = `${held[field] ?? ""}${name}\u0000${value}\u0001`;
  }
  return held;
}

// Everything typed, without what is empty: an empty line of a table says nothing.
function entries(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value.trim() && !OWN.has(name));
}

// Put what was typed back, field by field; a table gets as many lines as it had, photographs sent before their boxes.
function put(form, typed, fields) {
  const values = new Map();
  for (const [name, value] of typed) {
    if (fields.has(name.split("-")[0])) values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const field of fields) {
    const lines = [...values.keys()].filter((name) => name.startsWith(`${field}-`)).map((name) => Number(name.split("-")[1]));
    const add = document.querySelector(`[data-add-row="f-${field}"]`);
    const table = document.getElementById(`f-${field}`);
    for (let next = -1; add && table && next !== table.dataset.next && Math.max(...lines, -1) >= Number(table.dataset.next); ) {
      next = table.dataset.next;
      add.click();
    }
    form.dispatchEvent(new CustomEvent("putting", { detail: { field, values }, bubbles: true }));
    for (const input of form.querySelectorAll(`[name="${field}"], [name^="${field}-"]`)) {
      if (input.type === "file" || input.type === "hidden") continue;
      const given = values.get(input.name) ?? [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = given.includes(input.value);
      else input.value = given[0] ?? "";
      input.dispatchEvent(new Event("restored"));
    }
  }
}
