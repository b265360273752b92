"""Reporting periods: quarters with their dates of work."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from ..quarters import Quarter


class Period(models.Model):
    """A quarter that was opened for reporting. `ordinal` is the quarter's, so it sorts and counts."""

    code = models.CharField("代码", max_length=6, unique=True)
    ordinal = models.PositiveIntegerField("序号", unique=True, editable=False)
    opens_on = models.DateField("开始填报")
    due_on = models.DateField("截止日期")
    late_until = models.DateField("补报截止")
    closes_on = models.DateField("关闭日期")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "报告期"
        ordering = ["-ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    opens_on__lte=F("due_on"), due_on__lte=F("late_until"), late_until__lte=F("closes_on")
                ),
                name="period_dates_in_order",
                violation_error_message="日期须依次为：开始填报、截止、补报截止、关闭。",
            )
        ]

    def __str__(self) -> str:
        return self.quarter.label

    def save(self, *args, **kwargs):
        self.ordinal = self.quarter.ordinal
        super().save(*args, **kwargs)

    @property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.code)
