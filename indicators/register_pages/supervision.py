"""Weak organisations, visits, satisfaction, and the lines by which they are judged."""

from datetime import date

from django.db.models import CharField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from branches.models import Level
from branches.registry import Choice, Column, Register, Tag, register

from ..models import (
    CreationStandard,
    Rectification,
    Satisfaction,
    SupervisionVisit,
    WeakSituation,
)
from .creation import GROUP, PROGRAMME


@register
class WeakSituations(Register):
    key = "weak-situations"
    model = WeakSituation
    title = "软弱涣散情形"
    group = GROUP
    unit = "种"
    description = "排查软弱涣散党组织所依据的情形，按启用和停用日期管理；由市级管理员登记。"
    empty = "还没有情形清单。请登记上级文件列出的情形，然后才能列入整顿。"
    states = ("适用", "已停用")
    to_area = ""
    columns = (Column("name", order=("code",)), "code", "effective_from", "effective_until")
    fields = ("code", "name", "effective_from", "effective_until")
    search = ("name", "code")
    ordering = ("code", "effective_from")
    start = "effective_from"
    same = ("code", "effective_from")

    def in_force(self, day):
        """The last day still counts."""
        return Q(effective_until__isnull=True) | Q(effective_until__gte=day)


def outcome(row: Rectification, day: date):
    """What became of it by the day."""
    if row.accepted_on and row.accepted_on <= day:
        late = row.accepted_on > row.due_on
        return Tag("逾期转化", "near") if late else Tag("已转化", "good")
    if row.due_on < day:
        return Tag(f"逾期{(day - row.due_on).days}天", "bad")
    return Tag("整顿中") if row.measures else Tag("未落实措施", "near")


def by_outcome(rows, value, day):
    open_now = Q(accepted_on__isnull=True) | Q(accepted_on__gt=day)
    if value == "overdue":
        return rows.filter(open_now, due_on__lt=day)
    return rows.filter(open_now, measures="") if value == "idle" else rows.filter(again=True)


@register
class Rectifications(Register):
    key = "rectifications"
    model = Rectification
    title = "软弱涣散整顿"
    group = GROUP
    programme = PROGRAMME
    unit = "个"
    description = "列入整顿的村党组织：情形、措施、期限和县区验收。期限最长12个月；再次列入的另登记一条。"
    empty = "没有符合条件的记录。年度排查后，请登记列入整顿的村。"
    states = ("在整顿", "已转化")
    to_area = "village"
    columns = (
        *("village", "listed_on", "situation", "measures", "helped_by", "due_on", "accepted_on"),
        Column("accepted_by", "进展", outcome, ("due_on",)),
        Column("again", "再次列入", lambda row, day: Tag("再次列入", "near") if row.again else None),
    )
    fields = (
        *("village", "listed_on", "situation", "problem", "measures", "helped_by", "due_on"),
        *("accepted_on", "accepted_by", "evidence"),
    )
    filters = (
        Choice(
            "outcome",
            "关注",
            [("overdue", "逾期未转化"), ("idle", "未落实措施"), ("again", "再次列入")],
            by_outcome,
        ),
        "situation",
        "listed_on",
    )
    search = ("problem", "measures", "helped_by")
    ordering = ("-listed_on", "village__path")
    start, end = "listed_on", "accepted_on"
    same = ("village", "listed_on")

    def rows(self, queryset, day):
        """Adds `again`: the village had been accepted as put right before."""
        earlier = Rectification.objects.filter(village=OuterRef("village"), accepted_on__lte=OuterRef("listed_on"))
        return super().rows(queryset, day).annotate(again=Exists(earlier))


def follow_up(visit: SupervisionVisit, day: date):
    if not visit.findings:
        return Tag("无问题", "good")
    done = visit.followed_up_on is not None and visit.followed_up_on <= day
    return Tag("已整改", "good") if done else Tag(f"待整改{(day - visit.visited_on).days}天", "near")


def by_follow_up(rows, value, day):
    waiting = rows.waiting_for_follow_up(day)
    return waiting if value == "waiting" else rows.exclude(findings="").exclude(pk__in=waiting.values("pk"))


