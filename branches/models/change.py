"""What happened to areas (lineage), and who looked at or took away lists of people."""

from django.conf import settings
from django.db import models

from .append_only import AppendOnlyModel
from .area import Area


class ChangeKind(models.TextChoices):
    OPEN = "open", "设立"
    CLOSE = "close", "撤销"
    RENAME = "rename", "更名"
    MOVE = "move", "划转"
    MERGE = "merge", "合并"
    SPLIT = "split", "拆分"


class AreaChange(AppendOnlyModel):
    """One dated act on an area; `other` is the new parent, the successor or the origin."""

    kind = models.CharField("变更", max_length=8, choices=ChangeKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="changes", verbose_name="区划")
    other = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关区划"
    )
    effective_on = models.DateField("生效日期")
    before = models.CharField("变更前", max_length=100, blank=True)
    after = models.CharField("变更后", max_length=100, blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("记录时间", auto_now_add=True)
    note = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划变更"
        ordering = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} {self.get_kind_display()}"


class AccessRecord(AppendOnlyModel):
    """One view or export of a list of people."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    action = models.CharField("动作", max_length=20)
    what = models.CharField("内容", max_length=100)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="范围")
    rows = models.PositiveIntegerField("条数", default=0)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "名单查阅记录"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.who} {self.action} {self.what}"
