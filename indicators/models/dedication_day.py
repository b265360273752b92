"""Dedication days: members of a village give a day of work together."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .span import refuse_future


class DedicationDayQuerySet(models.QuerySet):
    def held_in(self, quarter):
        return self.filter(held_on__range=(quarter.first_day, quarter.last_day))


class DedicationDay(models.Model):
    """One day in one village: how many members were able to come, and how many came."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="dedication_days",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    held_on = models.DateField("活动日期")
    theme = models.CharField("活动内容", max_length=100)
    able_members = models.PositiveIntegerField("应到党员数", help_text="当日能参加的党员数，外出、体弱的不计。")
    attended = models.PositiveIntegerField("实到党员数")
    evidence = models.CharField("佐证", max_length=200, help_text="签到簿、活动照片或记录的名称、编号。")

    history = HistoricalRecords()
    objects = DedicationDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员奉献日"
        ordering = ["-held_on", "village__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "held_on"],
                name="dedication_day_once_a_day",
                violation_error_message="该村当日已有奉献日记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(attended__lte=models.F("able_members")),
                name="dedication_day_attended_of_able",
                violation_error_message="实到党员数不能多于应到党员数。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="dedication_day_evidence",
                violation_error_message="没有佐证的活动不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.held_on} {self.theme}"

    def clean(self):
        refuse_future(self, "held_on")
