// "全选" ticks every report of its group; J and K walk through the reports, X ticks the one reached.
"use strict";
(() => {
  const boxes = [...document.querySelectorAll("input[name=pick]")];
  const all = [...document.querySelectorAll("[data-pick-all]")];
  const of = (box) => boxes.filter((one) => one.dataset.group === box.dataset.pickAll);

  function show() {
    for (const box of all) {
      const ticked = of(box).filter((one) => one.checked).length;
      box.checked = ticked > 0 && ticked === of(box).length;
      box.indeterminate = ticked > 0 && !box.checked;
    }
  }

  function spread(box) {
    for (const one of of(box)) one.checked = box.checked;
  }

  document.addEventListener("change", (event) => {
    if (all.includes(event.target)) spread(event.target);
    show();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, input:not([type=checkbox])");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { j: 1, k: -1 }[event.key];
    const here = boxes.indexOf(document.activeElement);
    if (step) {
      const next = boxes[here < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, here + step))];
      if (next) next.focus();
    } else if (event.key === "x" && here >= 0) {
      boxes[here].click();
    }
  });

  for (const box of all) if (box.checked) spread(box); // ticked before this file was there
  show();
})();
