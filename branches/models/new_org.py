"""Non-public enterprises and social organisations, and how the Party covers them."""

from django.db import models
from simple_history.models import HistoricalRecords

from .area import Area
from .branch import Branch, SetupMode


class NewOrgKind(models.TextChoices):
    NON_PUBLIC_ENTERPRISE = "non_public_enterprise", "非公有制企业"
    SOCIAL_ORG = "social_org", "社会组织"


class Operation(models.TextChoices):
    OPERATING = "operating", "正常经营"
    SUSPENDED = "suspended", "停业半停业"
    SHELL = "shell", "空壳"


class NewOrgQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)


class NewOrgUnit(models.Model):
    """One unit with the six facts: operation, staff, members, owner, organisation, reason for none."""

    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=24, choices=NewOrgKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="new_org_units", verbose_name="所在地")
    operation = models.CharField("经营状态", max_length=10, choices=Operation, default=Operation.OPERATING)
    above_scale = models.BooleanField("规模以上", default=False)
    staff = models.PositiveIntegerField("从业人数", default=0)
    full_members = models.PositiveIntegerField("正式党员数", default=0)
    owner_is_member = models.BooleanField("出资人是党员", default=False)
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_units",
        verbose_name="所属党组织",
    )
    setup_mode = models.CharField("组建方式", max_length=12, choices=SetupMode, blank=True)
    work_covered = models.BooleanField("党的工作覆盖", default=False)
    reason_for_none = models.CharField("未建原因", max_length=100, blank=True)

    history = HistoricalRecords()
    objects = NewOrgQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "两新组织"
        ordering = ["area__path", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(full_members__lte=models.F("staff")),
                name="new_org_members_among_staff",
                violation_error_message="正式党员数不能超过从业人数。",
            ),
            models.CheckConstraint(
                condition=models.Q(branch__isnull=True, setup_mode="")
                | (models.Q(branch__isnull=False) & ~models.Q(setup_mode="")),
                name="new_org_mode_with_branch",
                violation_error_message="已建党组织的须填组建方式，未建的不填。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
