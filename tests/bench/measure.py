"""Measures one engine: builds both cities, then times what the pages do, all in one process.

The calls that a ratio compares take turns, so that a busy machine slows them alike.
"""

import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from statistics import median

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Area, User
from indicators.dashboards.frame import Basis, Catalogue, catalogue
from indicators.dashboards.page import dashboard
from indicators.dashboards.rows import Timeline, child_timelines, own_timeline
from indicators.quarters import Quarter

from . import current, naive
from .city import LAST, QUARTERS, Shape, build

CITY = Shape(townships=58, villages=1_270, reported=12)
LARGE = Shape(townships=2_146, villages=47_000, reported=1)
SHAPES = {"default": CITY, "large": LARGE}
READS, NAIVE_READS, PAGES = 61, 7, 31
# Pages of a city with statistics over every village or from every unit below it, beside its plain dashboard.
STATISTICS = {
    "indicator": ("indicator-page", ["i1"], {"depth": "village"}),
    "compare": ("compare", [], {"depth": "village"}),
}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def build_all() -> dict[str, Area]:
    """{alias: city}; each in a database of its own."""
    cities = {}
    for alias, shape in SHAPES.items():
        started = time.perf_counter()
        call_command("migrate", database=alias, verbosity=0)
        with current.database(alias), transaction.atomic(using=alias):
            cities[alias] = build(shape)
        with connections[alias].cursor() as cursor:
            cursor.execute("ANALYZE")
        say(f"  built {shape.villages:,} villages in {time.perf_counter() - started:.0f} s")
    return cities


def medians(calls: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Milliseconds of each call, the calls taking turns; one round before is not counted."""
    taken = {name: [] for name in calls}
    for number in range(times + 1):
        for name, call in calls.items():
            started = time.perf_counter()
            call()
            if number:
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: median(values) for name, values in taken.items()}


def read_page(alias: str, city: Area):
    """Everything that the page shows, as plain values."""
    with current.database(alias):
        return dashboard(city, LAST.code)


def read_sums(alias: str, city: Area) -> list[Timeline]:
    """The sums under the page as it reads them: the city's rows since the trend's first January,
    and the children's rows of the year to date."""
    first = QUARTERS[0].year_to_date[0]
    children = [quarter.ordinal for quarter in LAST.year_to_date]
    with current.database(alias):
        own = own_timeline(city, range(first.ordinal, LAST.ordinal + 1), Basis.APPROVED)
        return [own, *child_timelines(city, LAST, children, Basis.APPROVED)]


def sum_naively(city: Area, known: Catalogue) -> naive.Sums:
    with current.database("default"):
        return naive.page_sums(city, LAST, QUARTERS, known)


def assert_same(city: Area, known: Catalogue) -> int:
    """Fails unless every sum and every figure of the page equals the naive sum; returns how many."""
    summed, compared = sum_naively(city, known), 0
    for timeline in read_sums("default", city):
        for ordinal in timeline.rows:
            quarter = Quarter.of_ordinal(ordinal)
            values = timeline.natural(known.elements, quarter).values
            for code, total in summed.get((timeline.code, quarter.code), {}).items():
                same(values[code], Decimal(total).scaleb(-known.elements[code].decimals))
                compared += 1
    shown = read_page("default", city)
    figures = [*shown.figures, *(figure for child in shown.children for figure in child.figures)]
    figures += [figure for line in shown.trend for figure in line.figures]
    for figure in figures:
        same((figure.numerator, figure.denominator), naive.parts(summed, figure, known))
    return compared + len(figures)


def same(stored, summed) -> None:
    if stored != summed:
        raise AssertionError(f"the page says {stored}, the naive sum {summed}")


def visits(alias: str, city: Area) -> tuple[Callable[[], None], Callable[[], None]]:
    """(the whole page, the page that has not changed) as a signed-in reader of the city."""
    url = reverse("area-dashboard", args=[city.code])
    client = Client()
    with current.database(alias):
        client.force_login(User.objects.get(username="bench"), backend=settings.AUTHENTICATION_BACKENDS[-1])
        tag = client.get(url).headers["ETag"]

    def visit(status: int, **headers: str) -> None:
        with current.database(alias):
            same(client.get(url, headers=headers).status_code, status)

    return partial(visit, 200), partial(visit, 304, if_none_match=tag)


def statistics(city: Area) -> dict[str, Callable[[], None]]:
    """The pages of STATISTICS as a signed-in reader of the city of 1,270 villages, by name."""
    client = Client()
    with current.database("default"):
        client.force_login(User.objects.get(username="bench"), backend=settings.AUTHENTICATION_BACKENDS[-1])

    def visit(route: str, where: list[str], asked: dict[str, str]) -> None:
        with current.database("default"):
            same(client.get(reverse(route, args=where), {"area": city.code, **asked}).status_code, 200)

    return {f"statistics.{name}": partial(visit, *page) for name, page in STATISTICS.items()}


def count_queries(alias: str, call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connections[alias]) as queries:
        call()
    return len(queries)


def main() -> None:
    """Prints one JSON object: medians in ms, query counts and the number of values compared."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    cities = build_all()
    city = cities["default"]
    with current.database("default"):
        known = catalogue(LAST.last_day, city.level)
    found = {"queries": {}, "compared": assert_same(city, known)}
    say(f"  {found['compared']:,} sums and figures of the page equal the naive ones; timing")

    found["ms"] = medians(
        {"naive": lambda: sum_naively(city, known), "sums": lambda: read_sums("default", city)}, NAIVE_READS
    )
    reads = {f"data.{alias}": partial(read_page, alias, one) for alias, one in cities.items()}
    found["ms"] |= medians(reads, READS)
    pages = {}
    for alias, one in cities.items():
        pages[f"page.{alias}"], pages[f"unchanged.{alias}"] = visits(alias, one)
    found["ms"] |= medians(pages | statistics(city), PAGES)
    for alias in cities:
        for name, call in (reads | pages).items():
            if name.endswith(alias):
                found["queries"][name] = count_queries(alias, call)
    print(json.dumps(found))
