"""Receipts: a form that was sent twice is kept once."""

from django.conf import settings
from django.db import models


class Receipt(models.Model):
    """One form that added a row. The token was made with the empty form; a second arrival finds it used."""

    token = models.CharField("回执号", max_length=40, unique=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    register = models.CharField("台账", max_length=60)
    record = models.CharField("记录编号", max_length=40, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "登记回执"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.register} {self.record}"
