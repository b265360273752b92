"""Programmes: the projects and themes that indicators belong to."""

from django.db import models
from simple_history.models import HistoricalRecords


class Programme(models.Model):
    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    description = models.TextField("说明", blank=True)
    sort_order = models.PositiveIntegerField("排序", default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "工程与主题"
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.name
