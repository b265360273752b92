"""Associations that members lead: for crops, livestock, or the sale of produce."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, Level

from .span import holds_on, refuse_future

LEAST_FOR_BRANCH = 3  # full members: the Party constitution asks for an organisation from there on


class AssociationKind(models.TextChoices):
    CROP = "crop", "种植"
    LIVESTOCK = "livestock", "养殖"
    SALES = "sales", "农产品销售"


class AssociationQuerySet(models.QuerySet):
    def standing_on(self, day):
        return self.filter(holds_on(day, "founded_on", "dissolved_on"))

    def large_enough(self):
        """With enough full members that there should be a Party organisation."""
        return self.filter(full_members__gte=LEAST_FOR_BRANCH)


class MemberAssociation(models.Model):
    """One association of a village, township or county, and the Party organisation in it."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="associations",
        verbose_name="所在地",
        limit_choices_to={"level__in": [Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY]},
    )
    kind = models.CharField("类型", max_length=9, choices=AssociationKind)
    name = models.CharField("名称", max_length=60)
    founded_on = models.DateField("成立日期")
    dissolved_on = models.DateField("解散日期", null=True, blank=True, help_text="自该日起不再统计。")
    households = models.PositiveIntegerField(
        "带动户数", default=0, help_text="一户参加几个协会的，只登记在一个协会名下。"
    )
    full_members = models.PositiveIntegerField("正式党员数", default=0)
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="associations",
        verbose_name="协会党组织",
        help_text="正式党员3人以上的应建立党组织。",
    )
    evidence = models.CharField("佐证", max_length=200, help_text="登记证号或批准文件的名称、文号。")

    history = HistoricalRecords()
    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员协会"
        ordering = ["area__path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=models.Q(dissolved_on__isnull=True),
                name="association_named_once",
                violation_error_message="该地已有同名的协会。",
            ),
            models.CheckConstraint(
                condition=models.Q(dissolved_on__isnull=True) | models.Q(dissolved_on__gte=models.F("founded_on")),
                name="association_dates",
                violation_error_message="解散日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="association_evidence",
                violation_error_message="没有佐证的协会不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def should_have_branch(self) -> bool:
        return self.full_members >= LEAST_FOR_BRANCH

    def clean(self):
        refuse_future(self, "founded_on", "dissolved_on")
        if self.branch_id and self.branch.dissolved_on and not self.dissolved_on:
            raise ValidationError({"branch": f"该党组织已于{self.branch.dissolved_on}撤销。"})
