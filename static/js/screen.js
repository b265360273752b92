// The big screen renews itself: asks for the board, keeps the old one when the connection is lost.
(function () {
    "use strict";

    const board = document.getElementById("board");
    const every = Number(document.body.dataset.renew) * 1000;
    const LONGEST = 5 * 60 * 1000;
    let wait = every;

    function say(text) {
        const state = document.getElementById("state");
        if (state) {
            state.textContent = text;
            state.classList.toggle("lost", text.includes("中断"));
        }
    }

    function made() {
        const state = document.getElementById("state");
        return state ? state.dataset.made : "";
    }

    function renew() {
        const url = new URL(location.href);
        url.searchParams.set("part", "1");
        fetch(url, { credentials: "same-origin", headers: { "X-Refresh": "1" } })
            .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(answer)))
            .then((html) => {
                if (html !== board.dataset.html) {
                    board.innerHTML = html;
                    board.dataset.html = html;
                }
                wait = every;
            })
            .catch(() => {
                say(`连接中断，显示的是 ${made()} 的数据，正在重试`);
                wait = Math.min(wait * 2, LONGEST);
            })
            .then(() => setTimeout(renew, wait));
    }

    window.addEventListener("online", () => (wait = every));
    setTimeout(renew, every);
})();
