"""Uploads: a form that came back filled in, read and shown, and applied once at most."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from branches.models import Area

from .period import Period

VALID_FOR = timedelta(hours=24)  # later the preview is too old to be confirmed


class Upload(models.Model):
    """What a file would change, cell by cell; the file itself is not kept.

    `changes` and `conflicts` list cells as written by `indicators.exports.comparing`
    ({report, code, old, new, sheet, cell}; a conflict also has `base`); `errors` and `notes`
    are sentences. An upload with errors cannot be applied.
    """

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    area = models.ForeignKey(Area, models.PROTECT, related_name="uploads", verbose_name="填报单位")
    period = models.ForeignKey(Period, models.PROTECT, related_name="uploads", verbose_name="报告期")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    at = models.DateTimeField("上传时间", default=timezone.now, editable=False)
    changes = models.JSONField("改动", default=list)
    conflicts = models.JSONField("冲突", default=list)
    errors = models.JSONField("错误", default=list)
    notes = models.JSONField("提示", default=list)
    applied_at = models.DateTimeField("导入时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "表格上传"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} {self.period} {self.file_name}"

    @property
    def expires_at(self):
        return self.at + VALID_FOR

    @property
    def is_expired(self) -> bool:
        return timezone.now() >= self.expires_at
