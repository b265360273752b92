// Asks for one part of the file after another and shows how far it is.
"use strict";
(() => {
  const card = document.querySelector("[data-job][data-step]");
  if (!card) return;
  const standing = card.querySelector("[data-standing]");
  const bar = card.querySelector("progress");
  const byHand = card.querySelector("[data-by-hand]");
  const token = byHand.querySelector("[name=csrfmiddlewaretoken]").value;
  let tries = 0;

  async function next() {
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(card.dataset.step, { method: "POST", headers });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      tries = 0;
      if (now.state !== "running") {
        location.reload();
        return;
      }
      bar.value = now.done;
      standing.textContent = `正在生成：${now.next}（${now.done} / ${bar.max}）`;
      next();
    } catch {
      tries += 1;
      if (tries < 4) {
        standing.textContent = "连接中断，正在重试……";
        setTimeout(next, tries * 2000);
      } else {
        standing.textContent = "连接中断。网络恢复后点“生成下一个”继续。";
        byHand.hidden = false;
      }
    }
  }

  byHand.hidden = true;
  next();
})();
