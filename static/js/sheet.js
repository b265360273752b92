// The total of the column being filled in, as it is typed. Shown only while every item has a number.
"use strict";
(() => {
  const cells = [...document.querySelectorAll("[data-score]")];
  const total = document.querySelector("[data-total]");
  if (!total || !cells.length) return;

  function show() {
    const scores = cells.map((cell) => cell.value.trim());
    const whole = scores.every((score) => /^\d+(\.\d)?$/.test(score));
    const tenths = scores.reduce((sum, score) => sum + Math.round(Number(score) * 10), 0);
    total.textContent = whole ? String(tenths / 10) : "—";
  }

  document.addEventListener("input", (event) => {
    if (cells.includes(event.target)) show();
  });
  show();
})();
