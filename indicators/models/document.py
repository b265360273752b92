"""Documents of a programme: what was issued about it, by whom, and where the paper is kept."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .programme import Programme


class DocumentQuerySet(models.QuerySet):
    def in_force(self, day):
        """Issued by a day and not repealed by it."""
        return self.filter(models.Q(repealed_on__isnull=True) | models.Q(repealed_on__gt=day), issued_on__lte=day)

    def for_area(self, area):
        """What holds for an area: issued by itself or by one of those above it."""
        return self.filter(area__path__in=[*area.ancestor_paths, area.path])


class ProgrammeDocument(models.Model):
    """One paper by its title and number; the paper itself stays in the archive."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="documents", verbose_name="工程与主题")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="programme_documents",
        verbose_name="制发单位",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY, Level.TOWNSHIP]},
    )
    title = models.CharField("文件标题", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    kept_at = models.CharField("存档位置", max_length=100, blank=True)

    history = HistoricalRecords()
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工程文件"
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "number"],
                condition=~models.Q(number=""),
                name="programme_document_number",
                violation_error_message="该单位已登记过这个文号的文件。",
            ),
            models.CheckConstraint(
                condition=models.Q(repealed_on__isnull=True) | models.Q(repealed_on__gte=models.F("issued_on")),
                name="programme_document_dates",
                violation_error_message="废止日期不能早于印发日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title
