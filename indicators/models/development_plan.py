"""How many people may be admitted to the Party in a year: a ceiling that the level above sets."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level


class DevelopmentPlan(models.Model):
    """One area's plan of one year. Since 2013 it is a ceiling, not a goal."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="development_plans",
        verbose_name="地区",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP]},
    )
    year = models.PositiveSmallIntegerField("年度")
    ceiling = models.PositiveIntegerField("计划发展数", help_text="全年发展党员不超过此数。")
    document = models.CharField("文号", max_length=60, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "发展党员计划"
        ordering = ["-year", "area__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="development_plan_once_a_year",
                violation_error_message="该地区这一年的计划已经下达，请修改原有的一条。",
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=1949, year__lte=2100),
                name="development_plan_year",
                violation_error_message="年度应为四位数字的年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}{self.year}年发展党员计划"
