"""Tasks (督办): one thing that one unit was told to get done by a day.

A task is changed by the verbs of `indicators.tasks` alone.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from branches.clock import today
from branches.models import Area, Level

from .aim import Aim, meets, met
from .campaign import Campaign
from .programme import Programme
from .task_log import TaskEntry, TaskEvent
from .task_state import OPEN_STATES, TaskState

RESPONSIBLE = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class TaskQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def standing_on(self, day):
        """Tasks arranged by a day, with `standing`: their state on that day."""
        steps = TaskEvent.objects.filter(task=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
        standing = F("state") if day >= today() else Subquery(steps.values("to_state")[:1])
        return self.filter(arranged_on__lte=day).annotate(standing=standing)

    def with_progress(self, day):
        """Adds `done` (quantity told by a day) and `latest` (day of the last entry, None for none)."""
        entries = TaskEntry.objects.known_on(day).filter(task=OuterRef("pk")).order_by().values("task")
        return self.annotate(
            done=Coalesce(Subquery(entries.annotate(n=Sum("quantity")).values("n")), 0),
            latest=Subquery(entries.annotate(n=Max("on")).values("n")),
        )


def is_open(standing: str = "standing") -> Q:
    return Q(**{f"{standing}__in": OPEN_STATES})


def is_overdue(day: date) -> Q:
    """Of rows with `standing`: open after the due day."""
    return is_open() & Q(due_on__lt=day)


def is_ripe(day: date, days: int) -> Q:
    """Of rows with `standing`: open and arranged at least so many days ago."""
    return is_open() & Q(arranged_on__lte=day - timedelta(days=days))


def is_stalled(day: date, days: int) -> Q:
    """Of rows with `standing`: ripe, and without an entry in the last so many days."""
    recent = TaskEntry.objects.known_on(day).filter(task=OuterRef("pk"), on__gt=day - timedelta(days=days))
    return is_ripe(day, days) & ~Exists(recent)


OUTCOME_MET = meets("outcome_aim", "outcome_reached", "outcome_stated")


class Task(models.Model):
    """What, who, by whom, until when, how much, and how it stands.

    Tasks that were arranged together share a `batch`. `done_on` and `evidence` are those of the last
    report of being done; a return for rework takes `done_on` back.
    """

    batch = models.CharField("部署批次", max_length=24, db_index=True, editable=False)
    title = models.CharField("事项", max_length=100)
    requirement = models.TextField("工作要求", blank=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="工程与主题"
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="主题活动"
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="tasks",
        verbose_name="责任单位",
        limit_choices_to={"level__in": RESPONSIBLE},
    )
    arranged_by = models.ForeignKey(Area, models.PROTECT, related_name="arranged_tasks", verbose_name="部署单位")
    arranged_on = models.DateField("部署日期")
    document_number = models.CharField("文号", max_length=60, blank=True)
    due_on = models.DateField("办结期限")
    planned = models.PositiveIntegerField("计划量", null=True, blank=True)
    unit = models.CharField("计量单位", max_length=10, blank=True)
    outcome_measure = models.CharField("成效指标", max_length=60, blank=True)
    outcome_aim = models.CharField("成效要求", max_length=10, choices=Aim, default=Aim.AT_LEAST)
    outcome_stated = models.DecimalField("成效目标值", max_digits=12, decimal_places=2, null=True, blank=True)
    outcome_reached = models.DecimalField("成效实际值", max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=TaskState, default=TaskState.ARRANGED)
    done_on = models.DateField("完成日期", null=True, blank=True)
    evidence = models.CharField("办结佐证", max_length=500, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="验收人"
    )
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办任务"
        ordering = ["due_on", "area__path", "pk"]
        indexes = [models.Index(fields=["area", "state"]), models.Index(fields=["arranged_by", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["batch", "area"], name="task_once_a_batch"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state"),
            models.CheckConstraint(
                condition=Q(programme__isnull=True, campaign__isnull=False)
                | Q(programme__isnull=False, campaign__isnull=True),
                name="task_programme_or_campaign",
                violation_error_message="任务属于一项工程或一项主题活动，只填一个。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("arranged_on")),
                name="task_due_after_arranged",
                violation_error_message="办结期限不能早于部署日期。",
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | ~Q(unit=""),
                name="task_planned_with_unit",
                violation_error_message="有计划量的须填写计量单位。",
            ),
            models.CheckConstraint(
                condition=Q(outcome_measure="", outcome_stated__isnull=True)
                | (~Q(outcome_measure="") & Q(outcome_stated__isnull=False)),
                name="task_outcome_stated",
                violation_error_message="成效指标和成效目标值须一并填写。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TaskState.REPORTED, TaskState.ACCEPTED])
                | (Q(done_on__isnull=False) & ~Q(evidence="")),
                name="task_done_with_evidence",
                violation_error_message="报办结须有完成日期和佐证。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("arranged_on")),
                name="task_done_after_arranged",
                violation_error_message="完成日期不能早于部署日期。",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.ACCEPTED, accepted_on__isnull=False)
                | (~Q(state=TaskState.ACCEPTED) & Q(accepted_on__isnull=True)),
                name="task_accepted_on",
            ),
            models.CheckConstraint(
                condition=(Q(state=TaskState.CANCELLED, cancelled_on__isnull=False) & ~Q(cancelled_reason=""))
                | (~Q(state=TaskState.CANCELLED) & Q(cancelled_on__isnull=True)),
                name="task_cancelled_with_reason",
                violation_error_message="取消任务须填写原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def outcome_met(self) -> bool | None:
        return met(self.outcome_aim, self.outcome_reached, self.outcome_stated)

    @property
    def under(self):
        """The programme or the campaign that it belongs to."""
        return self.campaign or self.programme
