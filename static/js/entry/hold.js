// A form that is sent before the scripts of the grid are there waits for them: typed cells go first.
// Not deferred, so that it stands before the first button.
"use strict";
(() => {
  const root = document.currentScript.parentElement;
  let isReady = false;
  let held = null;

  root.addEventListener("submit", (event) => {
    if (isReady) return;
    event.preventDefault();
    held = { form: event.target, button: event.submitter };
  });
  root.addEventListener("grid:ready", () => {
    isReady = true;
    if (held) held.form.requestSubmit(held.button);
    held = null;
  });
  window.addEventListener("load", () => {
    if (!isReady) document.getElementById("save-state").textContent = "页面没有装载完整，请刷新后再填";
  });
})();
