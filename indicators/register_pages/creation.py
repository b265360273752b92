"""三级联创: rubrics with their items and levels, assessments and their scores."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from branches.models import Level, Role
from branches.registry import Choice, Column, Register, Tag, register

from ..models import (
    Assessment,
    AssessmentState,
    ItemScore,
    Rubric,
    RubricItem,
    RubricKind,
    RubricLevel,
)

GROUP, PROGRAMME = "三级联创与机制", "mechanisms"


# rubrics ------------------------------------------------------------------------
@register
class Rubrics(Register):
    key = "rubrics"
    model = Rubric
    title = "评分细则"
    group = GROUP
    programme = PROGRAMME
    unit = "版"
    description = "五个好村、乡镇，先进县（区），城市分行业和星级支部的评分细则，按年度分版本；由市级管理员登记。"
    empty = "还没有评分细则。登记一版细则及其评分项、等次后，才能启动年度评定。"
    to_area = ""
    columns = (
        Column("name", order=("name",)),
        "version",
        "kind",
        "sector",
        "area",
        "first_year",
        "last_year",
        Column("total", "是否完整", lambda rubric, day: complete(rubric), ()),
    )
    fields = (
        *("area", "kind", "sector", "code", "name", "version", "document", "first_year", "last_year", "total"),
        *("decided_at", "holds_years"),
    )
    filters = ("kind", "sector")
    search = ("name", "version")
    ordering = ("kind", "sector", "-first_year")
    same = ("area", "code", "version")

    def rows(self, queryset, day):
        return queryset.prefetch_related("items", "levels")


def complete(rubric: Rubric):
    return Tag("还不完整", "near") if rubric.faults else Tag("完整", "good")


@register
class RubricItems(Register):
    key = "rubric-items"
    model = RubricItem
    title = "评分项"
    group = GROUP
    unit = "项"
    description = "一版细则的评分项和满分；已有单位按本版打分的，不再改满分，请另立新版。"
    to_area = ""
    parent = "rubric"
    columns = ("name", "number", "points", "looked_at")
    fields = ("rubric", "number", "name", "points", "looked_at")
    search = ("name",)
    ordering = ("rubric", "number")
    same = ("rubric", "number")


@register
class RubricLevels(Register):
    key = "rubric-levels"
    model = RubricLevel
    title = "等次"
    group = GROUP
    unit = "个"
    description = "一版细则的等次和最低分；授予称号的等次中最低的一个是及格线。"
    to_area = ""
    parent = "rubric"
    columns = ("name", "rank", "minimum", "is_title")
    fields = ("rubric", "rank", "name", "minimum", "is_title")
    search = ("name",)
    ordering = ("rubric", "-rank")
    same = ("rubric", "rank")


# assessments ----------------------------------------------------------------------
def by_kind(rows, value, day):
    return rows.filter(rubric__kind=value)


def state(assessment: Assessment, day: date):
    tone = {AssessmentState.DECIDED: "good", AssessmentState.LOST: "bad"}.get(assessment.state, "near")
    return Tag(assessment.get_state_display(), tone)


def level(assessment: Assessment, day: date):
    return assessment.level and Tag(assessment.level.name, "good" if assessment.holds_title else "")


@register
class Assessments(Register):
    key = "assessments"
    model = Assessment
    title = "三级联创评定"
    group = GROUP
    programme = PROGRAMME
    description = "各单位每年的评定：自评、核定、评定、摘牌都在评分表上办理，这里查阅和导出。"
    empty = "还没有评定。县区在“三级联创”页面启动本年度评定后，各单位会出现在这里。"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    adds = False
    columns = (
        Column("area", "单位"),
        "branch",
        "year",
        Column("rubric__kind", "类别"),
        Column("state", "", state),
        Column("own_total", "自评分", order=("own_total",), is_number=True),
        Column("checked_total", "核定分", order=("checked_total",), is_number=True),
        Column("decided_total", "评定分", order=("decided_total",), is_number=True),
        Column("level", "等次", level, ("level__rank",)),
        "decided_on",
    )
    filters = ("year", Choice("kind", "类别", RubricKind.choices, by_kind), "state")
    ordering = ("-year", "area__path")
    same = ("rubric", "area", "branch", "year")
    start = "started_on"
    related = ("rubric", "level", "branch", "area")

    def rows(self, queryset, day):
        return super().rows(queryset, day).with_totals()

    def may_keep(self, scope, area):
        """Nobody by form: the steps are taken on the sheet."""
        return False

    def links(self, scope, record=None):
        if record is None:
            return [("年度评定进度", reverse("assessment-list"))]
        return [("打开评分表", reverse("assessment-sheet", args=[record.pk]))]


class OwnScoreForm(forms.ModelForm):
    """Own scores come by form or sheet only while the subject scores itself."""

    def clean(self):
        data = super().clean()
        if self.changed_data and self.instance.assessment.state != AssessmentState.STARTED:
            word = self.instance.assessment.get_state_display()
            raise ValidationError(f"{self.instance.assessment}为“{word}”，自评分不能再改。", code="not_open")
        return data


@register
class ItemScores(Register):
    key = "item-scores"
    model = ItemScore
    title = "评分项得分"
    group = GROUP
    description = "各单位逐项得分。自评阶段可导出、在表格中填好自评分后再导入；核定和评定在评分表上办理。"
    empty = "还没有得分。启动评定后，各单位的评分项会出现在这里。"
    to_area = "assessment__area"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    adds = False
    columns = (
        Column("item__name", "评分项"),
        "assessment__year",
        Column("assessment__branch", "党组织"),
        Column("item__points", "满分"),
        "own_score",
        "checked_score",
        "decided_score",
        "note",
        Column("assessment__state", "进度"),
    )
    fields = ("own_score", "note")
    filters = (
        "assessment__year",
        Choice("kind", "类别", RubricKind.choices, lambda r, v, d: r.filter(assessment__rubric__kind=v)),
        "assessment__state",
    )
    search = ("item__name",)
    ordering = ("assessment__area__path", "-assessment__year", "item__number")
    same = ("assessment", "item")
    form = OwnScoreForm
    related = ("item", "assessment__rubric", "assessment__area", "assessment__branch")

    def may_keep(self, scope, area):
        """Whoever enters the subject's reports; an administrator corrects. A reviewer has a column of his own."""
        if scope.user.role == Role.REVIEWER:
            return area is None or scope.may_enter(area)
        return super().may_keep(scope, area)

    def links(self, scope, record=None):
        return [("打开评分表", reverse("assessment-sheet", args=[record.assessment_id]))] if record else []
