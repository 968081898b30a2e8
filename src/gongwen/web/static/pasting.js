// 粘贴: what is pasted into a long text or a list is cleaned by the office first; what was changed is told.

for (const form of document.querySelectorAll("form[data-paste]")) {
  form.addEventListener("paste", (event) => {
    const text = event.target.closest('.field[data-type="longtext"] textarea, .field[data-type="list"] textarea');
    const from = event.clipboardData;
    if (!text || !from || text.closest("[data-organs]")) return;
    const html = from.getData("text/html");
    const plain = from.getData("text/plain");
    if (!html && !plain.includes("\n")) return;
    event.preventDefault();
    clean(form, text, html, plain);
  });
}

async function clean(form, text, html, plain) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("html", html);
  body.set("text", plain);
  let made = { text: plain, told: ["没有连上服务器，粘贴的内容没有清理，请核对。"] };
  try {
    const answer = await fetch(form.dataset.paste, { method: "POST", body });
    if (answer.ok && !answer.redirected) made = await answer.json();
  } catch {
    // The line is broken: the plain text goes in as it is, and that is told.
  }
  insert(text, made.text);
  tell(text, made.told);
}

// execCommand keeps the browser's own undo; where it is gone the text is set without.
function insert(text, words) {
  text.focus();
  if (document.execCommand("insertText", false, words)) return;
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(text, sentences) {
  const place = document.getElementById("pasted");
  if (!place || !sentences.length) return;
  const label = text.closest(".field").querySelector("label")?.firstChild.textContent ?? "";
  const list = document.createElement("ul");
  for (const one of sentences) list.append(Object.assign(document.createElement("li"), { textContent: one }));
  const head = Object.assign(document.createElement("strong"), { textContent: `粘贴到「${label}」的内容已清理（Ctrl+Z 可撤销）` });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "知道了" });
  close.addEventListener("click", () => (place.hidden = true));
  place.replaceChildren(head, list, close);
  place.hidden = false;
  text.closest(".field").append(place);
}
