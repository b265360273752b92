"""Checks of theory study: how many members of a village have done what the year asks so far."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .span import newest_of_each, refuse_future


class TheoryStudyQuerySet(models.QuerySet):
    def standing_on(self, day):
        """Each village's newest check of the year by a day. A new year starts with none."""
        this_year = self.filter(checked_on__range=(day.replace(month=1, day=1), day))
        return newest_of_each(this_year, "village", "checked_on")


class TheoryStudy(models.Model):
    """One check by the branch, cumulative in the year: sessions held and members who kept up."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="theory_studies",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    checked_on = models.DateField("考核日期")
    sessions = models.PositiveIntegerField("本年集中学习次数", help_text="1月1日至考核日期。")
    done = models.PositiveIntegerField(
        "学习达标党员数", help_text="到考核日期完成本年规定学习任务的党员数，按人计算。"
    )
    evidence = models.CharField("佐证", max_length=200, help_text="学习签到簿、笔记检查或考试成绩单的名称、编号。")

    history = HistoricalRecords()
    objects = TheoryStudyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "理论学习考核"
        ordering = ["-checked_on", "village__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "checked_on"],
                name="theory_study_once_a_day",
                violation_error_message="该村当日已有考核记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(done=0) | models.Q(sessions__gt=0),
                name="theory_study_done_needs_sessions",
                violation_error_message="本年没有集中学习的，达标党员数应为0。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="theory_study_evidence",
                violation_error_message="没有佐证的考核不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.checked_on} 理论学习考核"

    def clean(self):
        refuse_future(self, "checked_on")
        if not (self.village_id and self.checked_on) or self.sessions is None:
            return
        others = TheoryStudy.objects.exclude(pk=self.pk).filter(
            village=self.village_id, checked_on__year=self.checked_on.year
        )
        for other in others:
            earlier = other.checked_on < self.checked_on
            if other.sessions > self.sessions if earlier else other.sessions < self.sessions:
                raise ValidationError(
                    {"sessions": f"次数自1月1日起累计，{other.checked_on}登记的是{other.sessions}次，前后不符。"}
                )
