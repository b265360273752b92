"""Changes of the tree: the only writer of an area's `parent` and `path` (with `planting`, which loads files).

Every act runs in one transaction: it locks (the roots first, so that acts queue; then the
areas concerned in path order), checks, changes, and leaves an AreaChange. Acts are recorded
on or after the day they take effect. Refusals raise HierarchyError. The figures follow in
`indicators.reorganisation`, which calls these functions; nothing else should.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Concat, Substr

from .divisions import fault_of_code, fault_of_kind
from .models import Area, AreaChange, ChangeKind, Level, User, Village
from .planting import spell_area
from .tree import (
    RURAL_KINDS,
    HierarchyError,
    check_act,
    check_day,
    check_name,
    check_not_ahead,
    check_open,
    check_place,
    free_path,
    lock_roots,
)


@dataclass(frozen=True)
class Part:
    """A unit that a split opens: its code and name, and the children of the origin that it takes."""

    code: str
    name: str
    children: Sequence[Area] = ()
    kind: str = ""


@transaction.atomic
def open_area(
    *,
    code: str,
    name: str,
    level: str,
    parent: Area | None,
    on: date,
    kind: str = "",
    official_name: str = "",
    is_rural_unit: bool | None = None,
    who: User | None = None,
    note: str = "",
) -> Area:
    """Set up a new unit. A village reports when it is a villagers' committee, unless told otherwise."""
    [parent] = _lock(parent)
    return _open(
        parent,
        ChangeKind.OPEN,
        Area(code=code, name=name, level=level, kind=kind, official_name=official_name),
        on=on,
        is_rural_unit=is_rural_unit,
        who=who,
        note=note,
    )


