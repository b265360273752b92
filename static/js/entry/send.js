// Sends changed cells as they are typed; keeps and repeats what did not arrive.
(function (Grid) {
    "use strict";

    const SOON = 120;
    const LONGEST_WAIT = 30000;
    const state = document.getElementById("save-state");
    let timer = null;
    let busy = null;
    let failures = 0;
    let trouble = "";
    let done = ""; // when the last save arrived

    const cookie = (name) => (document.cookie.match("(?:^|; )" + name + "=([^;]*)") || [])[1] || "";

    const tell = () => Grid.once("tell", tellNow);

    function tellNow() {
        const waiting = Grid.entries("waiting").length;
        const refused = Grid.entries().length - waiting;
        const parts = [];
        if (trouble) {
            parts.push(trouble + (waiting ? `，${waiting} 处尚未保存，已存在本机` : ""));
        } else if (waiting) {
            parts.push("正在保存…");
        } else if (done) {
            parts.push("已自动保存 " + done);
        }
        if (refused) {
            parts.push(`${refused} 处没有保存，请更正`);
        }
        state.textContent = parts.join(" · ");
        state.classList.toggle("trouble", Boolean(trouble || refused));
    }

    /** Take a typed text: keep it, and send it soon. */
    function edit(input, how) {
        const { report, code } = Grid.address(input);
        const before = Grid.entry(report, code);
        if (!before && input.value === input.defaultValue) {
            return;
        }
        if (input.value === input.defaultValue && before.state !== "waiting") {
            Grid.drop(report, code);
            Grid.refresh();
            return;
        }
        const base = before && before.state === "waiting" ? before.base : Grid.stored(input);
        Grid.put({ report, code, text: input.value, base, how: how || "form", state: "waiting", where: Grid.name(report, code) });
        Grid.total(code);
        soon(SOON);
    }

    function soon(delay) {
        clearTimeout(timer);
        timer = setTimeout(flush, delay);
        tell();
    }

    /** Send all that waits. Resolves when nothing waits any more, or when it cannot be sent now. */
    function flush() {
        clearTimeout(timer);
        if (busy) {
            return busy.then(() => (trouble ? undefined : flush()));
        }
        const waiting = Grid.entries("waiting");
        if (!waiting.length) {
            tell();
            return Promise.resolve();
        }
        const how = waiting[0].how;
        const batch = waiting.filter((one) => one.how === how);
        tell();
        busy = post(batch, how, false)
            .then((answer) => settle(batch, answer), fail)
            .finally(() => (busy = null));
        return busy.then(() => (trouble ? undefined : flush()));
    }

    function post(cells, how, trial) {
        const reports = new Map();
        for (const one of cells) {
            reports.set(one.report, { ...reports.get(one.report), [one.code]: { text: one.text, base: one.base } });
        }
        const body = { how, trial, reports: [...reports].map(([id, those]) => ({ id, cells: those })) };
        return fetch(Grid.root.dataset.save, {
            method: "POST",
            credentials: "same-origin",
            redirect: "manual",
            headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
            body: JSON.stringify(body),
        }).then((response) => {
            if (response.type === "opaqueredirect") {
                throw new Error("登录已过期，请重新登录");
            }
            if (response.status === 403) {
                throw new Error("登录状态已变化，请刷新页面");
            }
            if (response.status >= 500) {
                throw new Error("服务器暂时不能保存，正在重试");
            }
            return response.json().catch(() => ({ error: "服务器没有接受这次保存，请刷新页面" }));
        });
    }

    function settle(batch, answer) {
        failures = 0;
        trouble = "";
        const results = new Map((answer.reports || []).map((one) => [one.id, one.cells]));
        for (const sent of batch) {
            const result = answer.error
                ? { state: "refused", message: answer.error }
                : (results.get(sent.report) || {})[sent.code];
            Grid.settleCell(sent, result || { state: "refused", message: "服务器没有答复这一格" });
        }
        Grid.redraw(answer.rows || []);
        done = answer.at || done;
        tell();
    }

    function fail(error) {
        failures += 1;
        trouble = error instanceof TypeError ? "网络中断，正在重试" : error.message;
        timer = setTimeout(flush, Math.min(LONGEST_WAIT, 1000 * 2 ** failures));
        tell();
    }

    window.addEventListener("online", flush);

    // A form of the page goes only when every typed cell has arrived.
    Grid.root.addEventListener("submit", (event) => {
        if (!Grid.entries("waiting").length) {
            return;
        }
        event.preventDefault();
        const { target, submitter } = event;
        flush().then(() => {
            if (!Grid.entries("waiting").length) {
                target.requestSubmit(submitter && document.contains(submitter) ? submitter : null);
            }
        });
    });

    Object.assign(Grid, { edit, flush, post, tell, soon });
})(window.Grid);
