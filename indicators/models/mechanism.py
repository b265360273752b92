"""Working mechanisms of a county, and dated improvements of the creation itself."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .span import refuse_future


class MechanismKind(models.TextChoices):
    """The four mechanisms that every county is to have."""

    TRAINING = "training", "教育培训机制"
    CADRES = "cadres", "农村干部规范化管理机制"
    ORGANISATIONS = "organisations", "基层组织动态管理机制"
    LEADERSHIP = "leadership", "领导责任机制"


class Requirement(models.TextChoices):
    """What a good mechanism shows: a document, somebody who answers for it, a review within a year."""

    DOCUMENT = "document", "有文件"
    OWNER = "owner", "有责任单位"
    REVIEW = "review", "年度检视"


class MechanismQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def in_force_on(self, day):
        """The day of repeal no longer counts."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), in_force_from__lte=day)


class Mechanism(models.Model):
    """One mechanism of one county (or of the city), by document and owner."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="mechanisms",
        verbose_name="县区",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
    )
    kind = models.CharField("机制类别", max_length=14, choices=MechanismKind)
    name = models.CharField("制度名称", max_length=100)
    document = models.CharField("文号", max_length=60, blank=True)
    owner = models.CharField("责任单位", max_length=60, blank=True, help_text="填单位或科室，不填姓名。")
    in_force_from = models.DateField("施行日期")
    reviewed_on = models.DateField("最近检视日期", null=True, blank=True)
    review = models.CharField("检视情况", max_length=300, blank=True)
    ended_on = models.DateField("废止日期", null=True, blank=True)

    history = HistoricalRecords()
    objects = MechanismQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作机制"
        ordering = ["area__path", "kind", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"],
                condition=Q(ended_on__isnull=True),
                name="mechanism_once",
                violation_error_message="本单位已有同名的现行制度。",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | Q(reviewed_on__gte=F("in_force_from")),
                name="mechanism_reviewed_in_force",
                violation_error_message="检视日期不能早于施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("in_force_from")),
                name="mechanism_ended_after_start",
                violation_error_message="废止日期不能早于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        refuse_future(self, "reviewed_on")


class Aspect(models.TextChoices):
    """The six things in which the creation is to be improved."""

    STANDARD = "standard", "标准"
    SCOPE = "scope", "范围"
    CONTENT = "content", "内涵"
    CARRIER = "carrier", "载体"
    MECHANISM = "mechanism", "机制"
    RESULT = "result", "实效"


class CreationImprovement(models.Model):
    """One dated improvement of the three-level creation."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="creation_improvements",
        verbose_name="单位",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP]},
    )
    aspect = models.CharField("方面", max_length=10, choices=Aspect)
    improved_on = models.DateField("改进日期")
    content = models.CharField("改进内容", max_length=300)
    evidence = models.CharField("依据", max_length=200, help_text="文号、会议纪要或简报期号。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "联创改进"
        ordering = ["area__path", "-improved_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "aspect", "improved_on"],
                name="creation_improvement_once_a_day",
                violation_error_message="本单位当日在这一方面已有改进记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_aspect_display()} {self.improved_on}"

    def clean(self):
        refuse_future(self, "improved_on")
