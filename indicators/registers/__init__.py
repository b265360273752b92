"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import (
    campaigns,
    carriers,
    creation,
    cultivation,
    economy,
    helping,
    innovation,
    learning,
    member_body,
    new_organisations,
    party_organisations,
    people,
    reporting,
    selection,
    supervision,
    tasks,
    training,
    training_hours,
)
from .derive import derive
from .source import REGISTERS, Source

__all__ = [
    "REGISTERS",
    "Source",
    "campaigns",
    "carriers",
    "creation",
    "cultivation",
    "derive",
    "economy",
    "helping",
    "innovation",
    "learning",
    "member_body",
    "new_organisations",
    "party_organisations",
    "people",
    "reporting",
    "selection",
    "supervision",
    "tasks",
    "training",
    "training_hours",
]
