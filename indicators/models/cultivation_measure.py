"""What is done for people on the lists: four measures, each with its day and its evidence."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from .cultivation import Cultivation


class MeasureKind(models.TextChoices):
    TRAINING = "training", "集中培训"
    SUPPORT = "support", "择优帮扶"
    POST = "post", "设岗培育"
    REWARD = "reward", "奖惩激励"


class MeasureQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(cultivation__village__path__gte=area.path, cultivation__village__path__lt=area.path_end)


class CultivationMeasure(models.Model):
    """One measure for one listed person on one day."""

    cultivation = models.ForeignKey(Cultivation, models.PROTECT, related_name="measures", verbose_name="培养对象")
    kind = models.CharField("措施", max_length=8, choices=MeasureKind)
    held_on = models.DateField("实施日期")
    content = models.CharField("内容", max_length=200, help_text="办了什么，如“大蒜储运技术培训3天”。")
    evidence = models.CharField("佐证", max_length=200, help_text="通知、签到册、协议或表彰文件号。")

    history = HistoricalRecords()
    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培养措施"
        ordering = ["cultivation__village__path", "cultivation", "held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cultivation", "kind", "held_on"],
                name="measure_once_a_day",
                violation_error_message="此人当日已有同一项措施的记录。",
            ),
            models.CheckConstraint(condition=Q(kind__in=MeasureKind.values), name="measure_of_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="measure_with_evidence",
                violation_error_message="没有佐证的措施不计为落实，请填写佐证。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.held_on.isoformat()}）"


def delivered(kind: str, day: date) -> Exists:
    """Condition on rows of Cultivation: the measure was taken in the year of the day, by that day.

    Taken twice it is delivered once: the pair of person and measure counts.
    """
    year = (date(day.year, 1, 1), day)
    return Exists(CultivationMeasure.objects.filter(cultivation=OuterRef("pk"), kind=kind, held_on__range=year))
