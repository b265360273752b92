"""What the accounts of a year say about villages led by double-strong secretaries. Derived; kept to be read."""

from django.db import models

from branches.models import Area

FIRST_YEAR, LAST_YEAR = 1990, 2100
WORKING_AT_MOST = 600  # seconds after which a computation that has not ended is taken for broken off


class EconomyStudy(models.Model):
    """One area in one year, as `indicators.studying` computed it; nobody else writes it.

    `results` and `lists` are what `studying.findings.Findings` holds, as plain values. `made_of` is the
    register's stamp from before it was read, `settled_on` the day by which half of the accounts were
    audited. Without `computed_at` a computation has begun and none has ended yet.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="economy_studies", verbose_name="地区")
    year = models.PositiveSmallIntegerField("账目年度")
    villages = models.PositiveIntegerField("有经审核账的村数", default=0)
    settled_on = models.DateField("半数账审核完成日", null=True, blank=True)
    as_of = models.DateField("账目审核截至", null=True, blank=True)
    computed_at = models.DateTimeField("计算时间", null=True, blank=True)
    working_since = models.DateTimeField("开始计算时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    made_of = models.JSONField("数据标记", default=dict)
    results = models.JSONField("结果", default=dict)
    lists = models.JSONField("错位村名单", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "村级经济分析"
        ordering = ["area__path", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="economy_study_once"),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="economy_study_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年"
