"""How many years a committee is elected for: by sector, and by the day on which its term began."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from .branch import Sector


class TermRuleQuerySet(models.QuerySet):
    def years_of(self, sector: str, day) -> int | None:
        """Years of a term that began on a day; None where no rule is on record. A rule for the sector
        goes before one for all."""
        rules = self.filter(sector__in=[sector, ""], effective_from__lte=day)
        return rules.order_by("-sector", "-effective_from").values_list("years", flat=True).first()


class TermRule(models.Model):
    """One rule; it holds until a later one for the same sector begins."""

    sector = models.CharField("领域", max_length=20, choices=Sector, blank=True, help_text="空着的适用于各领域。")
    years = models.PositiveSmallIntegerField(
        "任期（年）", validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    effective_from = models.DateField("施行日期", help_text="适用于自该日起开始的任期。")
    basis = models.CharField("依据", max_length=100, blank=True, help_text="文件名称或文号。")

    history = HistoricalRecords()
    objects = TermRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任期规定"
        ordering = ["sector", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "effective_from"],
                name="term_rule_once_a_day",
                violation_error_message="该领域当日施行的任期规定已有一条。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sector_display() or '各领域'}任期{self.years}年"
