// A block from Excel or WPS: read, tried on the server, shown, then stored as one save.
(function (Grid) {
    "use strict";

    const MOST_SHOWN = 300;
    const dialog = document.getElementById("paste-dialog");
    const apply = dialog.querySelector("[data-apply]");
    let fine = [];

    /** Rows of texts from tab-separated text; quoted fields may hold tabs, line ends and "". */
    function parse(text) {
        const rows = [[]];
        let field = "";
        let quoted = false;
        const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
        for (let i = 0; i < source.length; i += 1) {
            const char = source[i];
            if (quoted) {
                if (char === '"' && source[i + 1] === '"') {
                    field += '"';
                    i += 1;
                } else if (char === '"') {
                    quoted = false;
                } else {
                    field += char;
                }
            } else if (char === '"' && field === "") {
                quoted = true;
            } else if (char === "\t" || char === "\n") {
                rows[rows.length - 1].push(field);
                field = "";
                if (char === "\n") {
                    rows.push([]);
                }
            } else {
                field += char;
            }
        }
        rows[rows.length - 1].push(field);
        return rows;
    }

    /** Lay the block over the table from a cell on: {cells to try, refused at once, count outside}. */
    function lay(block, input) {
        const start = input.closest("td").cellIndex;
        const found = { cells: [], refused: [], outside: 0 };
        let row = input.closest("tr");
        for (const texts of block) {
            for (const [index, text] of texts.entries()) {
                const box = row && row.cells[start + index];
                const target = box && (box.querySelector("input") || (box.id ? box : null));
                if (!target) {
                    found.outside += text.trim() ? 1 : 0;
                    continue;
                }
                const { report, code } = Grid.address(target);
                const one = { report, code, text, where: Grid.name(report, code) };
                if (target.tagName === "INPUT") {
                    const waiting = Grid.entry(report, code);
                    one.from = target.value;
                    one.base = waiting && waiting.state === "waiting" ? waiting.base : Grid.stored(target);
                    found.cells.push(one);
                } else if (text.trim() !== target.textContent.trim()) {
                    found.refused.push({ ...one, message: "由台账提取，不能填写" });
                }
            }
            row = row && row.nextElementSibling;
        }
        return found;
    }

    function line(list, one, after, refused) {
        const row = list.insertRow();
        for (const text of [one.where, one.from === undefined ? "" : one.from || "（空）", after]) {
            row.insertCell().textContent = text;
        }
        row.classList.toggle("refused", refused);
    }

    function preview(found, answer) {
        const results = new Map((answer.reports || []).map((one) => [one.id, one.cells]));
        const table = document.createElement("table");
        const head = table.createTHead().insertRow();
        for (const text of ["村和指标项", "原值", "粘贴后"]) {
            const th = document.createElement("th");
            th.scope = "col";
            th.textContent = text;
            head.append(th);
        }
        const body = table.createTBody();
        const refused = [...found.refused];
        fine = [];
        for (const one of found.cells) {
            const result = (results.get(one.report) || {})[one.code] || { message: answer.error || "服务器没有答复" };
            if (result.state === "fine") {
                if (result.value !== one.base) {
                    fine.push({ ...one, text: result.text });
                }
            } else {
                const theirs = result.state === "conflict" ? `${result.who || "他人"}已改为 ${result.text || "空"}` : "";
                refused.push({ ...one, message: theirs || result.message });
            }
        }
        refused.slice(0, MOST_SHOWN).forEach((one) => line(body, one, `“${one.text}”不会粘贴：${one.message}`, true));
        fine.slice(0, MOST_SHOWN).forEach((one) => line(body, one, one.text || "（空）", false));
        const parts = [`${fine.length} 格将改变`];
        if (refused.length) {
            parts.push(`${refused.length} 格不能粘贴`);
        }
        if (found.outside) {
            parts.push(`${found.outside} 格超出表格，不会粘贴`);
        }
        dialog.querySelector("[data-sum]").textContent = parts.join("，") + "。";
        dialog.querySelector("[data-list]").replaceChildren(table);
        apply.textContent = `粘贴 ${fine.length} 格`;
        apply.hidden = !fine.length;
        dialog.showModal();
    }

    Grid.on(Grid.table, "paste", (event) => {
        const input = event.target;
        const block = parse(event.clipboardData.getData("text/plain"));
        if (input.tagName !== "INPUT" || (block.length === 1 && block[0].length === 1)) {
            return;
        }
        event.preventDefault();
        const found = lay(block, input);
        Grid.flush()
            .then(() => Grid.post(found.cells, "paste", true))
            .catch((error) => ({ error: error instanceof TypeError ? "网络中断，请稍后再粘贴" : error.message }))
            .then((answer) => preview(found, answer));
    });

    apply.addEventListener("click", () => {
        dialog.close();
        Grid.remember(fine.map(({ report, code, from, text }) => ({ report, code, from, to: text })));
        for (const one of fine) {
            Grid.write(one.report, one.code, one.text, "paste");
        }
        Grid.flush();
    });
})(window.Grid);
