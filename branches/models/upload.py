"""Uploads: a file that was read and shown, and is applied once at most."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

VALID_FOR = timedelta(hours=24)  # later the preview is too old to be confirmed


class UploadedFile(models.Model):
    """Abstract: who brought which file when, and whether it was applied. The file itself is not kept."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    at = models.DateTimeField("上传时间", default=timezone.now, editable=False)
    applied_at = models.DateTimeField("导入时间", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    @property
    def expires_at(self):
        return self.at + VALID_FOR

    @property
    def is_expired(self) -> bool:
        return timezone.now() >= self.expires_at

    def refusal(self, who) -> str:
        """Why `who` may not apply it (any more), "" when nothing speaks against it."""
        if self.who_id != who.pk:
            return "只能由上传人本人确认导入。"
        if self.applied_at:
            return f"这份表已于{timezone.localtime(self.applied_at):%Y-%m-%d %H:%M}导入，不会重复导入。"
        if self.is_expired:
            return "预览已超过24小时，请重新上传。"
        return ""


class RegisterUpload(UploadedFile):
    """What a file would add to a register and change in it.

    `headings` and `lines` ([number in the sheet, cells]) are what was read, `picks` the persons and
    records that the uploader chose where a text was doubtful ({"5.person": key}), `plan` what
    `branches.registry.importing` makes of them, row by row. One with faulty or doubtful rows
    cannot be applied. The lines are forgotten when they are applied.
    """

    register = models.CharField("台账", max_length=60)
    headings = models.JSONField("表头", default=list)
    lines = models.JSONField("各行", default=list)
    picks = models.JSONField("选定", default=dict)
    plan = models.JSONField("预览", default=list)
    notes = models.JSONField("提示", default=list)

    class Meta(UploadedFile.Meta):
        verbose_name = verbose_name_plural = "台账导入"

    def __str__(self) -> str:
        return f"{self.register} {self.file_name}"
