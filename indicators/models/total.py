"""Totals: the one derived table. `indicators.rollup` is its only writer."""

from django.db import models

from branches.models import Area

from .period import Period


class Total(models.Model):
    """Sums of one area above the village in one period.

    `approved` and `reported` (approved + submitted) are {element code: [sum, n]}: the sum of
    scaled integers and how many reports it adds. A code that no report answers is absent.
    `counts` is {"<level>.<status>": reports}. `parent` is stamped when the row is made, so an
    old period keeps the tree it was reported under; `depth` orders the locks.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="totals", verbose_name="区划")
    period = models.ForeignKey(Period, models.PROTECT, related_name="totals", verbose_name="报告期")
    parent = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="汇入")
    depth = models.PositiveSmallIntegerField("深度")
    approved = models.JSONField("已审核合计", default=dict)
    reported = models.JSONField("含待审合计", default=dict)
    counts = models.JSONField("报表数", default=dict)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "汇总"
        ordering = ["area__path", "-period__ordinal"]
        indexes = [models.Index(fields=["parent", "period"])]
        constraints = [models.UniqueConstraint(fields=["area", "period"], name="total_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.period}"
