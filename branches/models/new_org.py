"""Non-public enterprises and social organisations, and how the Party covers them."""

from django.db import models
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from ..credit_code import validate_credit_code
from .area import Area, Level
from .branch import Branch, SetupMode, standing_on
from .industry import Industry


class NewOrgKind(models.TextChoices):
    NON_PUBLIC_ENTERPRISE = "non_public_enterprise", "非公有制企业"
    SOCIAL_ORG = "social_org", "社会组织"


class SubKind(models.TextChoices):
    INDIVIDUAL = "individual", "个体工商户"
    PRIVATE = "private", "私营企业"
    FOREIGN = "foreign", "三资企业"
    ASSOCIATION = "association", "社会团体"
    FOUNDATION = "foundation", "基金会"
    PRIVATE_UNIT = "private_unit", "民办非企业单位"


ENTERPRISE_KINDS = [SubKind.INDIVIDUAL, SubKind.PRIVATE, SubKind.FOREIGN]
SOCIAL_KINDS = [SubKind.ASSOCIATION, SubKind.FOUNDATION, SubKind.PRIVATE_UNIT]


class Operation(models.TextChoices):
    OPERATING = "operating", "正常经营"
    SUSPENDED = "suspended", "停业半停业"
    SHELL = "shell", "空壳"
    DORMANT = "dormant", "长期无业务"


class WorkCarrier(models.TextChoices):
    """Who carries the Party's work where there is no organisation."""

    INSTRUCTOR = "instructor", "党建指导员"
    LIAISON = "liaison", "党建联络员"
    UNION = "union", "工会"
    YOUTH_LEAGUE = "youth_league", "共青团"
    WOMEN = "women", "妇联"


# The six facts of the survey ("六清"): the fact, and when it is not clear.
FACTS = {
    "经营状况": models.Q(surveyed_on__isnull=True),
    "从业人数": models.Q(staff__isnull=True),
    "党员情况": models.Q(full_members__isnull=True)
    | models.Q(probationary_members__isnull=True)
    | models.Q(activists__isnull=True),
    "出资人是否党员": models.Q(owner_is_member__isnull=True),
    "党组织组建": models.Q(branch__isnull=False, covered_from__isnull=True),
    "未建原因": models.Q(branch__isnull=True, reason_for_none=""),
}


def existing_on(day) -> models.Q:
    return models.Q(
        models.Q(registered_on__isnull=True) | models.Q(registered_on__lte=day),
        models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=day),
    )


def operating_on(day) -> models.Q:
    """Exists and works; a unit that stopped later than the day was still at work on it."""
    return existing_on(day) & (models.Q(operation=Operation.OPERATING) | models.Q(excluded_on__gt=day))


def organised_on(day) -> models.Q:
    """Under a standing organisation of whatever mode."""
    return (
        models.Q(models.Q(covered_from__isnull=True) | models.Q(covered_from__lte=day), branch__isnull=False)
    ) & standing_on(day, "branch__")


def worked_on(day) -> models.Q:
    """Somebody carries the Party's work there, organisation or not."""
    return ~models.Q(work_carrier="") & (models.Q(work_from__isnull=True) | models.Q(work_from__lte=day))


class NewOrgQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def existing_on(self, day):
        return self.filter(existing_on(day))

    def operating_on(self, day):
        return self.filter(operating_on(day))

    def unclear(self):
        """Units of whose six facts one or more are missing."""
        return self.filter(models.Q(*FACTS.values(), _connector=models.Q.OR))

    def with_facts(self):
        """Adds `unclear_0` to `unclear_5`, in the order of FACTS, so that a list can name what is missing."""
        return self.annotate(
            **{
                f"unclear_{number}": models.ExpressionWrapper(condition, output_field=models.BooleanField())
                for number, condition in enumerate(FACTS.values())
            }
        )

    def with_members(self):
        """Adds `members`, full and probationary; null while the full members are not known."""
        probationary = Coalesce("probationary_members", 0)
        return self.annotate(members=models.F("full_members") + probationary)