@register
class SupervisionVisits(Register):
    key = "supervision-visits"
    model = SupervisionVisit
    title = "督查指导"
    group = GROUP
    programme = PROGRAMME
    unit = "次"
    description = "对村、乡镇和其他党组织、社会组织的督查指导：发现的问题和整改情况。"
    empty = "没有符合条件的督查记录。请登记最近的督查。"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        *("visited_on", "area", "branch", "unit", "visited_by", "findings"),
        Column("followed_up_on", "整改", follow_up),
    )
    fields = (
        *("area", "branch", "unit", "visited_on", "visited_by", "findings"),
        *("follow_up", "followed_up_on", "evidence"),
    )
    filters = (
        Choice("follow_up", "整改", [("waiting", "待整改"), ("done", "已整改")], by_follow_up),
        "visited_by",
        "visited_on",
    )
    search = ("visited_by", "findings", "evidence")
    ordering = ("-visited_on", "area__path")
    start = "visited_on"
    same = ("area", "branch", "unit", "visited_on")


def line(name: str):
    """A line of the standard that holds for a survey: of the nearest area, its newest version, or the default."""
    holding = (
        CreationStandard.objects.filter(effective_from__lte=OuterRef("surveyed_on"))
        .annotate(place=ExpressionWrapper(OuterRef("area__path"), output_field=CharField()))
        .filter(place__startswith=F("area__path"))
        .order_by("-area__path", "-effective_from")
    )
    default = CreationStandard._meta.get_field(name).get_default()
    return Coalesce(Subquery(holding.values(name)[:1]), default, output_field=IntegerField())


def share(row: Satisfaction, day: date):
    """The share of satisfied answers; too few say nothing, and a low one is a sign of weakness."""
    text = f"{row.percent:.1f}%"
    if row.valid < row.least:
        return Tag(f"{text}（不足{row.least}票）", "")
    return Tag(f"{text} 低于预警线", "bad") if row.percent < row.alert else text


@register
class Satisfactions(Register):
    key = "satisfactions"
    model = Satisfaction
    title = "群众满意度"
    group = GROUP
    programme = PROGRAMME
    description = "群众满意度年度测评结果，按村或按乡镇合并登记，只登记票数，不登记个人。"
    empty = "还没有测评结果。测评结束后请登记有效票和满意票。"
    levels = (Level.VILLAGE, Level.TOWNSHIP)
    columns = (
        "area",
        "year",
        *("surveyed_on", "valid", "satisfied"),
        Column("method", "满意度", share, ()),
        "evidence",
    )
    fields = ("area", "year", "surveyed_on", "valid", "satisfied", "method", "evidence")
    filters = ("year",)
    ordering = ("-year", "area__path")
    start = "surveyed_on"
    same = ("area", "year")

    def rows(self, queryset, day):
        """Adds `least` and `alert`: the lines that held for the area on the day of the survey."""
        lines = {"least": line("least_answers"), "alert": line("satisfaction_alert")}
        return super().rows(queryset, day).annotate(**lines)

    def sums(self, rows, day):
        sums = rows.aggregate(valid=Sum("valid"), satisfied=Sum("satisfied"))
        return [("有效票", sums["valid"] or 0), ("满意票", sums["satisfied"] or 0)]


@register
class Standards(Register):
    key = "creation-standards"
    model = CreationStandard
    title = "经济与满意度标准"
    group = GROUP
    unit = "版"
    description = "集体经济薄弱线、目标线，满意度最少票数和预警线，按日期分版本；没有登记的按默认值计算。"
    empty = "没有登记标准，现按默认值计算：薄弱线5万元、目标线10万元、最少30票、预警线60%。"
    to_area = ""
    columns = (
        *("effective_from", "area", "income_low", "income_goal", "least_answers", "satisfaction_alert", "basis"),
    )
    fields = (
        *("area", "effective_from", "income_low", "income_goal", "least_answers", "satisfaction_alert", "basis"),
    )
    ordering = ("area__path", "-effective_from")
    start = "effective_from"
    same = ("area", "effective_from")
