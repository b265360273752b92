"""What carries the creation: dated improvements of it, and the mechanisms of counties."""

from datetime import date

from branches.models import Level, Role
from branches.registry import Column, Register, Tag, register

from ..models import CreationImprovement, Mechanism
from ..quarters import years_after
from .creation import GROUP, PROGRAMME

REVIEWERS = (Role.REVIEWER, Role.ADMINISTRATOR)


@register
class Improvements(Register):
    key = "creation-improvements"
    model = CreationImprovement
    title = "联创改进"
    group = GROUP
    programme = PROGRAMME
    description = "三级联创在标准、范围、内涵、载体、机制、实效六个方面的改进，写明日期和依据。"
    empty = "还没有改进记录。请按六个方面登记本年的改进。"
    levels = (Level.COUNTY, Level.TOWNSHIP)
    kept_by = REVIEWERS
    columns = ("content", "aspect", "improved_on", "evidence")
    fields = ("area", "aspect", "improved_on", "content", "evidence")
    filters = ("aspect", "improved_on")
    search = ("content", "evidence")
    ordering = ("area__path", "-improved_on")
    start = "improved_on"
    same = ("area", "aspect", "improved_on")


def requirements(mechanism: Mechanism, day: date):
    """Which of document, owner and review are there on the day."""
    reviewed = mechanism.in_force_from > years_after(day, -1) or (
        mechanism.reviewed_on is not None and years_after(day, -1) < mechanism.reviewed_on <= day
    )
    missing = [
        word
        for word, there in [("文件", mechanism.document), ("责任单位", mechanism.owner), ("年度检视", reviewed)]
        if not there
    ]
    return Tag(f"缺{'、'.join(missing)}", "near") if missing else Tag("三项齐全", "good")


@register
class Mechanisms(Register):
    key = "mechanisms"
    model = Mechanism
    title = "工作机制"
    group = GROUP
    programme = PROGRAMME
    unit = "项"
    description = "教育培训、农村干部规范化管理、基层组织动态管理、领导责任四项机制：文件、责任单位、年度检视。"
    empty = "还没有登记机制。请按四个类别登记现行制度。"
    states = ("现行", "已废止")
    levels = (Level.COUNTY, Level.CITY)
    kept_by = REVIEWERS
    columns = (
        *("name", "kind", "document", "owner", "in_force_from", "reviewed_on"),
        Column("review", "三项要求", requirements, ()),
    )
    fields = (
        *("area", "kind", "name", "document", "owner", "in_force_from", "reviewed_on", "review", "ended_on"),
    )
    filters = ("kind",)
    search = ("name", "document", "owner")
    ordering = ("area__path", "kind", "-in_force_from")
    start, end = "in_force_from", "ended_on"
    same = ("area", "kind", "name")
