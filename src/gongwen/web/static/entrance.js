// 纸条: a slip is printed by the browser itself, so that what is on it is kept nowhere.

document.querySelector("[data-print]")?.addEventListener("click", () => print());
