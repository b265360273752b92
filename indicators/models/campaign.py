"""Campaigns: what a county or city calls its own, with its own definition and measures.

The report names six of them and defines none: nothing here knows what a campaign is about beyond what
its record says.
"""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Sector

from .aim import Aim, met
from .span import holds_on, refuse_future

MOST_MEASURES = 5
VILLAGES, ALL_SECTORS = "villages", "all"


class CampaignKind(models.TextChoices):
    THREE_RISES = "three_rises", "三个起来"
    VIRTUOUS_RULE = "virtuous_rule", "德政工程"
    FORTRESS = "fortress", "堡垒工程"
    TWO_HELPS = "two_helps", "两为"
    DUAL_PROMOTE = "dual_promote", "双促双带"
    GOOD_TEAM = "good_team", "好班子"
    OTHER = "other", "其他活动"


class CampaignQuerySet(models.QuerySet):
    def running_on(self, day):
        """Begun by the day and not ended: the day of ending no longer counts."""
        return self.filter(holds_on(day, "starts_on", "ends_on"))

    def running_within(self, first, last):
        """Running on some day from first through last."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=first), starts_on__lte=last)

    def touching(self, area):
        """Run by the area itself, above it or below it: what its people meet."""
        return self.filter(
            Q(area__path__in=area.ancestor_paths) | Q(area__path__gte=area.path, area__path__lt=area.path_end)
        )


class Campaign(models.Model):
    """One campaign of one county or city, as its own plan describes it."""

    TAKES_PART = [(VILLAGES, "各村（农村填报单位）"), (ALL_SECTORS, "各领域党组织"), *Sector.choices]

    code = models.CharField(
        "编号",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+$", "编号只用字母、数字、下划线和短横线。")],
    )
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=CampaignKind, default=CampaignKind.OTHER)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="campaigns",
        verbose_name="开展单位",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
    )
    definition = models.TextField(
        "活动内涵", help_text="本地方案对活动的规定：做什么、谁参加、达到什么要求。各县区可以不同。"
    )
    participants = models.CharField(
        "参加范围",
        max_length=20,
        choices=TAKES_PART,
        default=Sector.VILLAGE,
        help_text="应开展的组织按此统计；农村、社区只计村级党组织，乡镇党委、街道党工委不计。",
    )
    document_number = models.CharField("方案文号", max_length=60, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True, help_text="自该日起不再开展。")

    history = HistoricalRecords()
    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "主题活动"
        ordering = ["area__path", "starts_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CampaignKind.values), name="campaign_kind"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                name="campaign_dates",
                violation_error_message="结束日期须晚于开始日期。",
            ),
            models.CheckConstraint(
                condition=~Q(definition=""),
                name="campaign_definition",
                violation_error_message="须写明活动内涵，各地对同名活动的规定不同。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_begun(self, day) -> bool:
        return self.starts_on <= day

    def has_ended(self, day) -> bool:
        return self.ends_on is not None and self.ends_on <= day


class CampaignMeasure(models.Model):
    """One of the two to five things that a campaign measures itself by."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="measures", verbose_name="主题活动")
    name = models.CharField("衡量指标", max_length=60)
    unit = models.CharField("计量单位", max_length=10)
    aim = models.CharField("要求", max_length=10, choices=Aim, default=Aim.AT_LEAST)
    target = models.DecimalField("目标值", max_digits=12, decimal_places=2, null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField("排序", default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "活动指标"
        ordering = ["campaign", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="campaign_measure_name",
                violation_error_message="这项活动已有同名的指标。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        if not self.campaign_id:
            return
        others = CampaignMeasure.objects.filter(campaign=self.campaign_id).exclude(pk=self.pk).count()
        if others >= MOST_MEASURES:
            raise ValidationError({"campaign": f"每项活动设2—{MOST_MEASURES}个指标，已有{others}个。"})


class CampaignResult(models.Model):
    """What a measure came to in one unit on one day."""

    measure = models.ForeignKey(CampaignMeasure, models.CASCADE, related_name="results", verbose_name="活动指标")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="campaign_results",
        verbose_name="单位",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY, Level.TOWNSHIP]},
    )
    as_of = models.DateField("截至日期")
    value = models.DecimalField("数值", max_digits=12, decimal_places=2)
    evidence = models.CharField("佐证", max_length=200, help_text="统计表、验收单等材料的名称或编号。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "活动成效"
        ordering = ["measure", "area__path", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "as_of"],
                name="campaign_result_once",
                violation_error_message="该单位这一天的数已登记，请在原记录上修改。",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="campaign_result_evidence",
                violation_error_message="没有佐证的成效不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.as_of}"

    @property
    def is_met(self) -> bool | None:
        return met(self.measure.aim, self.value, self.measure.target)

    def clean(self):
        refuse_future(self, "as_of")
        if not (self.measure_id and self.area_id):
            return
        campaign = self.measure.campaign
        if not campaign.area.contains(self.area):
            raise ValidationError({"area": f"“{campaign}”由{campaign.area}开展，{self.area}不在其中。"})
        if self.as_of and self.as_of < campaign.starts_on:
            raise ValidationError({"as_of": f"活动自{campaign.starts_on}开始，此前没有成效可记。"})
