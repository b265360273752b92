"""Who went up and who went down: a year's decisions against the year before."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from branches.models import Area

from ..models import FINAL, Assessment, AssessmentState


class Move(StrEnum):
    UP = "up"
    DOWN = "down"
    LOST = "lost"

    @property
    def label(self) -> str:
        return {"up": "晋级", "down": "降级", "lost": "摘牌"}[self.value]


LOST = Q(state=AssessmentState.LOST)
WHERE = {  # over rows with `rank_before`; a title taken away is told as such, whatever the decision was
    Move.UP: Q(level__rank__gt=F("rank_before")) & ~LOST,
    Move.DOWN: Q(level__rank__lt=F("rank_before")) & ~LOST,
    Move.LOST: LOST,
}


@dataclass(frozen=True)
class Moves:
    """How many of a year's decided assessments moved, and the rows to list."""

    decided: int
    counts: dict[Move, int]
    rows: QuerySet

    @property
    def steady(self) -> int:
        return self.decided - sum(self.counts.values())


def moves(area: Area, kind: str, year: int, only: str = "", day: date = date.max) -> Moves:
    """The moves of a year at and below an area, decided by a day, in official order; `only` one of Move
    keeps these."""
    decided = (
        Assessment.objects.within(area)
        .of_kind(kind)
        .filter(year=year, state__in=FINAL, decided_on__lte=day)
        .with_rank_before()
        .select_related("area__parent__parent", "branch", "level")
    )
    counted = decided.aggregate(
        all=Count("pk"), **{move: Count("pk", filter=where) for move, where in WHERE.items()}
    )
    chosen = WHERE[Move(only)] if only in list(Move) else WHERE[Move.UP] | WHERE[Move.DOWN] | WHERE[Move.LOST]
    return Moves(
        decided=counted["all"],
        counts={move: counted[move] for move in Move},
        rows=decided.filter(chosen).order_by("area__path", "pk"),
    )


def move_of(assessment: Assessment) -> Move:
    """What happened to one row of `Moves.rows`."""
    if assessment.state == AssessmentState.LOST:
        return Move.LOST
    return Move.UP if assessment.level.rank > assessment.rank_before else Move.DOWN
