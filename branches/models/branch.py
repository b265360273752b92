"""Party organisations of every type."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from .area import Area
from .person import Person


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


def standing_on(day, to_branch: str = "") -> models.Q:
    """The organisation exists on a day: founded by then and not yet dissolved."""
    founded, dissolved = f"{to_branch}founded_on", f"{to_branch}dissolved_on"
    return models.Q(
        models.Q(**{f"{founded}__isnull": True}) | models.Q(**{f"{founded}__lte": day}),
        models.Q(**{f"{dissolved}__isnull": True}) | models.Q(**{f"{dissolved}__gt": day}),
    )


class BranchQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def standing_on(self, day):
        """Organisations founded by a day and not yet dissolved."""
        return self.filter(standing_on(day))

    def keeping_members_on(self, day):
        """Those that have members of their own: nothing stands below them that would count them again."""
        below = Branch.objects.standing_on(day).filter(parent=models.OuterRef("pk"))
        return self.standing_on(day).filter(~models.Exists(below), full_members__isnull=False)

    def with_members(self):
        """Adds `members`, full and probationary; null where the full members are not known."""
        probationary = Coalesce("probationary_members", 0)
        return self.annotate(members=models.F("full_members") + probationary)

    def with_covered(self, day):
        """Adds `covered`, the units that exist on a day and have joined the organisation by then."""
        units = self.model._meta.get_field("covered_units").related_model.objects.existing_on(day)
        joined = units.filter(
            models.Q(covered_from__isnull=True) | models.Q(covered_from__lte=day), branch=models.OuterRef("pk")
        )
        counted = joined.order_by().values("branch").annotate(n=models.Count("pk")).values("n")
        return self.annotate(covered=Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0))


class Branch(models.Model):
    """A Party organisation and the area where it stands. The numbers are those of `counted_on`."""

    code = models.CharField(
        "党组织代码",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Za-z-]+$", "党组织代码只用数字、字母和短横。")],
    )
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=30, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="branches", verbose_name="所在地")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    org_type = models.CharField("类型", max_length=20, choices=OrgType, default=OrgType.BRANCH)
    setup_mode = models.CharField("组建方式", max_length=12, choices=SetupMode, default=SetupMode.SOLO)
    carrier = models.CharField("依托载体", max_length=20, choices=Carrier, blank=True)
    sector = models.CharField("领域", max_length=20, choices=Sector, default=Sector.VILLAGE)
    secretary = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name="书记",
        help_text="已登记的人员；未登记的留空。村书记的任免在村干部台账中办理。",
    )
    full_members = models.PositiveIntegerField("正式党员数", null=True, blank=True)
    probationary_members = models.PositiveIntegerField("预备党员数", null=True, blank=True)
    committee_size = models.PositiveSmallIntegerField(
        "委员会人数", null=True, blank=True, help_text="未设委员会的填0。"
    )
    counted_on = models.DateField("人数截至", null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="branch_code_once",
                violation_error_message="已有党组织用这个代码。",
            ),
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
        return self.short_name or self.name
