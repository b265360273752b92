"""Pioneer posts and responsibility zones that enterprises have set up for their members."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import NewOrgKind, NewOrgUnit

from .span import holds_on, refuse_future


class EnterprisePostKind(models.TextChoices):
    PIONEER_POST = "pioneer_post", "党员先锋岗"
    ZONE = "zone", "党员责任区"


class EnterprisePostQuerySet(models.QuerySet):
    def standing_on(self, day):
        return self.filter(holds_on(day, "set_on", "ended_on"))


class EnterprisePost(models.Model):
    """How many posts or zones of one kind an enterprise keeps since a day."""

    unit = models.ForeignKey(
        NewOrgUnit,
        models.PROTECT,
        related_name="posts",
        verbose_name="企业",
        limit_choices_to={"kind": NewOrgKind.NON_PUBLIC_ENTERPRISE},
    )
    kind = models.CharField("类别", max_length=12, choices=EnterprisePostKind)
    number = models.PositiveIntegerField("个数", default=1)
    set_on = models.DateField("设立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True, help_text="自该日起不再统计。")
    evidence = models.CharField("佐证", max_length=200, help_text="公示、责任区划分表或挂牌照片的名称、编号。")

    history = HistoricalRecords()
    objects = EnterprisePostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业先锋岗和责任区"
        ordering = ["unit__area__path", "unit", "kind", "set_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="enterprise_post_kind_once",
                violation_error_message="该企业已登记此类，请在原记录上改个数。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="enterprise_post_at_least_one",
                violation_error_message="个数至少为1。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("set_on")),
                name="enterprise_post_dates",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="enterprise_post_evidence",
                violation_error_message="没有佐证的不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}{self.number}个"

    def clean(self):
        refuse_future(self, "set_on", "ended_on")
