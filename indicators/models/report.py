"""Reports: the values of one area in one period, and every change of a cell."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from branches.models import AppendOnlyModel, AppendOnlyQuerySet, Area

from ..typed import NOT_APPLICABLE
from .element import Element
from .period import Period


class Status(models.TextChoices):
    EMPTY = "empty", "未填报"
    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "已上报"
    APPROVED = "approved", "已审核"
    RETURNED = "returned", "已退回"
    WAIVED = "waived", "免报"


class ReportQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def outstanding(self):
        """Due and not yet in: neither submitted, approved nor waived."""
        return self.filter(status__in=[Status.EMPTY, Status.DRAFT, Status.RETURNED])


class Report(models.Model):
    """One area × one period.

    `values` is {element code: integer scaled by the element's decimals, or null}; a missing
    value is null or absent, never 0. `carried` lists the codes whose value was taken over
    from an earlier period and not confirmed or changed since. `not_applicable` lists the codes
    answered with 不适用: their value is null, but the question is answered. `counted_in` is the area whose
    Total adds this report: the township at the time of opening for a village, the area
    itself for the own report of a township, county or city. `version` rises with each change.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="reports", verbose_name="填报单位")
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name="报告期")
    counted_in = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="汇总单位")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.EMPTY)
    values = models.JSONField("数值", default=dict)
    carried = models.JSONField("结转项", default=list)
    not_applicable = models.JSONField("不适用项", default=list, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    review_started_at = models.DateTimeField("开始审核时间", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表"
        ordering = ["area__path", "-period__ordinal"]
        indexes = [models.Index(fields=["counted_in", "period", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["area", "period"], name="report_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="report_status"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.period}"

    def cell(self, code: str) -> int | str | None:
        """What stands in a cell: a scaled integer, None for a blank, or NOT_APPLICABLE."""
        return NOT_APPLICABLE if code in self.not_applicable else self.values.get(code)


class How(models.TextChoices):
    FORM = "form", "网页填报"
    PASTE = "paste", "粘贴"
    EXCEL = "excel", "表格导入"
    IMPORT = "import", "批量导入"
    REGISTER = "register", "台账提取"
    CARRY = "carry", "上期结转"
    CORRECTION = "correction", "更正"


class Revision(AppendOnlyModel):
    """One changed cell: old and new are scaled integers, null for blank.

    `not_applicable` marks a change to 不适用; then `new` is null.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="revisions", verbose_name="报表")
    element = models.ForeignKey(Element, models.PROTECT, related_name="revisions", verbose_name="指标项")
    old = models.BigIntegerField("原值", null=True)
    new = models.BigIntegerField("新值", null=True)
    not_applicable = models.BooleanField("改为不适用", default=False)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="修改人"
    )
    at = models.DateTimeField("时间", default=timezone.now, editable=False)
    how = models.CharField("方式", max_length=12, choices=How)
    why = models.CharField("原因", max_length=200, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(how=How.CORRECTION) | ~Q(why=""),
                name="revision_correction_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.element}"
