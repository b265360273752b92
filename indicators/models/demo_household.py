"""Demonstration households: members certified as showing the village how to get rich by technology."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Person, PoliticalStatus

from .span import refuse_future


class DemoHouseholdQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Certificates that hold on a day: given, not expired, not revoked."""
        return self.filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day),
            models.Q(revoked_on__isnull=True) | models.Q(revoked_on__gt=day),
            certified_on__lte=day,
        )


class DemoHousehold(models.Model):
    """One certificate; the household is told by the member whose it is."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="demo_households",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="demo_households", verbose_name="党员")
    trade = models.CharField("示范产业", max_length=40)
    certificate_no = models.CharField("证书编号", max_length=60, unique=True)
    certified_on = models.DateField("认定日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    households_led = models.PositiveIntegerField("带动户数", default=0)
    revoked_on = models.DateField("取消日期", null=True, blank=True, help_text="自该日起不再是示范户。")
    revoked_reason = models.CharField("取消原因", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = DemoHouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "科技致富示范户"
        ordering = ["village__path", "-certified_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "certified_on"],
                name="demo_household_once_a_day",
                violation_error_message="此户当日已有认定记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("certified_on")),
                name="demo_household_valid_after_certified",
                violation_error_message="有效期不能早于认定日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True, revoked_reason="")
                | models.Q(revoked_on__isnull=False, revoked_on__gte=models.F("certified_on"))
                & ~models.Q(revoked_reason=""),
                name="demo_household_revoked_with_reason",
                violation_error_message="取消日期与取消原因须一并填写，且不早于认定日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.certificate_no}"

    def clean(self):
        refuse_future(self, "certified_on", "revoked_on")
        if not (self.person_id and self.village_id and self.certified_on):
            return
        if self.person.political_status not in (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY):
            raise ValidationError({"person": "示范户须是党员家庭，此人登记为非党员。"})
        if self.person.area_id != self.village_id:
            raise ValidationError({"person": f"此人登记在{self.person.area}，不是该村党员。"})
        others = DemoHousehold.objects.exclude(pk=self.pk).filter(person=self.person_id)
        if standing := others.valid_on(self.certified_on).first():
            raise ValidationError({"person": f"此户的证书{standing.certificate_no}在认定日期仍然有效。"})
