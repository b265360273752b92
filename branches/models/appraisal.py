"""Yearly appraisals of people in post."""

from django.db import models
from simple_history.models import HistoricalRecords

from .person import Person


class Grade(models.TextChoices):
    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"


GOOD_ENOUGH = [Grade.EXCELLENT, Grade.COMPETENT]


class AppraisalResult(models.Model):
    """How the year of one person was judged."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appraisals", verbose_name="人员")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("等次", max_length=12, choices=Grade)
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="考核结果的文号或会议记录。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "年度考核"
        ordering = ["-year", "person__area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                name="appraisal_once_a_year",
                violation_error_message="此人该年度已有考核结果。",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(1990, 2100)),
                name="appraisal_year",
                violation_error_message="年度应为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}年考核"
