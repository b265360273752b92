// Around the grid: the bar above it, what the server answered, notes, conflicts, history, undo.
(function (Grid) {
    "use strict";

    const find = (id) => document.getElementById(id);
    const bar = find("cell-bar");
    const keptList = find("kept");
    const undo = Grid.root.querySelector("[data-undo]");
    const history = find("history-dialog");
    const steps = [];
    let current = null;

    /** What the server made of one sent cell. */
    Grid.settleCell = function (sent, result) {
        const { report, code } = sent;
        const input = Grid.cell(report, code);
        const now = Grid.entry(report, code);
        const again = now && now.text !== sent.text; // typed on while it was under way
        if (result.state !== "saved") {
            if (!again) {
                Grid.put({ ...sent, state: result.state, message: result.message || "", theirs: result });
            }
            return;
        }
        if (input) {
            if (!again && input.value === sent.text) {
                input.value = result.text;
            }
            const typed = input.value;
            Grid.store(input, result.value, result.text);
            input.value = typed;
        }
        if (again) {
            Grid.put({ ...now, base: result.value });
        } else {
            Grid.drop(report, code);
        }
        Grid.show(report, code, true);
        Grid.total(code);
    };

    /** Rows as the server sees them now: state, notes, frames. */
    Grid.redraw = function (rows) {
        for (const row of rows) {
            const line = Grid.table.querySelector(`tr[data-report="${row.id}"]`);
            const notes = document.querySelector(`#notes > [data-report="${row.id}"]`);
            if (line) {
                line.querySelector("td.state").innerHTML = row.state;
                for (const box of line.querySelectorAll("td:not(.state)")) {
                    const { code } = Grid.address(box.id ? box : box.firstElementChild);
                    box.classList.remove("bad", "near", "marked");
                    box.classList.toggle("carried", row.carried.includes(code));
                    if (row.marks[code]) {
                        box.classList.add(row.marks[code]);
                    }
                }
            }
            notes.innerHTML = row.notes;
            notes.hidden = !notes.firstElementChild;
            notes.toggleAttribute("data-ready", row.ready);
        }
        Grid.refresh();
    };

    /** Counts on the tabs and the button, the list of unsaved cells, the bar. */
    Grid.refresh = function () {
        for (const tab of Grid.root.querySelectorAll(".entry-tabs a")) {
            const count = document.querySelectorAll(`#notes [data-counts="${tab.dataset.key}"]`).length;
            tab.querySelector("[data-count]").textContent = count;
            tab.querySelector("small").hidden = !count;
        }
        const ready = Grid.root.querySelector("[data-ready-count]");
        if (ready) {
            ready.textContent = document.querySelectorAll("#notes > [data-ready]").length;
        }
        const unsaved = Grid.entries().filter((one) => one.state !== "waiting");
        keptList.replaceChildren(...unsaved.map(item));
        find("no-notes").hidden = Boolean(unsaved.length || document.querySelector("#notes > :not([hidden])"));
        Grid.tell();
        if (current) {
            Grid.enter(current);
        }
    };

    function said(one) {
        const { theirs } = one;
        return one.state === "conflict"
            ? `您填 ${one.text || "空"}；${theirs.who || "他人"} ${theirs.at} 已改为 ${theirs.text || "空"}`
            : one.message;
    }

    function button(text, act) {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "slight";
        made.textContent = text;
        made.addEventListener("click", act);
        return made;
    }

    /** One cell that could not be stored, with what may be done about it. */
    function item(one) {
        const line = document.createElement("li");
        line.className = "note";
        const tag = document.createElement("span");
        tag.className = "tag bad";
        tag.textContent = one.state === "conflict" ? "冲突" : "未保存";
        const text = document.createElement("div");
        const where = document.createElement("p");
        where.textContent = `${one.where}：${said(one)}`;
        text.append(where);
        if (one.state === "conflict") {
            text.append(
                button("用我的", () => {
                    Grid.put({ ...one, base: one.theirs.value, state: "waiting" });
                    Grid.flush();
                }),
                button("用对方的", () => give(one, one.theirs)),
            );
        } else {
            text.append(
                button("更正", () => focus("c" + one.report + "-" + one.code)),
                button("放弃", () => give(one, null)),
            );
        }
        line.append(tag, text);
        return line;
    }

    /** Let go of what was typed; `theirs` is what stands there now. */
    function give(one, theirs) {
        const input = Grid.cell(one.report, one.code);
        if (input) {
            if (theirs) {
                Grid.store(input, theirs.value, theirs.text);
            }
            input.value = input.defaultValue;
        }
        Grid.drop(one.report, one.code);
        Grid.total(one.code);
        Grid.refresh();
    }

    Grid.enter = function (input) {
        current = input;
        const { report, code } = Grid.address(input);
        const one = Grid.entry(report, code);
        const head = Grid.head(code);
        const notes = [...document.querySelectorAll(`#notes [data-focus="${input.id}"]`)].map((link) => link.textContent);
        bar.hidden = false;
        bar.querySelector("[data-name]").textContent = Grid.name(report, code);
        bar.querySelector("[data-before]").textContent = "上期 " + (input.dataset.before || "—");
        bar.querySelector("[data-definition]").textContent = head.title;
        bar.querySelector("[data-said]").textContent = [...(one && one.state !== "waiting" ? [said(one)] : []), ...notes].join("；");
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
