"""Who holds a public post (设岗→认岗→定岗→明岗→履岗→评岗), and how it was reviewed."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Person

from .public_post import PublicPost


class AssignmentQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def holding_on(self, day):
        """Posts held on a day: the day of leaving no longer counts."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), assigned_on__lte=day)


class PostAssignment(models.Model):
    """One member in one post of one village."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="post_assignments",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="public_posts", verbose_name="党员")
    post = models.ForeignKey(PublicPost, models.PROTECT, related_name="assignments", verbose_name="岗位")
    claimed_on = models.DateField("认岗日期", null=True, blank=True)
    assigned_on = models.DateField("定岗日期", help_text="村党组织审定、公示的日期。")
    ended_on = models.DateField("离岗日期", null=True, blank=True, help_text="自该日起不再在岗。")
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="公示、承诺书或会议记录。")

    history = HistoricalRecords()
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "设岗定责"
        ordering = ["village__path", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claimed_on__isnull=True) | models.Q(claimed_on__lte=models.F("assigned_on")),
                name="assignment_claimed_before_assigned",
                violation_error_message="定岗日期不能早于认岗日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("assigned_on")),
                name="assignment_ended_after_assigned",
                violation_error_message="离岗日期不能早于定岗日期。",
            ),
            models.UniqueConstraint(
                fields=["person", "post", "village"],
                condition=models.Q(ended_on__isnull=True),
                name="assignment_post_held_once",
                violation_error_message="此人已在该村担任这个岗位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Rating(models.TextChoices):
    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    FAIR = "fair", "一般"
    POOR = "poor", "较差"


GOOD_OR_BETTER = [Rating.EXCELLENT, Rating.GOOD]


class PostReview(models.Model):
    """One review of a post (评岗), usually at the year's end."""

    assignment = models.ForeignKey(PostAssignment, models.CASCADE, related_name="reviews", verbose_name="设岗定责")
    rated_on = models.DateField("评议日期")
    rating = models.CharField("评议结果", max_length=10, choices=Rating)
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="评议会议记录。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "履岗评议"
        ordering = ["assignment__village__path", "-rated_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "rated_on"],
                name="post_review_once_a_day",
                violation_error_message="这个岗位当日已有评议记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.get_rating_display()}"
