"""Demonstration households, liaison, dedication days and associations."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from branches.models import Level
from branches.register_pages.certifications import validity
from branches.registry import Choice, Column, Register, Tag, register

from ..models import DedicationDay, DemoHousehold, Liaison, LiaisonVisit, MemberAssociation
from ..quarters import Quarter
from .learning import GROUP, PROGRAMME


@register
class DemoHouseholds(Register):
    key = "demo-households"
    model = DemoHousehold
    title = "科技致富示范户"
    group = GROUP
    programme = PROGRAMME
    unit = "户"
    description = "经认定发证的党员科技致富示范户。换发证书另登记一条；不再示范的填写取消日期和原因，不删除。"
    empty = "没有符合条件的示范户。请放宽或清除筛选条件，或登记一户。"
    states = ("有效", "已失效")
    to_area = "village"
    to_person = "person"
    columns = (
        Column("person", "党员"),
        *("village", "trade", "certificate_no", "certified_on"),
        Column("valid_until", "有效期至", validity, ("valid_until",)),
        "households_led",
    )
    fields = (
        *("village", "person", "trade", "certificate_no", "certified_on", "valid_until", "households_led"),
        *("revoked_on", "revoked_reason"),
    )
    filters = ("certified_on", "valid_until")
    search = ("trade", "certificate_no")
    ordering = ("village__path", "-certified_on")
    start = "certified_on"
    same = ("certificate_no",)

    def in_force(self, day):
        return Q(pk__in=DemoHousehold.objects.valid_on(day).values("pk"))

    def sums(self, rows, day):
        counts = rows.aggregate(villages=Count("village", distinct=True), led=Sum("households_led"))
        return [("分布村数", counts["villages"]), ("带动户数", counts["led"] or 0)]


def visited(liaison: Liaison, day):
    """Households visited in the quarter of the day; a pairing without any stands on paper only."""
    if liaison.visited:
        return liaison.visited
    return Tag("未走访", "near") if liaison.ended_on is None else None


@register
class Liaisons(Register):
    key = "liaisons"
    model = Liaison
    title = "党员联系户"
    group = GROUP
    programme = PROGRAMME
    description = (
        "党员和联系户结对：谁联系几户，从哪天起。户名不登记。走访登记在各条之下，本季度走访过的户才计入报表。"
    )
    empty = "没有符合条件的结对。请放宽或清除筛选条件，或登记一条。"
    to_area = "village"
    to_person = "person"
    columns = (
        Column("person", "党员"),
        *("village", "households", "started_on", "ended_on"),
        Column("visited", "本季度已走访户数", visited, ("visited",), is_number=True),
        "evidence",
    )
    fields = ("village", "person", "households", "reason_for_more", "started_on", "ended_on", "evidence")
    filters = (
        Choice(
            "visited",
            "本季度走访",
            [("no", "没有走访"), ("yes", "走访过")],
            lambda rows, value, day: rows.filter(visited__gt=0) if value == "yes" else rows.filter(visited=0),
        ),
        Choice("more", "联系户数", [("yes", "超过5户")], lambda rows, value, day: rows.more_than_usual()),
    )
    search = ("evidence",)
    ordering = ("village__path", "started_on")
    start, end = "started_on", "ended_on"
    same = ("person", "started_on")

    def rows(self, queryset, day):
        """Adds `visited`, households visited in the quarter of the day, up to it."""
        visits = LiaisonVisit.objects.filter(
            liaison=OuterRef("pk"), visited_on__range=(Quarter.containing(day).first_day, day)
        )
        total = visits.order_by().values("liaison").annotate(n=Sum("households")).values("n")
        return (
            super().rows(queryset, day).annotate(visited=Coalesce(Subquery(total, output_field=IntegerField()), 0))
        )

    def sums(self, rows, day):
        counts = rows.aggregate(paired=Sum("households"), seen=Sum("visited"))
        return [("联系户数", counts["paired"] or 0), ("本季度已走访", counts["seen"] or 0)]


@register
class LiaisonVisits(Register):
    key = "liaison-visits"
    model = LiaisonVisit
    title = "联系户走访"
    group = GROUP
    programme = PROGRAMME
    unit = "次"
    description = "党员走访联系户的日期、户数和做了什么。"
    empty = "还没有走访记录。走访后请随时登记。"
    parent = "liaison"
    to_area = "liaison__village"
    to_person = "liaison__person"
    columns = ("visited_on", "liaison", "households", "what")
    fields = ("visited_on", "households", "what")
    filters = ("visited_on",)
    search = ("what",)
    ordering = ("-visited_on",)
    start = "visited_on"
    same = ("liaison", "visited_on")


@register
class DedicationDays(Register):
    key = "dedication-days"
    model = DedicationDay
    title = "党员奉献日"
    group = GROUP
    programme = PROGRAMME
    unit = "次"
    description = "各村党员奉献日：哪天、做了什么、应到和实到多少人。每季度至少1次。"
    empty = "没有符合条件的活动。请放宽或清除筛选条件，或登记一次活动。"
    to_area = "village"
    columns = ("village", "held_on", "theme", "able_members", "attended", "evidence")
    fields = columns
    filters = ("held_on",)
    search = ("theme", "evidence")
    ordering = ("-held_on", "village__path")
    start = "held_on"
    same = ("village", "held_on")

    def sums(self, rows, day):
        counts = rows.aggregate(due=Sum("able_members"), came=Sum("attended"))
        return [("应到人次", counts["due"] or 0), ("实到人次", counts["came"] or 0)]


def organisation(association: MemberAssociation, day):
    if association.branch_id is None and association.should_have_branch:
        return Tag("应建未建", "bad")
    return association.branch


@register
class MemberAssociations(Register):
    key = "member-associations"
    model = MemberAssociation
    title = "党员协会"
    group = GROUP
    programme = PROGRAMME
    unit = "个"
    description = (
        "党员牵头的种植、养殖、农产品销售协会，登记在所在的村、乡镇或县区。正式党员3人以上的应建立党组织。"
    )
    empty = "没有符合条件的协会。请放宽或清除筛选条件，或登记一个协会。"
    states = ("现有", "已解散")
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        *("name", "area", "kind", "founded_on", "dissolved_on", "households", "full_members"),
        Column("branch", "", organisation, ("branch__name",)),
    )
    fields = (
        *("area", "kind", "name", "founded_on", "dissolved_on", "households", "full_members"),
        *("branch", "evidence"),
    )
    filters = (
        "kind",
        Choice(
            "organisation",
            "党组织",
            [("missing", "应建未建"), ("set-up", "已建")],
            lambda rows, value, day: (
                rows.filter(branch__isnull=False)
                if value == "set-up"
                else rows.large_enough().filter(branch__isnull=True)
            ),
        ),
    )
    search = ("name", "evidence")
    ordering = ("area__path", "name")
    start, end = "founded_on", "dissolved_on"
    same = ("area", "name", "founded_on")

    def sums(self, rows, day):
        return [("带动户数", rows.aggregate(n=Sum("households"))["n"] or 0)]
