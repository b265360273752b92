"""Measures what clerks do, over HTTP on PostgreSQL: cell saves, a county's submission, the deadline hour.

Whoever waits for a page asks again as soon as it is there, so the loads are heavier than people are.
The database does not wait for the disk (see with_postgres.sh).
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from statistics import median, quantiles
from threading import Event

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from branches.models import Area, Level, Role, User
from indicators.entry import elements_of
from indicators.models import Element, Period, Report, Status
from indicators.rollup import differences

from .deadline import Desk, build, desks
from .site import JSON, Answer, Visitor, served


@dataclass(frozen=True)
class Load:
    """`saves` of each clerk (even, so that every cell ends as it began), `reads` of each reader
    before the deadline hour; in that hour they read until it is over."""

    clerks: int = 8
    saves: int = 60
    readers: int = 4
    reads: int = 15


@dataclass
class Tally:
    """The milliseconds of one kind of request, and what went wrong with it."""

    ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, answer: Answer, wrong: str = "") -> None:
        self.ms.append(answer.ms)
        if wrong:
            self.failures.append(f"{answer.status}: {wrong}")

    def told(self) -> dict:
        return {
            "number": len(self.ms),
            "seconds": self.seconds,
            "rate": len(self.ms) / self.seconds,
            "median": median(self.ms),
            "p95": quantiles(self.ms, n=20, method="inclusive")[-1],
            "failures": len(self.failures),
        }


class Bench:
    """One run: the people are signed in and their connections open before anything is timed."""

    def __init__(self, period: Period, port: int, load: Load):
        self.period, self.load = period, load
        self.desks = desks(period)
        self.clerks = {desk.township.pk: Visitor(port, desk.clerk) for desk in self.desks}
        self.typed = [
            element
            for element in elements_of(period)
            if element.level == Level.VILLAGE and not element.source and element.asked_in(period.quarter)
        ]
        leaders = User.objects.filter(role=Role.LEADER).order_by("pk")[:1]
        self.readers = [Visitor(port, leader) for leader in leaders for _ in range(load.readers)]
        self.pages = [
            reverse("area-dashboard", args=[area.code]) + f"?period={period.code}&basis=reported"
            for area in Area.objects.filter(level__in=[Level.CITY, Level.COUNTY]).order_by("path")
        ]

    def close(self) -> None:
        for visitor in [*self.clerks.values(), *self.readers]:
            visitor.close()

    def post(self, desk: Desk, name: str, body: str = "", *kind: str) -> Answer:
        url = reverse(name, args=[desk.township.code, self.period.code])
        return self.clerks[desk.township.pk].post(url, body, *kind)

    # cells -----------------------------------------------------------------------------
    def save_cells(self) -> Tally:
        """Clerks of townships from all over the city, each changing cell by cell of their villages."""
        chosen = self.desks[:: max(1, len(self.desks) // self.load.clerks)][: self.load.clerks]
        tally = Tally()
        together((partial(self.save_township, desk, tally) for desk in chosen), self.load.clerks, tally)
        return tally

    def save_township(self, desk: Desk, tally: Tally) -> None:
        for number in range(self.load.saves):
            report = desk.villages[number // 2 % len(desk.villages)]
            element, value = self.filled(report)
            was, new = (value + 1, value) if number % 2 else (value, value + 1)
            cells = {element.code: {"text": f"{new / 10**element.decimals:.{element.decimals}f}", "base": was}}
            body = json.dumps({"reports": [{"id": report.pk, "cells": cells}]})
            answer = self.post(desk, "entry-save", body, JSON)
            tally.add(
                answer, "" if answer.status == 200 and saved(answer, element) else answer.body.decode()[:200]
            )

    def filled(self, report: Report) -> tuple[Element, int]:
        """A typed cell of the report with a number in it."""
        return next(
            (element, report.values[element.code])
            for element in self.typed
            if report.values.get(element.code) is not None
        )

    # reports ---------------------------------------------------------------------------
    def submit(self, desk: Desk, tally: Tally) -> None:
        """All that waits in the township, in one go."""
        answer = self.post(desk, "entry-submit")
        grid = reverse("entry-grid", args=[desk.township.code, self.period.code])
        tally.add(answer, "" if answer.target == grid else f"led to {answer.target}")

    def submit_county(self) -> tuple[Tally, int]:
        """The largest county, township after township; (tally, number of villages). It is all taken
        back afterwards."""
        counties: dict[int, list[Desk]] = {}
        for desk in self.desks:
            counties.setdefault(desk.township.parent_id, []).append(desk)
        largest = max(counties.values(), key=lambda those: sum(len(desk.villages) for desk in those))
        tally, taken_back = Tally(), Tally()
        together((partial(self.submit, desk, tally) for desk in largest), 1, tally)
        self.expect(Status.SUBMITTED, largest, tally)
        for desk in largest:
            taken_back.add(self.post(desk, "entry-withdraw"))
        self.expect(Status.DRAFT, largest, tally)
        return tally, sum(len(desk.villages) for desk in largest)

    def expect(self, status: str, those: list[Desk], tally: Tally) -> None:
        ids = [report.pk for desk in those for report in [*desk.villages, *desk.own]]
        for report in Report.objects.filter(pk__in=ids).exclude(status=status).select_related("area"):
            tally.failures.append(f"{report.area.name} is {report.status}, not {status}")

    # the deadline ----------------------------------------------------------------------
    def read_quietly(self) -> Tally:
        """The readers alone."""
        tally = Tally()
        together((partial(self.read, v, tally, self.load.reads) for v in self.readers), len(self.readers), tally)
        return tally

    def read(self, reader: Visitor, tally: Tally, times: int | None = None, over: Event | None = None) -> None:
        """The city's and the counties' dashboards in turn, so many times or until it is over."""
        for number, page in enumerate(cycle(self.pages)):
            if number == times or (over and over.is_set()):
                return
            answer = reader.get(page)
            tally.add(answer, "" if answer.status == 200 else page)

    def deadline(self) -> tuple[Tally, Tally]:
        """Every township is submitted while the dashboards are read; (sending, reading)."""
        sending, reading, over = Tally(), Tally(), Event()
        with ThreadPoolExecutor(max_workers=max(1, len(self.readers))) as pool:
            running = [pool.submit(self.read, reader, reading, None, over) for reader in self.readers]
            try:
                together((partial(self.submit, desk, sending) for desk in self.desks), self.load.clerks, sending)
            finally:
                over.set()
            for one in running:
                one.result()
        reading.seconds = sending.seconds
        self.expect(Status.SUBMITTED, self.desks, sending)
        return sending, reading


def saved(answer: Answer, element: Element) -> bool:
    [report] = json.loads(answer.body)["reports"]
    return report["cells"][element.code]["state"] == "saved"


def together(jobs: Iterable[Callable[[], None]], at_once: int, tally: Tally) -> None:
    """Do all jobs, so many at once, and note how long that took in all."""
    started = time.perf_counter()
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for one in [pool.submit(job) for job in jobs]:
            one.result()
    tally.seconds = time.perf_counter() - started


def measure(period: Period, port: int, load: Load) -> dict:
    """Everything, as plain values; `differences` are the totals that do not equal their recompute."""
    bench = Bench(period, port, load)
    try:
        saves = bench.save_cells()
        say(f"  {len(saves.ms)} cells saved; submitting a county")
        county, villages = bench.submit_county()
        quiet = bench.read_quietly()
        say("  the deadline hour")
        sending, reading = bench.deadline()
    finally:
        bench.close()
    tallies = {"saves": saves, "county": county, "quiet": quiet, "sending": sending, "reading": reading}
    for tally in tallies.values():
        for failure in tally.failures[:5]:
            say(f"  FAILED {failure}")
    wrong = [difference for one in Period.objects.all() for difference in differences(one)]
    for difference in wrong[:5]:
        say(f"  WRONG TOTAL {difference}")
    return {name: tally.told() for name, tally in tallies.items()} | {
        "villages": {"county": villages, "sending": sum(len(desk.villages) for desk in bench.desks)},
        "differences": len(wrong),
        "failures": sum(len(tally.failures) for tally in tallies.values()),
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Prints one JSON object."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    period = build(lambda line: None)
    settings.TODAY = period.due_on
    say("  built the city, all drafts; saving cells")
    with served(period.due_on) as port:
        print(json.dumps(measure(period, port, Load())))
