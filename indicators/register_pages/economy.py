"""村级经济: yearly accounts of the collective, and innovation projects."""

from datetime import date

from django.db.models import Count, Q

from branches.models import Level
from branches.registry import Choice, Column, Register, Tag, register

from ..models import InnovationProject, VillageEconomyYear

GROUP, PROGRAMME = "村级经济", "village_economy"


def audited(row: VillageEconomyYear, day: date):
    there = row.audited_on is not None and row.audited_on <= day
    return row.audited_on if there else Tag("未审核", "near")


def by_audit(rows, value, day):
    done = Q(audited_on__lte=day)
    return rows.filter(done) if value == "yes" else rows.exclude(done)


@register
class VillageEconomy(Register):
    key = "village-economy"
    model = VillageEconomyYear
    title = "村集体经济年报"
    group = GROUP
    programme = PROGRAMME
    description = "各村集体每年的经营性收入、资产和债务，单位万元；审核后才计入指标。不登记任何农户的收入。"
    empty = "还没有年报。年度账审核后，请按村登记或用表格导入。"
    to_area = "village"
    columns = (
        "village",
        "year",
        *("income", "assets", "debt"),
        Column("audited_on", "", audited),
        *("audited_by", "evidence"),
    )
    fields = ("village", "year", "income", "assets", "debt", "audited_on", "audited_by", "evidence")
    filters = ("year", Choice("audit", "审核", [("yes", "已审核"), ("no", "未审核")], by_audit))
    search = ("evidence",)
    ordering = ("village__path", "-year")
    same = ("village", "year")


def result(project: InnovationProject, day: date):
    """How far the economic goal has come by the day."""
    if not project.has_economic_goal:
        return None
    if project.measured_on and project.measured_on <= day:
        return Tag(project.result, "good")
    return Tag("未核实成效", "near")


def by_goal(rows, value, day):
    if value == "measured":
        return rows.measured_by(day)
    goal = rows.filter(has_economic_goal=value != "none")
    return goal.exclude(pk__in=rows.measured_by(day).values("pk")) if value == "unmeasured" else goal


@register
class InnovationProjects(Register):
    key = "innovation-projects"
    model = InnovationProject
    title = "创新项目"
    group = GROUP
    programme = PROGRAMME
    unit = "个"
    description = "党组织立项的工作创新项目。有经济目标的写明可量化的目标，成效核实后补登数量结果和依据。"
    empty = "没有符合条件的项目。请登记本年立项的创新项目。"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        *("title", "area", "branch", "started_on", "economic_goal"),
        Column("result", "成效", result),
        "evidence",
    )
    fields = (
        *("area", "branch", "title", "started_on", "has_economic_goal", "economic_goal"),
        *("result", "measured_on", "evidence"),
    )
    filters = (
        Choice(
            "goal",
            "经济目标",
            [("measured", "有成效"), ("unmeasured", "有目标、未核实"), ("none", "没有目标")],
            by_goal,
        ),
        "started_on",
    )
    search = ("title", "economic_goal", "result")
    ordering = ("-started_on", "area__path")
    start = "started_on"
    same = ("area", "title", "started_on")

    def sums(self, rows, day):
        counts = rows.aggregate(
            goal=Count("pk", filter=Q(has_economic_goal=True)),
            measured=Count("pk", filter=Q(has_economic_goal=True, measured_on__lte=day)),
        )
        return [("有经济目标", counts["goal"]), ("已有成效", counts["measured"])]
