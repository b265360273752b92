"""Decisions on two records that look like one person."""

from django.conf import settings
from django.db import models

from .append_only import AppendOnlyModel
from .area import Area


class PersonMatch(AppendOnlyModel):
    """Two records were compared and merged into one, or found to be two people.

    Kept by number, because a record may go in this merge or in a later one; its history stays readable.
    """

    kept_id = models.BigIntegerField("保留的记录", db_index=True)
    other_id = models.BigIntegerField("另一条记录", db_index=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="所在村（单位）")
    is_same = models.BooleanField("同一人")
    moved = models.PositiveIntegerField("并入的记录条数", default=0)
    note = models.CharField("依据", max_length=200)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "重复人员处理"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"记录{self.other_id}{'并入' if self.is_same else '不同于'}记录{self.kept_id}"
