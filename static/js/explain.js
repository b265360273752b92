// Explain this number: every figure on a page becomes a button that opens a panel about it.
// In a table the arrow keys move from figure to figure; one Tab stop a table is enough.
(function () {
    "use strict";

    const base = document.documentElement.dataset.explain;
    const figures = [...document.querySelectorAll("[data-indicator][data-area]")].filter(
        (one) => one.dataset.indicator && !one.closest("[data-live]") // read from the registers, not from a report
    );
    if (!base || !figures.length) {
        return;
    }
    const dialog = document.createElement("dialog");
    dialog.className = "explain-dialog";
    dialog.setAttribute("aria-label", "这个数的来历");
    dialog.innerHTML = '<div data-body tabindex="-1"></div><div class="dialog-acts"><button type="button" data-close>关闭</button></div>';
    document.body.append(dialog);
    const body = dialog.querySelector("[data-body]");

    function open(figure) {
        const { indicator, area, period } = figure.dataset;
        const query = new URLSearchParams({ area, period, panel: "1" });
        const basis = figure.dataset.basis || new URLSearchParams(location.search).get("basis");
        if (basis) {
            query.set("basis", basis);
        }
        body.textContent = "正在查这个数的来历……";
        dialog.showModal();
        fetch(`${base.replace("indicator-code", indicator)}?${query}`, { credentials: "same-origin" })
            .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(answer)))
            .then((html) => (body.innerHTML = html))
            .catch(() => (body.textContent = "现在查不到这个数的来历，请稍后再试；登录可能已过期。"))
            .then(() => body.focus());
    }

    /** The element whose content becomes the button: a cell itself, or the number inside a card. */
    function holder(figure) {
        return figure.matches("td, dd, .value") ? figure : figure.querySelector(".value, dd, b") || null;
    }

    /** A button; in running text a word that acts like one, for a line may break before or after a real one,
        and a full stop must not begin a line. */
    function pressable(place) {
        if (!place.closest(".paper-text")) {
            const button = document.createElement("button");
            button.type = "button";
            return button;
        }
        const word = document.createElement("span");
        word.tabIndex = 0;
        word.setAttribute("role", "button");
        word.addEventListener("keydown", (event) => {
            if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                word.click();
            }
        });
        return word;
    }

    for (const figure of figures) {
        const place = holder(figure);
        if (!place || place.querySelector("a, button")) {
            continue;
        }
        const button = pressable(place);
        button.className = "explain";
        button.title = "这个数怎么来的";
        button.append(...place.childNodes);
        place.append(button);
        button.addEventListener("click", () => open(figure));
    }

    for (const table of document.querySelectorAll("table")) {
        const rows = [...table.rows].map((row) => [...row.querySelectorAll(".explain")]).filter((row) => row.length);
        rows.flat().forEach((button, number) => (button.tabIndex = number ? -1 : 0));
        table.addEventListener("keydown", (event) => {
            const y = rows.findIndex((row) => row.includes(event.target));
            if (y < 0) {
                return;
            }
            const x = rows[y].indexOf(event.target);
            const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
            const next = step && rows[y + step[0]] && rows[y + step[0]][Math.min(x + step[1], rows[y + step[0]].length - 1)];
            if (next) {
                event.target.tabIndex = -1;
                next.tabIndex = 0;
                next.focus();
                event.preventDefault();
            }
        });
    }

    dialog.addEventListener("click", (event) => {
        const link = event.target.closest("a[href*='/explain/']");
        if (event.target.closest("[data-close]") || event.target === dialog) {
            dialog.close();
        } else if (link) {
            event.preventDefault();
            const url = new URL(link.href);
            const data = { indicator: url.pathname.split("/").slice(-3)[0], area: url.searchParams.get("area"), period: url.searchParams.get("period") };
            open({ dataset: data });
        }
    });
})();
