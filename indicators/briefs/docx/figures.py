"""A chart's place in the text: drawing, alternative text, title below."""

from ..document import Chart
from .xml import Element, el, paragraph, run

EMU = 36000  # a millimetre
WIDTH = 154
LINE_HEIGHT = 75
BAR_HEIGHTS = (45, 190)
A_BAR = 7.0
AROUND = 22
MOST_TOLD = 12
KINDS = {"bar": "条形图", "line": "折线图"}


def figure_elements(chart: Chart, number: int, relationship: str) -> list[Element]:
    """`number` counts the charts of the file; `chart` is tidy."""
    return [paragraph("Figure", el("w:r", None, drawing(chart, number, relationship))), title(chart)]


def without_numbers(chart: Chart) -> list[Element]:
    return [paragraph("Figure", run("（无数据）")), title(chart)]


def title(chart: Chart) -> Element:
    return paragraph("FigureTitle", run(f"{chart.title}（单位：{chart.unit}）" if chart.unit else chart.title))


def drawing(chart: Chart, number: int, relationship: str) -> Element:
    extent = {"cx": WIDTH * EMU, "cy": round(height(chart) * EMU)}
    reference = el("c:chart", {"r:id": relationship})
    return el(
        "w:drawing",
        None,
        el(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            el("wp:extent", extent),
            el("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
            el("wp:docPr", {"id": number, "name": f"图{number}", "descr": told(chart)}),
            el("wp:cNvGraphicFramePr"),
            el("a:graphic", None, el("a:graphicData", {"uri": reference.nsmap["c"]}, reference)),
        ),
    )


def height(chart: Chart) -> float:
    """Millimetres."""
    if chart.kind != "bar":
        return LINE_HEIGHT
    bars = len(chart.labels) * max(1, len(chart.series) * 0.7)
    lowest, highest = BAR_HEIGHTS
    return min(highest, max(lowest, AROUND + A_BAR * bars))


def told(chart: Chart) -> str:
    """What the chart shows, for those who cannot see it: all numbers of a small one, else the ends."""
    words = [f"{KINDS.get(chart.kind, '图')}：{chart.title}。"]
    for name, values in chart.series:
        known = [(label, value) for label, value in zip(chart.labels, values, strict=True) if value is not None]
        if len(known) > MOST_TOLD:
            highest, lowest = max(known, key=lambda pair: pair[1]), min(known, key=lambda pair: pair[1])
            shown = f"共{len(known)}项，最高{said(*highest, chart)}，最低{said(*lowest, chart)}"
        else:
            shown = "，".join(said(label, value, chart) for label, value in known) or "无数据"
        words.append(f"{name}：{shown}。")
    return "".join(words)


def said(label: str, value: float, chart: Chart) -> str:
    return f"{label}{value:g}{chart.unit}"
