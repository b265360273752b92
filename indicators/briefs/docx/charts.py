"""Charts that Word can edit: chart XML by python-pptx, with the workbook that holds its numbers.

python-pptx writes such charts for slides; its XML writer and its chart object are used here without a
presentation around them. Nothing else of the project knows python-pptx.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from ..document import Chart
from .faces import Faces
from .text import clean

COLOURS = ("B3121D", "3F6C9A", "C08A2D", "17694B", "59616E", "7E0C14")
MARKERS = (
    *(XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE),
    *(XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.X, XL_MARKER_STYLE.STAR),
)
DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH, MSO_LINE.DASH_DOT, MSO_LINE.SOLID)
MOST_LABELS = 12  # points of a line that still have room for their numbers
CROWDED = 25  # bars from which the type is smaller
SHEET = "Sheet1"  # the name that the chart's formulas use


def tidy(chart: Chart) -> Chart:
    """Every text clean, every series as long as the labels."""
    count = len(chart.labels)
    series = tuple((clean(name), (*values, *[None] * count)[:count]) for name, values in chart.series)
    labels = tuple(clean(label) for label in chart.labels)
    return replace(chart, title=clean(chart.title), labels=labels, series=series, unit=clean(chart.unit))


def is_empty(chart: Chart) -> bool:
    return all(value is None for _, values in chart.series for value in values)


def chart_xml(chart: Chart, faces: Faces, workbook: str) -> bytes:
    """The chart part; `workbook` is the relationship that leads to its numbers."""
    data = CategoryChartData(number_format="General")
    data.categories = chart.labels
    for name, values in chart.series:
        data.add_series(name, values)
    bars = chart.kind == "bar"
    kind = XL_CHART_TYPE.BAR_CLUSTERED if bars else XL_CHART_TYPE.LINE_MARKERS
    space = parse_xml(ChartXmlWriter(kind, data).xml.encode())
    drawn = Drawn(space, None)
    dress(drawn, chart)
    (dress_bars if bars else dress_lines)(drawn, chart)
    set_faces(drawn, chart, faces)
    finish(space, workbook)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def dress(drawn: Drawn, chart: Chart) -> None:
    """What both kinds share: no title (it stands below, as text), a legend for several series, quiet axes."""
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    axis = drawn.value_axis
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9D9D9")
    axis.format.line.fill.background()
    axis.tick_labels.number_format = 'General"%"' if chart.unit == "%" else "General"
    axis.tick_labels.number_format_is_linked = False
    drawn.category_axis.format.line.color.rgb = RGBColor.from_string("8F97A4")


def dress_bars(drawn: Drawn, chart: Chart) -> None:
    """The first label on top, bars from zero on, each with its number in the place of an axis."""
    plot = drawn.plots[0]
    plot.gap_width = 60
    plot.vary_by_categories = False
    drawn.category_axis.reverse_order = True
    if all(value >= 0 for _, values in chart.series for value in values if value is not None):
        drawn.value_axis.minimum_scale = 0
    drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.visible = False
    label(plot, chart, XL_LABEL_POSITION.OUTSIDE_END)
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(COLOURS[place % len(COLOURS)])


def dress_lines(drawn: Drawn, chart: Chart) -> None:
    """Series differ by marker and dash as well as by colour; a single short one has its numbers."""
    plot = drawn.plots[0]
    if len(chart.series) == 1 and len(chart.labels) <= MOST_LABELS:
        label(plot, chart, XL_LABEL_POSITION.ABOVE)
    for place, series in enumerate(plot.series):
        colour = RGBColor.from_string(COLOURS[place % len(COLOURS)])
        series.smooth = False
        series.format.line.width = Pt(2)
        series.format.line.color.rgb = colour
        series.format.line.dash_style = DASHES[place % len(DASHES)]
        series.marker.style = MARKERS[place % len(MARKERS)]
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour


def label(plot, chart: Chart, position) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    decimals = shown_decimals(chart)
    number = "0." + "0" * decimals if decimals else "0"
    labels.number_format = f'{number}"%"' if chart.unit == "%" else number
    labels.number_format_is_linked = False
    labels.position = position
    labels.show_value = True


def shown_decimals(chart: Chart) -> int:
    """As many as the numbers have, one at most of a percentage and two of anything else."""
    most = 1 if chart.unit == "%" else 2
    numbers = [Decimal(str(value)) for _, values in chart.series for value in values if value is not None]
    exponents = [round(number, most).normalize().as_tuple().exponent for number in numbers]
    return max(0, *(-int(exponent) for exponent in exponents))


def set_faces(drawn: Drawn, chart: Chart, faces: Faces) -> None:
    """Chinese in the numbers' face, digits as in the text."""
    font = drawn.font
    font.size = Pt(8) if len(chart.labels) > CROWDED else Pt(10.5)
    font.name = faces.digits
    properties = font._rPr
    latin = properties.find(qn("a:latin"))
    chinese = etree.SubElement(properties, qn("a:ea"))
    chinese.set("typeface", faces.numbers)
    latin.addnext(chinese)


def finish(space, workbook: str) -> None:
    """Square corners, no frame, Chinese as the language, axis numbers that the schema allows, the workbook."""
    for axis in space.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", axis.get("val").lstrip("-"))
    for end in space.iter(qn("a:endParaRPr")):
        end.set("lang", "zh-CN")
    space.find(qn("c:date1904")).addnext(etree.Element(qn("c:roundedCorners"), val="0"))
    frame = etree.Element(qn("c:spPr"))
    etree.SubElement(frame, qn("a:noFill"))
    etree.SubElement(etree.SubElement(frame, qn("a:ln")), qn("a:noFill"))
    space.find(qn("c:chart")).addnext(frame)
    data = etree.SubElement(space, qn("c:externalData"))
    data.set(qn("r:id"), workbook)
    etree.SubElement(data, qn("c:autoUpdate")).set("val", "0")


def chart_workbook(chart: Chart, written_at: datetime) -> bytes:
    """The numbers where the chart looks for them: labels in column A, a series a column, names in row 1."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": chart.title, "created": written_at})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 20)
        for row, text in enumerate(chart.labels, 1):
            sheet.write_string(row, 0, text)
        for column, (name, values) in enumerate(chart.series, 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return stream.getvalue()
