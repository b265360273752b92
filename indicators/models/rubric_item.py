"""What a rubric consists of: the items that are scored and the levels that a total reaches."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from .fixed_point import FixedPointField
from .rubric import Rubric


class RubricItem(models.Model):
    """One thing that is scored. Its points are fixed once somebody was scored by them."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="items", verbose_name="评分细则")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("评分项", max_length=60)
    points = FixedPointField("满分", max_digits=4, decimal_places=1)
    looked_at = models.TextField("考察内容", max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "评分项"
        ordering = ["rubric", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "number"],
                name="rubric_item_number_once",
                violation_error_message="本细则已有这个序号。",
            ),
            models.UniqueConstraint(
                fields=["rubric", "name"],
                name="rubric_item_name_once",
                violation_error_message="本细则已有这个评分项。",
            ),
            models.CheckConstraint(
                condition=Q(points__gt=0),
                name="rubric_item_points_positive",
                violation_error_message="满分须大于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def clean(self):
        if self.points is None or self.rubric_id is None:
            return
        before = RubricItem.objects.filter(pk=self.pk).values_list("points", flat=True).first()
        if before != self.points and self.rubric.assessments.filter(scores__isnull=False).exists():
            raise ValidationError(
                {"points": "已有单位按本版细则打分，不能再增加评分项或改满分；请另立新版。"}, code="in_use"
            )
        others = sum(self.rubric.items.exclude(pk=self.pk).values_list("points", flat=True), Decimal(0))
        if others + self.points > self.rubric.total:
            left = (self.rubric.total - others).normalize()
            raise ValidationError(
                {"points": f"各项满分合计不能超过总分{self.rubric.total}分，还剩{left:f}分。"},
                code="too_many_points",
            )


class RubricLevel(models.Model):
    """One level: the least total that reaches it. `rank` compares levels of different versions."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="levels", verbose_name="评分细则")
    rank = models.PositiveSmallIntegerField(
        "级次", help_text="最低等次为0，数字越大等次越高；同类细则各版本级次一致，晋级、摘牌按级次比较。"
    )
    name = models.CharField("等次", max_length=20)
    minimum = FixedPointField("最低分", max_digits=4, decimal_places=1)
    is_title = models.BooleanField("授予称号", default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "等次"
        ordering = ["rubric", "-rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "rank"],
                name="rubric_level_rank_once",
                violation_error_message="本细则已有这个级次。",
            ),
            models.UniqueConstraint(
                fields=["rubric", "minimum"],
                name="rubric_level_minimum_once",
                violation_error_message="本细则已有相同最低分的等次。",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0),
                name="rubric_level_minimum_not_negative",
                violation_error_message="最低分不能小于0。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        if self.minimum is None or self.rank is None or self.rubric_id is None:
            return
        if self.minimum > self.rubric.total:
            raise ValidationError({"minimum": f"最低分不能超过总分{self.rubric.total}分。"}, code="above_total")
        for other in self.rubric.levels.exclude(pk=self.pk):
            if (other.rank < self.rank) != (other.minimum < self.minimum):
                raise ValidationError(
                    {"minimum": f"级次越高最低分须越高，与“{other}”（{other.minimum.normalize():f}分）不符。"},
                    code="order",
                )
