"""Admission to the Party as dated acts: what refuses a step, and what the plan says.

A stage is never skipped in the acts of today; rows taken over from older files may lack stages, and
then only the order of what is there is checked (by the database as well).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branches.clock import today
from branches.dates import months_after
from branches.models import Area, OrganisationStandard, User

from .models import DevelopmentPlan, MemberDevelopment, Stage

TIMED = {Stage.CANDIDATE: "积极分子培养", Stage.FULL: "预备期"}  # stages that the standard keeps waiting for


class StepRefused(Exception):
    """Why the step cannot be taken, in Chinese."""


def earliest(development: MemberDevelopment, stage: Stage) -> date | None:
    """The first day on which the standard allows the stage; None when the stage before is not on record."""
    before = list(Stage)[list(Stage).index(stage) - 1]
    day = getattr(development, before.date_field)
    if day is None:
        return None
    standard = OrganisationStandard.objects.on(day)
    months = {Stage.CANDIDATE: standard.activist_months, Stage.FULL: standard.probation_months}
    return months_after(day, months.get(stage, 0))


def too_early(development: MemberDevelopment) -> dict[str, str]:
    """{date field: message} of the stages that came sooner than their standard allows."""
    wrong = {}
    for stage, what in TIMED.items():
        day, first = getattr(development, stage.date_field), earliest(development, stage)
        if day and first and day < first:
            wrong[stage.date_field] = f"{what}时间不够，最早可在{first.isoformat()}办理。"
    return wrong


@transaction.atomic
def take_step(pk: int, stage: Stage, day: date, who: User, evidence: str) -> MemberDevelopment:
    """Take the next stage on a day. Raises StepRefused; then nothing has changed."""
    development = MemberDevelopment.objects.select_for_update().select_related("person__area").get(pk=pk)
    if development.next_stage is not stage:
        raise StepRefused("这一步已由他人办理，或记录已经终止。请核对后再办。")
    if day > today():
        raise StepRefused("办理日期不能晚于今天。")
    if not evidence.strip():
        raise StepRefused("请填写依据，如支部大会决议的日期或上级审批文号。")
    last = getattr(development, development.stage.date_field)
    if day < last:
        raise StepRefused(f"“{stage.label}”的日期不能早于“{development.stage.label}”的日期{last.isoformat()}。")
    setattr(development, stage.date_field, day)
    if wrong := too_early(development):
        raise StepRefused(next(iter(wrong.values())))
    development.evidence = evidence.strip()
    development._history_user = who
    development.save(update_fields=[stage.date_field, "evidence"])
    return development


# the plan -------------------------------------------------------------------------
@dataclass(frozen=True)
class Ceiling:
    """One area's plan of a year and how many have been admitted under it."""

    area: Area
    year: int
    plan: int
    admitted: int

    @property
    def left(self) -> int:
        return self.plan - self.admitted

    @property
    def words(self) -> str:
        """舞阳县2012年计划210名，已发展198名，还可发展12名"""
        rest = f"还可发展{self.left}名" if self.left >= 0 else f"超计划{-self.left}名"
        return f"{self.area}{self.year}年计划{self.plan}名，已发展{self.admitted}名，{rest}"


def ceilings(area: Area, day: date) -> list[Ceiling]:
    """The plans that bind an area in the year of a day, its own and those above, the widest first."""
    plans = DevelopmentPlan.objects.filter(area__path__in=[*area.ancestor_paths, area.path], year=day.year)
    return [
        Ceiling(plan.area, day.year, plan.ceiling, admitted_by(plan.area, day))
        for plan in plans.select_related("area").order_by("area__path")
    ]


def admitted_by(area: Area, day: date) -> int:
    """How many were admitted from the year's first day through the day."""
    return MemberDevelopment.objects.within(area).admitted_between(date(day.year, 1, 1), day).count()
