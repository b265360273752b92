"""Which indicators an account likes to see as columns: remembered by page, for its owner alone."""

from django.conf import settings
from django.db import models

from branches.models import Level

MOST_COLUMNS = 12


class ColumnPage(models.TextChoices):
    COMPARE = "compare", "指标比较"
    DASHBOARD = "dashboard", "看板一览表"


class ColumnChoice(models.Model):
    """Codes of indicators in the order shown. `level` is the dashboard's; "" where the page has one
    choice for all levels."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="账号")
    page = models.CharField("页面", max_length=10, choices=ColumnPage)
    level = models.CharField("层级", max_length=10, choices=Level, blank=True)
    codes = models.JSONField("指标", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "常用指标"
        ordering = ["page", "level"]
        constraints = [
            models.UniqueConstraint(fields=["who", "page", "level"], name="column_choice_once"),
            models.CheckConstraint(condition=models.Q(page__in=ColumnPage.values), name="column_choice_page"),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()}{self.get_level_display()}"