class NewOrgUnit(models.Model):
    """One unit with the six facts: operation, staff, members, owner, organisation, reason for none."""

    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        blank=True,
        validators=[validate_credit_code],
        help_text="18位，可不填；填了用于避免重复登记。",
    )
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=24, choices=NewOrgKind)
    sub_kind = models.CharField("细类", max_length=12, choices=SubKind, blank=True)
    industry = models.CharField("行业门类", max_length=1, choices=Industry, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="new_org_units",
        verbose_name="所在地",
        limit_choices_to={"level__in": [Level.TOWNSHIP, Level.VILLAGE]},
    )
    registered_on = models.DateField("登记成立日期", null=True, blank=True)
    closed_on = models.DateField("注销日期", null=True, blank=True, help_text="自该日起不再统计。")
    operation = models.CharField("经营状态", max_length=10, choices=Operation, default=Operation.OPERATING)
    excluded_on = models.DateField("停业日期", null=True, blank=True, help_text="自该日起不计入正常经营。")
    exclusion_reason = models.CharField("不计入原因", max_length=100, blank=True)
    above_scale = models.BooleanField("规模以上", default=False)
    surveyed_on = models.DateField("摸底日期", null=True, blank=True, help_text="从业人数、党员数以该日为准。")
    staff = models.PositiveIntegerField("从业人数", null=True, blank=True)
    full_members = models.PositiveIntegerField("正式党员数", null=True, blank=True)
    probationary_members = models.PositiveIntegerField("预备党员数", null=True, blank=True)
    activists = models.PositiveIntegerField("入党积极分子数", null=True, blank=True)
    owner_is_member = models.BooleanField("出资人是党员", null=True, blank=True)
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_units",
        verbose_name="所属党组织",
    )
    setup_mode = models.CharField("组建方式", max_length=12, choices=SetupMode, blank=True)
    covered_from = models.DateField("组织覆盖日期", null=True, blank=True)
    work_carrier = models.CharField("工作覆盖方式", max_length=12, choices=WorkCarrier, blank=True)
    work_from = models.DateField("工作覆盖日期", null=True, blank=True)
    instructor = models.CharField(
        "指导员职务", max_length=60, blank=True, help_text="写单位和职务，不写姓名、电话。"
    )
    reason_for_none = models.CharField("未建原因", max_length=100, blank=True)

    history = HistoricalRecords()
    objects = NewOrgQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "两新组织"
        ordering = ["area__path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~models.Q(credit_code=""),
                name="new_org_credit_code_once",
                violation_error_message="这个统一社会信用代码已经登记过。",
            ),
            models.CheckConstraint(
                condition=models.Q(sub_kind="")
                | models.Q(kind=NewOrgKind.NON_PUBLIC_ENTERPRISE, sub_kind__in=ENTERPRISE_KINDS)
                | models.Q(kind=NewOrgKind.SOCIAL_ORG, sub_kind__in=SOCIAL_KINDS),
                name="new_org_sub_kind_of_kind",
                violation_error_message="细类与类别不符：企业分个体、私营、三资，社会组织分社团、基金会、民非。",
            ),
            models.CheckConstraint(
                condition=models.Q(operation=Operation.OPERATING, exclusion_reason="", excluded_on__isnull=True)
                | (~models.Q(operation=Operation.OPERATING) & ~models.Q(exclusion_reason="")),
                name="new_org_excluded_with_reason",
                violation_error_message="不是正常经营的须填不计入原因；正常经营的不填停业日期和不计入原因。",
            ),
            models.CheckConstraint(
                condition=models.Q(full_members__lte=models.F("staff")),
                name="new_org_members_among_staff",
                violation_error_message="正式党员数不能超过从业人数。",
            ),
            models.CheckConstraint(
                condition=models.Q(branch__isnull=True, setup_mode="", covered_from__isnull=True)
                | (models.Q(branch__isnull=False) & ~models.Q(setup_mode="")),
                name="new_org_mode_with_branch",
                violation_error_message="已建党组织的须填组建方式，未建的不填组建方式和组织覆盖日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(branch__isnull=True) | models.Q(reason_for_none=""),
                name="new_org_reason_only_without",
                violation_error_message="已建党组织的不填未建原因。",
            ),
            models.CheckConstraint(
                condition=models.Q(work_from__isnull=True) | ~models.Q(work_carrier=""),
                name="new_org_work_from_with_carrier",
                violation_error_message="填了工作覆盖日期的，须填工作覆盖方式。",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(registered_on__isnull=True)
                | models.Q(closed_on__gte=models.F("registered_on")),
                name="new_org_closed_after_registered",
                violation_error_message="注销日期不能早于登记成立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
