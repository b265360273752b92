// Dashboards: selectors that submit themselves, the print button, and the two charts.
// Everything drawn here stands in a table beside it; without this file the page still says it all.
(function () {
    "use strict";

    for (const form of document.querySelectorAll("form[data-autosubmit]")) {
        form.querySelector("button").hidden = true;
        form.addEventListener("change", () => form.requestSubmit());
    }
    for (const button of document.querySelectorAll("[data-print]")) {
        button.hidden = false;
        button.addEventListener("click", () => window.print());
    }

    const source = document.getElementById("dashboard-data");
    if (!source) {
        return;
    }
    const data = JSON.parse(source.textContent);
    const PAPER = { width: 690, height: 225 };
    const MANY = 16;
    const drawn = [];

    const tokens = getComputedStyle(document.documentElement);
    const token = (name) => tokens.getPropertyValue("--" + name).trim();

    function spoken(value, decimals, percent) {
        if (value === null || value === undefined) {
            return "—";
        }
        const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
        return value.toLocaleString("zh-CN", places) + (percent ? "%" : "");
    }

    function defaults(Chart) {
        Chart.defaults.font.family = getComputedStyle(document.documentElement).fontFamily;
        Chart.defaults.font.size = Number.parseFloat(getComputedStyle(document.body).fontSize) - 2;
        Chart.defaults.color = token("ink-2");
        Chart.defaults.borderColor = token("line");
        Chart.defaults.animation = false;
        Chart.defaults.maintainAspectRatio = false;
        if (window.ChartDataLabels) {
            Chart.register(window.ChartDataLabels);
            Chart.defaults.set("plugins.datalabels", { display: false });
        }
    }

    function ranking(Chart, canvas, { labels, values, own, ownLabel, percent, decimals, standings, name }) {
        const colour = { good: token("brand"), none: token("brand"), near: "#cb6a6c", bad: token("brand-pale") };
        const bars = {
            label: name,
            data: values,
            backgroundColor: standings.map((standing) => colour[standing]),
            maxBarThickness: 34,
            borderRadius: 3,
            order: 2,
            datalabels: {
                display: labels.length <= MANY,
                anchor: "end",
                align: "end",
                offset: 1,
                color: token("ink"),
                formatter: (value) => spoken(value, decimals, percent),
            },
        };
        const level = {
            type: "line",
            label: ownLabel,
            data: labels.map(() => own),
            borderColor: "#8f6414",
            borderDash: [6, 4],
            borderWidth: 1.5,
            pointRadius: 0,
            order: 1,
            datalabels: {
                display: (context) => own !== null && context.dataIndex === labels.length - 1,
                align: "top",
                anchor: "end",
                clamp: true,
                color: "#6d4706",
                backgroundColor: "rgba(255, 255, 255, .85)",
                formatter: () => ownLabel + " " + spoken(own, decimals, percent),
            },
        };
        const top = Math.max(0, own || 0, ...values.map((value) => value || 0));
        return new Chart(canvas, {
            type: "bar",
            data: { labels, datasets: [bars, level] },
            options: {
                layout: { padding: { top: 18 } },
                plugins: {
                    legend: { display: false },
                    tooltip: { callbacks: { label: (item) => item.dataset.label + " " + spoken(item.raw, decimals, percent) } },
                },
                scales: {
                    y: {
                        beginAtZero: true,
                        suggestedMax: percent ? Math.min(100, top * 1.15) : top * 1.15,
                        ticks: { callback: (value) => value.toLocaleString("zh-CN") + (percent ? "%" : "") },
                    },
                    x: { grid: { display: false } },
                },
            },
        });
    }

    function trend(Chart, canvas, { labels, lines }) {
        const colours = [token("brand"), token("blue"), token("gold"), token("good")];
        const shapes = ["circle", "rectRot", "triangle", "rect"];
        const datasets = lines.map(({ label, values }, index) => ({
            label,
            data: values,
            borderColor: colours[index],
            backgroundColor: colours[index],
            pointStyle: shapes[index],
            pointRadius: 3,
            borderWidth: 2,
            spanGaps: false,
            datalabels: {
                display: (context) => context.dataIndex === labels.length - 1,
                align: "top",
                clamp: true,
                color: token("ink-2"),
                formatter: (value) => spoken(value, 1, true),
            },
        }));
        return new Chart(canvas, {
            type: "line",
            data: { labels, datasets },
            options: {
                layout: { padding: { right: 14 } },
                plugins: {
                    legend: { position: "bottom", labels: { usePointStyle: true, boxHeight: 7 } },
                    tooltip: { callbacks: { label: (item) => item.dataset.label + " " + spoken(item.raw, 1, true) } },
                },
                scales: {
                    y: { beginAtZero: true, suggestedMax: 100, ticks: { callback: (value) => value + "%" } },
                    x: { grid: { display: false } },
                },
            },
        });
    }

    document.addEventListener("charts:ready", () => {
        defaults(window.Chart);
        for (const [name, draw] of Object.entries({ ranking, trend })) {
            const canvas = document.getElementById("chart-" + name);
            if (canvas && data[name]) {
                drawn.push(draw(window.Chart, canvas, data[name]));
            }
        }
        for (const table of document.querySelectorAll("details[data-with-chart]")) {
            table.open = false;
        }
    });
    window.addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize(PAPER.width, PAPER.height)));
    window.addEventListener("afterprint", () => drawn.forEach((chart) => chart.resize()));
})();
