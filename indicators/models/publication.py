"""Handing a quarter on: the county to the city, the city to its readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from branches.models import AppendOnlyModel, Area

from .period import Period


class Handover(models.Model):
    """A county's quarter, sent to the city. Sent back with a reason, it may be sent again."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="handovers", verbose_name="报告期")
    area = models.ForeignKey(Area, models.PROTECT, related_name="handovers", verbose_name="县区")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报送人")
    sent_at = models.DateTimeField("报送时间", default=timezone.now, editable=False)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="退回人",
    )
    sent_back_at = models.DateTimeField("退回时间", null=True, blank=True)
    why = models.CharField("退回原因", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "县区报送"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "area"], condition=Q(sent_back_at__isnull=True), name="handover_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at__isnull=True) | ~Q(why=""), name="handover_back_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.period}"


class Publication(AppendOnlyModel):
    """A numbered, frozen set of a city's figures for a period.

    `frozen` holds the areas with their tree, their approved sums and counts, and the
    elements, indicators and targets in force: what a reader needs to see the same figures
    again whatever is corrected later.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="publications", verbose_name="报告期")
    area = models.ForeignKey(Area, models.PROTECT, related_name="publications", verbose_name="发布单位")
    number = models.PositiveIntegerField("第几次发布")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发布人")
    at = models.DateTimeField("发布时间", default=timezone.now, editable=False)
    why = models.CharField("更正原因", max_length=500, blank=True)
    frozen = models.JSONField("冻结内容", default=dict, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "发布"
        ordering = ["-period__ordinal", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "area", "number"], name="publication_number"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(why="")), name="publication_why_again"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.period} 第{self.number}次发布"
