"""Double-strong people: the standard, who was certified under it, and the reviews since."""

from django.db import models
from simple_history.models import HistoricalRecords

from .person import Person, present


class Track(models.TextChoices):
    SECRETARY = "secretary", "双强村支书"
    CADRE = "cadre", "双强村干部"
    MEMBER = "member", "双强党员"


class StandardQuerySet(models.QuerySet):
    def in_force_on(self, day):
        """Standards by which people are certified on a day; the day of ending no longer counts."""
        return self.filter(
            models.Q(in_force_until__isnull=True) | models.Q(in_force_until__gt=day), in_force_from__lte=day
        )


class DoubleStrongStandard(models.Model):
    """One version of the standard: what it asks, and from when until when people are certified by it."""

    version = models.CharField("版本", max_length=40, unique=True)
    in_force_from = models.DateField("执行起始")
    in_force_until = models.DateField("执行截止", null=True, blank=True, help_text="自该日起不再按此标准认定。")
    criteria = models.TextField("认定条件", help_text="收入条件只写与村平均水平的倍数档次，不写金额。")
    secretary_households = models.PositiveSmallIntegerField("村支书最少带动户数", default=0)
    cadre_households = models.PositiveSmallIntegerField("村干部最少带动户数", default=0)
    member_households = models.PositiveSmallIntegerField("党员最少带动户数", default=0)

    history = HistoricalRecords()
    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "双强认定标准"
        ordering = ["-in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_force_until__isnull=True)
                | models.Q(in_force_until__gt=models.F("in_force_from")),
                name="standard_until_after_from",
                violation_error_message="执行截止须晚于执行起始。",
            ),
        ]

    def __str__(self) -> str:
        return self.version

    def least_households(self, track: str) -> int:
        """How many households somebody of a track must lead."""
        return {
            Track.SECRETARY: self.secretary_households,
            Track.CADRE: self.cadre_households,
            Track.MEMBER: self.member_households,
        }[Track(track)]


class CertificationQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Certifications that hold on a day: given, not expired, not revoked, of somebody still here."""
        return self.filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day),
            models.Q(revoked_on__isnull=True) | models.Q(revoked_on__gt=day),
            present(day, "person"),
            certified_on__lte=day,
        )

    def within(self, area):
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)


class DoubleStrongCertification(models.Model):
    """A person certified as double-strong under one version of the standard.

    A revoked certification stays revoked; the title comes back by a new one.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="certifications", verbose_name="人员")
    track = models.CharField("类别", max_length=10, choices=Track, default=Track.MEMBER)
    standard = models.ForeignKey(
        DoubleStrongStandard, models.PROTECT, related_name="certifications", verbose_name="认定标准"
    )
    certified_on = models.DateField("认定日期")
    certified_by = models.CharField("认定单位", max_length=60, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True, help_text="当日仍有效；长期有效的不填。")
    households_led = models.PositiveIntegerField(
        "带动户数", default=0, help_text="同村一户只登记在一人名下；复核后为复核时的户数。"
    )
    evidence = models.CharField(
        "认定依据", max_length=200, blank=True, help_text="产业及规模档次、乡镇初审和县级备案的文号。"
    )
    revoked_on = models.DateField("取消日期", null=True, blank=True)
    revoked_reason = models.CharField("取消原因", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "双强认定"
        ordering = ["person__area__path", "-certified_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "certified_on"],
                name="certification_once_a_day",
                violation_error_message="此人当日已有认定记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("certified_on")),
                name="certification_valid_after_certified",
                violation_error_message="有效期不能早于认定日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True)
                | (models.Q(revoked_on__gte=models.F("certified_on")) & ~models.Q(revoked_reason="")),
                name="certification_revoked_with_reason",
                violation_error_message="取消认定须填写原因，且取消日期不能早于认定日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.certified_on}双强认定"


class CertificationReview(models.Model):
    """A later look at a certification: does it still hold, and how many households are led now."""

    certification = models.ForeignKey(
        DoubleStrongCertification, models.PROTECT, related_name="reviews", verbose_name="双强认定"
    )
    reviewed_on = models.DateField("复核日期")
    passed = models.BooleanField("复核合格", default=True)
    households_led = models.PositiveIntegerField("复核时带动户数", default=0)
    evidence = models.CharField("复核依据", max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "双强复核"
        ordering = ["-reviewed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "reviewed_on"],
                name="review_once_a_day",
                violation_error_message="该认定当日已有复核记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certification} {self.reviewed_on}复核"
