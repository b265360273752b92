"""Liaison: households paired with a member, and the visits paid to them."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Person, PoliticalStatus

from ..quarters import Quarter
from .span import holds_on, refuse_future

USUAL_MOST = 5  # households a member; more need a reason


class LiaisonQuerySet(models.QuerySet):
    def standing_on(self, day):
        return self.filter(holds_on(day, "started_on", "ended_on"))

    def more_than_usual(self):
        return self.filter(households__gt=USUAL_MOST)


class Liaison(models.Model):
    """One member and how many households are paired with them; the households are not named."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="liaisons",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="liaisons", verbose_name="党员")
    households = models.PositiveIntegerField("联系户数", help_text="一名党员一般联系1至5户。")
    reason_for_more = models.CharField(
        "多于5户的原因", max_length=100, blank=True, help_text="联系户数超过5户的须说明。"
    )
    started_on = models.DateField("结对日期")
    ended_on = models.DateField("结束日期", null=True, blank=True, help_text="自该日起不再联系。")
    evidence = models.CharField("佐证", max_length=200, help_text="结对名册、联系卡或公示的名称、编号。")

    history = HistoricalRecords()
    objects = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员联系户"
        ordering = ["village__path", "started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="liaison_one_standing",
                violation_error_message="此党员已有在册的联系户，请先结束原来的记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(households__gte=1),
                name="liaison_at_least_one",
                violation_error_message="联系户数至少为1户。",
            ),
            models.CheckConstraint(
                condition=models.Q(households__lte=USUAL_MOST) | ~models.Q(reason_for_more=""),
                name="liaison_more_with_reason",
                violation_error_message="一名党员一般联系1至5户，超过5户的须说明原因。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="liaison_dates",
                violation_error_message="结束日期不能早于结对日期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="liaison_evidence",
                violation_error_message="没有佐证的结对不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} 联系{self.households}户"

    def clean(self):
        refuse_future(self, "started_on", "ended_on")
        if not (self.person_id and self.village_id):
            return
        if self.person.political_status not in (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY):
            raise ValidationError({"person": "联系户由党员联系，此人登记为非党员。"})
        if self.person.area_id != self.village_id:
            raise ValidationError({"person": f"此人登记在{self.person.area}，不是该村党员。"})


class LiaisonVisit(models.Model):
    """A day on which a member visited paired households.

    `households` are those not yet visited in the quarter, so that a quarter's visits add up to
    households and nobody is counted twice.
    """

    liaison = models.ForeignKey(Liaison, models.CASCADE, related_name="visits", verbose_name="联系户")
    visited_on = models.DateField("走访日期")
    households = models.PositiveIntegerField(
        "本季度首次走访户数", help_text="本季度已走访过的户不再计，都走访过的填0。"
    )
    what = models.CharField("走访内容", max_length=200, help_text="了解了什么、帮助做了什么。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "联系户走访"
        ordering = ["-visited_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["liaison", "visited_on"],
                name="liaison_visit_once_a_day",
                violation_error_message="当日已有走访记录，请在原记录上修改。",
            ),
            models.CheckConstraint(
                condition=~models.Q(what=""),
                name="liaison_visit_what",
                violation_error_message="走访须填写走访内容。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} 走访{self.households}户"

    def clean(self):
        refuse_future(self, "visited_on")
        if not (self.liaison_id and self.visited_on) or self.households is None:
            return
        if self.visited_on < self.liaison.started_on:
            raise ValidationError({"visited_on": f"走访日期不能早于结对日期（{self.liaison.started_on}）。"})
        if self.liaison.ended_on and self.visited_on >= self.liaison.ended_on:
            raise ValidationError({"visited_on": f"联系已于{self.liaison.ended_on}结束。"})
        quarter = Quarter.containing(self.visited_on)
        others = LiaisonVisit.objects.exclude(pk=self.pk).filter(
            liaison=self.liaison_id, visited_on__range=(quarter.first_day, quarter.last_day)
        )
        before = others.aggregate(n=models.Sum("households"))["n"] or 0
        if before + self.households > self.liaison.households:
            paired = f"共联系{self.liaison.households}户，本季度已走访{before}户"
            raise ValidationError({"households": f"{paired}，首次走访的没有这么多。"})
