"""Innovation projects of Party organisations, with an economic goal or without."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, Level

from .span import refuse_future


class InnovationQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def between(self, after, until):
        """Projects started after a day, up to and including another."""
        return self.filter(started_on__gt=after, started_on__lte=until)

    def measured_by(self, day):
        """With an economic goal and a result of it that was measured by a day."""
        return self.filter(has_economic_goal=True, measured_on__lte=day)


class InnovationProject(models.Model):
    """One project of a village's organisation, or of another organisation that stands in the area."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="innovation_projects",
        verbose_name="村（单位）",
        limit_choices_to={"level__in": [Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY]},
    )
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="innovation_projects",
        verbose_name="党组织",
        help_text="村党组织的项目不填；机关、企业等党组织的项目填写。",
    )
    title = models.CharField("项目名称", max_length=80)
    started_on = models.DateField("立项日期")
    has_economic_goal = models.BooleanField("有经济目标", default=False)
    economic_goal = models.CharField(
        "经济目标", max_length=200, blank=True, help_text="可以量化的，如“增加集体收入2万元”。"
    )
    result = models.CharField("实际成效", max_length=200, blank=True, help_text="可以核实的数量结果。")
    measured_on = models.DateField("核实日期", null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="立项文件、验收单、账目凭证编号等。")

    history = HistoricalRecords()
    objects = InnovationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "创新项目"
        ordering = ["area__path", "-started_on", "pk"]
        indexes = [models.Index(fields=["area", "started_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "started_on"],
                name="innovation_project_once",
                violation_error_message="该单位当日已有同名项目。",
            ),
            models.CheckConstraint(
                condition=(Q(has_economic_goal=True) & ~Q(economic_goal=""))
                | Q(has_economic_goal=False, economic_goal=""),
                name="innovation_goal_in_words",
                violation_error_message="有经济目标的须写明目标，没有的不写。",
            ),
            models.CheckConstraint(
                condition=Q(measured_on__isnull=True) | (Q(measured_on__gte=F("started_on")) & ~Q(result="")),
                name="innovation_measured_result",
                violation_error_message="填了核实日期的须写明实际成效，且日期不能早于立项日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        refuse_future(self, "started_on", "measured_on")
        if self.branch_id and self.area_id and not self.area.contains(self.branch.area):
            raise ValidationError({"branch": f"“{self.branch}”不在{self.area.name}。"}, code="elsewhere")
        if self.branch_id and self.area_id:
            self.area = self.branch.area
