"""One assessment in memory with its items and scores: what a step may write into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from ..admission import WorkflowError
from ..models import Assessment, AssessmentState, ItemScore, RubricItem

OWN, CHECKED, DECIDED = "own", "checked", "decided"
COLUMN = {  # the column that is filled in a state
    AssessmentState.STARTED: OWN,
    AssessmentState.SCORED: CHECKED,
    AssessmentState.CHECKED: DECIDED,
}
BEFORE = {CHECKED: OWN, DECIDED: CHECKED}  # where a column starts from


REACHED = {  # when a state was reached
    AssessmentState.SCORED: "scored_on",
    AssessmentState.CHECKED: "checked_on",
    AssessmentState.DECIDED: "decided_on",
}


class ScoreError(WorkflowError):
    """Scores that cannot stand; `messages` is {item id: why, in Chinese}."""

    def __init__(self, messages: Mapping[int, str]):
        super().__init__("".join(messages.values()))
        self.messages = dict(messages)


@dataclass(frozen=True)
class Given:
    """What was typed for one item."""

    score: Decimal | None
    note: str = ""


class Sheet:
    """An assessment, its items in order, and their scores; `touched` are the scores to be stored."""

    def __init__(self, assessment: Assessment):
        self.assessment = assessment
        self.items: list[RubricItem] = list(assessment.rubric.items.all())
        self.scores = {score.item_id: score for score in assessment.scores.all()}
        self.touched: dict[int, ItemScore] = {}

    @property
    def column(self) -> str:
        """The column that the present step fills; "" when there is none."""
        return COLUMN.get(self.assessment.state, "")

    def value(self, item: RubricItem, column: str) -> Decimal | None:
        return getattr(self.scores.get(item.pk), f"{column}_score", None)

    def shown(self, item: RubricItem) -> Decimal | None:
        """What stands in the present column: its score, or the one before that it starts from."""
        value = self.value(item, self.column)
        return self.value(item, BEFORE[self.column]) if value is None and self.column in BEFORE else value

    def total(self, column: str) -> Decimal | None:
        """The sum of a column; None while an item has no score in it."""
        values = [self.value(item, column) for item in self.items]
        return None if None in values or not values else sum(values, Decimal(0))

    def put(self, given: Mapping[int, Given]) -> None:
        """Write scores into the present column. Raises ScoreError naming every one that cannot stand."""
        items = {item.pk: item for item in self.items}
        errors = {}
        for item_id, one in given.items():
            item = items.get(item_id)
            if item is None:
                errors[item_id] = "本细则没有这一项。"
            elif one.score is not None and not 0 <= one.score <= item.points:
                errors[item_id] = f"{item.name}应在0—{item.points.normalize():f}分之间。"
        if errors:
            raise ScoreError(errors)
        for item_id, one in given.items():
            self._write(item_id, {f"{self.column}_score": one.score, "note": one.note.strip()})

    def start_from_before(self) -> None:
        """Whatever the present step left blank stays as the step before gave it."""
        for item in self.items:
            if self.column in BEFORE and self.value(item, self.column) is None:
                self._write(item.pk, {f"{self.column}_score": self.shown(item)})

    def clear(self) -> None:
        """Forget the present column: the step before is done again."""
        for item_id in [item_id for item_id in self.scores if self.column]:
            self._write(item_id, {f"{self.column}_score": None})

    def missing(self) -> list[RubricItem]:
        """The items without a score in the present column."""
        return [item for item in self.items if self.value(item, self.column) is None]

    def _write(self, item_id: int, values: Mapping[str, object]) -> None:
        row = self.scores.get(item_id) or ItemScore(assessment=self.assessment, item_id=item_id)
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(row, name, value)
        self.scores[item_id] = self.touched[item_id] = row


def read_sheets(rows: QuerySet[Assessment]) -> list[Sheet]:
    """Sheets in the order in which everybody locks them, in five queries."""
    related = rows.select_related("area__parent", "branch", "rubric", "level").order_by("area_id", "pk")
    return [Sheet(row) for row in related.prefetch_related("rubric__items", "rubric__levels", "scores")]


def locked_sheets(ids: Iterable[int]) -> list[Sheet]:
    return read_sheets(Assessment.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)))
