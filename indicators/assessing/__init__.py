"""三级联创: a year is started, scored, checked and decided; titles are lost; progress and moves are read."""

from .moves import Move, Moves, move_of, moves
from .progress import Progress, entries, lists_units, progress, sectors, summed, total_progress, years
from .reading import Row, Score, SheetPage, headings, sheet_page
from .rights import acts, may, may_start
from .sheet import DECIDED, Given, ScoreError, Sheet, read_sheets
from .starting import Plan, kinds_below, plan, start
from .subjects import area_subjects, beyond_villages, branch_subjects, city_branches
from .verbs import (
    FORWARD,
    NEEDS_REASON,
    TRANSITIONS,
    Decision,
    ReasonNeeded,
    StaleAssessment,
    act,
    act_on_many,
    levels_of,
    sort_out,
    waiting_for,
)

__all__ = [
    "DECIDED",
    "FORWARD",
    "NEEDS_REASON",
    "TRANSITIONS",
    "Decision",
    "Given",
    "Move",
    "Moves",
    "Plan",
    "Progress",
    "ReasonNeeded",
    "Row",
    "Score",
    "ScoreError",
    "Sheet",
    "SheetPage",
    "StaleAssessment",
    "act",
    "act_on_many",
    "acts",
    "area_subjects",
    "beyond_villages",
    "branch_subjects",
    "city_branches",
    "entries",
    "headings",
    "kinds_below",
    "levels_of",
    "lists_units",
    "may",
    "may_start",
    "move_of",
    "moves",
    "plan",
    "progress",
    "read_sheets",
    "sectors",
    "sheet_page",
    "sort_out",
    "start",
    "summed",
    "total_progress",
    "waiting_for",
    "years",
]
