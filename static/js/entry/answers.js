// What the server answered: stored cells, rows drawn again, counts, and what could not be stored.
(function (Grid) {
    "use strict";

    const keptList = document.getElementById("kept");

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
        document.getElementById("no-notes").hidden = Boolean(unsaved.length || document.querySelector("#notes > :not([hidden])"));
        Grid.tell();
        Grid.enter();
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
                button("更正", () => Grid.focus("c" + one.report + "-" + one.code)),
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

    Grid.said = said;
})(window.Grid);
