"""Economic projects that village cadres and members lead."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Person


class ProjectKind(models.TextChoices):
    CROPS = "crops", "种植"
    LIVESTOCK = "livestock", "养殖"
    PROCESSING = "processing", "加工制造"
    TRADE = "trade", "商贸流通"
    TRANSPORT = "transport", "运输"
    SERVICES = "services", "劳务和服务"
    TOURISM = "tourism", "乡村旅游"
    OTHER = "other", "其他"


class EconomicProjectQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def running_on(self, day):
        """Projects begun by a day and not yet ended; the day of ending no longer counts."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day), started_on__lte=day)


class EconomicProject(models.Model):
    """One project led by one person in one village. No amounts: what is counted is who leads."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="projects", verbose_name="领办人")
    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="economic_projects",
        verbose_name="所在村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    name = models.CharField("项目名称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=ProjectKind)
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True, help_text="自该日起不再领办。")
    evidence = models.CharField(
        "依据", max_length=200, help_text="营业执照、合作社登记、承包合同的名称和日期，或村级公示记录。"
    )

    history = HistoricalRecords()
    objects = EconomicProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "领办经济项目"
        ordering = ["village__path", "-started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="project_ended_after_started",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=["person", "village", "name", "started_on"],
                name="project_once",
                violation_error_message="此人的这个项目已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
