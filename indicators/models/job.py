"""Work that takes longer than a page may: a list of parts made one after another, then taken away as one file."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from branches.models import Area

from .period import Period


class JobState(models.TextChoices):
    RUNNING = "running", "生成中"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"
    FAILED = "failed", "未能完成"


class Job(models.Model):
    """One order for a file: who wants what about which area. `plan` lists the codes of its parts in order.

    The same order of the same person runs once at a time.
    """

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    kind = models.CharField("内容", max_length=20)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name="报告期")
    basis = models.CharField("口径", max_length=10)
    plan = models.JSONField("各部分", default=list)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.RUNNING)
    why = models.CharField("说明", max_length=200, blank=True)
    started_at = models.DateTimeField("开始时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "文件生成"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["who", "kind", "area", "period", "basis"],
                condition=models.Q(state="running"),
                name="job_runs_once",
            ),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.period} {self.kind}"


class JobPart(models.Model):
    """One finished part: a file of so many rows."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts", verbose_name="文件生成")
    code = models.CharField("代码", max_length=20)
    file_name = models.CharField("文件名", max_length=120)
    data = models.BinaryField("内容")
    rows = models.PositiveIntegerField("条数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文件生成的部分"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "code"], name="job_part_once")]

    def __str__(self) -> str:
        return self.file_name
