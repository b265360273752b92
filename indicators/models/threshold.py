"""Lines by which figures are judged, dated: they change over the years."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .fixed_point import FixedPointField


class ThresholdCode(models.TextChoices):
    INCOME_LOW = "income_low", "集体经济薄弱线（万元）"
    INCOME_GOAL = "income_goal", "集体经济目标线（万元）"
    LEAST_ANSWERS = "least_answers", "满意度最少有效票（份）"
    SATISFACTION_WEAK = "satisfaction_weak", "满意度预警线（%）"


class Threshold(models.Model):
    """One line from a day on, until a later one of the same code; set by the city, or by a county for itself."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="thresholds",
        verbose_name="适用范围",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
    )
    code = models.CharField("标准线", max_length=20, choices=ThresholdCode)
    value = FixedPointField("数值", max_digits=10, decimal_places=2)
    effective_from = models.DateField("启用日期")
    document = models.CharField("依据", max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "标准线"
        ordering = ["code", "area__path", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code", "effective_from"],
                name="threshold_version",
                violation_error_message="本范围当日已有这条标准线。",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="threshold_not_negative",
                violation_error_message="数值不能小于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.value.normalize():f}"


class Lines:
    """All lines of some codes, read once: the nearest area decides, then the newest line of a day."""

    def __init__(self, *codes: str):
        rows = Threshold.objects.filter(code__in=codes).order_by("area__path", "effective_from")
        self.rows = list(rows.values_list("code", "area__path", "effective_from", "value"))

    def on(self, code: str, path: str, day: date) -> Decimal | None:
        """The line that holds for an area (by its path) on a day; None when none was set."""
        found = [
            value
            for mine, area_path, start, value in self.rows
            if mine == code and path.startswith(area_path) and start <= day
        ]
        return found[-1] if found else None
