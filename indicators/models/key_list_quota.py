"""How many people a county puts on each of its key lists, from a day on."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .cultivation_list import TRACKS, CultivationList


class KeyListQuotaQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(county__path__gte=area.path, county__path__lt=area.path_end)

    def in_force_on(self, day):
        """Set by a day and not ended: the day of ending no longer counts."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), effective_from__lte=day)


class KeyListQuota(models.Model):
    """A quota that a county set by a document; a county without one runs no key list."""

    county = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="key_list_quotas",
        verbose_name="县区",
        limit_choices_to={"level": Level.COUNTY},
    )
    on_list = models.CharField("培养名单", max_length=13, choices=[(track.value, track.label) for track in TRACKS])
    quota = models.PositiveIntegerField("名额")
    effective_from = models.DateField("起始日期")
    ended_on = models.DateField("停止日期", null=True, blank=True, help_text="自该日起不再适用；改名额先停旧的。")
    evidence = models.CharField("依据", max_length=200, help_text="文件号或会议纪要。")

    history = HistoricalRecords()
    objects = KeyListQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三百强名额"
        ordering = ["county__sort_order", "county__code", "on_list", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "on_list"],
                condition=Q(ended_on__isnull=True),
                name="key_list_quota_one_open",
                violation_error_message="该县区这份名单已有现行名额，请先填写它的停止日期。",
            ),
            models.CheckConstraint(condition=Q(on_list__in=[*TRACKS]), name="key_list_quota_of_a_key_list"),
            models.CheckConstraint(
                condition=Q(quota__gte=1),
                name="key_list_quota_above_zero",
                violation_error_message="名额须大于0；不再开展的请填停止日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("effective_from")),
                name="key_list_quota_ended_after_start",
                violation_error_message="停止日期须晚于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county}{CultivationList(self.on_list).label} {self.quota}名"
