"""Who took part in a batch, for how many hours, and what became of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual
from simple_history.models import HistoricalRecords

from branches.models import Person

from .trainee import TraineeClass
from .training import BatchState, TrainingBatch
from .training_settings import TierRule

LEAVE_LIMIT = 7  # who misses more than a seventh of the hours has not completed (national rule)

GONE = "开班前已去世、出党或转出"


def completes(hours: int, attended: int | None) -> bool:
    """Whether so many hours of a batch make a completion. What was missed without leave counts as leave."""
    return bool(attended) and (hours - attended) * LEAVE_LIMIT <= hours


def completion(to_enrolment: str = "", to_hours: str = "batch__hours") -> Q:
    """As `completes`, for rows: `to_enrolment` leads to the enrolment, `to_hours` to the batch's hours."""
    attended = f"{to_enrolment}hours_attended"
    enough = GreaterThanOrEqual(F(attended) * LEAVE_LIMIT, F(to_hours) * (LEAVE_LIMIT - 1))
    return Q(enough, **{f"{attended}__gt": 0})


COMPLETED = completion()


class Grade(models.TextChoices):
    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASS = "pass", "合格"
    FAIL = "fail", "不合格"


class EnrolmentQuerySet(models.QuerySet):
    def within(self, area):
        """Trainees who belong to the area."""
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)

    def ended_between(self, first, last):
        """Of batches held to the end, the last day through `last`."""
        return self.filter(batch__state=BatchState.FINISHED, batch__ends_on__range=(first, last))

    def attended(self):
        return self.filter(hours_attended__gt=0)

    def completed(self):
        """As `completes`, for rows."""
        return self.filter(COMPLETED)


class Enrolment(models.Model):
    """One person in one batch. Hours are blank until they are known; completion follows from them."""

    batch = models.ForeignKey(TrainingBatch, models.PROTECT, related_name="enrolments", verbose_name="班次")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments", verbose_name="学员")
    hours_attended = models.PositiveSmallIntegerField("实到学时", null=True, blank=True)
    leave_hours = models.PositiveSmallIntegerField("请假学时", default=0)
    grade = models.CharField("考核", max_length=10, choices=Grade, blank=True)
    followed_up_on = models.DateField("回访日期", null=True, blank=True, help_text="结业3至6个月内回访。")
    skill_used = models.BooleanField("所学用上了", null=True, blank=True)
    households_taught = models.PositiveSmallIntegerField("传授户数", null=True, blank=True)

    history = HistoricalRecords()
    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "学员"
        ordering = ["person__area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person"],
                name="enrolment_once",
                violation_error_message="此人已在这个班次的名单上。",
            ),
            models.CheckConstraint(
                condition=Q(followed_up_on__isnull=False)
                | Q(skill_used__isnull=True, households_taught__isnull=True),
                name="enrolment_follow_up_dated",
                violation_error_message="填写回访结果的须填回访日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.batch}"

    @property
    def completed(self) -> bool:
        return completes(self.batch.hours, self.hours_attended)

    @property
    def outcome(self) -> str:
        """结业, 未结业, 未到训, or that the hours are not known yet."""
        if self.hours_attended is None:
            return "未登记学时"
        if not self.hours_attended:
            return "未到训"
        return "结业" if self.completed else "未结业"

    def clean(self):
        wrong: dict[str, str] = {}
        if self.batch_id:
            wrong |= self.hour_faults()
            if self.followed_up_on and self.followed_up_on < self.batch.ends_on:
                wrong["followed_up_on"] = "回访日期不能早于结业日期。"
            if self.person_id and self._state.adding and (refusal := self.refusal()):
                wrong["person"] = refusal
        if wrong:
            raise ValidationError(wrong)

    def hour_faults(self) -> dict[str, str]:
        """{field: fault} of the hours against the length of the batch."""
        attended, total = self.hours_attended or 0, self.batch.hours
        if attended > total:
            return {"hours_attended": f"本班共{total}学时，实到不能超过。"}
        if attended + (self.leave_hours or 0) > total:
            return {"leave_hours": f"本班共{total}学时，实到与请假合计不能超过。"}
        return {}

    def refusal(self) -> str:
        """Why the person cannot be on the list; empty when nothing stands against it."""
        if self.batch.state == BatchState.CANCELLED:
            return "班次已取消，不能再报名。"
        if not self.batch.area.contains(self.person.area):
            return f"此人不属于{self.batch.area}，请由其上级组织的班次报名。"
        why = refusals(self.batch, [self.person_id]).get(self.person_id)
        return f"此人{why}，{cannot(self.batch, why)}。" if why else ""


def refusals(batch: TrainingBatch, person_ids: list[int]) -> dict[int, str]:
    """{person id: why} of those who had gone before the batch began, and of those who do not belong to
    the class that its tier is for. In three queries.
    """
    people = Person.objects.filter(pk__in=person_ids)
    here = people.present_on(batch.starts_on)
    present = set(here.values_list("pk", flat=True))
    found = {pk: GONE for pk in person_ids if pk not in present}
    if is_restricted(batch):
        group = TraineeClass(batch.trainee)
        fit = set(here.filter(group.holds_on(batch.starts_on)).values_list("pk", flat=True))
        found |= {pk: group.refusal for pk in present if pk not in fit}
    return found


def is_restricted(batch: TrainingBatch) -> bool:
    """Whether the tier has rules on the first day of the batch; without any it takes everybody."""
    return TierRule.objects.valid_on(batch.starts_on).filter(tier=batch.tier).exists()


def cannot(batch: TrainingBatch, why: str) -> str:
    """What follows from a refusal: out of the tier, or out of the batch altogether."""
    return "不能报名" if why == GONE else f"不能计入“{batch.get_tier_display()}”"
