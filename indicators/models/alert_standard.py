"""When figures, reports and tasks are called out (预警): dated, because the lines move over the years."""

from dataclasses import replace
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from ..alerting import Lines

USUAL = Lines()
SHARE = [MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(100))]
SOME = [MinValueValidator(1)]


class AlertStandardQuerySet(models.QuerySet):
    def on(self, *days) -> list["AlertStandard"]:
        """The one in force on each of the days, in one query; the usual lines where nobody has set any."""
        known = list(self.filter(effective_from__lte=max(days)).order_by("-effective_from"))
        return [next((one for one in known if one.effective_from <= day), AlertStandard()) for day in days]


class AlertStandard(models.Model):
    """From a day on: how far is too far. How long a secretary's post may be vacant stands in
    OrganisationStandard, after how many days a task counts as stalled in TaskStandard."""

    effective_from = models.DateField(
        "启用日期",
        unique=True,
        error_messages={"unique": "这一天启用的标准已登记，请修改那一条。"},
    )
    fall_points = models.DecimalField(
        "下滑百分点",
        max_digits=4,
        decimal_places=1,
        default=USUAL.fall_points,
        validators=SHARE,
        help_text="百分比指标比上期下降超过这么多个百分点、且超出偶然波动的为明显下滑。",
    )
    fall_percent = models.DecimalField(
        "下滑幅度(%)",
        max_digits=4,
        decimal_places=1,
        default=USUAL.fall_percent,
        validators=SHARE,
        help_text="数量和比值指标比上期减少超过这么多的为明显下滑。",
    )
    fall_least = models.PositiveIntegerField(
        "下滑数量下限", default=USUAL.fall_least, help_text="数量指标减少不超过这么多的，不算明显下滑。"
    )
    unchanged_periods = models.PositiveSmallIntegerField(
        "没有变化的期数",
        default=USUAL.unchanged_periods,
        validators=[*SOME, MaxValueValidator(4)],
        help_text="未达目标的指标连续这么多期没有变化的列出。",
    )
    coverage_percent = models.DecimalField(
        "填报率下限(%)",
        max_digits=4,
        decimal_places=1,
        default=USUAL.coverage_percent,
        validators=SHARE,
        help_text="截止日期后填报率不足的列出；计入的报表不足的指标不判断是否达标和下滑。",
    )
    overdue_grave_days = models.PositiveSmallIntegerField(
        "任务逾期严重天数", default=USUAL.overdue_grave_days, validators=SOME, help_text="逾期满这么多天的为严重。"
    )
    fewest_cases = models.PositiveSmallIntegerField(
        "最少个数",
        default=USUAL.fewest_cases,
        validators=SOME,
        help_text="分母不足这么多的比率不判断，以免把个别人、个别村当成趋势。",
    )
    document_number = models.CharField("依据", max_length=60, blank=True, help_text="规定这些标准的文号。")

    history = HistoricalRecords()
    objects = AlertStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预警标准"
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fall_points__gt=0,
                    fall_percent__gt=0,
                    coverage_percent__gt=0,
                    coverage_percent__lte=100,
                    unchanged_periods__gte=1,
                    overdue_grave_days__gte=1,
                    fewest_cases__gte=1,
                ),
                name="alert_standard_lines",
                violation_error_message="各条线须大于0，填报率下限不超过100%。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.effective_from}起的预警标准" if self.effective_from else "默认预警标准"

    def lines(self, vacancy_days: int = USUAL.vacancy_days) -> Lines:
        """As plain values, with how long a secretary's post may be vacant."""
        own = {name: getattr(self, name) for name in vars(USUAL) if name != "vacancy_days"}
        return replace(USUAL, **own, vacancy_days=vacancy_days)
