"""Written schemes for managing members by layer (分层管理模式): farmers, government, retired, enterprise."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level


class MemberGroup(models.TextChoices):
    FARMERS = "farmers", "农民党员"
    GOVERNMENT = "government", "机关党员"
    RETIRED = "retired", "离退休党员"
    ENTERPRISE = "enterprise", "企业党员"


class SchemeQuerySet(models.QuerySet):
    def in_force_on(self, day):
        return self.filter(models.Q(repealed_on__isnull=True) | models.Q(repealed_on__gt=day), issued_on__lte=day)


class MemberScheme(models.Model):
    """One county's scheme for one group."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="member_schemes",
        verbose_name="县区",
        limit_choices_to={"level": Level.COUNTY},
    )
    group = models.CharField("党员类别", max_length=10, choices=MemberGroup)
    title = models.CharField("办法名称", max_length=80)
    document = models.CharField("文号", max_length=60)
    issued_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="自该日起不再有效。")

    history = HistoricalRecords()
    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分层管理办法"
        ordering = ["area__path", "group", "-issued_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "document"],
                name="member_scheme_document_once",
                violation_error_message="这个文号已经登记过。",
            ),
            models.CheckConstraint(
                condition=models.Q(repealed_on__isnull=True) | models.Q(repealed_on__gte=models.F("issued_on")),
                name="member_scheme_repealed_after_issued",
                violation_error_message="废止日期不能早于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
