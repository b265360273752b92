"""One assessment as its page shows it: three columns side by side, what differs, who did what."""

from dataclasses import dataclass
from decimal import Decimal

from branches.models import Level
from branches.scope import Scope

from ..models import Assessment, AssessmentEvent, RubricItem
from .rights import acts
from .sheet import BEFORE, CHECKED, DECIDED, OWN, Sheet
from .verbs import TRANSITIONS

PLACES = {Level.TOWNSHIP: "乡镇", Level.COUNTY: "县区", Level.CITY: "市"}


@dataclass(frozen=True)
class Score:
    """One cell: `gap` is how much it differs from the column before (None where either is blank)."""

    column: str
    value: Decimal | None
    gap: Decimal | None = None

    @property
    def differs(self) -> bool:
        return bool(self.gap)

    @property
    def gap_text(self) -> str:
        return "" if not self.gap else f"{self.gap:+.1f}".replace("-", "−")


@dataclass(frozen=True)
class Row:
    item: RubricItem
    scores: tuple[Score, ...]
    note: str


@dataclass(frozen=True)
class SheetPage:
    """Everything on the page of an assessment. `acts` are the verbs that the reader may do now."""

    assessment: Assessment
    sheet: Sheet
    headings: tuple[tuple[str, str], ...]  # (column, its name)
    rows: tuple[Row, ...]
    totals: tuple[Score, ...]
    acts: tuple[str, ...]
    events: tuple[AssessmentEvent, ...]
    earlier: tuple[Assessment, ...]

    @property
    def column(self) -> str:
        """The column that the reader may fill; "" for none."""
        return self.sheet.column if "save" in self.acts else ""

    @property
    def differing(self) -> int:
        """Items that a later step scored differently."""
        return sum(any(score.differs for score in row.scores) for row in self.rows)


def sheet_page(sheet: Sheet, scope: Scope) -> SheetPage:
    assessment = sheet.assessment
    earlier = Assessment.objects.of_kind(assessment.rubric.kind).filter(
        area=assessment.area_id, branch=assessment.branch_id, year__lt=assessment.year
    )
    return SheetPage(
        assessment=assessment,
        sheet=sheet,
        headings=headings(assessment),
        rows=tuple(
            Row(item, tuple(scores(sheet, item)), sheet.scores[item.pk].note if item.pk in sheet.scores else "")
            for item in sheet.items
        ),
        totals=tuple(totals(sheet)),
        acts=tuple(acts(assessment, scope, TRANSITIONS)),
        events=tuple(assessment.events.select_related("who")),
        earlier=tuple(earlier.select_related("level", "rubric").with_totals().order_by("-year")),
    )


def headings(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """自评, 乡镇核定, 县区评定: named after who does the step."""
    place = Level(assessment.area.level)
    if assessment.branch_id is None or place == Level.VILLAGE:
        place = list(Level)[place.rank - 1]
    return (
        (OWN, "自评"),
        (CHECKED, f"{PLACES.get(place, '上级')}核定"),
        (DECIDED, f"{PLACES.get(assessment.rubric.decided_at, '上级')}评定"),
    )


def scores(sheet: Sheet, item: RubricItem):
    for column in (OWN, CHECKED, DECIDED):
        value = sheet.value(item, column)
        before = sheet.value(item, BEFORE[column]) if column in BEFORE else None
        yield Score(column, value, None if None in (value, before) else value - before)


def totals(sheet: Sheet):
    for column in (OWN, CHECKED, DECIDED):
        value = sheet.total(column)
        before = sheet.total(BEFORE[column]) if column in BEFORE else None
        yield Score(column, value, None if None in (value, before) else value - before)
