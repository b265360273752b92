"""Skills and theory of members: reviews and checks by the branch, skills of the followed."""

from django.db.models import F, Q, Sum

from branches.models import Level
from branches.registry import Choice, Column, Register, register

from ..models import PersonSkill, SkillKind, SkillReview, TheoryStudy

GROUP, PROGRAMME = "双学双带", "dual_learn_dual_lead"
NEWEST = ("最近一次", "以往")


@register
class SkillReviews(Register):
    key = "skill-reviews"
    model = SkillReview
    title = "双学双带评议"
    group = GROUP
    programme = PROGRAMME
    description = (
        "村党组织每半年评议一次：掌握1门、2门、3门以上实用技术的党员各多少，党员带动多少户。只记人数，不记姓名。"
    )
    empty = "没有符合条件的评议。请放宽或清除筛选条件，或登记一次评议。"
    states = NEWEST
    to_area = "village"
    columns = (
        *("village", "reviewed_on", "method"),
        Column("skilled", "掌握技术党员数", lambda review, day: review.skilled, (), is_number=True),
        Column("with_one", "1门"),
        Column("with_two", "2门"),
        Column("with_three", "3门以上"),
        *("households_led", "evidence"),
    )
    fields = (
        "village",
        "reviewed_on",
        "method",
        "with_one",
        "with_two",
        "with_three",
        "households_led",
        "evidence",
    )
    filters = (
        "method",
        "reviewed_on",
        Choice(
            "due",
            "评议期限",
            [("late", "超过半年未评议")],
            lambda rows, value, day: rows.filter(pk__in=SkillReview.objects.overdue_on(day).values("pk")),
        ),
    )
    search = ("evidence",)
    ordering = ("village__path", "-reviewed_on")
    start = "reviewed_on"
    same = ("village", "reviewed_on")

    def in_force(self, day):
        return Q(pk__in=SkillReview.objects.standing_on(day).values("pk"))

    def sums(self, rows, day):
        counts = rows.aggregate(
            skilled=Sum(F("with_one") + F("with_two") + F("with_three")), led=Sum("households_led")
        )
        return [("掌握技术党员", counts["skilled"] or 0), ("带动户数", counts["led"] or 0)]


@register
class TheoryStudies(Register):
    key = "theory-studies"
    model = TheoryStudy
    title = "理论学习考核"
    group = GROUP
    programme = PROGRAMME
    description = (
        "村党组织每季度考核一次：本年至今集中学习几次，多少党员完成了规定的学习任务。次数和人数都从1月1日起累计。"
    )
    empty = "没有符合条件的考核。请放宽或清除筛选条件，或登记一次考核。"
    states = NEWEST
    to_area = "village"
    columns = ("village", "checked_on", "sessions", "done", "evidence")
    fields = columns
    filters = ("checked_on",)
    search = ("evidence",)
    ordering = ("village__path", "-checked_on")
    start = "checked_on"
    same = ("village", "checked_on")

    def in_force(self, day):
        return Q(pk__in=TheoryStudy.objects.standing_on(day).values("pk"))

    def sums(self, rows, day):
        return [("达标党员", rows.aggregate(n=Sum("done"))["n"] or 0)]


@register
class SkillKinds(Register):
    key = "skill-kinds"
    model = SkillKind
    title = "实用技术目录"
    group = GROUP
    unit = "项"
    description = "可以认定的实用技术，由市里统一发布。不再认定的填写停用日期，不删除、不改名。"
    empty = "目录还是空的。请市级管理员登记已发布的技术，之后才能登记个人的实用技术。"
    states = ("在用", "已停用")
    to_area = ""
    columns = ("name", "trade", "document", "listed_on", "delisted_on")
    fields = columns
    filters = ("trade",)
    search = ("name", "document")
    ordering = ("trade", "name")
    start, end = "listed_on", "delisted_on"
    same = ("name", "listed_on")


@register
class PersonSkills(Register):
    key = "person-skills"
    model = PersonSkill
    title = "个人实用技术"
    group = GROUP
    programme = PROGRAMME
    unit = "项"
    description = (
        "纳入台账的人员（村干部、双强党员、培养对象等）掌握的实用技术。其他党员只在评议中记人数，不逐人登记。"
    )
    empty = "没有符合条件的记录。请放宽或清除筛选条件，或登记一项技术。"
    to_area = "person__area"
    to_person = "person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (Column("person", "姓名"), "kind", "kind__trade", "acquired_on", "evidence")
    fields = ("person", "kind", "acquired_on", "evidence")
    filters = ("kind", "acquired_on")
    search = ("kind__name", "evidence")
    ordering = ("person__area__path", "person", "acquired_on")
    start = "acquired_on"
    same = ("person", "kind")

    def sums(self, rows, day):
        return [("人数", rows.order_by().values("person").distinct().count())]
