"""Model cases: experience that was approved and made public."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level


class ModelCaseQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def published_between(self, first, last):
        return self.filter(published_on__range=(first, last))


class ModelCase(models.Model):
    """One case made public once. Titles go on public pages and name nobody."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="model_cases",
        verbose_name="所属单位",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE]},
    )
    title = models.CharField("标题", max_length=100, help_text="不写人名，如“某村党员带头建起大蒜合作社”。")
    published_on = models.DateField("宣传日期")
    published_in = models.CharField("宣传载体", max_length=100, help_text="报刊、简报、会议等。")
    evidence = models.CharField("审定依据", max_length=200, help_text="县区以上组织部门的文件号或简报期号。")

    history = HistoricalRecords()
    objects = ModelCaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "先进典型"
        ordering = ["-published_on", "area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "published_on"],
                name="model_case_once",
                violation_error_message="这个典型当日已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
