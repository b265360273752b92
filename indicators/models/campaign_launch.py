"""Launches: where a campaign has really begun."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, Level, OrgType, Sector

from .campaign import ALL_SECTORS, VILLAGES, Campaign
from .span import refuse_future

IN_VILLAGES = [Sector.VILLAGE, Sector.COMMUNITY]  # of these only the organisations at the base take part


def taking_part(day, to_branch: str = "") -> Q:
    """Organisations that campaigns address on a day: standing, no working committee, and in the rural
    and community sectors only those of a village. `to_branch` leads to them ("branch__")."""
    founded, dissolved = f"{to_branch}founded_on", f"{to_branch}dissolved_on"
    return (
        (Q(**{f"{founded}__isnull": True}) | Q(**{f"{founded}__lte": day}))
        & (Q(**{f"{dissolved}__isnull": True}) | Q(**{f"{dissolved}__gt": day}))
        & ~Q(**{f"{to_branch}org_type": OrgType.WORKING_COMMITTEE})
        & (Q(**{f"{to_branch}area__level": Level.VILLAGE}) | ~Q(**{f"{to_branch}sector__in": IN_VILLAGES}))
    )


class CampaignLaunchQuerySet(models.QuerySet):
    def launched_by(self, day):
        return self.filter(launched_on__lte=day)

    def by_branches(self):
        """Launches of organisations that still lie in the area and the sector which the campaign addresses."""
        return self.filter(
            Q(campaign__participants=ALL_SECTORS) | Q(branch__sector=F("campaign__participants")),
            branch__area__path__startswith=F("campaign__area__path"),
        )

    def by_villages(self):
        """Launches of villages, of campaigns that go by villages."""
        return self.filter(
            branch__isnull=True,
            campaign__participants=VILLAGES,
            area__path__startswith=F("campaign__area__path"),
        )


class CampaignLaunch(models.Model):
    """One organisation (or village, where the campaign goes by villages) that has begun, with its proof."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="launches", verbose_name="主题活动")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="campaign_launches",
        verbose_name="所在村（单位）",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE]},
    )
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_launches",
        verbose_name="党组织",
        help_text="以村为单位开展的活动不填。",
    )
    launched_on = models.DateField("启动日期")
    evidence = models.CharField("佐证", max_length=200, help_text="动员会记录、实施方案、公示等的名称或编号。")

    history = HistoricalRecords()
    objects = CampaignLaunchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动启动"
        ordering = ["area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "branch"],
                condition=Q(branch__isnull=False),
                name="campaign_launch_branch",
                violation_error_message="这个党组织已登记启动这项活动。",
            ),
            models.UniqueConstraint(
                fields=["campaign", "area"],
                condition=Q(branch__isnull=True),
                name="campaign_launch_village",
                violation_error_message="这个村已登记启动这项活动。",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="campaign_launch_evidence",
                violation_error_message="没有佐证的启动不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.branch or self.area}"

    def clean(self):
        refuse_future(self, "launched_on")
        if not (self.campaign_id and self.area_id):
            return
        campaign = self.campaign
        if not campaign.area.contains(self.area):
            raise ValidationError({"area": f"“{campaign}”由{campaign.area}开展，{self.area}不在其中。"})
        if self.launched_on and self.launched_on < campaign.starts_on:
            raise ValidationError({"launched_on": f"启动日期不能早于活动开始（{campaign.starts_on}）。"})
        self.clean_participant(campaign)

    def clean_participant(self, campaign: Campaign) -> None:
        """The row names a village or an organisation, as the campaign goes by one or the other."""
        if campaign.participants == VILLAGES:
            if self.branch_id:
                raise ValidationError({"branch": "这项活动以村为单位开展，不填党组织。"})
            if self.area.level != Level.VILLAGE:
                raise ValidationError({"area": "这项活动以村为单位开展，请填村。"})
            return
        if not self.branch_id:
            raise ValidationError({"branch": "这项活动以党组织为单位开展，请填党组织。"})
        if self.branch.area_id != self.area_id:
            raise ValidationError({"branch": f"“{self.branch}”在{self.branch.area}，不在{self.area}。"})
        if campaign.participants not in (ALL_SECTORS, self.branch.sector):
            wanted = campaign.get_participants_display()
            raise ValidationError(
                {"branch": f"这项活动在{wanted}开展，“{self.branch}”属{self.branch.get_sector_display()}。"}
            )
