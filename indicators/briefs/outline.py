"""Headings with their numbers; what says nothing is left out and the numbers close up. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from .document import Block, Heading

DIGITS = "〇一二三四五六七八九"
LEVELS = 4


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it; without a title its blocks belong to the section above."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.blocks) or any(section.says_something for section in self.sections)


def chinese(number: int) -> str:
    """一, 十, 十一, 二十, 二十一 for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


def numeral(level: int, number: int) -> str:
    """The number of a heading as GB/T 9704 has it: 一、 （一） 1. （1）."""
    return (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.", f"（{number}）")[level - 1]


def numbered(sections: Sequence[Section], level: int = 1) -> list[Block]:
    """The blocks of all sections in order; titles become numbered headings, at most four levels deep."""
    blocks: list[Block] = []
    number = 0
    for section in sections:
        if not section.says_something:
            continue
        if section.title:
            number += 1
            blocks.append(Heading(min(level, LEVELS), numeral(min(level, LEVELS), number) + section.title))
        blocks += [*section.blocks, *numbered(section.sections, level + bool(section.title))]
    return blocks
