"""The rules of the tree: which level may stand under which, and how paths are handed out.

Nothing here writes; `branches.hierarchy` does.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Max

from .clock import today
from .models import LAST_ORDINAL, STEP, Area, AreaKind, ChangeKind, Level, Village

# A city may stand alone at the top, so may a county; some cities have townships and no counties.
PARENT_LEVELS = {
    Level.PROVINCE: {None},
    Level.CITY: {None, Level.PROVINCE},
    Level.COUNTY: {None, Level.PROVINCE, Level.CITY},
    Level.TOWNSHIP: {Level.CITY, Level.COUNTY},
    Level.VILLAGE: {Level.TOWNSHIP},
}

KINDS = {
    Level.PROVINCE: set(),
    Level.CITY: set(),
    Level.COUNTY: {AreaKind.DISTRICT, AreaKind.COUNTY, AreaKind.FUNCTIONAL_ZONE, AreaKind.COUNTY_CITY},
    Level.TOWNSHIP: {AreaKind.SUBDISTRICT, AreaKind.TOWN, AreaKind.TOWNSHIP, AreaKind.OTHER},
    Level.VILLAGE: {
        AreaKind.RESIDENTS,
        AreaKind.VILLAGERS,
        AreaKind.RESIDENTS_LIKE,
        AreaKind.VILLAGERS_LIKE,
    },
}

RURAL_KINDS = {AreaKind.VILLAGERS, AreaKind.VILLAGERS_LIKE}
# Acts that change an area's place; they are recorded in the order of their dates.
REFITTED = {ChangeKind.OPEN, ChangeKind.MOVE, ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.CLOSE}


class HierarchyError(ValueError):
    """A change of the tree that is refused; the message says why, in Chinese."""


def misplaced(level: str, parent_level: str | None) -> str:
    """Why a unit of `level` cannot stand under `parent_level` (None: at the top); "" when it can."""
    allowed = PARENT_LEVELS[Level(level)]
    if parent_level in allowed:
        return ""
    above = "、".join(f"“{other.label}”级" for other in Level if other in allowed)
    if parent_level is None:
        return f"“{Level(level).label}”级单位须有上级，上级应为{above}"
    if not above:
        return f"“{Level(level).label}”级单位只能在最上层，不能有上级"
    return f"“{Level(level).label}”级单位不能隶属于“{Level(parent_level).label}”级，上级应为{above}"


def free_paths(parent_path: str, taken: Iterable[str]) -> Iterator[str]:
    """Paths right below `parent_path` ("" for the top), smallest first, without those taken.

    Raises HierarchyError when the level is full.
    """
    taken = set(taken)
    for ordinal in range(1, LAST_ORDINAL + 1):
        path = f"{parent_path}{ordinal:0{STEP}d}"
        if path not in taken:
            yield path
    raise HierarchyError(f"同一上级下最多{LAST_ORDINAL}个单位，已满")


def lock_roots() -> None:
    """Every change of the tree takes this lock first, so that changes queue.

    The keys stay free for others to refer to: the insert of a report does not wait.
    """
    list(Area.objects.select_for_update(no_key=True).filter(parent=None).order_by("path"))


def check_not_ahead(on: date) -> None:
    if on > today():
        raise HierarchyError(f"生效日期{on}还没有到，请在生效当日或之后办理")


def check_day(area: Area, on: date) -> None:
    """The area stands on the day, the day is not ahead of us."""
    check_not_ahead(on)
    if area.closed_on:
        raise HierarchyError(f"{area}已于{area.closed_on}撤销")
    if area.opened_on and on <= area.opened_on:
        raise HierarchyError(f"生效日期{on}须晚于{area}的设立日期{area.opened_on}")


def check_act(area: Area, on: date) -> None:
    """The area is open, and no later act has already changed its place."""
    check_day(area, on)
    last = area.changes.filter(kind__in=REFITTED).aggregate(Max("effective_on"))["effective_on__max"]
    if last and on < last:
        raise HierarchyError(f"{area}在{last}已有后来的区划变更，不能再补办{on}的变更")


def check_open(area: Area, on: date) -> None:
    """The area can take others in on the day."""
    if area.closed_on:
        raise HierarchyError(f"{area}已于{area.closed_on}撤销")
    if area.opened_on and on < area.opened_on:
        raise HierarchyError(f"{area}在{on}尚未设立（设立日期{area.opened_on}）")


def check_name(name: str, parent: Area | None, but: Area | None = None) -> None:
    """No open sibling has the name."""
    if not name.strip():
        raise HierarchyError("名称不能为空")
    if len(name) > (longest := Area._meta.get_field("name").max_length):
        raise HierarchyError(f"名称“{name}”超过{longest}个字")
    twins = Area.objects.filter(parent=parent, name=name, closed_on=None)
    if but is not None:
        twins = twins.exclude(pk=but.pk)
    if twins.exists():
        raise HierarchyError(f"{parent or '最上层'}已有名为“{name}”的下级单位")


def check_place(level: str, parent: Area | None, on: date) -> None:
    if reason := misplaced(level, parent.level if parent else None):
        raise HierarchyError(reason)
    if parent is not None:
        check_open(parent, on)


def free_path(parent: Area | None) -> str:
    """The next path below a parent."""
    siblings = Area.objects.filter(parent=parent).values_list("path", flat=True)
    return next(free_paths(parent.path if parent else "", siblings))


def flaws() -> list[str]:
    """What is wrong with the stored tree, one Chinese sentence each; empty when all is well.

    Paths are rebuilt from the parents and compared; levels, closing dates and the villages'
    own rows are checked on the way.
    """
    areas = {area.pk: area for area in Area.objects.order_by("path")}
    villages = set(Village.objects.values_list("area_id", flat=True))
    found = []
    for area in areas.values():
        parent = areas.get(area.parent_id)
        who = f"{area.name}（{area.code}）"
        above, ordinal = area.path[:-STEP], area.path[-STEP:]
        if above != (parent.path if parent else ""):
            found.append(f"{who}：路径 {area.path} 与上级的路径 {parent.path if parent else '（无上级）'} 不符")
        elif not (ordinal.isdecimal() and 1 <= int(ordinal) <= LAST_ORDINAL):
            found.append(f"{who}：路径 {area.path} 的末段超出 0001—{LAST_ORDINAL}")
        if reason := misplaced(area.level, parent.level if parent else None):
            found.append(f"{who}：{reason}")
        if parent and parent.closed_on and not (area.closed_on and area.closed_on <= parent.closed_on):
            found.append(f"{who}：上级{parent.name}已于{parent.closed_on}撤销，本单位仍在")
        if (area.level == Level.VILLAGE) != (area.pk in villages):
            found.append(f"{who}：{'缺少村情记录' if area.level == Level.VILLAGE else '不是村却有村情记录'}")
    return found
