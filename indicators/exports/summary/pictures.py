"""Native charts, each beside the table that it is drawn from: a ranking an indicator, the trend."""

from collections.abc import Sequence
from itertools import pairwise

from branches.sheets.out import pattern

from ...dashboards import Ranked, Summary
from ...figures import Figure
from ...wording import rounded
from .paper import HEAD, Book, value_name

NAME = "图表"
WIDE, BESIDE = 500, 6  # pixels; the column where charts begin
A_BAR, AROUND, LEAST = 24, 90, 220
A_ROW = 24
SCALE = 70  # percent, on paper
ROWS_ON_PAPER = 40
COLOURS = ("#B3121D", "#3F6C9A", "#C08A2D", "#17694B")
MARKERS = ("circle", "square", "triangle", "diamond")
DASHES = ("solid", "dash", "round_dot", "long_dash")
NOTHING = "本期没有可以作图的数。"


def write_pictures(book: Book, summary: Summary) -> None:
    page = summary.page
    sheet = book.sheet(NAME, f"{page.area}{page.period.label}基层党建工作指标图", BESIDE + 7)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, BESIDE - 1, 9)
    row, starts = HEAD, []
    for own, ranking in summary.rankings:
        if any(unit.figure.value is not None for unit in ranking):
            starts.append(row)
            row = write_ranking(book, sheet, row, own, ranking)
    if any(figure.value is not None for line in page.trend for figure in line.figures):
        starts.append(row)
        row = write_trend(book, sheet, row, page)
    if row == HEAD:
        sheet.write_string(row, 0, NOTHING, book.look("line"))
    sheet.set_print_scale(SCALE)
    sheet.set_h_pagebreaks(breaks([*starts, row]))


def breaks(edges: Sequence[int]) -> list[int]:
    """Rows at which a new page begins, so that no block is cut that would fit on one; `edges` are where
    blocks begin and the last one ends."""
    found, top = [], 0
    for start, end in pairwise(edges):
        if end - top > ROWS_ON_PAPER and start > HEAD:
            found.append(start)
            top = start
    return found


def write_ranking(book: Book, sheet, row: int, own: Figure, ranking: Sequence[Ranked]) -> int:
    """A block with its bars; answers the row where the next one begins."""
    spec = own.indicator
    title = f"{spec.name}排名"
    head, text = book.look("head"), book.look("text")
    number = book.look("number", pattern(spec.decimals))
    sheet.write_string(row, 0, title, book.look("line"))
    for column, word in enumerate(("位次", "单位", value_name(spec))):
        sheet.write_string(row + 1, column, word, head)
    first = row + 2
    for place, unit in enumerate(ranking, first):
        sheet.write_string(place, 0, str(unit.place or "—"), text)
        sheet.write_string(place, 1, unit.child.name, text)
        write_point(sheet, place, 2, unit.figure, number)
    last = first + len(ranking) - 1
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [NAME, row, 0],
            "categories": [NAME, first, 1, last, 1],
            "values": [NAME, first, 2, last, 2],
            "data_labels": {"value": True, "num_format": labelled(own)},
            "fill": {"color": COLOURS[0]},
            "gap": 60,
        }
    )
    chart.set_title({"name": [NAME, row, 0], "overlay": False, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    height = max(LEAST, AROUND + A_BAR * len(ranking))
    return place_chart(sheet, row, chart, height, last, f"条形图：{title}，数据见左表。")


def write_trend(book: Book, sheet, row: int, page) -> int:
    """A line an indicator over the quarters; a quarter without a number is a gap."""
    sheet.write_string(row, 0, "变化趋势（%）", book.look("line"))
    sheet.write_string(row + 1, 0, "序号", book.look("head"))
    sheet.write_string(row + 1, 1, "报告期", book.look("head"))
    first, last = row + 2, row + 1 + len(page.quarters)
    chart = book.workbook.add_chart({"type": "line"})
    for number, quarter in enumerate(page.quarters, 1):
        sheet.write_string(first + number - 1, 0, str(number), book.look("text"))
        sheet.write_string(first + number - 1, 1, quarter.short_label, book.look("text"))
    for column, line in enumerate(page.trend, 2):
        spec, style = line.indicator, (column - 2) % len(COLOURS)
        sheet.write_string(row + 1, column, spec.short_name, book.look("head"))
        for place, figure in enumerate(line.figures, first):
            write_point(sheet, place, column, figure, book.look("number", pattern(spec.decimals)))
        colour = COLOURS[style]
        chart.add_series(
            {
                "name": [NAME, row + 1, column],
                "categories": [NAME, first, 1, last, 1],
                "values": [NAME, first, column, last, column],
                "line": {"color": colour, "width": 2, "dash_type": DASHES[style]},
                "marker": {"type": MARKERS[style], "size": 6, "fill": {"color": colour}},
            }
        )
    chart.set_title({"name": [NAME, row, 0], "overlay": False, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"num_format": '0"%"', "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.show_blanks_as("gap")
    return place_chart(sheet, row, chart, 300, last, "折线图：变化趋势，数据见左表。")


def place_chart(sheet, row: int, chart, height: int, last: int, words: str) -> int:
    chart.set_size({"width": WIDE, "height": height})
    sheet.insert_chart(row, BESIDE, chart, {"description": words, "object_position": 1})
    return max(last, row + -(-height // A_ROW)) + 2


def write_point(sheet, row: int, column: int, figure: Figure, number) -> None:
    """A number as printed; nothing where there is none, so that no bar and no point stands for it."""
    if figure.value is None:
        sheet.write_blank(row, column, None, number)
    else:
        sheet.write_number(row, column, float(rounded(figure.value, figure.indicator.decimals)), number)


def labelled(figure: Figure) -> str:
    shown = pattern(figure.indicator.decimals)
    return f'{shown}"%"' if figure.indicator.is_percent else shown
