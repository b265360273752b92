"""How members are admitted: plans and the way of each person."""

from django.db.models import Count, Q
from django.forms import ModelForm
from django.urls import reverse

from branches.dates import refuse_future
from branches.models import Level, Role
from branches.registry import Choice, Column, Register, Tag, register

from ..developing import too_early
from ..development_stages import at_stage
from ..models import DevelopmentPlan, MemberDevelopment, Stage

GROUP, PROGRAMME = "党员队伍", "member_body"
PLACES = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)


@register
class DevelopmentPlans(Register):
    key = "development-plans"
    model = DevelopmentPlan
    title = "发展党员计划"
    group = GROUP
    programme = PROGRAMME
    description = "上级下达的全年发展党员计划数。县区的计划进入报表，乡镇的计划用于办理时提示。"
    empty = "还没有登记计划。请先登记本年各县区的计划数。"
    levels = (Level.COUNTY, Level.TOWNSHIP)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    columns = (Column("area", "地区"), "year", "ceiling", "document")
    fields = ("area", "year", "ceiling", "document")
    filters = ("year",)
    ordering = ("-year", "area__path")
    same = ("area", "year")


class DevelopmentForm(ModelForm):
    """Stages in order and no sooner than the standard allows."""

    def clean(self):
        data = super().clean()
        dates = [stage.date_field for stage in Stage]
        refuse_future(self, *dates, "ended_on")
        if not self.errors:
            stages = MemberDevelopment(**{name: data.get(name) for name in dates})
            for name, message in too_early(stages).items():
                self.add_error(name, message)
        return data


def stage_of(development: MemberDevelopment, day):
    if development.ended_on and development.ended_on <= day:
        return Tag(f"已终止（{development.ended_reason}）", "bad")
    stage = development.stage_on(day)
    return stage and stage.label


def by_stage(rows, value, day):
    """Those whose last stage reached by the day is the one asked for."""
    return rows.filter(at_stage(Stage(value), day))


@register
class MemberDevelopments(Register):
    key = "member-developments"
    model = MemberDevelopment
    title = "发展党员"
    group = GROUP
    programme = PROGRAMME
    unit = "人"
    description = (
        "从申请入党到转正，一人一条，逐步登记日期和依据；终止的写明原因。"
        "接收为预备党员、转正时，人员台账的政治面貌随之更新。"
    )
    empty = "还没有登记。请先在人员台账登记此人，再登记申请入党日期。"
    states = ("在办和已转正", "已终止")
    to_area = "person__area"
    to_person = "person"
    levels = PLACES
    form = DevelopmentForm
    columns = (
        Column("person", "姓名"),
        "occupation",
        Column("stage", "阶段", stage_of, ()),
        *("applied_on", "activist_on", "candidate_on", "admitted_on", "full_on"),
    )
    fields = (
        *("person", "branch", "occupation", "stratum"),
        *("applied_on", "activist_on", "candidate_on", "admitted_on", "full_on", "evidence"),
        *("ended_on", "ended_reason"),
    )
    filters = (
        Choice("stage", "阶段", Stage.choices, by_stage),
        *("occupation", "stratum", "admitted_on"),
    )
    ordering = ("person__area__path", "person__pinyin")
    end = "ended_on"
    same = ("person", "applied_on")

    def links(self, scope, record=None):
        if record is not None:
            may = record.next_stage and self.may_keep(scope, record.person.area)
            return (
                []
                if not may
                else [(f"办理：{record.next_stage.label}", reverse("development-step", args=[record.pk]))]
            )
        return [("发展党员进度", reverse("development-pipeline", args=[scope.area.code]))] if scope.area else []

    def sums(self, rows, day):
        counts = rows.aggregate(
            admitted=Count("pk", filter=Q(admitted_on__year=day.year, admitted_on__lte=day)),
            full=Count("pk", filter=Q(full_on__year=day.year, full_on__lte=day)),
        )
        return [("本年接收预备党员", counts["admitted"]), ("本年转正", counts["full"])]