@transaction.atomic
def close_area(area: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Dissolve a unit that has no open children; `on` is the first day without it."""
    [area] = _lock(area)
    check_act(area, on)
    return _close(area, ChangeKind.CLOSE, on, None, who, note)


@transaction.atomic
def rename(
    area: Area,
    name: str,
    on: date,
    who: User | None = None,
    note: str = "",
    official_name: str | None = None,
    *,
    twins_allowed: bool = False,
) -> Area:
    """Give a unit another name; `official_name` None leaves the published one.

    `twins_allowed` is for the official file, where names may pass from one sibling to another.
    """
    [area] = _lock(area)
    check_day(area, on)
    if name == area.name and official_name in {None, area.official_name}:
        raise HierarchyError(f"{area}的名称没有变化")
    if name != area.name and not twins_allowed:
        check_name(name, area.parent, but=area)
    before, area.name = area.name, name
    if official_name is not None:
        area.official_name = official_name
    area.pinyin, area.initials = spell_area(name)
    area.save()
    _record(ChangeKind.RENAME, area, None, on, before, name, who, note)
    return area


@transaction.atomic
def move(area: Area, new_parent: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Put a unit, with everything below it, under another parent."""
    area, new_parent = _lock(area, new_parent)
    return _move(area, new_parent, on, who, note)


@transaction.atomic
def merge(source: Area, target: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Dissolve `source` into `target` of the same level; its open children go over. Returns the source."""
    source, target = _lock(source, target)
    if source == target:
        raise HierarchyError(f"{source}不能与自己合并")
    if source.level != target.level:
        raise HierarchyError(
            f"{source}（{source.get_level_display()}级）与{target}（{target.get_level_display()}级）层级不同，不能合并"
        )
    check_act(source, on)
    check_open(target, on)
    for child in _lock(*source.children.filter(closed_on=None).order_by("path")):
        _move(child, target, on, who, note)
    return _close(source, ChangeKind.MERGE, on, target, who, note)


@transaction.atomic
def split(
    area: Area,
    parts: Iterable[Part],
    on: date,
    who: User | None = None,
    note: str = "",
    *,
    closes: bool = False,
) -> list[Area]:
    """Open new units beside `area`, of its level, and hand them its named children.

    With `closes` the origin is dissolved afterwards and must have no open child left.
    """
    parts = list(parts)
    if not parts:
        raise HierarchyError("拆分须列出新设的单位")
    [area] = _lock(area)
    check_act(area, on)
    made = []
    for part in parts:
        new = Area(code=part.code, name=part.name, level=area.level, kind=part.kind or area.kind)
        _open(area.parent, ChangeKind.SPLIT, new, on=on, other=area, who=who, note=note)
        made.append(new)
        for child in _lock(*part.children):
            if child.parent_id != area.pk:
                raise HierarchyError(f"{child}不是{area}的下级，不能划给{new}")
            _move(child, new, on, who, note)
    if closes:
        _close(area, ChangeKind.SPLIT, on, made[0], who, note)
    return made


# what the acts are made of; each expects its areas to be locked ----------------------------


def _lock(*areas: Area | None) -> list[Area | None]:
    """Fresh, locked copies in the order given, behind the lock on the roots."""
    lock_roots()
    locking = Area.objects.select_for_update(no_key=True).order_by("path")
    fresh = {area.pk: area for area in locking.filter(pk__in={area.pk for area in areas if area})}
    return [fresh[area.pk] if area else None for area in areas]


def _open(parent, kind, area: Area, *, on, other=None, is_rural_unit=None, who=None, note="") -> Area:
    faults = [*fault_of_code("区划代码", area.code), *fault_of_kind(area.kind, Level(area.level))]
    if Area.objects.filter(code=area.code).exists():
        faults.append(f"区划代码“{area.code}”已被使用")
    if faults:
        raise HierarchyError("；".join(faults))
    check_not_ahead(on)
    check_place(area.level, parent, on)
    check_name(area.name, parent)
    last = Area.objects.filter(parent=parent).aggregate(Max("sort_order"))["sort_order__max"]
    area.parent, area.path, area.sort_order = parent, free_path(parent), (last or 0) + 1
    area.opened_on, area.is_demo = on, bool(parent and parent.is_demo)
    area.pinyin, area.initials = spell_area(area.name)
    area.save()
    if area.level == Level.VILLAGE:
        rural = area.kind in RURAL_KINDS if is_rural_unit is None else is_rural_unit
        Village.objects.create(area=area, is_rural_unit=rural)
    _record(kind, area, other or parent, on, "", area.name, who, note)
    return area


def _close(area: Area, kind: str, on: date, other: Area | None, who: User | None, note: str) -> Area:
    children = area.children.filter(closed_on=None)
    if names := list(children.order_by("path").values_list("name", flat=True)[:3]):
        raise HierarchyError(
            f"{area}还有{children.count()}个下级单位未撤销或划出（如{'、'.join(names)}），不能撤销"
        )
    area.closed_on = on
    area.save()
    _record(kind, area, other, on, area.name, other.name if other else "", who, note)
    return area


def _move(area: Area, new_parent: Area, on: date, who: User | None, note: str) -> Area:
    """Rewrites the paths of the whole subtree in one statement, and saves the area with its history."""
    check_act(area, on)
    if area.contains(new_parent):
        raise HierarchyError(f"{area}不能划入自己或自己的下级")
    if area.parent_id == new_parent.pk:
        raise HierarchyError(f"{area}本来就隶属于{new_parent}")
    check_place(area.level, new_parent, on)
    check_name(area.name, new_parent)
    subtree = Area.objects.within(area)
    list(subtree.select_for_update().order_by("path").values_list("pk"))
    before, path = area.parent, free_path(new_parent)
    subtree.update(path=Concat(Value(path), Substr("path", len(area.path) + 1)))
    last = new_parent.children.aggregate(Max("sort_order"))["sort_order__max"]
    area.parent, area.path, area.sort_order = new_parent, path, (last or 0) + 1
    area.save()
    _record(ChangeKind.MOVE, area, new_parent, on, str(before or ""), str(new_parent), who, note)
    return area


def _record(kind, area, other, on, before, after, who, note) -> None:
    if len(note) > (longest := AreaChange._meta.get_field("note").max_length):
        raise HierarchyError(f"依据超过{longest}个字")
    AreaChange.objects.create(
        kind=kind, area=area, other=other, effective_on=on, before=before, after=after, who=who, note=note
    )
