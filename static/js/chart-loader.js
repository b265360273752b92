// Loads the chart scripts from the CDN or from this site, whichever answers (see {% chart_loader %}).
//
// data-source: "auto" tries the CDN for 2.5 seconds and then takes the local copy, "cdn" and "local"
// use one only. A firewall may swallow packets without an error, so there is a timer, not only
// `onerror`. The verdict "local" is kept for the browser session: only the first page waits.
//
// Outcome, told once: the document's event `charts:ready` or `charts:failed`, the promise
// `window.chartsReady` (Chart, or null when it failed), and `<html data-charts="ready|failed">`.
(function () {
    "use strict";

    const PATIENCE = 2500;
    const LAST_PATIENCE = 15000; // with no other source left to try
    const MEMORY = "chart-source";
    const loader = document.currentScript;
    const mode = loader.dataset.source;
    const files = JSON.parse(loader.dataset.files);

    // Storage may be forbidden by the browser's settings; then every page asks anew.
    function remembered() {
        try {
            return sessionStorage.getItem(MEMORY);
        } catch {
            return null;
        }
    }

    function remember(source) {
        try {
            sessionStorage.setItem(MEMORY, source);
        } catch {
            // nothing to keep it in
        }
    }

    // A script that was given up may still arrive and would replace the Chart in use. Taken out of
    // the document alone it would still run; in another document it never does.
    function abandon(script) {
        document.implementation.createHTMLDocument("").adoptNode(script);
    }

    function insert(file, source, patience) {
        return new Promise((resolve, reject) => {
            const script = document.createElement("script");
            const timer = setTimeout(() => {
                abandon(script);
                reject(new Error("no answer: " + script.src));
            }, patience);
            script.onload = () => {
                clearTimeout(timer);
                resolve();
            };
            script.onerror = () => {
                clearTimeout(timer);
                reject(new Error("refused or altered: " + script.src));
            };
            script.integrity = file.integrity;
            script.crossOrigin = "anonymous";
            script.async = true;
            script.src = file[source];
            document.head.append(script);
        });
    }

    let useLocal = mode === "local" || (mode === "auto" && remembered() === "local");

    async function load(file) {
        if (mode === "cdn") {
            return insert(file, "cdn", LAST_PATIENCE);
        }
        if (!useLocal) {
            try {
                return await insert(file, "cdn", PATIENCE);
            } catch {
                useLocal = true;
                remember("local");
            }
        }
        return insert(file, "local", LAST_PATIENCE);
    }

    function announce(outcome) {
        document.documentElement.dataset.charts = outcome;
        document.dispatchEvent(new CustomEvent("charts:" + outcome));
    }

    async function loadAll() {
        const [chart, ...plugins] = files;
        try {
            await load(chart);
        } catch {
            announce("failed");
            return null;
        }
        for (const plugin of plugins) {
            // Without its labels a chart still draws, and the table beside it has the numbers.
            await load(plugin).catch(() => {});
        }
        announce("ready");
        return window.Chart;
    }

    // Only after the page has loaded: a script that never arrives must not keep it loading for ever,
    // and by then the page's own deferred scripts listen.
    window.chartsReady = new Promise((resolve) => {
        window.addEventListener("load", resolve, { once: true });
    }).then(loadAll);
})();
