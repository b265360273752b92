"""What is on record about a task: the progress that was told, and every step of its state. Both are only
ever added to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from branches.models import AppendOnlyModel, AppendOnlyQuerySet

from .task_state import TaskState, TaskVerb


class EntryKind(models.TextChoices):
    MEETING = "meeting", "会议"
    DOCUMENT = "document", "文件"
    ACTION = "action", "行动"


PAPER = Q(kind__in=[EntryKind.MEETING, EntryKind.DOCUMENT])  # arranging and passing on, not yet doing
EVIDENCED_ACTION = Q(kind=EntryKind.ACTION) & ~Q(evidence="")


class TaskEntryQuerySet(AppendOnlyQuerySet):
    def known_on(self, day):
        return self.filter(on__lte=day)


class TaskEntry(AppendOnlyModel):
    """One piece of progress on a day. A wrong quantity is set right by a later entry below zero."""

    task = models.ForeignKey("indicators.Task", models.PROTECT, related_name="entries", verbose_name="督办任务")
    on = models.DateField("日期")
    kind = models.CharField("性质", max_length=10, choices=EntryKind)
    quantity = models.IntegerField("完成量", null=True, blank=True, help_text="多报的，用负数冲减。")
    text = models.CharField("内容", max_length=500)
    evidence = models.CharField("佐证", max_length=200, blank=True, help_text="材料的名称或编号。")
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="填报人"
    )
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)

    objects = TaskEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务进展"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["task", "on"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="task_entry_kind"),
            models.CheckConstraint(
                condition=~Q(text=""), name="task_entry_text", violation_error_message="进展须写明内容。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class TaskEvent(AppendOnlyModel):
    """One step of a task, as of a day: a task stands on any day where its last step by then has led."""

    task = models.ForeignKey("indicators.Task", models.PROTECT, related_name="events", verbose_name="督办任务")
    verb = models.CharField("动作", max_length=10, choices=TaskVerb)
    from_state = models.CharField("原状态", max_length=10, choices=TaskState, blank=True)
    to_state = models.CharField("新状态", max_length=10, choices=TaskState)
    on = models.DateField("日期")
    why = models.CharField("说明", max_length=500, blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("登记时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "任务办理记录"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["task", "on"])]

    def __str__(self) -> str:
        return f"{self.task} {self.get_verb_display()}"
