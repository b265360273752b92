"""What every sheet shares: formats, heading, A4 across, the mark of a demonstration."""

from dataclasses import dataclass, field
from decimal import Decimal

from branches.sheets.out import A4, pattern, safe_name

from ...figures import Figure, IndicatorSpec
from ...wording import MISSING, plain, rounded

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
BOXED = FONT | {"border": 1}
LOOKS = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "line": FONT,
    "mark": FONT | {"bold": True, "font_color": "#AD2219"},
    "head": BOXED | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F3E7E6"},
    "text": BOXED | {"num_format": "@"},
    "long": BOXED | {"num_format": "@", "text_wrap": True, "valign": "top"},
    "day": BOXED | {"num_format": "yyyy-mm-dd", "align": "center"},
    "number": BOXED | {"align": "right"},
    "total": BOXED | {"align": "right", "bold": True, "bg_color": "#F4F5F7"},
    "total text": BOXED | {"bold": True, "bg_color": "#F4F5F7", "num_format": "@"},
}
TITLE, LINE, MARK = range(3)
HEAD = 3  # the first row of a table's head
ROW_HEIGHT = 18  # points; 24 pixels on a screen


@dataclass
class Book:
    """The open workbook with its formats, each made once; `line` and `mark` stand on every sheet."""

    workbook: object
    line: str
    mark: str
    made: dict[tuple[str, str], object] = field(default_factory=dict)

    def look(self, name: str, number: str = ""):
        if (name, number) not in self.made:
            self.made[name, number] = self.workbook.add_format(
                LOOKS[name] | ({"num_format": number} if number else {})
            )
        return self.made[name, number]

    def sheet(self, name: str, title: str, last: int):
        """A page with its heading over the columns up to `last`."""
        page = self.workbook.add_worksheet(safe_name(name))
        page.set_default_row(ROW_HEIGHT)
        page.set_row(TITLE, 30)
        page.merge_range(TITLE, 0, TITLE, last, "", self.look("title"))
        page.write_string(TITLE, 0, title, self.look("title"))
        page.write_string(LINE, 0, self.line, self.look("line"))
        if self.mark:
            page.write_string(MARK, 0, self.mark, self.look("mark"))
            page.set_header(f"&R{self.mark}")
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        page.set_footer("&C第 &P 页，共 &N 页")
        return page


def write_value(page, row: int, column: int, figure: Figure, book: Book, look: str = "number") -> None:
    """The value as printed; “—” where there is none, never 0."""
    decimals = figure.indicator.decimals
    shown = None if figure.value is None else rounded(figure.value, decimals)
    write_number(page, row, column, shown, book, look, decimals)


def write_part(page, row: int, column: int, part: Decimal | None, book: Book, look: str = "number") -> None:
    """A numerator or denominator with the decimals it has."""
    write_number(page, row, column, part, book, look, len(plain(part).partition(".")[2]))


def write_number(page, row: int, column: int, value, book: Book, look: str, decimals: int = 0) -> None:
    if value is None:
        page.write_string(row, column, MISSING, book.look(look))
    else:
        page.write_number(row, column, float(value), book.look(look, pattern(decimals)))


def unit_of(spec: IndicatorSpec) -> str:
    return f"（{spec.unit}）" if spec.unit else ""


def value_name(spec: IndicatorSpec) -> str:
    return ("比率" if spec.is_percent else "数值") + unit_of(spec)
