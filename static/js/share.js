// "复制链接": the address of what is shown, with everything that was chosen, goes to the clipboard.
// Where the browser keeps the clipboard shut (no https), the address is shown, selected, to be copied by hand.
"use strict";
(() => {
  const button = document.querySelector("[data-share]");
  const told = document.querySelector("[data-shared]");
  if (!button) return;
  button.hidden = false;

  function show(address) {
    const field = Object.assign(document.createElement("input"), { value: address, readOnly: true });
    field.setAttribute("aria-label", "本页链接，请复制");
    told.replaceChildren(field);
    field.focus();
    field.select();
  }

  button.addEventListener("click", async () => {
    const address = new URL(button.dataset.share, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      told.textContent = "已复制";
    } catch {
      show(address);
    }
  });
})();
