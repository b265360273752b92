"""How one person becomes a Party member: five dated stages, in order, or an end with its reason."""

from datetime import date

from django.db import models, transaction
from django.db.models.functions import ExtractMonth, ExtractYear
from simple_history.models import HistoricalRecords

from branches.models import COLLEGE_AND_ABOVE, Branch, Occupation, Person, PoliticalStatus, Sex

YOUNG_UNTIL = 35  # years of age: the band of the statistics, "35岁及以下"
SETTLING = ("admitted_on", "full_on", "ended_on")  # what decides about the person's status


class Stage(models.TextChoices):
    APPLIED = "applied", "申请入党"
    ACTIVIST = "activist", "入党积极分子"
    CANDIDATE = "candidate", "发展对象"
    ADMITTED = "admitted", "预备党员"
    FULL = "full", "正式党员"

    @property
    def date_field(self) -> str:
        return f"{self.value}_on"


class Stratum(models.TextChoices):
    """The new social strata, beside the occupation."""

    OWNER = "owner", "非公企业出资人"
    STAFF = "staff", "两新组织管理、技术人员"
    FREELANCER = "freelancer", "自由职业人员"
    INTERMEDIARY = "intermediary", "中介组织从业人员"


FRONTLINE = [Occupation.WORKER, Occupation.FARMER, Occupation.SPECIALIST]


class DevelopmentQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)

    def admitted_between(self, first: date, last: date):
        """Those who became probationary members from the first through the last day."""
        return self.filter(admitted_on__range=(first, last))

    def with_age(self):
        """Adds `age_in_months` on the day of admission; a birth month counts from its first day."""
        years = ExtractYear("admitted_on") - ExtractYear("person__birth_month")
        return self.annotate(
            age_in_months=years * 12 + ExtractMonth("admitted_on") - ExtractMonth("person__birth_month")
        )


YOUNG = models.Q(age_in_months__lt=(YOUNG_UNTIL + 1) * 12)
WOMEN = models.Q(person__sex=Sex.FEMALE)
COLLEGE = models.Q(person__education__in=COLLEGE_AND_ABOVE)


class MemberDevelopment(models.Model):
    """One person's way into the Party. Where it counts is the person's own area."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="developments", verbose_name="人员")
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="developments",
        verbose_name="培养发展的党组织",
    )
    occupation = models.CharField("职业", max_length=12, choices=Occupation, default=Occupation.FARMER)
    stratum = models.CharField("新社会阶层", max_length=12, choices=Stratum, blank=True)
    applied_on = models.DateField("申请入党日期", null=True, blank=True)
    activist_on = models.DateField("确定积极分子日期", null=True, blank=True)
    candidate_on = models.DateField("确定发展对象日期", null=True, blank=True)
    admitted_on = models.DateField("接收预备党员日期", null=True, blank=True)
    full_on = models.DateField("转正日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ended_reason = models.CharField("终止原因", max_length=100, blank=True)
    evidence = models.CharField(
        "依据", max_length=200, blank=True, help_text="支部大会决议、上级审批文号等，不写证件号码。"
    )

    history = HistoricalRecords()
    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发展党员"
        ordering = ["person__area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="development_one_under_way",
                violation_error_message="此人已有一条没有终止的发展记录，请在原记录上办理。",
            ),
            models.CheckConstraint(
                condition=~models.Q(applied_on__isnull=True, admitted_on__isnull=True),
                name="development_begun",
                violation_error_message="申请入党日期和接收预备党员日期至少填一项。",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{later.date_field}__isnull": True})
                    | models.Q(**{f"{earlier.date_field}__isnull": True})
                    | models.Q(**{f"{later.date_field}__gte": models.F(earlier.date_field)}),
                    name=f"development_{earlier}_before_{later}",
                    violation_error_message=f"“{later.label}”的日期不能早于“{earlier.label}”的日期。",
                )
                for number, later in enumerate(Stage)
                for earlier in list(Stage)[:number]
            ),
            models.CheckConstraint(
                condition=models.Q(full_on__isnull=True) | models.Q(admitted_on__isnull=False),
                name="development_full_after_admission",
                violation_error_message="没有接收为预备党员的，不能转正。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, ended_reason="")
                | models.Q(ended_on__isnull=False, full_on__isnull=True) & ~models.Q(ended_reason=""),
                name="development_ended_with_reason",
                violation_error_message="终止的须同时填终止日期和原因；已经转正的不能终止。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.stage.label}"

    def save(self, *args, **kwargs):
        """Lets the person's status and day of joining follow when the stages changed."""
        with transaction.atomic():
            before = MemberDevelopment.objects.filter(pk=self.pk).values_list(*SETTLING).first()
            super().save(*args, **kwargs)
            if before != tuple(getattr(self, name) for name in SETTLING):
                self.settle()

    def settle(self) -> None:
        """Probationary from the admission, member from the confirmation, neither when it ended in between."""
        if self.admitted_on is None:
            return
        person = Person.objects.select_for_update().get(pk=self.person_id)
        person.political_status = PoliticalStatus.MEMBER if self.full_on else PoliticalStatus.PROBATIONARY
        person.joined_on = self.admitted_on
        if self.ended_on:
            person.political_status, person.joined_on = PoliticalStatus.MASSES, None
        person._history_user = getattr(self, "_history_user", None)
        person.save(update_fields=["political_status", "joined_on"])

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return next(stage for stage in reversed(Stage) if getattr(self, stage.date_field))

    def stage_on(self, day: date) -> Stage | None:
        """How far it had come by a day; None when it had not begun."""
        reached = (stage for stage in reversed(Stage) if (getattr(self, stage.date_field) or date.max) <= day)
        return next(reached, None)

    @property
    def reached_on(self) -> date:
        """The day of the last stage."""
        return getattr(self, self.stage.date_field)

    @property
    def next_stage(self) -> Stage | None:
        """What comes next; nothing after the last one or after an end."""
        if self.ended_on or self.stage is Stage.FULL:
            return None
        return list(Stage)[list(Stage).index(self.stage) + 1]
