"""Leaders of townships as tenures: who holds which office, and from when until when."""

from django.db import models
from simple_history.models import HistoricalRecords

from .area import Area, Level
from .person import Person


class TownshipOffice(models.TextChoices):
    PARTY_SECRETARY = "party_secretary", "党（工）委书记"
    HEAD = "head", "乡镇长（主任）"
    CONGRESS_CHAIR = "congress_chair", "人大主席"
    DEPUTY_SECRETARY = "deputy_secretary", "党（工）委副书记"
    COMMITTEE = "committee", "党（工）委委员"
    DEPUTY_HEAD = "deputy_head", "副乡镇长（副主任）"
    OTHER = "other", "其他乡科级领导干部"


class TownshipLeaderQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(township__path__gte=area.path, township__path__lt=area.path_end)

    def serving_on(self, day):
        """Tenures that hold on a day: the day of leaving is no longer served."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), started_on__lte=day)


class TownshipLeader(models.Model):
    """One tenure of an office at the level of 乡科级. Leaders are counted as persons."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="township_offices", verbose_name="人员")
    township = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="leaders",
        verbose_name="任职乡镇",
        limit_choices_to={"level": Level.TOWNSHIP},
    )
    office = models.CharField("职务", max_length=20, choices=TownshipOffice)
    started_on = models.DateField("任职日期")
    ended_on = models.DateField("免职日期", null=True, blank=True, help_text="自该日起不再任职。")

    history = HistoricalRecords()
    objects = TownshipLeaderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "乡镇领导干部任职"
        ordering = ["township__path", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="township_leader_ended_after_started",
                violation_error_message="免职日期不能早于任职日期。",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="township_leader_in_one_office",
                violation_error_message="此人已在任一项乡镇领导职务，请先办理免职；兼任的只登记主要职务。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_office_display()}"
