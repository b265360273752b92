"""What a village's branch counts of all its members: how many have their hours, how many were trained."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.clock import today
from branches.models import Area, Level


class HoursReviewQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def of_year_to(self, day):
        """The reviews of the day's year up to the day."""
        return self.filter(as_of__range=(day.replace(month=1, day=1), day))


class HoursReview(models.Model):
    """One dated count by the branch over the whole membership, which is never kept by name.

    The counts run from 1 January through `as_of`, so within a year they never fall.
    """

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="hours_reviews",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    as_of = models.DateField("截至日期", help_text="各数从当年1月1日累计到这一天。")
    members_due = models.PositiveIntegerField(
        "应参训党员数", help_text="年老体弱、长期外出等按规定可不要求的不计。"
    )
    members_met = models.PositiveIntegerField("学时达标党员数", help_text="累计学时达到当年学时线的人数。")
    members_trained = models.PositiveIntegerField("参训党员数", help_text="今年至少参加过一次集中培训的人数。")
    evidence = models.CharField("依据", max_length=200, help_text="支部会议记录、学时登记簿等。")

    history = HistoricalRecords()
    objects = HoursReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "学时核定"
        ordering = ["area__path", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "as_of"],
                name="hours_review_once_a_day",
                violation_error_message="该村这一天已有学时核定。",
            ),
            models.CheckConstraint(
                condition=Q(members_met__lte=F("members_due")),
                name="hours_review_met_of_due",
                violation_error_message="学时达标的是应参训党员的一部分，不能超过应参训数。",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="hours_review_with_evidence",
                violation_error_message="请写明依据，如支部会议记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.as_of:%Y-%m-%d}学时核定"

    def clean(self):
        """Within a year the counts of a later day are not below those of an earlier one."""
        if not self.as_of or not self.area_id:
            return
        if self.as_of > today():
            raise ValidationError({"as_of": "截至日期不能晚于今天。"})
        wrong: dict[str, str] = {}
        others = HoursReview.objects.filter(area=self.area_id, as_of__year=self.as_of.year).exclude(pk=self.pk)
        before = others.filter(as_of__lt=self.as_of).order_by("-as_of").first()
        after = others.filter(as_of__gt=self.as_of).order_by("as_of").first()
        for name in ("members_met", "members_trained"):
            mine = getattr(self, name)
            if mine is None:
                continue
            if before and mine < getattr(before, name):
                wrong[name] = f"{before.as_of:%Y-%m-%d}已累计{getattr(before, name)}人，之后不能更少。"
            elif after and mine > getattr(after, name):
                wrong[name] = f"{after.as_of:%Y-%m-%d}累计{getattr(after, name)}人，之前不能更多。"
        if wrong:
            raise ValidationError(wrong)
