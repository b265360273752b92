"""Weak and lax organisations: listed for a reason, put right within a year, accepted by the county."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from ..quarters import years_after
from .span import refuse_future


class WeakSituation(models.Model):
    """One situation of the list by which organisations are screened; lists change over the years."""

    code = models.CharField("代码", max_length=10)
    name = models.CharField("情形", max_length=60)
    effective_from = models.DateField("启用日期")
    effective_until = models.DateField("停用日期", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "软弱涣散情形"
        ordering = ["code", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "effective_from"],
                name="weak_situation_version",
                violation_error_message="这个代码当日已有一条。",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="weak_situation_until_after_from",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RectificationQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def listed_on(self, day):
        """On the list on a day: listed, and not accepted as put right by then."""
        return self.filter(Q(accepted_on__isnull=True) | Q(accepted_on__gt=day), listed_on__lte=day)

    def due_between(self, after, until):
        """Those whose year ran out after a day, up to and including another."""
        return self.filter(due_on__gt=after, due_on__lte=until)

    def fixed_in_time(self):
        return self.filter(accepted_on__lte=F("due_on"))


class Rectification(models.Model):
    """One village organisation on the list. `due_on` is a year after listing unless an earlier day is set."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="rectifications",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    listed_on = models.DateField("列入日期")
    situation = models.ForeignKey(
        WeakSituation, models.PROTECT, related_name="rectifications", verbose_name="主要情形"
    )
    problem = models.CharField("问题表现", max_length=300)
    measures = models.CharField("整顿措施", max_length=300, blank=True)
    helped_by = models.CharField("包联单位", max_length=60, blank=True, help_text="填单位，不填姓名。")
    due_on = models.DateField("整顿期限", blank=True, help_text="不填的按列入之日起12个月计算，不能更长。")
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accepted_by = models.CharField("验收单位", max_length=60, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="列入文号；转化的写验收文号。")

    history = HistoricalRecords()
    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "软弱涣散整顿"
        ordering = ["-listed_on", "village__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(accepted_on__isnull=True),
                name="rectification_one_open",
                violation_error_message="该村正在整顿，验收后才能再次列入。",
            ),
            models.UniqueConstraint(
                fields=["village", "listed_on"],
                name="rectification_once_a_day",
                violation_error_message="该村当日已列入。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("listed_on")),
                name="rectification_due_after_listed",
                violation_error_message="整顿期限须晚于列入日期。",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True)
                | (Q(accepted_on__gt=F("listed_on")) & ~Q(measures="") & ~Q(accepted_by="")),
                name="rectification_accepted_with_measures",
                violation_error_message="验收的须写明整顿措施和验收单位，且日期晚于列入日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.listed_on}"

    def save(self, *args, **kwargs):
        if self.due_on is None:
            self.due_on = years_after(self.listed_on, 1)
        super().save(*args, **kwargs)

    def clean(self):
        refuse_future(self, "listed_on", "accepted_on")
        if self.listed_on is None:
            return
        latest = years_after(self.listed_on, 1)
        if self.due_on is None:
            self.due_on = latest
        if self.due_on > latest:
            raise ValidationError({"due_on": f"整顿期限不能晚于{latest}（列入之日起12个月）。"}, code="too_late")
        situation = WeakSituation.objects.filter(pk=self.situation_id).first()
        if situation and not (
            situation.effective_from <= self.listed_on
            and (situation.effective_until is None or situation.effective_until >= self.listed_on)
        ):
            raise ValidationError({"situation": "这条情形在列入当日不适用，请选当时的情形。"}, code="not_in_force")
