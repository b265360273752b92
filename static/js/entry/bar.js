// Around the grid: the bar above it with the cell one is in, its history, notes to follow, undo.
(function (Grid) {
    "use strict";

    const find = (id) => document.getElementById(id);
    const bar = find("cell-bar");
    const undo = Grid.root.querySelector("[data-undo]");
    const history = find("history-dialog");
    const steps = [];
    let current = null;

    /** Show a cell in the bar; without one, draw again the cell that is shown. */
    Grid.enter = function (input) {
        current = input || current;
        if (!current) {
            return;
        }
        input = current;
        const { report, code } = Grid.address(input);
        const one = Grid.entry(report, code);
        const head = Grid.head(code);
        const notes = [...document.querySelectorAll(`#notes [data-focus="${input.id}"]`)].map((link) => link.textContent);
        bar.querySelector(".cell-acts").hidden = false;
        bar.querySelector("[data-name]").textContent = Grid.name(report, code);
        bar.querySelector("[data-before]").textContent = `上期 ${input.dataset.before || "—"}${head.title ? " · " : ""}`;
        bar.querySelector("[data-definition]").textContent = head.title;
        bar.querySelector("[data-said]").textContent = [...(one && one.state !== "waiting" ? [Grid.said(one)] : []), ...notes].join("；");
        bar.querySelector("[data-act=na]").disabled = input.readOnly;
    };

    function focus(id) {
        const target = find(id);
        if (target) {
            const inner = target.tagName === "INPUT" ? target : target.querySelector("a") || target;
            target.scrollIntoView({ block: "center", inline: "center" });
            inner.focus();
        }
        return Boolean(target);
    }

    /** Put a text into a cell of the page and send it. */
    Grid.write = function (report, code, text, how) {
        const input = Grid.cell(report, code);
        if (input && !input.readOnly) {
            input.value = text;
            Grid.edit(input, how);
        }
    };

    Grid.remember = function (step) {
        steps.push(step);
        undo.hidden = false;
    };

    undo.addEventListener("click", () => {
        for (const { report, code, from } of steps.pop() || []) {
            Grid.write(report, code, from);
        }
        undo.hidden = !steps.length;
    });

    bar.addEventListener("click", (event) => {
        const act = event.target.dataset.act;
        if (!current || !act) {
            return;
        }
        const { report, code } = Grid.address(current);
        if (act === "na") {
            Grid.remember([{ report, code, from: current.value, to: "不适用" }]);
            Grid.write(report, code, "不适用");
            return;
        }
        fetch(`${Grid.root.dataset.history}?report=${report}&element=${code}`, { credentials: "same-origin" })
            .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(answer)))
            .then((html) => (history.querySelector("[data-body]").innerHTML = html))
            .catch(() => (history.querySelector("[data-body]").textContent = "现在读不到修改记录，请稍后再试。"))
            .then(() => history.showModal());
    });

    Grid.root.addEventListener("click", (event) => {
        const link = event.target.closest("[data-focus]");
        if (link && focus(link.dataset.focus)) {
            event.preventDefault();
        }
        if (event.target.closest("[data-close]")) {
            event.target.closest("dialog").close();
        }
    });

    Grid.focus = focus;
})(window.Grid);
