"""Scores: what one item of a rubric was given, step by step, and the record of the steps."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from branches.models import AppendOnlyModel

from .assessment import COLUMNS, Assessment, AssessmentState, AssessmentVerb
from .fixed_point import FixedPointField
from .rubric_item import RubricItem


class ItemScore(models.Model):
    """What one item of a rubric was given in an assessment, step by step."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores", verbose_name="评定")
    item = models.ForeignKey(RubricItem, models.PROTECT, related_name="scores", verbose_name="评分项")
    own_score = FixedPointField("自评分", max_digits=4, decimal_places=1, null=True, blank=True)
    checked_score = FixedPointField("核定分", max_digits=4, decimal_places=1, null=True, blank=True)
    decided_score = FixedPointField("评定分", max_digits=4, decimal_places=1, null=True, blank=True)
    note = models.CharField("扣分说明", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "评分项得分"
        ordering = ["assessment", "item__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "item"],
                name="item_score_once",
                violation_error_message="这一项已经有分。",
            ),
            models.CheckConstraint(
                condition=Q(own_score__isnull=True) | Q(own_score__gte=Decimal(0)),
                name="item_own_score_not_negative",
                violation_error_message="自评分不能小于0。",
            ),
            models.CheckConstraint(
                condition=Q(checked_score__isnull=True) | Q(checked_score__gte=Decimal(0)),
                name="item_checked_score_not_negative",
                violation_error_message="核定分不能小于0。",
            ),
            models.CheckConstraint(
                condition=Q(decided_score__isnull=True) | Q(decided_score__gte=Decimal(0)),
                name="item_decided_score_not_negative",
                violation_error_message="评定分不能小于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.item}"

    def save(self, *args, **kwargs):
        """Saved one by one it came by a register's form or sheet: an open page of the assessment is stale."""
        super().save(*args, **kwargs)
        Assessment.objects.filter(pk=self.assessment_id).update(version=F("version") + 1)

    def clean(self):
        for column in COLUMNS:
            score = getattr(self, f"{column}_score")
            if score is not None and score > self.item.points:
                message = f"{self.item.name}满分{self.item.points.normalize():f}分。"
                raise ValidationError({f"{column}_score": message}, code="above_full")


class AssessmentEvent(AppendOnlyModel):
    """One step of one assessment, with the total as it stood then."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="events", verbose_name="评定")
    verb = models.CharField("动作", max_length=10, choices=AssessmentVerb)
    from_state = models.CharField("原进度", max_length=8, choices=AssessmentState, blank=True)
    to_state = models.CharField("新进度", max_length=8, choices=AssessmentState)
    total = FixedPointField("当时得分", max_digits=5, decimal_places=1, null=True, blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间", default=timezone.now, editable=False)
    why = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评定记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.assessment} {self.get_verb_display()}"
