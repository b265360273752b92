// Fields that the server matches: while one is typed, what it may mean is offered below it.
"use strict";
(() => {
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const WAIT = 250;

  for (const list of form.querySelectorAll("datalist:not([data-complete])")) {
    const input = document.getElementById(list.id.replace(/_list$/, ""));
    let timer = 0;
    let asked = "";

    async function offer() {
      const text = input.value.trim();
      if (!text || text === asked) return;
      asked = text;
      const query = new URLSearchParams({ field: input.name, q: text });
      const answer = await fetch(`${form.dataset.suggest}?${query}`, { credentials: "same-origin" });
      if (!answer.ok || input.value.trim() !== text) return;
      const { offered } = await answer.json();
      list.replaceChildren(...offered.map((words) => Object.assign(document.createElement("option"), { value: words })));
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(offer, WAIT);
    });
  }
})();
