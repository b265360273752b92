"""Hours of all members as their branches counted them, and people sent away to work."""

from branches.models import Level
from branches.registry import Column, Register, Tag, register

from ..models import HoursReview, Secondment
from .training import ABOVE, GROUP


@register
class HoursReviews(Register):
    key = "hours-reviews"
    model = HoursReview
    title = "学时核定"
    group = GROUP
    programme = "quality_project"
    description = "村党组织每季度末对全体党员的核定，只记人数：今年累计多少人达到学时线、多少人参加过集中培训。"
    empty = "还没有学时核定。请在季度末按支部会议的核定登记。"
    columns = ("area", "as_of", "members_due", "members_met", "members_trained", "evidence")
    fields = ("area", "as_of", "members_due", "members_met", "members_trained", "evidence")
    filters = ("as_of",)
    search = ("evidence",)
    ordering = ("area__path", "-as_of")
    start = "as_of"
    same = ("area", "as_of")


def standing(stay: Secondment, day):
    if not stay.counts:
        return Tag("不足3个月", "near")
    if stay.ended_on is None and stay.due_on < day:
        return Tag("期满未登记结束", "bad")
    return Tag("挂职中", "good") if stay.ended_on is None or stay.ended_on > day else "已结束"


@register
class Secondments(Register):
    key = "secondments"
    model = Secondment
    title = "外派挂职"
    group = GROUP
    programme = "quality_project"
    unit = "人次"
    description = "选派到沿海等发达地区挂职锻炼的人，组织关系留在原单位；期限3个月以上的才计入。"
    empty = "还没有外派挂职。"
    states = ("挂职中", "已结束")
    to_area = "person__area"
    to_person = "person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    kept_by = ABOVE
    columns = (
        *("person", "person__area", "host_province", "host_city", "host_unit", "post"),
        *("started_on", "due_on", "ended_on"),
        Column("counts", "状态", standing, ()),
    )
    fields = (
        *("person", "host_province", "host_city", "host_unit", "post"),
        *("started_on", "due_on", "ended_on", "evidence", "result"),
    )
    filters = ("host_province",)
    search = ("host_city", "host_unit")
    ordering = ("-started_on",)
    start, end = "started_on", "ended_on"
    same = ("person", "started_on")
