"""Putting a checked catalogue into the database: new, changed, the same, or refused."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models, transaction

from branches.models import Area, Level

from ..models import Element, Indicator, Period, Programme, Rule, Target
from .entries import CatalogueError, Entry
from .reading import ONE_DAY, Catalogue

REASON = "读取指标目录"
FIXED = {"level": "层级", "decimals": "小数位数", "nature": "性质"}  # stored figures hang on these
DEFINING = {
    "numerator": "分子公式",
    "denominator": "分母公式",
    "display": "显示方式",
    "unit": "单位",
    "direction": "方向",
}


@dataclass
class Outcome:
    """How many of each kind were created, changed, unchanged; and what was left as it is."""

    created: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)


@transaction.atomic
def store(catalogue: Catalogue, target_areas: Iterable[Area] | None = None, amend: bool = False) -> Outcome:
    """Bring the database in step with the files; entries that the files lack stay.

    Saves one by one and only what differs, so that the history says what happened. `amend` allows
    a new formula under an old date and another target line. Raises CatalogueError, and stores
    nothing, for changes that would turn stored figures into something else.
    """
    storing = _Storing(amend=amend, started=Period.objects.exists())
    storing.programmes(catalogue.programmes)
    storing.elements(catalogue.elements)
    storing.indicators(catalogue.indicators)
    storing.rules(catalogue.rules)
    if storing.problems:
        raise CatalogueError(storing.problems)
    storing.targets(catalogue.indicators, default_target_areas() if target_areas is None else list(target_areas))
    return storing.outcome


def default_target_areas() -> list[Area]:
    """The cities; in a tree without a city its root."""
    return list(Area.objects.at(Level.CITY)) or list(Area.objects.filter(parent=None))


class _Storing:
    """One run: what exists, what became of it, and what is refused."""

    def __init__(self, amend: bool, started: bool):
        self.amend, self.started = amend, started
        self.outcome = Outcome()
        self.problems: list[str] = []
        self.by_code: dict[str, Programme] = {}
        self.versions: dict[tuple[str, date], Indicator] = {}

    def programmes(self, entries: list[Entry]) -> None:
        existing = {row.code: row for row in Programme.objects.all()}
        for entry in entries:
            values = {key: entry.values[key] for key in ("code", "name", "description", "sort_order")}
            self.by_code[entry.code] = self._put(Programme, existing.pop(entry.code, None), values)
        self._leave(existing.values())

    def elements(self, entries: list[Entry]) -> None:
        existing = {row.code: row for row in Element.objects.all()}
        for entry in entries:
            row = existing.pop(entry.code, None)
            changes = self._changes(row, entry, FIXED)
            if changes and self.started:
                self.problems.append(f"{entry.where}：已经开报，{changes}不能改；请停用此项，另立新代码")
            else:
                self._put(Element, row, self._values(entry))
        self._leave(existing.values())

    def indicators(self, entries: list[Entry]) -> None:
        existing: dict[str, dict[date, Indicator]] = defaultdict(dict)
        for row in Indicator.objects.all():
            existing[row.code][row.effective_from] = row
        by_code: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_code[entry.code].append(entry)
        for code, versions in by_code.items():
            self._put_versions(versions, existing.pop(code, {}))
        self._leave(row for rows in existing.values() for row in rows.values())

    def _put_versions(self, entries: list[Entry], rows: dict[date, Indicator]) -> None:
        """All versions of one indicator, the oldest first, each closed before the next is opened."""
        wanted = {entry.values["effective_from"]: entry for entry in entries}
        starts = sorted(wanted.keys() | rows.keys())
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            row, entry = rows.get(start), wanted.get(start)
            until = entry.values["effective_until"] if entry else row.effective_until
            if following and (until is None or until >= following):
                until = following - ONE_DAY
            if entry is None:
                self._put(Indicator, row, {"effective_until": until})
                continue
            changes = self._changes(row, entry, DEFINING)
            if changes and self.started and not self.amend:
                self.problems.append(
                    f"{entry.where}：已经开报，{changes}有变；请另立 effective_from 更晚的新版本，"
                    "确属更正错误的加 --amend"
                )
                continue
            values = self._values(entry, "target", "target_years") | {"effective_until": until}
            self.versions[entry.code, start] = self._put(Indicator, row, values)

    def rules(self, entries: list[Entry]) -> None:
        existing = {row.code: row for row in Rule.objects.all()}
        for entry in entries:
            self._put(Rule, existing.pop(entry.code, None), self._values(entry))
        self._leave(existing.values())

    def targets(self, entries: list[Entry], areas: list[Area]) -> None:
        existing = {(row.indicator_id, row.area_id, row.year): row for row in Target.objects.all()}
        for entry in entries:
            if entry.values["target"] is None:
                continue
            indicator = self.versions[entry.code, entry.values["effective_from"]]
            green, amber = entry.values["target"]
            for area in areas:
                for year in _years_in_force(indicator, entry.values["target_years"]):
                    row = existing.get((indicator.pk, area.pk, year))
                    values = {"indicator": indicator, "area": area, "year": year, "green": green, "amber": amber}
                    if row and not self.amend and (row.green, row.amber) != (green, amber):
                        self.outcome.left.append(f"{row} 目标值已另定为 {_plain(row.green)}/{_plain(row.amber)}")
                    else:
                        self._put(Target, row, values)

    def _values(self, entry: Entry, *without: str) -> dict:
        values = {key: value for key, value in entry.values.items() if key not in without}
        return values | {"programme": self.by_code[values["programme"]]}

    def _changes(self, row: models.Model | None, entry: Entry, names: dict[str, str]) -> str:
        """The Chinese names of the fields that differ, joined; empty for a new row."""
        if row is None:
            return ""
        return "、".join(name for key, name in names.items() if getattr(row, key) != entry.values[key])

    def _put(self, model: type[models.Model], row: models.Model | None, values: dict) -> models.Model:
        """Create the row, save it when it differs, or leave it; counted."""
        name = model._meta.verbose_name
        if row is None:
            row, count = model(), self.outcome.created
        elif any(getattr(row, key) != value for key, value in values.items()):
            count = self.outcome.changed
        else:
            self.outcome.unchanged[name] += 1
            return row
        for key, value in values.items():
            setattr(row, key, value)
        row._change_reason = REASON
        row.save()
        count[name] += 1
        return row

    def _leave(self, rows: Iterable[models.Model]) -> None:
        self.outcome.left += [f"{row._meta.verbose_name}“{row}”（{row.code}）不在文件中，保留不动" for row in rows]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _years_in_force(indicator: Indicator, years: Iterable[int]) -> list[int]:
    """Those of the years in which the version holds on some day."""
    until = indicator.effective_until
    return [
        year
        for year in years
        if indicator.effective_from <= date(year, 12, 31) and (until is None or until >= date(year, 1, 1))
    ]
