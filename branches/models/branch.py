"""Party organisations of every type."""

from django.db import models
from simple_history.models import HistoricalRecords

from .area import Area


class OrgType(models.TextChoices):
    BRANCH = "branch", "党支部"
    GENERAL_BRANCH = "general_branch", "党总支"
    COMMITTEE = "committee", "党委"
    WORKING_COMMITTEE = "working_committee", "党工委"


class SetupMode(models.TextChoices):
    SOLO = "solo", "单独组建"
    JOINT = "joint", "联合组建"
    AFFILIATED = "affiliated", "上挂组建"
    REGIONAL = "regional", "区域统筹"


class Carrier(models.TextChoices):
    """What a rural organisation is built on, when not on the village alone."""

    NONE = "", "行政村"
    INDUSTRY_CHAIN = "industry_chain", "产业链"
    SHARE_COMPANY = "share_company", "股份公司"
    COOPERATIVE = "cooperative", "专业合作社"
    ASSOCIATION = "association", "协会"
    INTERMEDIARY = "intermediary", "中介组织"
    CENTRAL_VILLAGE = "central_village", "中心村"


class Sector(models.TextChoices):
    VILLAGE = "village", "农村"
    COMMUNITY = "community", "社区"
    GOVERNMENT = "government", "机关"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    ENTERPRISE = "enterprise", "企业"
    SOCIAL_ORG = "social_org", "社会组织"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医院"


class BranchQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def standing_on(self, day):
        """Organisations founded by a day and not yet dissolved."""
        return self.filter(
            models.Q(founded_on__isnull=True) | models.Q(founded_on__lte=day),
            models.Q(dissolved_on__isnull=True) | models.Q(dissolved_on__gt=day),
        )


class Branch(models.Model):
    """A Party organisation and the area where it stands."""

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="branches", verbose_name="所在地")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    org_type = models.CharField("类型", max_length=20, choices=OrgType, default=OrgType.BRANCH)
    setup_mode = models.CharField("组建方式", max_length=12, choices=SetupMode, default=SetupMode.SOLO)
    carrier = models.CharField("依托载体", max_length=20, choices=Carrier, blank=True)
    sector = models.CharField("领域", max_length=20, choices=Sector, default=Sector.VILLAGE)
    full_members = models.PositiveIntegerField("正式党员数", null=True, blank=True)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    term_started_on = models.DateField("本届起始", null=True, blank=True)
    term_ends_on = models.DateField("本届届满", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    history = HistoricalRecords()
    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        ordering = ["area__path", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dissolved_on__isnull=True)
                | models.Q(founded_on__isnull=True)
                | models.Q(dissolved_on__gte=models.F("founded_on")),
                name="branch_dissolved_after_founded",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(term_ends_on__isnull=True)
                | models.Q(term_started_on__isnull=True)
                | models.Q(term_ends_on__gt=models.F("term_started_on")),
                name="branch_term_order",
                violation_error_message="届满日期须晚于本届起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
