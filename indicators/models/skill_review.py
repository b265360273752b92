"""Reviews of a village's members: how many hold practical skills, how many households they lead."""

from datetime import timedelta

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .span import newest_of_each, refuse_future

HALF_A_YEAR = timedelta(days=183)


class ReviewMethod(models.TextChoices):
    CERTIFICATE = "certificate", "查验证书"
    TEST = "test", "现场考核"
    BRANCH_REVIEW = "branch_review", "支部评议"


class SkillReviewQuerySet(models.QuerySet):
    def standing_on(self, day):
        """Each village's newest review by a day: a review stands until the next one."""
        return newest_of_each(self.filter(reviewed_on__lte=day), "village", "reviewed_on")

    def overdue_on(self, day):
        """Newest reviews older than half a year: the next one is due."""
        return self.standing_on(day).filter(reviewed_on__lt=day - HALF_A_YEAR)


class SkillReview(models.Model):
    """One review of all members of a village by its branch, as counts without names.

    Who has three skills or more counts as having three, so that nobody counts ever smaller skills.
    """

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="skill_reviews",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    reviewed_on = models.DateField("评议日期")
    method = models.CharField("认定方式", max_length=13, choices=ReviewMethod, default=ReviewMethod.BRANCH_REVIEW)
    with_one = models.PositiveIntegerField("掌握1门技术的党员数", default=0)
    with_two = models.PositiveIntegerField("掌握2门技术的党员数", default=0)
    with_three = models.PositiveIntegerField("掌握3门以上技术的党员数", default=0)
    households_led = models.PositiveIntegerField(
        "党员带动户数", default=0, help_text="由党员带动发展生产的农户，一户受几名党员带动只计一次。"
    )
    evidence = models.CharField("佐证", max_length=200, help_text="证书登记表、考核成绩单或评议记录的名称、编号。")

    history = HistoricalRecords()
    objects = SkillReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "双学双带评议"
        ordering = ["-reviewed_on", "village__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "reviewed_on"],
                name="skill_review_once_a_day",
                violation_error_message="该村当日已有评议记录。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="skill_review_evidence",
                violation_error_message="没有佐证的评议不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.reviewed_on} 评议"

    def clean(self):
        refuse_future(self, "reviewed_on")

    @property
    def skilled(self) -> int:
        """Members with at least one skill."""
        return self.with_one + self.with_two + self.with_three

    @property
    def skills(self) -> int:
        return self.with_one + 2 * self.with_two + 3 * self.with_three
