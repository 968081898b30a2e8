// 列表: the arrow keys go from row to row of a list, Home and End to its ends; Enter opens the row, as a link does.

const steps = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const table = document.querySelector("table[data-rows]");
  if (!table || !(event.key in steps || event.key === "Home" || event.key === "End")) return;
  const links = [...table.querySelectorAll("a[data-row]")];
  const here = links.indexOf(document.activeElement);
  // Outside the list only the arrow down enters it, and only where nothing else has use for the key.
  const idle = document.activeElement === document.body || document.activeElement.id === "main";
  if (here < 0 && !(idle && event.key === "ArrowDown")) return;
  const wanted = { Home: 0, End: links.length - 1 }[event.key] ?? Math.max(0, here + steps[event.key]);
  const next = links[Math.min(wanted, links.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
