"""Who is cultivated for what: one person on one list for one year, and what came of it."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Person, PoliticalStatus

from .cultivation_list import MEMBER_LISTS, STEPS, TRACKS, CultivationList


class CultivationResult(models.TextChoices):
    PROMOTED = "promoted", "已转化（提拔）"
    KEPT = "kept", "继续培养"
    DROPPED = "dropped", "调整出列"


# What the lists are asked, as conditions for `filter` and for conditional counts ----------------
# A member who has died or left the Party stays in no count.
STILL_ENTITLED = ~Q(on_list__in=MEMBER_LISTS) | Q(
    person__political_status__in=[PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]
)


def at_start(year: int) -> Q:
    """On a list on 1 January: the whole of the year's conversions, whatever became of it later."""
    first = date(year, 1, 1)
    return Q(_not_ended_by(first), listed_on=first)


def in_force(day: date) -> Q:
    """On a list of the day's year, and not converted or dropped by then. Being kept ends nothing."""
    return Q(STILL_ENTITLED, _not_ended_by(day), listed_on__range=(date(day.year, 1, 1), day))


def converted(first: date, last: date) -> Q:
    return Q(STILL_ENTITLED, result=CultivationResult.PROMOTED, converted_on__range=(first, last))


def _not_ended_by(day: date) -> Q:
    return Q(result_on__isnull=True) | Q(result=CultivationResult.KEPT) | Q(result_on__gt=day)


class CultivationQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def in_force_on(self, day):
        return self.filter(in_force(day))

    def at_start_of(self, year):
        return self.filter(at_start(year))

    def open(self):
        """Without a result yet."""
        return self.filter(result="")


class Cultivation(models.Model):
    """One person on one list for the year of `listed_on`.

    A list that goes on is carried into the next year: the old row is kept as a result and a new
    one begins on 1 January. `selected_on` remembers when it all began.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="cultivations", verbose_name="培养对象")
    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="cultivations",
        verbose_name="所在村",
        blank=True,
        limit_choices_to={"level": Level.VILLAGE},
        help_text="空着即为此人所在的村。",
    )
    on_list = models.CharField("培养名单", max_length=13, choices=CultivationList)
    listed_on = models.DateField(
        "入册日期", help_text="年度名单填1月1日，按年初在册计算；年中新增的从下年起计入转化率。"
    )
    selected_on = models.DateField("首次选定日期", editable=False)
    mentor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="mentees", verbose_name="帮带人"
    )
    other_mentor = models.CharField(
        "帮带人（不在人员台账的）", max_length=40, blank=True, help_text="写单位和职务，如“某镇包村干部”。"
    )
    evidence = models.CharField("入册依据", max_length=200, help_text="文件号、会议纪要或推荐记录。")
    result = models.CharField("培养结果", max_length=8, choices=CultivationResult, blank=True)
    result_on = models.DateField("结果日期", null=True, blank=True)
    converted_on = models.DateField(
        "转化（提拔）日期", null=True, blank=True, help_text="入党、认定、任职之日，以人员、认定、村干部台账为准。"
    )
    reason = models.CharField("原因或去向", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = CultivationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培养对象"
        ordering = ["village__path", "on_list", "-listed_on", "pk"]
        indexes = [models.Index(fields=["listed_on", "on_list"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(on_list__in=STEPS, result=""),
                name="cultivation_one_step",
                violation_error_message="此人已在四个培养的一份名单上，一人同时只列一步；请先登记结果。",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(on_list__in=TRACKS, result=""),
                name="cultivation_one_track",
                violation_error_message="此人已在三百强的一份名单上，一人只进一份；请先登记结果。",
            ),
            models.CheckConstraint(
                condition=Q(on_list__in=CultivationList.values), name="cultivation_on_a_known_list"
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True) | (~Q(result="") & Q(result_on__isnull=False)),
                name="cultivation_result_dated",
                violation_error_message="填了培养结果的须填结果日期，没有结果的不填。",
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True) | Q(result_on__gte=F("listed_on")),
                name="cultivation_result_after_listing",
                violation_error_message="结果日期不能早于入册日期。",
            ),
            models.CheckConstraint(
                condition=Q(result=CultivationResult.PROMOTED, converted_on__isnull=False)
                | (~Q(result=CultivationResult.PROMOTED) & Q(converted_on__isnull=True)),
                name="cultivation_converted_dated",
                violation_error_message="已转化（提拔）的须填转化日期，其他结果不填。",
            ),
            models.CheckConstraint(
                condition=Q(converted_on__isnull=True)
                | Q(converted_on__gte=F("listed_on"), converted_on__lte=F("result_on")),
                name="cultivation_converted_on_the_list",
                violation_error_message="转化日期不能早于入册日期，也不能晚于结果日期。",
            ),
            models.CheckConstraint(
                condition=~Q(result=CultivationResult.DROPPED, reason=""),
                name="cultivation_dropped_with_reason",
                violation_error_message="调整出列的须填写原因。",
            ),
            models.CheckConstraint(
                condition=Q(mentor__isnull=True) | (~Q(mentor=F("person")) & Q(other_mentor="")),
                name="cultivation_one_mentor",
                violation_error_message="帮带人只填一处，也不能是本人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_on_list_display()}（{self.year}年）"

    def save(self, *args, **kwargs):
        self.selected_on = self.selected_on or self.listed_on
        super().save(*args, **kwargs)

    @property
    def year(self) -> int:
        return self.listed_on.year

    @property
    def last_day(self) -> date:
        """The last day on the list; being kept does not end the year."""
        ended = self.result in (CultivationResult.PROMOTED, CultivationResult.DROPPED)
        return self.result_on - timedelta(days=1) if ended else date(self.year, 12, 31)

    @property
    def has_mentor(self) -> bool:
        return self.mentor_id is not None or bool(self.other_mentor)
