"""Milestones: the dated steps of a campaign's plan, unit by unit."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .campaign import Campaign
from .span import refuse_future


class MilestoneQuerySet(models.QuerySet):
    def due_within(self, first, last, *, as_of):
        """Due from first through last and not cancelled by a day."""
        return self.filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=as_of), due_on__range=(first, last))

    def overdue_on(self, day):
        """Due before the day and neither done nor cancelled."""
        return self.filter(due_on__lt=day, done_on__isnull=True, cancelled_on__isnull=True)


@dataclass(frozen=True)
class Standing:
    """How a milestone stands on a day, in words; `tone` is that of a tag."""

    word: str
    tone: str = ""


class Milestone(models.Model):
    """One step of one unit. Done means: with a day and with proof."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="milestones", verbose_name="主题活动")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="milestones",
        verbose_name="责任单位",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP]},
    )
    title = models.CharField("节点", max_length=100)
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    evidence = models.CharField(
        "佐证", max_length=200, blank=True, help_text="完成的须填：会议记录、公示、验收单等的名称或编号。"
    )
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动节点"
        ordering = ["due_on", "area__path", "pk"]
        indexes = [models.Index(fields=["due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "area", "title"],
                name="milestone_once",
                violation_error_message="该单位已有同名的节点。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(evidence=""),
                name="milestone_done_with_evidence",
                violation_error_message="完成的节点须填写佐证，只有汇报、没有佐证的不算完成。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | ~Q(cancelled_reason=""),
                name="milestone_cancelled_with_reason",
                violation_error_message="取消节点须填写取消原因。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(done_on__isnull=True),
                name="milestone_done_or_cancelled",
                violation_error_message="一个节点不能既完成又取消，取消日期和完成日期只填一个。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        refuse_future(self, "done_on", "cancelled_on")
        if not self.campaign_id:
            return
        campaign = self.campaign
        if self.area_id and not campaign.area.contains(self.area):
            raise ValidationError({"area": f"“{campaign}”由{campaign.area}开展，{self.area}不在其中。"})
        early = [
            name
            for name in ("due_on", "done_on")
            if (value := getattr(self, name)) is not None and value < campaign.starts_on
        ]
        if early:
            raise ValidationError(dict.fromkeys(early, f"不能早于活动开始（{campaign.starts_on}）。"))

    def standing(self, day: date) -> Standing:
        """Known on the day: what was done or cancelled later is still open then."""
        if self.cancelled_on and self.cancelled_on <= day:
            return Standing("已取消")
        if self.done_on and self.done_on <= day:
            late = (self.done_on - self.due_on).days
            return Standing(f"迟{late}天完成", "near") if late > 0 else Standing("按期完成", "good")
        days = (self.due_on - day).days
        if days < 0:
            return Standing(f"逾期{-days}天", "bad")
        return Standing("今天到期" if days == 0 else f"剩{days}天", "near" if days < 8 else "")
