// The four steps as pairs of bars: on the list at the start of the year, converted since.
// Comes after dashboard.js, which has set the colours and faces of all charts; the table below has every number.
(function () {
    "use strict";

    const { steps } = JSON.parse(document.getElementById("dashboard-data").textContent);
    const token = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

    function bars(label, data, color, words) {
        return {
            label,
            data,
            backgroundColor: color,
            borderRadius: 3,
            maxBarThickness: 46,
            datalabels: {
                display: true,
                anchor: "end",
                align: "end",
                offset: 1,
                color: token("ink"),
                formatter: (value, { dataIndex }) => words(value, dataIndex),
            },
        };
    }

    const number = (value) => value.toLocaleString("zh-CN");

    document.addEventListener("charts:ready", () => {
        new window.Chart(document.getElementById("chart-steps"), {
            type: "bar",
            data: {
                labels: steps.labels,
                datasets: [
                    bars("年初在册", steps.listed, token("brand-pale"), number),
                    bars("本年已转化", steps.converted, token("brand"), (value, index) => [number(value), steps.rates[index]]),
                ],
            },
            options: {
                layout: { padding: { top: 34 } },
                plugins: { legend: { position: "bottom" } },
                scales: { y: { beginAtZero: true, ticks: { precision: 0 } }, x: { grid: { display: false } } },
            },
        });
    });
})();
