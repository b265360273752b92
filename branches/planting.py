"""Whole files of areas at once: the bulk half of `branches.hierarchy`."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from .analyze import refresh_statistics
from .models import STEP, Area, Level, Village
from .pinyin import spell_place
from .tree import RURAL_KINDS, free_paths, lock_roots

BATCH = 5000  # rows a statement


@transaction.atomic
def plant(areas: Sequence[Area], parent_codes: Sequence[str], say: Callable[[str], None]) -> None:
    """Insert many units that were checked before: parents first, `parent_codes` "" for the top.

    Gives each its path, and each village its own row; `say` hears how far it is.
    """
    lock_roots()
    by_code = {area.code: area for area in Area.objects.only("code", "path", "parent", "is_demo")}
    taken: dict[str, set[str]] = defaultdict(set)
    for area in by_code.values():
        taken[area.path[:-STEP]].add(area.path)
    free: dict[str, Iterator[str]] = {}
    by_level: dict[str, list[Area]] = defaultdict(list)
    for area, parent_code in zip(areas, parent_codes, strict=True):
        area.parent = by_code[parent_code] if parent_code else None
        above = area.parent.path if area.parent else ""
        area.is_demo |= bool(area.parent and area.parent.is_demo)
        area.path = next(free.setdefault(above, free_paths(above, taken[above])))
        area.pinyin, area.initials = spell_area(area.name)
        by_code[area.code] = area
        by_level[area.level].append(area)
    done = 0
    for level in Level:
        for batch in batched(by_level[level], BATCH):
            for area in batch:
                area.parent = area.parent  # its key is known now that the level above is stored
            bulk_create_with_history(batch, Area)
            done += len(batch)
            say(f"{level.label}级已写入 {len(batch):,} 个，共 {done:,} / {len(areas):,}")
    Village.objects.bulk_create(
        [Village(area=area, is_rural_unit=area.kind in RURAL_KINDS) for area in by_level[Level.VILLAGE]],
        batch_size=BATCH,
    )
    refresh_statistics()


def batched(rows: list, size: int) -> Iterator[list]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def spell_area(name: str) -> tuple[str, str]:
    """Pinyin and initials, cut to their columns."""
    return tuple(
        text[: Area._meta.get_field(column).max_length]
        for text, column in zip(spell_place(name), ["pinyin", "initials"], strict=True)
    )
