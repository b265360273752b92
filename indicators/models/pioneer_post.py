"""Pioneer posts and responsibility zones of organisations in government, institutions and state firms."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Branch


class PioneerKind(models.TextChoices):
    POST = "post", "党员先锋岗"
    ZONE = "zone", "党员责任区"


class PioneerQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(branch__area__path__gte=area.path, branch__area__path__lt=area.path_end)

    def in_force_on(self, day):
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), set_on__lte=day)


class PioneerPost(models.Model):
    """The posts or the zones of one organisation, as it announced them."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="pioneer_posts", verbose_name="党组织")
    kind = models.CharField("类别", max_length=4, choices=PioneerKind)
    number = models.PositiveSmallIntegerField("岗（区）数", default=1)
    members = models.PositiveIntegerField("落实到的党员数", default=0, help_text="按人计算，一人只计一次。")
    set_on = models.DateField("设立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True, help_text="自该日起不再统计。")
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="公示或方案文号。")

    history = HistoricalRecords()
    objects = PioneerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "先锋岗和责任区"
        ordering = ["branch__area__path", "branch__name", "kind", "-set_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="pioneer_post_one_in_force",
                violation_error_message="该党组织这一类已有登记，有变化请修改原记录，或先登记撤销。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="pioneer_post_number",
                violation_error_message="岗（区）数至少为1。",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("set_on")),
                name="pioneer_post_ended_after_set",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.get_kind_display()}"
