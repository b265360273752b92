"""Bringing the areas in line with a file of divisions. Never deletes, never moves."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from .divisions import Division, DivisionsError, Problem, parse
from .hierarchy import rename
from .models import Area, Level, User
from .planting import plant
from .tree import HierarchyError, lock_roots

Say = Callable[[str], None]


@dataclass
class Loading:
    """What a load did: counts and the notes that a person should read (Chinese)."""

    added: Counter = field(default_factory=Counter)  # by level
    renamed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def nothing_happened(self) -> bool:
        return not (self.added or self.renamed or self.changed)


@transaction.atomic
def load(text: str, on: date, *, is_demo: bool = False, who: User | None = None, say: Say = print) -> Loading:
    """Add the units that are new, rename those whose name changed (dated `on`), note the rest.

    Raises DivisionsError or HierarchyError, and then nothing has changed.
    """
    lock_roots()
    stored = {area.code: area for area in Area.objects.select_related("parent")}
    if is_demo and not all(area.is_demo for area in stored.values()):
        raise HierarchyError("系统里已有正式区划，不能再装入演示数据")
    divisions = parse(text, {code: area.level for code, area in stored.items() if not area.closed_on})
    say(f"已读取 {len(divisions):,} 行，格式无误。")
    refuse_moves(divisions, stored)
    loading = Loading(notes=missing_from_file(divisions, stored))
    names = display_names(divisions, loading.notes)
    order = sibling_order(divisions)
    new = [division for division in divisions if division.code not in stored]
    for division in divisions:
        if area := stored.get(division.code):
            update(area, division, names[division.code], on, who, loading)
    if new:
        say(f"正在新增 {len(new):,} 个单位……")
        plant(
            [new_area(division, names[division.code], order[division.code], is_demo) for division in new],
            [division.parent_code for division in new],
            say,
        )
    loading.added = Counter(division.level for division in new)
    return loading


def refuse_moves(divisions: list[Division], stored: dict[str, Area]) -> None:
    """A file may not change a unit's level or parent, nor put a new unit under a closed one."""
    problems = []
    for division in divisions:
        area = stored.get(division.code)
        above = stored.get(division.parent_code)
        if area is None:
            if above and above.closed_on:
                reason = f"上级{above.name}（{above.code}）已于{above.closed_on}撤销"
                problems.append(Problem(division.line, reason))
            continue
        parent_code = area.parent.code if area.parent else ""
        if area.level != division.level:
            reason = f"{area.name}在系统里是“{area.get_level_display()}”级，文件里是“{division.level.label}”级"
            problems.append(Problem(division.line, f"{reason}，层级不能改变"))
        elif parent_code != division.parent_code:
            now = f"{area.parent.name}（{parent_code}）" if area.parent else "无上级"
            wanted = f"{above.name if above else ''}（{division.parent_code or '无上级'}）"
            reason = f"{area.name}的上级由{now}变为{wanted}"
            problems.append(Problem(division.line, f"{reason}，请用区划调整（manage.py reorganise move）"))
    if problems:
        raise DivisionsError(problems)


def missing_from_file(divisions: list[Division], stored: dict[str, Area]) -> list[str]:
    """One note for the open units whose parent is in the file but which are not themselves."""
    listed = {division.code for division in divisions}
    missing = [
        area
        for code, area in stored.items()
        if code not in listed and not area.closed_on and area.parent and area.parent.code in listed
    ]
    if not missing:
        return []
    some = "、".join(f"{area.name}（{area.code}）" for area in missing[:5])
    more = "等" if len(missing) > 5 else ""
    return [f"系统里有 {len(missing):,} 个单位不在文件中，连同其下级未作改动：{some}{more}"]


def display_names(divisions: list[Division], notes: list[str]) -> dict[str, str]:
    """{code: name to show}: the short name; the published one where siblings share a short name."""
    twins: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for division in divisions:
        twins[division.parent_code, division.short_name].append(division)
    names = {division.code: division.short_name for division in divisions}
    for same in twins.values():
        if len(same) > 1:
            names |= {division.code: division.name for division in same}
            lines = "、".join(str(division.line) for division in same)
            notes.append(f"第{lines}行在同一上级下简称相同（{same[0].short_name}），改用公布名称区分")
    return names


def sibling_order(divisions: list[Division]) -> dict[str, int]:
    """{code: place among its siblings}, in the order of the file, from 1."""
    seen: Counter = Counter()
    order = {}
    for division in divisions:
        seen[division.parent_code] += 1
        order[division.code] = seen[division.parent_code]
    return order


def new_area(division: Division, name: str, sort_order: int, is_demo: bool) -> Area:
    return Area(
        code=division.code,
        name=name,
        official_name=division.name,
        level=division.level,
        kind=division.kind,
        sort_order=sort_order,
        is_demo=is_demo,
    )


def update(area: Area, division: Division, name: str, on: date, who: User | None, loading: Loading) -> None:
    """Take over a changed name or kind. Whether a village reports is not the file's to change."""
    label = f"{area.name}（{area.code}）"
    if area.closed_on:
        loading.notes.append(f"第{division.line}行：{label}已于{area.closed_on}撤销，未作改动")
        return
    touched = False
    if (area.name, area.official_name) != (name, division.name):
        loading.renamed.append(f"{label} 更名为 {name}（公布名称：{division.name}）")
        area = rename(area, name, on, who, "区划文件更新", division.name, twins_allowed=True)
        touched = True
    if division.kind and area.kind != division.kind:
        was = area.get_kind_display() or "未分类"
        area.kind = division.kind
        area.save()
        loading.changed.append(f"{label} 类别由 {was} 改为 {area.get_kind_display()}")
        if area.level == Level.VILLAGE:
            loading.notes.append(f"{label} 类别已变，是否为农村填报单位请在村情中确认")
        touched = True
    loading.unchanged += not touched
