"""Review events: every change of a report's status."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from branches.models import AppendOnlyModel

from .report import Report, Status


class Verb(models.TextChoices):
    SAVE = "save", "填报"
    SUBMIT = "submit", "上报"
    WITHDRAW = "withdraw", "撤回"
    START = "start", "开始审核"
    APPROVE = "approve", "审核通过"
    RETURN = "return", "退回"
    WAIVE = "waive", "免报"
    REOPEN = "reopen", "恢复填报"
    CORRECT = "correct", "更正"


class ReviewEvent(AppendOnlyModel):
    """One step of one report; `cells` lists the element codes that a return points at."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="events", verbose_name="报表")
    verb = models.CharField("动作", max_length=10, choices=Verb)
    from_status = models.CharField("原状态", max_length=10, choices=Status)
    to_status = models.CharField("新状态", max_length=10, choices=Status)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间", default=timezone.now, editable=False)
    why = models.CharField("原因", max_length=500, blank=True)
    cells = models.JSONField("涉及指标项", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审核记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.get_verb_display()}"


class Explanation(AppendOnlyModel):
    """A clerk's answer to a warning. It holds for this sentence with these numbers only."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="explanations", verbose_name="报表")
    rule = models.CharField("规则", max_length=60)
    finding = models.CharField("提醒", max_length=400)
    text = models.CharField("说明", max_length=500)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="填报人"
    )
    at = models.DateTimeField("时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "数据说明"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.finding}"
