// Dashboards: selectors that submit themselves, and the charts.
// Everything drawn here stands in a table beside it; without this file the page still says it all.
(function () {
    "use strict";

    const initial = (list) => [...list.options].filter((option) => option.defaultSelected).pop() || list.options[0];
    const isChosen = (list) => list.selectedOptions[0] !== initial(list);

    for (const form of document.querySelectorAll("form[data-autosubmit]")) {
        form.querySelector("button").hidden = true;
        form.addEventListener("change", () => form.requestSubmit());
        if ([...form.querySelectorAll("select")].some(isChosen)) {
            form.requestSubmit(); // chosen before this file was there
        }
        // Come back to, the page shows what it shows: not what was chosen when it was left.
        window.addEventListener("pageshow", (event) => event.persisted && form.reset());
    }

    const source = document.getElementById("dashboard-data");
    if (!source) {
        return;
    }
    const data = JSON.parse(source.textContent);
    const LABEL = 44; // pixels that a value above its bar needs
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
                display: ({ chart }) => chart.width / labels.length >= LABEL,
                anchor: "end",
                align: "end",
                offset: 1,
                color: token("ink"),
                backgroundColor: "rgba(255, 255, 255, .8)",
                padding: 1,
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
        };
        return new Chart(canvas, {
            type: "bar",
            data: { labels, datasets: [bars, level] },
            options: {
                layout: { padding: { top: 20 } },
                plugins: {
                    legend: { display: false },
                    tooltip: { callbacks: { label: (item) => item.dataset.label + " " + spoken(item.raw, decimals, percent) } },
                },
                scales: {
                    y: {
                        beginAtZero: true,
                        ticks: { callback: (value) => value.toLocaleString("zh-CN") + (percent ? "%" : "") },
                    },
                    x: { grid: { display: false } },
                },
            },
        });
    }

    function trend(Chart, canvas, { labels, lines, percent = true, decimals = 1 }) {
        const last = (values) => values.filter((value) => value !== null).pop();
        const colours = [token("brand"), token("blue"), token("gold"), token("good")];
        const shapes = ["circle", "rectRot", "triangle", "rect"];
        const datasets = lines.map(({ label, values }, index) => ({
            label: label + " " + spoken(last(values), decimals, percent),
            data: values,
            borderColor: colours[index],
            backgroundColor: colours[index],
            pointStyle: shapes[index],
            pointRadius: 3,
            borderWidth: 2,
            spanGaps: false,
        }));
        return new Chart(canvas, {
            type: "line",
            data: { labels, datasets },
            options: {
                plugins: {
                    legend: { position: "bottom", labels: { usePointStyle: true, boxHeight: 7 } },
                    tooltip: { callbacks: { label: (item) => lines[item.datasetIndex].label + " " + spoken(item.raw, decimals, percent) } },
                },
                scales: {
                    y: {
                        beginAtZero: true,
                        ticks: { callback: (value) => value.toLocaleString("zh-CN") + (percent ? "%" : "") },
                    },
                    x: { grid: { display: false } },
                },
            },
        });
    }

    function histogram(Chart, canvas, { labels, values, name }) {
        const bars = { label: name, data: values, backgroundColor: token("blue"), barPercentage: 1, categoryPercentage: 0.96 };
        return new Chart(canvas, {
            type: "bar",
            data: { labels, datasets: [bars] },
            options: {
                plugins: { legend: { display: false } },
                scales: {
                    y: { beginAtZero: true, ticks: { precision: 0 }, title: { display: true, text: name } },
                    x: { grid: { display: false } },
                },
            },
        });
    }

    document.addEventListener("charts:ready", () => {
        defaults(window.Chart);
        const kinds = { ranking, trend, histogram, unevenness: trend, ...window.moreCharts }; // more: scatter.js
        for (const [name, draw] of Object.entries(kinds)) {
            const canvas = document.getElementById("chart-" + name);
            if (canvas && data[name]) {
                drawn.push(draw(window.Chart, canvas, data[name], token));
            }
        }
        for (const table of document.querySelectorAll("details[data-with-chart]")) {
            table.open = false;
        }
    });
    // On paper nothing unfolds and no pointer shows a value: the tables stand under their charts.
    function print(starts) {
        for (const table of document.querySelectorAll("details[data-with-chart]")) {
            table.open = starts || !drawn.length;
        }
    }
    window.addEventListener("beforeprint", () => print(true));
    window.addEventListener("afterprint", () => print(false));
})();
