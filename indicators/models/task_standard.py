"""When a task counts as stalled, and the lines for what is worked out of the tasks themselves: dated,
because they have moved over the years."""

from django.db import models
from simple_history.models import HistoricalRecords


class TaskStandardQuerySet(models.QuerySet):
    def on(self, day) -> "TaskStandard":
        """The one in force on a day; a site that has set none works with the usual days."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first() or TaskStandard()


class TaskStandard(models.Model):
    """From a day on: after how many days without progress an open task is stalled, and the green and amber
    lines of two measures that are no quotient of sums: the tail-off of plans and the median of days overdue."""

    effective_from = models.DateField(
        "启用日期",
        unique=True,
        error_messages={"unique": "这一天启用的标准已登记，请修改那一条。"},
    )
    stalled_days = models.PositiveSmallIntegerField(
        "停滞天数", default=30, help_text="部署满这么多天、且最近这么多天没有进展记录的在办任务为停滞。"
    )
    tail_off_green = models.PositiveSmallIntegerField(
        "后半程回落达标线（%）", default=10, help_text="后半程完成率比前半程低的百分数，不超过它为前后一致。"
    )
    tail_off_amber = models.PositiveSmallIntegerField(
        "后半程回落预警线（%）", default=25, help_text="超过它为前紧后松（虎头蛇尾）。"
    )
    overdue_green = models.PositiveSmallIntegerField("逾期天数中位数达标线（天）", default=0)
    overdue_amber = models.PositiveSmallIntegerField("逾期天数中位数预警线（天）", default=15)
    document_number = models.CharField("依据", max_length=60, blank=True, help_text="规定这一标准的文号。")

    history = HistoricalRecords()
    objects = TaskStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督办标准"
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stalled_days__gte=1),
                name="task_standard_days",
                violation_error_message="停滞天数至少为1天。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    tail_off_green__lte=models.F("tail_off_amber"), overdue_green__lte=models.F("overdue_amber")
                ),
                name="task_standard_lines",
                violation_error_message="达标线不能高于预警线。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_from}起{self.stalled_days}天"
