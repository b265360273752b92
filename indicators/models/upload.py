"""Uploads: a form that came back filled in, read and shown, and applied once at most."""

from django.db import models

from branches.models import Area, UploadedFile

from .period import Period


class Upload(UploadedFile):
    """What a file would change, cell by cell; the file itself is not kept.

    `changes` and `conflicts` list cells as written by `indicators.exports.comparing`
    ({report, code, old, new, sheet, cell}; a conflict also has `base`); `errors` and `notes`
    are sentences. An upload with errors cannot be applied.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="uploads", verbose_name="填报单位")
    period = models.ForeignKey(Period, models.PROTECT, related_name="uploads", verbose_name="报告期")
    changes = models.JSONField("改动", default=list)
    conflicts = models.JSONField("冲突", default=list)
    errors = models.JSONField("错误", default=list)
    notes = models.JSONField("提示", default=list)

    class Meta(UploadedFile.Meta):
        verbose_name = verbose_name_plural = "表格上传"

    def __str__(self) -> str:
        return f"{self.area} {self.period} {self.file_name}"
