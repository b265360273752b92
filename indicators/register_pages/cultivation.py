"""The cultivation lists with their measures, the quotas of the key lists, the model cases."""

from copy import copy

from django import forms
from django.db import IntegrityError
from django.db.models import Count, Q
from django.urls import reverse

from branches.models import Level, Role
from branches.registry import Choice, Column, Register, Tag, register

from ..cultivation_checks import (
    Faults,
    faults_of,
    faults_of_case,
    faults_of_measure,
    faults_of_quota,
    places_taken,
)
from ..dashboards.cultivation_names import BY_CODE, STATES
from ..models import (
    TRACKS,
    Cultivation,
    CultivationMeasure,
    CultivationResult,
    KeyListQuota,
    MeasureKind,
    ModelCase,
    in_force,
)

GROUP, PROGRAMME = "四个培养", "four_cultivations"


class CheckedForm(forms.ModelForm):
    """Asks the checks of the lists about the row as it would be stored."""

    def faults(self, row) -> Faults:
        raise NotImplementedError

    def clean(self):
        data = super().clean()
        if not self.errors:
            row = forms.models.construct_instance(self, copy(self.instance), self.fields)
            for name, why in self.faults(row).items():
                self.add_error(name if name in self.fields else None, why)
        return data


class CultivationForm(CheckedForm):
    def clean(self):
        """Nobody types the village of somebody whose village is known."""
        person = self.cleaned_data.get("person")
        if person and not self.cleaned_data.get("village"):
            self.cleaned_data["village"] = person.area
        return super().clean()

    def faults(self, row) -> Faults:
        return faults_of(row)

    def _save_m2m(self):
        """Runs after the row is stored and before the transaction ends: the last place of a key list
        may have been taken while the form was read."""
        super()._save_m2m()
        if self.instance.on_list in TRACKS and places_taken(self.instance):
            raise IntegrityError("the quota is used up")


class MeasureForm(CheckedForm):
    def faults(self, row) -> Faults:
        return faults_of_measure(row)


class QuotaForm(CheckedForm):
    def faults(self, row) -> Faults:
        return faults_of_quota(row)


class CaseForm(CheckedForm):
    def faults(self, row) -> Faults:
        return faults_of_case(row)


RESULT_TONES = {CultivationResult.PROMOTED: "good", CultivationResult.DROPPED: "near"}


def result(row: Cultivation, day):
    if not row.result or row.result_on > day:
        return None
    return Tag(row.get_result_display(), RESULT_TONES.get(row.result, ""))


@register
class Cultivations(Register):
    key = "cultivations"
    model = Cultivation
    title = "培养对象台账"
    group = GROUP
    programme = PROGRAMME
    description = (
        "四个培养四步的年度名单和三百强名单：谁、哪份名单、谁帮带、结果如何。转化率按1月1日在册的人计算。"
    )
    empty = "没有符合条件的培养对象。请放宽或清除筛选条件，或登记一人。"
    unit = "人次"
    states = ("在册", "已转化、出列或往年的")
    to_area = "village"
    to_person = "person"
    columns = (
        Column("person", "姓名"),
        Column("village", "村"),
        Column("on_list"),
        Column("listed_on"),
        Column("mentor", "帮带人", lambda row, day: row.mentor or row.other_mentor or Tag("未定", "near"), ()),
        Column("kinds", f"措施（{len(MeasureKind)}项中）", is_number=True),
        Column("result", "结果", result, ("result", "result_on")),
        Column("converted_on"),
    )
    fields = (
        *("person", "village", "on_list", "listed_on", "mentor", "other_mentor", "evidence"),
        *("result", "result_on", "converted_on", "reason"),
    )
    filters = (
        "on_list",
        "result",
        Choice(
            "check",
            "核查",
            [(state.code, state.label) for state in STATES if state.is_fault],
            lambda rows, value, day: rows.filter(BY_CODE[value].condition(day)),
        ),
    )
    search = ("person__name",)
    ordering = ("village__path", "on_list")
    start = "listed_on"
    same = ("person", "on_list", "listed_on")
    form = CultivationForm

    def rows(self, queryset, day):
        """Adds `kinds`: how many different measures the person has had on this list by the day."""
        taken = Q(measures__held_on__lte=day)
        return super().rows(queryset, day).annotate(kinds=Count("measures__kind", filter=taken, distinct=True))

    def in_force(self, day):
        return in_force(day)

    def links(self, scope, record=None):
        if record is None:
            return (
                [("四个培养进展", reverse("cultivation-pipeline", args=[scope.area.code]))] if scope.area else []
            )
        if not self.may_keep(scope, record.village):
            return []
        code = record.village.code
        links = [("记措施", reverse("cultivation-measure", args=[code]) + f"?pick={record.pk}")]
        if record.result not in RESULT_TONES:
            links.insert(0, ("登记结果", reverse("cultivation-result", args=[code, record.pk])))
        return links


@register
class CultivationMeasures(Register):
    key = "cultivation-measures"
    model = CultivationMeasure
    title = "培养措施"
    group = GROUP
    programme = PROGRAMME
    description = (
        "集中培训、择优帮扶、设岗培育、奖惩激励四项措施，逐人逐次登记，须有佐证。多人同一次的在名单页一次登记。"
    )
    empty = "还没有登记措施。"
    to_area = "cultivation__village"
    to_person = "cultivation__person"
    columns = ("cultivation", "kind", "held_on", "content", "evidence")
    fields = ("cultivation", "kind", "held_on", "content", "evidence")
    filters = ("kind", "held_on")
    search = ("content", "evidence")
    ordering = ("-held_on",)
    start = "held_on"
    same = ("cultivation", "kind", "held_on")
    parent = "cultivation"
    form = MeasureForm


@register
class KeyListQuotas(Register):
    key = "key-list-quotas"
    model = KeyListQuota
    title = "三百强名额"
    group = GROUP
    programme = PROGRAMME
    description = "县区文件确定的重点选育名额。没有登记名额的县区不开展三百强，报表里这几项为空。"
    empty = "还没有登记名额。开展三百强的县区请先登记三份名单的名额。"
    states = ("现行", "已停止")
    to_area = "county"
    levels = (Level.COUNTY,)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    columns = ("on_list", "county", "quota", "effective_from", "ended_on", "evidence")
    fields = ("county", "on_list", "quota", "effective_from", "ended_on", "evidence")
    filters = ("on_list",)
    start, end = "effective_from", "ended_on"
    same = ("county", "on_list", "effective_from")
    form = QuotaForm


@register
class ModelCases(Register):
    key = "model-cases"
    model = ModelCase
    title = "先进典型"
    group = GROUP
    programme = PROGRAMME
    description = "经县区以上组织部门审定并公开宣传的先进典型。标题不写人名，同一典型一年只登记一次。"
    empty = "还没有登记先进典型。"
    unit = "件"
    levels = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    columns = ("title", "area", "published_on", "published_in", "evidence")
    fields = ("area", "title", "published_on", "published_in", "evidence")
    filters = ("published_on",)
    search = ("title", "published_in")
    ordering = ("-published_on",)
    start = "published_on"
    same = ("area", "title", "published_on")
    form = CaseForm
