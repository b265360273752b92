"""What the dashboard of a level shows, as the administrator arranged it."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Level

MOST_TILES = 8
MOST_EVENNESS_LINES = 8


class Panel(models.TextChoices):
    """The panels of a dashboard in the order that holds where nobody has arranged another."""

    ALERTS = "alerts", "预警"
    RANKING = "ranking", "排名"
    TREND = "trend", "走势"
    CULTIVATION = "cultivation", "四个培养"
    TRAINING = "training", "十百千"
    EVENNESS = "evenness", "均衡"
    CHILDREN = "children", "下级一览"
    OUTSTANDING = "outstanding", "未报单位"
    IMPLEMENTATION = "implementation", "落实预警"
    FIGURES = "figures", "全部指标"


class Arrangement(models.Model):
    """Codes of indicators and names of panels, each list in the order shown; an empty list leaves
    what held before (the featured indicators, all panels). A panel that a list leaves out is off."""

    level = models.CharField("层级", max_length=10, choices=Level, unique=True)
    tiles = models.JSONField("主要指标", default=list, blank=True)
    columns = models.JSONField("一览表的列", default=list, blank=True)
    evenness = models.JSONField("均衡度", default=list, blank=True)
    panels = models.JSONField("面板", default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "看板安排"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="arrangement_level"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}级看板"
