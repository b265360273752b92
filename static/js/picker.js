// Boxes of indicators: a search field that hides what does not match, and a count of what is ticked.
// Without this file every box is there and the server says when there are too many.
"use strict";
(() => {
  for (const form of document.querySelectorAll("form[data-picker]")) {
    const most = Number(form.dataset.most);
    const find = form.querySelector("[data-picker-find]");
    const told = form.querySelector("[data-picker-told]");
    const field = find.querySelector("input");
    const groups = [...form.querySelectorAll("[data-group]")];
    const boxes = [...form.querySelectorAll("input[name=indicator]")];
    const opened = new Map(groups.map((group) => [group, group.open]));
    find.hidden = false;

    const count = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      told.textContent = `已选 ${ticked} / ${most}${ticked > most ? "，太多了" : ""}`;
      told.classList.toggle("over", ticked > most);
    };

    const filter = () => {
      const text = field.value.trim().toLowerCase();
      for (const group of groups) {
        let found = 0;
        for (const item of group.querySelectorAll("li")) {
          const words = (item.textContent + " " + item.querySelector("input").value).toLowerCase();
          item.hidden = text !== "" && !words.includes(text);
          found += item.hidden ? 0 : 1;
        }
        group.hidden = text !== "" && found === 0;
        group.open = text === "" ? opened.get(group) : found > 0;
      }
    };

    field.addEventListener("input", filter);
    // Enter in the search field goes to the first match instead of sending the form.
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.querySelector("[data-group]:not([hidden]) li:not([hidden]) input")?.focus();
    });
    form.addEventListener("change", count);
    count();
  }
})();
