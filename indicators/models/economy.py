"""Collective economy of a village by audited year."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .fixed_point import FixedPointField
from .span import newest_of_each, refuse_future


class EconomyQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(village__path__gte=area.path, village__path__lt=area.path_end)

    def audited_by(self, day):
        return self.filter(audited_on__lte=day)

    def newest_of_each_village(self):
        return newest_of_each(self, "village", "year")


class VillageEconomyYear(models.Model):
    """One village's accounts of one year. Amounts are those of the collective, never of a household."""

    village = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="economy_years",
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    year = models.PositiveSmallIntegerField("账目年度")
    income = FixedPointField(
        "经营性收入（万元）",
        max_digits=12,
        decimal_places=2,
        help_text="含承包、租赁、入股分红、服务收入；不含上级补助、征地补偿和一事一议筹资。",
    )
    assets = FixedPointField("集体资产（万元）", max_digits=12, decimal_places=2, null=True, blank=True)
    debt = FixedPointField("集体债务（万元）", max_digits=12, decimal_places=2, null=True, blank=True)
    audited_on = models.DateField("审核日期", null=True, blank=True, help_text="审核前的账不计入指标。")
    audited_by = models.CharField("审核单位", max_length=60, blank=True, help_text="如 乡镇农经站。")
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="年度账或审核报告编号。")

    history = HistoricalRecords()
    objects = EconomyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "村集体经济年报"
        ordering = ["village__path", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year"],
                name="village_economy_once_a_year",
                violation_error_message="该村本年度的账已登记。",
            ),
            models.CheckConstraint(
                condition=Q(income__gte=0),
                name="village_economy_income_not_negative",
                violation_error_message="经营性收入不能小于0。",
            ),
            models.CheckConstraint(
                condition=(Q(assets__isnull=True) | Q(assets__gte=0)) & (Q(debt__isnull=True) | Q(debt__gte=0)),
                name="village_economy_amounts_not_negative",
                violation_error_message="资产和债务不能小于0。",
            ),
            models.CheckConstraint(
                condition=Q(audited_on__isnull=True) | ~Q(audited_by=""),
                name="village_economy_audited_by_somebody",
                violation_error_message="填了审核日期的须填审核单位。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100),
                name="village_economy_year",
                violation_error_message="账目年度须为四位年份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.year}年"

    def clean(self):
        refuse_future(self, "audited_on")
        if self.year and self.audited_on and self.audited_on <= date(self.year, 12, 31):
            raise ValidationError(
                {"audited_on": f"{self.year}年度的账在年末之后才能审核结账。"}, code="audited_too_early"
            )
