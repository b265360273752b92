"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import carriers, cultivation, helping, learning, member_body, new_organisations, party_organisations, people
from .derive import derive
from .source import REGISTERS, Source

__all__ = [
    "REGISTERS",
    "Source",
    "carriers",
    "cultivation",
    "derive",
    "helping",
    "learning",
    "member_body",
    "new_organisations",
    "party_organisations",
    "people",
]
