"""Village posts as tenures."""

from datetime import date

from django.db import models
from simple_history.models import HistoricalRecords

from .area import Area, Level
from .person import Person, present


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


# Posts of the branch committee, held by full members only, and of the villagers' committee.
BRANCH_POSTS = [VillagePost.PARTY_SECRETARY, VillagePost.DEPUTY_SECRETARY, VillagePost.BRANCH_COMMITTEE]
VILLAGE_COMMITTEE_POSTS = [VillagePost.VILLAGE_HEAD, VillagePost.VILLAGE_COMMITTEE]


class CadreSource(models.TextChoices):
    GROWN = "grown", "内育"
    SELECTED_OUTSIDE = "selected_outside", "外选"
    SENT_DOWN = "sent_down", "下派"
    RETURNED = "returned", "回引"
    OTHER = "other", "其他"


class ElectionMode(models.TextChoices):
    TWO_RECOMMEND_ONE_ELECT = "two_recommend_one_elect", "两推一选"
    PUBLIC_RECOMMEND_DIRECT = "public_recommend_direct", "公推直选"
    VILLAGE_ELECTION = "village_election", "村民选举"
    APPOINTED = "appointed", "任命"


class Crossing(models.TextChoices):
    """The bound that a choice went beyond: somebody whom the old rules would not have looked at."""

    OWNERSHIP = "ownership", "打破所有制界限"
    REGION = "region", "打破地域界限"
    TRADE = "trade", "打破行业界限"
    IDENTITY = "identity", "打破身份界限"


class LeaveReason(models.TextChoices):
    TERM_OVER = "term_over", "届满"
    MOVED = "moved", "改任"
    RESIGNED = "resigned", "辞职"
    AGE = "age", "年龄原因"
    DISMISSED = "dismissed", "免职"
    GONE = "gone", "减员"
    OTHER = "other", "其他"


class CadreQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def serving_on(self, day):
        """Tenures that hold on a day: the day of leaving is no longer served, nor is it by who is gone."""
        return self.filter(
            models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day),
            present(day, "person"),
            started_on__lte=day,
        )

    def overlapping(self, started_on, ended_on=None):
        """Tenures that share a day with the time from `started_on` up to `ended_on` (None: still on)."""
        rows = self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=started_on))
        return rows if ended_on is None else rows.filter(started_on__lt=ended_on)

    def village_cadres(self):
        return self.filter(post__in=CADRE_POSTS)

    def secretaries(self):
        return self.filter(post=VillagePost.PARTY_SECRETARY)


class Cadre(models.Model):
    """One tenure of one post by one person. Cadres are counted as persons, not posts.

    Being elected again begins a new tenure on the day on which the old one ends. `is_shared` says that
    a secretary leads this village besides another one.
    """

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
    crossed = models.CharField("打破界限", max_length=12, choices=Crossing, blank=True)
    is_shared = models.BooleanField("跨村兼任书记", default=False)
    vetted = models.BooleanField("联审通过", null=True, blank=True, help_text="只记是否通过，不记联审内容。")
    filed_on = models.DateField("县级备案日期", null=True, blank=True)
    evidence = models.CharField(
        "任职依据", max_length=200, blank=True, help_text="任职文件、选举结果的文号和日期。"
    )
    leave_reason = models.CharField("离任原因", max_length=12, choices=LeaveReason, blank=True)
    leave_evidence = models.CharField("离任依据", max_length=200, blank=True)

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
            models.CheckConstraint(
                condition=models.Q(leave_reason="") | models.Q(ended_on__isnull=False),
                name="cadre_leave_reason_when_left",
                violation_error_message="填写离任原因的，须填写免职日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(is_shared=False) | models.Q(post=VillagePost.PARTY_SECRETARY),
                name="cadre_shared_is_secretary",
                violation_error_message="“跨村兼任书记”只用于村党组织书记。",
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

    def holds_on(self, day: date) -> bool:
        """As `CadreQuerySet.serving_on` asks it of rows, for a tenure at hand of somebody present."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)
