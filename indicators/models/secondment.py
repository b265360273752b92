"""People sent to work for some months in more advanced areas, while their relation stays at home."""

from calendar import monthrange
from datetime import date

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Person

LEAST_MONTHS = 3  # shorter stays are visits


class SecondmentQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)

    def running_on(self, day):
        """Begun by a day and not over: the day of return no longer counts."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), started_on__lte=day)


class Secondment(models.Model):
    """One stay. It counts when its term, as agreed or as it turned out, is three months or more."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="secondments", verbose_name="挂职人员")
    host_province = models.CharField("挂职地省份", max_length=20)
    host_city = models.CharField("挂职地城市", max_length=20)
    host_unit = models.CharField("挂职单位", max_length=80)
    post = models.CharField("挂任职务", max_length=40, blank=True)
    started_on = models.DateField("开始日期")
    due_on = models.DateField("期满日期", help_text="选派文件上的期满日期。")
    ended_on = models.DateField("实际结束日期", null=True, blank=True)
    evidence = models.CharField("选派文件", max_length=200)
    result = models.TextField("鉴定与收获", blank=True)

    history = HistoricalRecords()
    objects = SecondmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "外派挂职"
        ordering = ["-started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="secondment_one_at_a_time",
                violation_error_message="此人正在挂职，请先登记实际结束日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("started_on")),
                name="secondment_due_after_start",
                violation_error_message="期满日期须晚于开始日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="secondment_ended_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="secondment_with_evidence",
                violation_error_message="请填写选派文件。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.host_city}挂职"

    @property
    def counts(self) -> bool:
        return lasts(self.started_on, self.ended_on or self.due_on)


def lasts(started_on: date, ended_on: date, months: int = LEAST_MONTHS) -> bool:
    """Whether from one day to the other it is so many months: from 15 January to 15 April are three.

    The last day of a month stands for the days that it does not have.
    """
    whole = (ended_on.year - started_on.year) * 12 + ended_on.month - started_on.month
    same_day = min(started_on.day, monthrange(ended_on.year, ended_on.month)[1])
    return whole - (ended_on.day < same_day) >= months
