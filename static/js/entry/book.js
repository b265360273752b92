// The grid as data: what stands in each cell, what was typed and is not stored yet, the sums.
// Typed cells are kept in the browser until the server has them, so that nothing is lost.
window.Grid = (function () {
    "use strict";

    const root = document.getElementById("entry");
    const table = document.getElementById("grid");
    const KEEP = root.dataset.keep;
    const FLASH = 1200;

    const id = (report, code) => "c" + report + "-" + code;
    const cell = (report, code) => document.getElementById(id(report, code));

    /** {report, code} of an input or a register cell. */
    function address(element) {
        const [, report, code] = element.id.match(/^c(\d+)-(.+)$/);
        return { report: Number(report), code };
    }

    /** What the server has in a cell: a scaled integer, null for a blank, or "n/a". */
    function stored(input) {
        const text = input.dataset.value;
        return text === "" ? null : text === "n/a" ? text : Number(text);
    }

    function store(input, value, text) {
        input.dataset.value = value === null ? "" : String(value);
        input.defaultValue = text;
    }

    const head = (code) => document.getElementById("h-" + code);
    const name = (report, code) =>
        [document.getElementById("r-" + report), head(code)]
            .map((part) => (part ? part.dataset.name || part.textContent : ""))
            .join(" ");

    // what is typed and not stored: {key: {report, code, text, base, how, state, message, where}}
    let kept = {};
    const key = (report, code) => report + "." + code;

    function read() {
        try {
            kept = JSON.parse(localStorage.getItem(KEEP)) || {};
        } catch {
            kept = {};
        }
    }

    /** Do something once, after all that is going on now: 3,000 pasted cells are one write. */
    const waiting = new Map();
    function once(name, act) {
        if (!waiting.size) {
            queueMicrotask(() => {
                const acts = [...waiting.values()];
                waiting.clear();
                acts.forEach((one) => one());
            });
        }
        waiting.set(name, act);
    }

    const write = () => once("write", writeNow);

    function writeNow() {
        try {
            if (Object.keys(kept).length) {
                localStorage.setItem(KEEP, JSON.stringify(kept));
            } else {
                localStorage.removeItem(KEEP);
            }
        } catch {
            // a browser without room keeps the cells in memory only
        }
    }

    function put(entry) {
        kept[key(entry.report, entry.code)] = entry;
        write();
        show(entry.report, entry.code);
    }

    function drop(report, code) {
        delete kept[key(report, code)];
        write();
        show(report, code);
    }

    const entry = (report, code) => kept[key(report, code)];
    const entries = (state) => Object.values(kept).filter((one) => !state || one.state === state);

    /** Draw the state of one cell. */
    function show(report, code, flash) {
        const input = cell(report, code);
        if (!input || input.tagName !== "INPUT") {
            return;
        }
        const one = entry(report, code);
        const box = input.parentElement;
        box.dataset.state = one ? one.state : flash ? "saved" : "";
        input.setAttribute("aria-invalid", String(Boolean(one) && one.state !== "waiting"));
        if (flash && !one) {
            setTimeout(() => box.dataset.state === "saved" && (box.dataset.state = ""), FLASH);
        }
    }

    /** The value that a cell adds to the sum: what is typed when it is a plain number, else what is stored. */
    function counted(input, decimals) {
        const one = input.tagName === "INPUT" && entry(address(input).report, address(input).code);
        const text = (one ? one.text : input.tagName === "INPUT" ? input.defaultValue : input.textContent).trim();
        if (!/^\d+(\.\d+)?$/.test(text)) {
            return one && input.dataset.value !== "" && input.dataset.value !== "n/a" ? Number(input.dataset.value) : null;
        }
        return Math.round(Number(text) * 10 ** decimals);
    }

    const total = (code) => once("total " + code, () => totalNow(code));

    function totalNow(code) {
        const box = table.querySelector('[data-total="' + code + '"]');
        if (!box) {
            return;
        }
        const decimals = Number(head(code).dataset.decimals);
        const values = [...table.querySelectorAll('tbody [id$="-' + code + '"]')]
            .map((one) => counted(one, decimals))
            .filter((value) => value !== null);
        const sum = values.reduce((all, value) => all + value, 0);
        box.textContent = values.length ? String(Number((sum / 10 ** decimals).toFixed(decimals))) : "—";
    }

    // What another window of the same grid keeps is kept here, too.
    window.addEventListener("storage", (event) => event.key === KEEP && read());

    /** Hears nothing before every script is there (start.js): until then a cell is a plain input. */
    const on = (target, type, act) => target.addEventListener(type, (event) => window.Grid.ready && act(event));

    return { once, on, ready: false, root, table, address, cell, stored, store, name, head, read, put, drop, entry, entries, show, total };
})();
