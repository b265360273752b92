"""Synthetic cities for measuring: 6 counties always, as many townships and villages as asked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from branches.models import Area, Level, User, Village
from indicators import rollup
from indicators.models import Element, Indicator, Period, Programme, Report, Total
from indicators.quarters import Quarter

COUNTIES = 6
ELEMENTS = 60
FLOWS = 6
INDICATORS = 24
FEATURED = 8
LAST = Quarter(2012, 1)
QUARTERS = [Quarter.of_ordinal(LAST.ordinal - back) for back in reversed(range(12))]
BATCH = 1000


@dataclass(frozen=True)
class Shape:
    """Full reports for the last `reported` quarters; the rest of the twelve have copied Totals only."""

    townships: int
    villages: int
    reported: int


def build(shape: Shape) -> Area:
    """Fill the current database; returns the city. One account, `bench`, may see all of it."""
    build_catalogue()
    city = build_areas(shape)
    periods = [build_period(quarter) for quarter in QUARTERS]
    leaves = list(Area.objects.filter(level=Level.VILLAGE).order_by("path").values_list("pk", "parent_id"))
    for period in periods[-shape.reported :]:
        build_reports(leaves, period)
        rollup.rebuild(period)
    for period in periods[: -shape.reported]:
        copy_totals(periods[-1], period)
    User.objects.create(username="bench", area=city)
    return city


def build_catalogue() -> None:
    """60 elements, the last 6 of them flows; indicator k divides element 2k-1 by element 2k (mod 60)."""
    programme = Programme.objects.create(code="bench", name="测速")
    Element.objects.bulk_create(
        Element(
            code=code(number),
            name=code(number),
            programme=programme,
            level=Level.VILLAGE,
            unit="人",
            decimals=2 if number % 10 == 0 else 0,
            nature="flow" if number > ELEMENTS - FLOWS else "stock",
        )
        for number in range(1, ELEMENTS + 1)
    )
    Indicator.objects.bulk_create(
        Indicator(
            code=f"i{number}",
            name=f"指标{number}",
            short_name=f"指标{number}",
            programme=programme,
            numerator=code(2 * number - 1),
            denominator=f"{code(2 * number)} + {code(ELEMENTS + 1 - number)}",
            featured=number if number <= FEATURED else None,
            sort_order=number,
            effective_from=date(2000, 1, 1),
        )
        for number in range(1, INDICATORS + 1)
    )


def code(number: int) -> str:
    return f"e{number:02}"


def build_areas(shape: Shape) -> Area:
    city = Area.objects.create(code="980000000000", name="测速市", level=Level.CITY, path="0001")
    counties = build_children([city], Level.COUNTY, COUNTIES, "98{:02}00000000")
    townships = build_children(counties, Level.TOWNSHIP, shape.townships, "97{:07}000")
    villages = build_children(townships, Level.VILLAGE, shape.villages, "96{:010}")
    Village.objects.bulk_create((Village(area=area, is_rural_unit=True) for area in villages), batch_size=BATCH)
    return city


def build_children(parents: list[Area], level: Level, number: int, pattern: str) -> list[Area]:
    """`number` areas dealt out evenly to the parents."""
    rows, siblings = [], Counter()
    for order in range(number):
        parent = parents[order * len(parents) // number]
        siblings[parent.path] += 1
        rows.append(
            Area(
                code=pattern.format(order + 1),
                name=f"{level.label}{order + 1}",
                level=level,
                parent=parent,
                path=f"{parent.path}{siblings[parent.path]:04}",
                sort_order=order,
            )
        )
    return Area.objects.bulk_create(rows, batch_size=BATCH)


def build_period(quarter: Quarter) -> Period:
    day = quarter.last_day
    return Period.objects.create(
        code=quarter.code, opens_on=day, due_on=day, late_until=day, closes_on=day + timedelta(days=30)
    )


def build_reports(leaves: list[tuple[int, int]], period: Period) -> None:
    """Every village approved, every element answered: value = 5 + (7 village + 11 element + 13 quarter) mod 97."""
    Report.objects.bulk_create(
        (
            Report(
                area_id=village,
                period=period,
                counted_in_id=township,
                status="approved",
                values={
                    code(element): 5 + (7 * order + 11 * element + 13 * period.ordinal) % 97
                    for element in range(1, ELEMENTS + 1)
                },
            )
            for order, (village, township) in enumerate(leaves)
        ),
        batch_size=BATCH,
    )


def copy_totals(source: Period, target: Period) -> None:
    totals = []
    for total in Total.objects.filter(period=source).iterator(chunk_size=BATCH):
        total.pk, total.period = None, target
        totals.append(total)
    Total.objects.bulk_create(totals, batch_size=BATCH)
