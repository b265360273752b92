"""Leaders of townships: one office a row."""

from django.db.models import Count

from ..models import Level, Role, TownshipLeader
from ..registry import Register, register


@register
class TownshipLeaders(Register):
    key = "township-leaders"
    model = TownshipLeader
    title = "乡镇领导干部"
    group = "人员与干部"
    programme = "quality_project"
    description = "在任的乡科级领导干部，由县区登记。兼任几职的只登记主要职务；人员先在人员台账登记，单位填乡镇。"
    empty = "还没有登记乡镇领导干部。请先登记人员，再登记职务。"
    states = ("在任", "已离任")
    to_area = "township"
    to_person = "person"
    levels = (Level.TOWNSHIP,)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    columns = (
        "person",
        "township",
        "office",
        "started_on",
        "ended_on",
        "person__birth_month",
        "person__education",
    )
    fields = ("person", "township", "office", "started_on", "ended_on")
    filters = ("office",)
    ordering = ("township__path",)
    start, end = "started_on", "ended_on"
    same = ("person", "township", "office", "started_on")

    def sums(self, rows, day):
        return [("人数", rows.aggregate(people=Count("person", distinct=True))["people"])]
