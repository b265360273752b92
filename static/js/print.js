// Paper: the print buttons, charts drawn anew at the width of a sheet, the time of printing in the watermark.
// Without this file the browser's own menu prints; the watermark then tells when the page was made.
(function () {
    "use strict";

    const SHEETS = { portrait: 680, landscape: 1010 }; // pixels inside the margins and a card
    const HEIGHT = 225;
    const SHARPNESS = 3; // a printer has more dots than a screen
    const page = document.documentElement;

    for (const button of document.querySelectorAll("[data-print]")) {
        button.hidden = false;
        button.addEventListener("click", () => window.print());
    }

    function redraw(onPaper) {
        const width = SHEETS[page.classList.contains("landscape") ? "landscape" : "portrait"];
        for (const chart of Object.values(window.Chart?.instances ?? {})) {
            chart.options.devicePixelRatio = onPaper ? SHARPNESS : undefined;
            chart.resize(...(onPaper ? [width, HEIGHT] : []));
        }
    }

    // A page may have lain open, or come from the browser's cache; a demonstration keeps its pretended day.
    function stamp() {
        const two = (number) => String(number).padStart(2, "0");
        const now = new Date();
        const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
        page.dataset.printAt = (page.dataset.printDay || day) + " " + two(now.getHours()) + ":" + two(now.getMinutes());
    }

    window.addEventListener("beforeprint", () => {
        stamp();
        redraw(true);
    });
    window.addEventListener("afterprint", () => redraw(false));
})();
