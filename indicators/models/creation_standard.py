"""Lines by which incomes and answers are judged: dated, one version a row."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .fixed_point import FixedPointField


class CreationStandard(models.Model):
    """One version, of a city or of a county for itself; it holds until the next one begins. The defaults
    are common practice and hold where nobody has set a version."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="creation_standards",
        verbose_name="适用地区",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
    )
    effective_from = models.DateField("施行日期")
    basis = models.CharField("依据", max_length=100, blank=True, help_text="文件名称或文号。")
    income_low = FixedPointField(
        "集体经济薄弱线（万元）",
        max_digits=8,
        decimal_places=2,
        default=Decimal(5),
        help_text="年经营性收入低于此数的为薄弱村。",
    )
    income_goal = FixedPointField(
        "集体经济目标线（万元）",
        max_digits=8,
        decimal_places=2,
        default=Decimal(10),
        help_text="年经营性收入达到此数的为达标村。",
    )
    least_answers = models.PositiveIntegerField(
        "满意度最少有效票数", default=30, help_text="合计不足的不计算满意度。"
    )
    satisfaction_alert = models.PositiveSmallIntegerField(
        "满意度预警线（%）",
        default=60,
        validators=[MaxValueValidator(100)],
        help_text="低于此数的列为软弱涣散线索。",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "经济与满意度标准"
        ordering = ["area__path", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "effective_from"],
                name="creation_standard_once_a_day",
                violation_error_message="当日施行的标准已有一条。",
            ),
            models.CheckConstraint(
                condition=Q(income_low__gte=0, income_low__lte=F("income_goal")),
                name="creation_standard_low_below_goal",
                violation_error_message="薄弱线不能小于0，也不能高于目标线。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.effective_from:%Y-%m-%d}起" if self.effective_from else "默认标准"


class CreationStandards:
    """All versions, read once: the nearest area decides, then the newest version of the day."""

    def __init__(self):
        rows = CreationStandard.objects.select_related("area").order_by("area__path", "effective_from")
        self.rows = list(rows)

    def on(self, path: str, day: date) -> CreationStandard:
        """What holds for an area (by its path) on a day; the defaults where nobody set anything."""
        found = [row for row in self.rows if path.startswith(row.area.path) and row.effective_from <= day]
        return found[-1] if found else CreationStandard()
