// 纸条和密码: a slip is printed by the browser itself, so that what is on it is kept nowhere; a password can be looked at
// while it is typed, and whoever types it in capitals without knowing is told.

document.querySelector("[data-print]")?.addEventListener("click", () => print());

for (const input of document.querySelectorAll("input[type=password]")) {
  const line = document.createElement("div");
  line.className = "secret-line";
  input.replaceWith(line);
  const look = document.createElement("button");
  look.type = "button";
  look.className = "quiet";
  const told = document.createElement("p");
  told.className = "help";
  told.setAttribute("role", "status");
  line.append(input, look);
  line.after(told);
  const label = document.querySelector(`label[for="${input.id}"]`).textContent;
  show(false);
  look.addEventListener("click", () => { show(input.type === "password"); input.focus(); });
  input.addEventListener("keyup", (event) => {
    if (event.getModifierState) told.textContent = event.getModifierState("CapsLock") ? "大写锁定开着，字母都是大写。" : "";
  });
  input.form.addEventListener("submit", () => show(false)); // so that the browser offers to keep it as a password

  function show(open) {
    input.type = open ? "text" : "password";
    look.textContent = open ? "隐藏" : "显示";
    look.setAttribute("aria-label", `${open ? "隐藏" : "显示"}${label}`);
  }
}
