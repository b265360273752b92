"""The published list of posts that members without office may take (设岗定责)."""

from django.db import models
from simple_history.models import HistoricalRecords


class PostGroup(models.TextChoices):
    ECONOMY = "economy", "经济发展"
    OVERSIGHT = "oversight", "村务监督"
    AFFAIRS = "affairs", "公共事务"
    IDEOLOGY = "ideology", "思想政治"


class PublicPost(models.Model):
    """One post of the published list; it holds between its dates."""

    name = models.CharField("岗位名称", max_length=30)
    group = models.CharField("岗位类别", max_length=10, choices=PostGroup)
    duty = models.CharField("岗位职责", max_length=200, blank=True)
    published_on = models.DateField("公布日期")
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "岗位目录"
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="public_post_name_once",
                violation_error_message="目录里已有这个岗位。",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(withdrawn_on__gte=models.F("published_on")),
                name="public_post_withdrawn_after_published",
                violation_error_message="停用日期不能早于公布日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
