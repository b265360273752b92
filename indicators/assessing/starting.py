"""Starting a year: one assessment for everybody who is to take part and has none yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from branches.clock import today
from branches.models import Area, Branch, Level, User
from branches.scope import Scope

from ..admission import WorkflowError
from ..models import (
    Assessment,
    AssessmentEvent,
    AssessmentState,
    AssessmentVerb,
    ItemScore,
    Rubric,
    RubricKind,
)
from .rights import may_start
from .subjects import area_subjects, branch_subjects

ORDER = [  # of the pages
    RubricKind.VILLAGE,
    RubricKind.TOWNSHIP,
    RubricKind.COUNTY,
    RubricKind.STAR_BRANCH,
    RubricKind.CITY_SECTOR,
]
EARLIEST_AFTER_YEAR = 1  # a year may still be started in the one after it


@dataclass
class Plan:
    """What starting would make: new rows, how many stand already, and why others are left out."""

    new: list[Assessment] = field(default_factory=list)
    standing: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def by_rubric(self) -> list[tuple[Rubric, int]]:
        counted = Counter(row.rubric for row in self.new)
        return sorted(counted.items(), key=lambda pair: pair[0].pk)


def plan(area: Area, kind: str, year: int) -> Plan:
    """Everybody of a kind at or below an area, each with the rubric that holds there in the year."""
    made, day = Plan(), today()
    rubrics = _Rubrics(area, kind, year)
    taken = Assessment.objects.within(area).of_kind(kind).filter(year=year)
    areas, branches = (set(taken.values_list(name, flat=True)) for name in ("area", "branch"))
    for subject in _subjects(area, kind, day):
        is_branch = isinstance(subject, Branch)
        if subject.pk in (branches if is_branch else areas):
            made.standing += 1
            continue
        place = subject.area if is_branch else subject
        rubric = rubrics.for_place(place, subject.sector if is_branch else "")
        if rubric is not None:
            made.new.append(
                Assessment(
                    rubric=rubric,
                    area=place,
                    branch=subject if is_branch else None,
                    year=year,
                    started_on=day,
                )
            )
    made.faults = rubrics.faults
    return made


@transaction.atomic
def start(area: Area, kind: str, year: int, who: User) -> Plan:
    """Make what `plan` shows. Raises PermissionDenied, or WorkflowError when there is nothing to make."""
    if not may_start(Scope(who), area):
        raise PermissionDenied(f"您不能启动{area}的评定。")
    if year > today().year or year < today().year - EARLIEST_AFTER_YEAR:
        raise WorkflowError(f"只能启动{today().year}年或上一年度的评定。")
    Area.objects.select_for_update().get(pk=area.pk)  # two people starting the same year wait for one another
    made = plan(area, kind, year)
    if not made.new:
        raise WorkflowError(made.faults[0] if made.faults else "应参评的都已启动，没有新的单位。")
    rows = bulk_create_with_history(made.new, Assessment, batch_size=400, default_user=who)
    blank = (ItemScore(assessment=row, item=item) for row in rows for item in row.rubric.items.all())
    ItemScore.objects.bulk_create(blank, batch_size=400)
    AssessmentEvent.objects.bulk_create(
        (
            AssessmentEvent(assessment=row, verb=AssessmentVerb.START, to_state=AssessmentState.STARTED, who=who)
            for row in rows
        ),
        batch_size=400,
    )
    return made


def _subjects(area: Area, kind: str, day) -> Iterable[Area] | Iterable[Branch]:
    if kind == RubricKind.CITY_SECTOR:
        return branch_subjects(area, day).select_related("area").order_by("area__path", "pk")
    return area_subjects(area, kind, day).order_by("path")


class _Rubrics:
    """The rubrics of a kind and year that could hold in an area, read once; `faults` collects what is missing."""

    def __init__(self, area: Area, kind: str, year: int):
        self.year, self.kind = year, RubricKind(kind)
        rows = Rubric.objects.in_year(year).filter(kind=kind).select_related("area")
        around = [row for row in rows.prefetch_related("items", "levels") if self._near(row.area, area)]
        self.rows = sorted(around, key=lambda row: (-len(row.area.path), -row.first_year))
        self.faults: list[str] = []

    @staticmethod
    def _near(issuer: Area, area: Area) -> bool:
        return issuer.contains(area) or area.contains(issuer)

    def for_place(self, place: Area, sector: str) -> Rubric | None:
        """The nearest issuer's rubric; None, and a fault noted, when there is none or it is not complete."""
        found = next((row for row in self.rows if row.area.contains(place) and row.sector == sector), None)
        if found is None:
            what = dict(Rubric._meta.get_field("sector").choices).get(sector, "")
            self._note(f"没有适用于{self.year}年的“{self.kind.label}”{what}评分细则，请先在评分细则台账中登记。")
            return None
        if found.faults:
            for fault in found.faults:
                self._note(fault)
            return None
        return found

    def _note(self, fault: str) -> None:
        if fault not in self.faults:
            self.faults.append(fault)


def kinds_below(area: Area, year: int) -> list[RubricKind]:
    """What is assessed at or below an area in a year, in the order of the pages: kinds with a rubric; all
    while there is none."""
    level = Level(area.level)
    fitting = [kind for kind in ORDER if kind.level is None or Level(kind.level).rank >= level.rank]
    known = set(Rubric.objects.in_year(year).order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in fitting if kind in known] or fitting
