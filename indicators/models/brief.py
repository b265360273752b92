"""Briefs: documents written from figures and kept as they were written."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone

from branches.models import AppendOnlyModel, AppendOnlyQuerySet, Area

from .paragraph import DocumentKind
from .period import Period
from .publication import Publication


class BriefQuerySet(AppendOnlyQuerySet):
    def quoting(self, area: Area, period: Period):
        """Those whose figures add up what an area reports in a period: its own and those of the units above."""
        return self.filter(period=period, area__path__in=[*area.ancestor_paths, area.path])


class Brief(AppendOnlyModel):
    """One kept document, numbered by area and year of its date.

    `document` is the composed document as plain values and makes the same file for ever, whose SHA-256 is
    `sha256`. `facts` holds every figure it shows as {path: value, text, source …}, `elements` the codes of
    the elements behind them, `stamp` the versions of the Totals (or the publication) that they were read from.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="briefs", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    kind = models.CharField("类型", max_length=10, choices=DocumentKind)
    period = models.ForeignKey(Period, models.PROTECT, related_name="briefs", verbose_name="报告期")
    basis = models.CharField("口径", max_length=10)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="briefs", verbose_name="所依据的发布"
    )
    title = models.CharField("标题", max_length=100)
    recipient = models.CharField("主送机关", max_length=100, blank=True)
    unit = models.CharField("署名", max_length=60)
    signed_on = models.DateField("成文日期")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="留存人")
    created_at = models.DateTimeField("留存时间", default=timezone.now, editable=False)
    document = models.JSONField("全文", default=dict, editable=False)
    facts = models.JSONField("所引用的数", default=dict, editable=False)
    elements = models.JSONField("所引用的指标项", default=list, editable=False)
    stamp = models.JSONField("数据版本", default=dict, editable=False)
    sha256 = models.CharField("文件校验值", max_length=64, validators=[MinLengthValidator(64)], editable=False)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "汇报材料"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["area", "period"])]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="brief_number"),
            models.CheckConstraint(condition=models.Q(kind__in=DocumentKind.values), name="brief_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}"

    @property
    def number_text(self) -> str:
        """〔2012〕3号."""
        return f"〔{self.year}〕{self.number}号"
