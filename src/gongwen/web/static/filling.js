// 填表: an amount is shown in words as it is typed, and a picked phrase goes into its text; both only add to the form.

document.addEventListener("input", (event) => {
  const input = event.target.closest("[data-in-words]");
  if (!input) return;
  clearTimeout(input.waiting);
  input.waiting = setTimeout(() => showInWords(input), 300);
});

async function showInWords(input) {
  const asked = input.value;
  const answer = await fetch(`/amount/?of=${encodeURIComponent(asked)}`);
  if (!answer.ok || input.value !== asked) return;
  document.getElementById(input.dataset.inWords).textContent = await answer.text();
}

// A phrase is put where the cursor is, or behind what is written already.
document.addEventListener("click", (event) => {
  const pick = event.target.closest("[data-phrase]");
  if (!pick) return;
  const text = document.getElementById(pick.dataset.into);
  const from = text.selectionStart ?? text.value.length;
  const to = text.selectionEnd ?? from;
  text.setRangeText(pick.dataset.phrase, from, to, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
});

// All of a list chosen, or none of it.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-choose-all]");
  if (!all) return;
  document.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`).forEach((one) => (one.checked = all.checked));
});
