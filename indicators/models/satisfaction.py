"""What the masses say: answers of a yearly survey of a village, or of a township pooled."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .span import newest_of_each, refuse_future


class SatisfactionQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def between(self, after, until):
        """Surveys after a day, up to and including another."""
        return self.filter(surveyed_on__gt=after, surveyed_on__lte=until)

    def newest_of_each_area(self):
        return newest_of_each(self, "area", "surveyed_on")


class Satisfaction(models.Model):
    """One survey: valid answers and how many of them are satisfied. Nobody's name is kept."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="satisfactions",
        verbose_name="村或乡镇",
        limit_choices_to={"level__in": [Level.VILLAGE, Level.TOWNSHIP]},
    )
    year = models.PositiveSmallIntegerField("年度")
    surveyed_on = models.DateField("测评日期")
    valid = models.PositiveIntegerField("有效票数")
    satisfied = models.PositiveIntegerField("满意票数", help_text="满意和比较满意合计。")
    method = models.CharField("测评方式", max_length=60, blank=True, help_text="如 入户问卷、会议测评。")
    evidence = models.CharField("依据", max_length=200)

    history = HistoricalRecords()
    objects = SatisfactionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群众满意度"
        ordering = ["-year", "area__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="satisfaction_once_a_year",
                violation_error_message="本单位本年度已有测评结果。",
            ),
            models.CheckConstraint(
                condition=Q(satisfied__lte=F("valid")),
                name="satisfaction_satisfied_of_valid",
                violation_error_message="满意票数不能超过有效票数。",
            ),
            models.CheckConstraint(
                condition=Q(valid__gt=0),
                name="satisfaction_some_answers",
                violation_error_message="有效票数须大于0。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="satisfaction_year",
                violation_error_message="年度须为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年满意度"

    @property
    def percent(self) -> Decimal:
        return Decimal(self.satisfied) * 100 / Decimal(self.valid)

    def clean(self):
        """A township is surveyed village by village or as a whole, so that no answer counts twice."""
        refuse_future(self, "surveyed_on")
        if self.area_id is None or self.year is None:
            return
        same_year = Satisfaction.objects.filter(year=self.year).exclude(pk=self.pk)
        if self.area.level == Level.VILLAGE and same_year.filter(area=self.area.parent_id).exists():
            raise ValidationError(
                {"area": f"{self.area.parent}本年度已按乡镇合并测评，不再按村登记。"}, code="pooled"
            )
        if self.area.level == Level.TOWNSHIP and same_year.filter(area__parent=self.area_id).exists():
            raise ValidationError(
                {"area": f"{self.area}本年度已有村的测评结果，不再按乡镇登记。"}, code="by_village"
            )
