"""Terms between two general elections of the village organisations."""

from django.db import models
from simple_history.models import HistoricalRecords


class ElectionTermQuerySet(models.QuerySet):
    def on(self, day):
        """The term that a day falls in, or None; the day of ending belongs to the next one."""
        return (
            self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=day), starts_on__lte=day)
            .order_by("-starts_on")
            .first()
        )


class ElectionTerm(models.Model):
    """One term: it begins with its general election, whatever day each village votes on."""

    name = models.CharField("名称", max_length=40, unique=True)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("截止日期", null=True, blank=True, help_text="下一届起始的日期。")

    history = HistoricalRecords()
    objects = ElectionTermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届届次"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=models.F("starts_on")),
                name="term_ends_after_start",
                violation_error_message="截止日期须晚于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
