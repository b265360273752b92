"""What a reviewer sees and decides, as plain values: the queue, a unit's desk, the decision."""

from .decisions import BULK, Decision, cells_found, correct, decide, sort_out, start
from .handing import CountyState, counties, left_by_unit, own_state, publications
from .progress import Counts, Group, QueueRow, check_waiting, queue, unit_rows
from .reading import Desk, Item, desk, last_returns
from .words import Change, Step, change_of, spoken_cell

__all__ = [
    "BULK",
    "Change",
    "Counts",
    "CountyState",
    "Decision",
    "Desk",
    "Group",
    "Item",
    "QueueRow",
    "Step",
    "cells_found",
    "change_of",
    "check_waiting",
    "correct",
    "counties",
    "decide",
    "desk",
    "last_returns",
    "left_by_unit",
    "own_state",
    "publications",
    "queue",
    "sort_out",
    "spoken_cell",
    "start",
    "unit_rows",
]
