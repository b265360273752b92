"""What a dashboard without totals would do: sum the reports below an area, whenever a page is read.

Written as kindly as plain ORM allows: one aggregate answers all the elements of an area and a
quarter at once. It gives the same figures as the dashboard, and the benchmark checks that.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import BigIntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from branches.models import Area
from indicators.dashboards.frame import Catalogue
from indicators.figures import Figure
from indicators.models import Report
from indicators.quarters import Quarter

Sums = dict[tuple[str, str], dict[str, int]]  # {(area code, quarter code): {element: scaled integer}}


def page_sums(area: Area, quarter: Quarter, quarters: Iterable[Quarter], known: Catalogue) -> Sums:
    """The sums under every figure of a dashboard page, flows over the year to date.

    The own figures of the quarter, the one before and the one a year ago; the children's of the
    quarter; the trend's of `quarters`.
    """
    trend = [indicator for indicator in known.featured if indicator.is_percent][:4]
    wanted = [(area, when, known.indicators) for when in (quarter, quarter.previous, quarter.year_ago)]
    wanted += [(child, quarter, known.featured) for child in Area.objects.filter(parent=area)]
    wanted += [(area, when, trend) for when in quarters]
    found: Sums = {}
    for unit, when, indicators in wanted:
        elements = known.elements_of(indicators)
        flows = {code for code, element in elements.items() if element.is_flow}
        sums = add_up(unit, [when], elements.keys() - flows) | add_up(unit, when.year_to_date, flows)
        found.setdefault((unit.code, when.code), {}).update(sums)
    return found


def add_up(area: Area, quarters: Iterable[Quarter], codes: set[str]) -> dict[str, int]:
    if not codes:
        return {}
    reports = Report.objects.filter(
        area__path__startswith=area.path,
        period__ordinal__in=[quarter.ordinal for quarter in quarters],
        status="approved",
    )
    return reports.aggregate(**{code: Sum(Cast(KT(f"values__{code}"), BigIntegerField())) for code in codes})


def parts(sums: Sums, figure: Figure, known: Catalogue) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator of a figure from naive sums, in natural units."""
    values = {
        code: None if value is None else Decimal(value).scaleb(-known.elements[code].decimals)
        for code, value in sums[figure.area_code, figure.period_code].items()
    }
    indicator = figure.indicator
    return indicator.numerator.evaluate(values), indicator.denominator.evaluate(values)
