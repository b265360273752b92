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

    const kinds = { shares: cloud, scores: cloud };
    window.moreCharts = Object.assign(window.moreCharts || {}, kinds);
})();
