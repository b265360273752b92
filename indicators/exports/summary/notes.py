"""What a reader of the tables must know: day, basis, coverage, definitions, where the names come from."""

from ...dashboards import Basis, Summary
from .paper import Book

BASES = {
    Basis.APPROVED: "已审核：只计已审核通过的报表。",
    Basis.REPORTED: "含待审：已上报待审核的报表也计入，审核后可能变动。",
}
READING = [
    "比率由分子合计除以分母合计得出，不是下级比率的平均数；按四舍五入保留小数。",
    "“—”表示没有数或分母为零，不作零处理。合计行为本级汇总数。",
    "存量指标为期末数；流量指标为本年累计数。",
]
COLUMNS = [("指标", 30), ("计量单位", 10), ("口径", 90), ("已答/应报", 14)]


def write_notes(book: Book, summary: Summary, names: int) -> None:
    page = summary.page
    sheet = book.sheet("说明", f"{page.area}{page.period.label}汇总表说明", len(COLUMNS) - 1)
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    row = 3
    for words in sentences(summary, names):
        sheet.write_string(row, 0, words, book.look("line"))
        row += 1
    row += 1
    for column, (name, _) in enumerate(COLUMNS):
        sheet.write_string(row, column, name, book.look("head"))
    for figure in page.summary:
        row += 1
        spec = figure.indicator
        answered = f"{figure.reported}/{figure.due}"
        for column, words in enumerate((spec.name, spec.unit, spec.definition, answered)):
            sheet.write_string(row, column, words, book.look("long"))
    sheet.fit_to_pages(1, 0)


def sentences(summary: Summary, names: int) -> list[str]:
    page = summary.page
    coverage = page.coverage
    found = [
        f"报告期：{page.period.label}，数据截至{day_text(page.day)}。",
        f"口径：{BASES[page.basis]}",
        f"填报情况：应报{coverage.due}个村，已报{coverage.arrived}个（已审核{coverage.approved}个，"
        f"待审核{coverage.submitted}个），未报{coverage.outstanding}个，填报率{coverage.rate_text}。",
        *READING,
        f"“双强”书记名单取自人员台账截至{day_text(page.day)}的记录，共{names}名；汇总表为报表数，"
        "上报之后台账又有变动的，两者可能不同。",
        "名单仅限管辖范围内工作使用，下载已留记录。",
    ]
    return [f"{number}. {words}" for number, words in enumerate(found, 1)]


def day_text(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
