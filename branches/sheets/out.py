"""What sheets that go out share: a name that is allowed, how a number looks, a list on paper."""

A4 = 9
FORBIDDEN = "[]:*?/\\'"
LONGEST = 31


def safe_name(name: str) -> str:
    """Without what a sheet's name may not have; empty is allowed and becomes the next number."""
    return "".join(char for char in name if char not in FORBIDDEN)[:LONGEST]


def pattern(decimals: int) -> str:
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def finish_list(page, head: int, last_row: int, last_column: int) -> None:
    """A list whose headings stand in row `head`: a filter over it, and A4 on its side with the headings and the
    number of the page on every sheet."""
    page.autofilter(head, 0, max(head, last_row), last_column)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&C第 &P 页，共 &N 页")
