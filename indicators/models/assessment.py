"""Assessments: one subject scored by one rubric in one year, from its own score to the decision."""

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, Value, When, Window
from django.db.models.functions import RowNumber
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch

from .rubric import Rubric
from .rubric_item import RubricLevel


class AssessmentState(models.TextChoices):
    """How far an assessment has come."""

    STARTED = "started", "待自评"
    SCORED = "scored", "待核定"
    CHECKED = "checked", "待评定"
    DECIDED = "decided", "已评定"
    LOST = "lost", "已摘牌"


FINAL = (AssessmentState.DECIDED, AssessmentState.LOST)


class AssessmentVerb(models.TextChoices):
    START = "start", "启动"
    SAVE = "save", "保存打分"
    SCORE = "score", "提交自评"
    CHECK = "check", "核定"
    DECIDE = "decide", "评定"
    SEND_BACK = "send_back", "退回"
    TAKE_AWAY = "take_away", "摘牌"


COLUMNS = ("own", "checked", "decided")  # of scores, one for each step


class AssessmentQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def of_kind(self, kind):
        return self.filter(rubric__kind=kind)

    def decided_by(self, day):
        return self.filter(decided_on__lte=day)

    def latest_decided_by(self, day):
        """Of each subject the newest year that was decided by a day, within a kind."""
        newest = (
            self.decided_by(day)
            .order_by()
            .annotate(
                place=Window(
                    RowNumber(),
                    partition_by=[F("rubric__kind"), F("area"), F("branch")],
                    order_by=[F("year").desc(), F("pk").desc()],
                )
            )
            .filter(place=1)
        )
        return self.filter(pk__in=newest.values("pk"))

    def holding_title_on(self, day):
        """Titles that stand on a day: given by the newest decision, not taken away, not run out."""
        return (
            self.latest_decided_by(day)
            .filter(Q(lost_on__isnull=True) | Q(lost_on__gt=day), level__is_title=True)
            .filter(year__gte=day.year - F("rubric__holds_years"))
        )

    def with_rank_before(self):
        """Adds what the subject's last decided year before this one ended with: `rank_before` (0 when the
        title was taken away, null for a first assessment), `level_before` (the level's name), `state_before`."""
        earlier = Assessment.objects.filter(
            Q(branch=OuterRef("branch")) | Q(branch__isnull=True),
            rubric__kind=OuterRef("rubric__kind"),
            area=OuterRef("area"),
            year__lt=OuterRef("year"),
            decided_on__isnull=False,
        ).order_by("-year", "-pk")
        ended = Case(
            When(state=AssessmentState.LOST, then=Value(0)),
            default=F("level__rank"),
            output_field=models.IntegerField(),
        )
        return self.annotate(
            rank_before=Subquery(earlier.annotate(ended=ended).values("ended")[:1]),
            level_before=Subquery(earlier.values("level__name")[:1]),
            state_before=Subquery(earlier.values("state")[:1]),
        )

    def with_totals(self):
        """Adds `own_total`, `checked_total`, `decided_total`; null while an item has no score in the column."""
        mine = Assessment.objects.filter(pk=OuterRef("pk")).order_by()
        totals = {}
        for column in COLUMNS:
            score = f"scores__{column}_score"
            blank = Count("scores", filter=Q(**{f"{score}__isnull": True}))
            whole = mine.annotate(total=Sum(score), blank=blank).filter(blank=0)
            totals[f"{column}_total"] = Subquery(whole.values("total"))
        return self.annotate(**totals)


class Assessment(models.Model):
    """One subject in one year: an area, or an organisation (`branch`) that stands in the area.

    Written by `indicators.assessing` alone. `level` is what was decided, `note` why it is below what the
    total would give. `version` rises with every change.
    """

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="assessments", verbose_name="评分细则")
    area = models.ForeignKey(Area, models.PROTECT, related_name="assessments", verbose_name="参创单位")
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name="参创党组织",
        help_text="城市分行业填写；村、乡镇、县区不填。",
    )
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("进度", max_length=8, choices=AssessmentState, default=AssessmentState.STARTED)
    level = models.ForeignKey(
        RubricLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="评定等次"
    )
    note = models.CharField("从低评定说明", max_length=200, blank=True)
    started_on = models.DateField("启动日期")
    scored_on = models.DateField("自评日期", null=True, blank=True)
    checked_on = models.DateField("核定日期", null=True, blank=True)
    decided_on = models.DateField("评定日期", null=True, blank=True)
    lost_on = models.DateField("摘牌日期", null=True, blank=True)
    lost_reason = models.CharField("摘牌原因", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=0, editable=False)

    history = HistoricalRecords()
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三级联创评定"
        ordering = ["-year", "area__path", "pk"]
        indexes = [models.Index(fields=["year", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "area", "year"],
                condition=Q(branch__isnull=True),
                name="assessment_area_once_a_year",
                violation_error_message="该单位本年度已经启动评定。",
            ),
            models.UniqueConstraint(
                fields=["rubric", "branch", "year"],
                condition=Q(branch__isnull=False),
                name="assessment_branch_once_a_year",
                violation_error_message="该党组织本年度已经启动评定。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL, decided_on__isnull=False, level__isnull=False)
                | (~Q(state__in=FINAL) & Q(decided_on__isnull=True, level__isnull=True)),
                name="assessment_decided_with_level",
                violation_error_message="已评定的须有评定日期和等次，未评定的不填。",
            ),
            models.CheckConstraint(
                condition=(Q(state=AssessmentState.LOST, lost_on__gte=F("decided_on")) & ~Q(lost_reason=""))
                | (~Q(state=AssessmentState.LOST) & Q(lost_on__isnull=True, lost_reason="")),
                name="assessment_lost_with_reason",
                violation_error_message="摘牌须填写日期和原因，日期不能早于评定日期。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="assessment_year",
                violation_error_message="年度须为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}年"

    @property
    def subject(self) -> str:
        return self.branch.name if self.branch_id else self.area.name

    @property
    def holds_title(self) -> bool:
        return self.state == AssessmentState.DECIDED and self.level.is_title
