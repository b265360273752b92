// Pictures with two axes, drawn by dashboard.js when the charts are there: clouds of units, and the
// funnel of what chance allows. Every point stands in the table beside its picture.
(function () {
    "use strict";

    const text = (value, { decimals, unit }) =>
        value.toLocaleString("zh-CN", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) + unit;

    function axis(shape, more) {
        const title = { display: true, text: shape.name + (shape.unit ? "（" + shape.unit + "）" : "") };
        return { type: "linear", title, ...more };
    }

    function cloud(Chart, canvas, { x, y, points }, token) {
        const units = {
            data: points,
            backgroundColor: token("blue"),
            borderColor: "#fff",
            borderWidth: 1,
            pointRadius: 5,
            pointHoverRadius: 7,
        };
        const label = (item) => `${item.raw.label} ${text(item.raw.x, x)} ${text(item.raw.y, y)}`;
        return new Chart(canvas, {
            type: "scatter",
            data: { datasets: [units] },
            options: {
                plugins: { legend: { display: false }, tooltip: { callbacks: { label } } },
                scales: { x: axis(x), y: axis(y, { beginAtZero: true }) },
            },
        });
    }

    // Shape tells the flag as well as colour does.
    const flags = {
        none: { colour: "blue", shape: "circle" },
        amber: { colour: "near", shape: "triangle" },
        red: { colour: "bad", shape: "rectRot" },
    };

    function limit(lines, place, label, token, dashed) {
        return {
            type: "line",
            label,
            data: lines.map((line) => ({ x: line[0], y: line[place] })),
            borderColor: token("ink-3"),
            borderDash: dashed ? [5, 4] : [],
            borderWidth: 1,
            pointRadius: 0,
            pointHitRadius: 0,
        };
    }

    function funnel(Chart, canvas, { x, y, own, lines, points }, token) {
        const whole = {
            type: "line",
            label: own.label + " " + text(own.value, y),
            data: lines.map((line) => ({ x: line[0], y: own.value })),
            borderColor: token("brand"),
            borderWidth: 1.5,
            pointRadius: 0,
            pointHitRadius: 0,
        };
        const units = {
            label: "单位",
            data: points,
            backgroundColor: points.map((one) => token(flags[one.flag].colour)),
            pointStyle: points.map((one) => flags[one.flag].shape),
            pointRadius: 5,
            pointHoverRadius: 7,
        };
        const label = (item) => `${item.raw.label} ${text(item.raw.y, y)}，${text(item.raw.x, x)} ${item.raw.word}`;
        const limits = [
            limit(lines, 1, "±3倍标准误", token, false),
            limit(lines, 2, "±2倍标准误", token, true),
            limit(lines, 3, "", token, true),
            limit(lines, 4, "", token, false),
        ];
        return new Chart(canvas, {
            type: "scatter",
            data: { datasets: [units, whole, ...limits] },
            options: {
                plugins: {
                    legend: { position: "bottom", labels: { filter: (item) => item.text && item.text !== "单位", boxHeight: 1 } },
                    tooltip: { filter: (item) => item.datasetIndex === 0, callbacks: { label } },
                },
                scales: { x: axis(x), y: axis(y, { suggestedMax: Math.max(...points.map((one) => one.y)) }) },
            },
        });
    }

    const kinds = { shares: cloud, scores: cloud, funnel };
    window.moreCharts = Object.assign(window.moreCharts || {}, kinds);
})();
