"""The one fold: adding reports and totals. Associative, so stages equal one pass. No Django.

`Sums` is {element code: [sum of scaled integers, number of reports added]}; a null adds
nothing, so a total always says how many of how many.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

Sums = dict[str, list[int]]

COUNTED_AS_APPROVED = frozenset({"approved"})
COUNTED_AS_REPORTED = frozenset({"approved", "submitted"})


def add_values(sums: Sums, values: Mapping[str, int | None]) -> None:
    """Add one report's values to sums, in place."""
    for code, value in values.items():
        if value is None:
            continue
        entry = sums.get(code)
        if entry is None:
            sums[code] = [value, 1]
        else:
            entry[0] += value
            entry[1] += 1


def add_sums(sums: Sums, more: Mapping[str, list[int]]) -> None:
    """Add the sums of a part to the sums of the whole, in place."""
    for code, (value, number) in more.items():
        entry = sums.get(code)
        if entry is None:
            sums[code] = [value, number]
        else:
            entry[0] += value
            entry[1] += number


@dataclass
class Fold:
    """What one area's Total holds: both sums and the number of reports by level and status."""

    approved: Sums = field(default_factory=dict)
    reported: Sums = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)

    def add_report(self, level: str, status: str, values: Mapping[str, int | None]) -> None:
        self.counts[f"{level}.{status}"] += 1
        if status in COUNTED_AS_REPORTED:
            add_values(self.reported, values)
        if status in COUNTED_AS_APPROVED:
            add_values(self.approved, values)

    def add_fold(self, part: "Fold") -> None:
        add_sums(self.approved, part.approved)
        add_sums(self.reported, part.reported)
        self.counts.update(part.counts)
