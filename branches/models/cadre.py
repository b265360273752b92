"""Village posts as tenures, and certifications of double-strong people."""

from django.db import models
from simple_history.models import HistoricalRecords

from .area import Area, Level
from .person import Person


class VillagePost(models.TextChoices):
    PARTY_SECRETARY = "party_secretary", "村党组织书记"
    VILLAGE_HEAD = "village_head", "村委会主任"
    DEPUTY_SECRETARY = "deputy_secretary", "村党组织副书记"
    BRANCH_COMMITTEE = "branch_committee", "村党组织委员"
    VILLAGE_COMMITTEE = "village_committee", "村委会委员"
    VILLAGE_CLERK = "village_clerk", "村文书"
    FIRST_SECRETARY = "first_secretary", "第一书记"
    GRADUATE_OFFICIAL = "graduate_official", "大学生村官"
    RESERVE_CADRE = "reserve_cadre", "村级后备干部"


# Village cadres are members of the two committees (and the clerk by local rule). A first
# secretary is sent, not elected; graduate officials and reserve cadres are not cadres yet.
CADRE_POSTS = [
    VillagePost.PARTY_SECRETARY,
    VillagePost.VILLAGE_HEAD,
    VillagePost.DEPUTY_SECRETARY,
    VillagePost.BRANCH_COMMITTEE,
    VillagePost.VILLAGE_COMMITTEE,
    VillagePost.VILLAGE_CLERK,
]


class CadreSource(models.TextChoices):
    GROWN = "grown", "内育"
    SELECTED_OUTSIDE = "selected_outside", "外选"
    SENT_DOWN = "sent_down", "下派"
    RETURNED = "returned", "回引"


class ElectionMode(models.TextChoices):
    TWO_RECOMMEND_ONE_ELECT = "two_recommend_one_elect", "两推一选"
    PUBLIC_RECOMMEND_DIRECT = "public_recommend_direct", "公推直选"
    VILLAGE_ELECTION = "village_election", "村民选举"
    APPOINTED = "appointed", "任命"


class CadreQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def serving_on(self, day):
        """Tenures that hold on a day: the day of leaving is no longer served."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), started_on__lte=day)

    def village_cadres(self):
        return self.filter(post__in=CADRE_POSTS)

    def secretaries(self):
        return self.filter(post=VillagePost.PARTY_SECRETARY)


class Cadre(models.Model):
    """One tenure of one post by one person. Cadres are counted as persons, not posts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name="人员")
    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="cadres",
        verbose_name="任职村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    post = models.CharField("职务", max_length=20, choices=VillagePost)
    started_on = models.DateField("任职日期")
    ended_on = models.DateField("免职日期", null=True, blank=True, help_text="自该日起不再任职。")
    source = models.CharField("来源", max_length=20, choices=CadreSource, default=CadreSource.GROWN)
    election_mode = models.CharField("产生方式", max_length=30, choices=ElectionMode, blank=True)

    history = HistoricalRecords()
    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "村干部任职"
        ordering = ["village__path", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="cadre_ended_after_started",
                violation_error_message="免职日期不能早于任职日期。",
            ),
            models.UniqueConstraint(
                fields=["village"],
                condition=models.Q(post=VillagePost.PARTY_SECRETARY, ended_on__isnull=True),
                name="cadre_one_serving_secretary",
                violation_error_message="该村已有在任党组织书记，请先办理免职。",
            ),
            models.UniqueConstraint(
                fields=["person", "village", "post"],
                condition=models.Q(ended_on__isnull=True),
                name="cadre_post_held_once",
                violation_error_message="此人已在该村担任同一职务。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_post_display()}"


class CertificationQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Certifications that hold on a day: given, not expired, not revoked."""
        return self.filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day),
            models.Q(revoked_on__isnull=True) | models.Q(revoked_on__gt=day),
            certified_on__lte=day,
        )

    def within(self, area):
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)


class DoubleStrongCertification(models.Model):
    """A person certified as double-strong under one version of the standard."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="certifications", verbose_name="人员")
    standard = models.CharField("认定标准版本", max_length=40)
    certified_on = models.DateField("认定日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    reviewed_on = models.DateField("最近复核日期", null=True, blank=True)
    households_led = models.PositiveIntegerField("带动户数", default=0)
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
                condition=models.Q(reviewed_on__isnull=True) | models.Q(reviewed_on__gte=models.F("certified_on")),
                name="certification_reviewed_after_certified",
                violation_error_message="复核日期不能早于认定日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True)
                | (models.Q(revoked_on__gte=models.F("certified_on")) & ~models.Q(revoked_reason="")),
                name="certification_revoked_with_reason",
                violation_error_message="取消认定须填写原因，且取消日期不能早于认定日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} 双强认定"
