"""Saved views: what a user asks of a register again and again."""

from django.conf import settings
from django.db import models

LONGEST_QUERY = 500
MOST_VIEWS = 20  # of one user in one register


class SavedView(models.Model):
    """A named query string of one register's list, for its owner alone."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="账号")
    register = models.CharField("台账", max_length=60)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("筛选条件", max_length=LONGEST_QUERY, blank=True)
    is_default = models.BooleanField("默认视图", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "常用视图"
        ordering = ["register", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["who", "register", "name"],
                name="saved_view_name",
                violation_error_message="已有同名的常用视图，请换一个名称。",
            ),
            models.UniqueConstraint(
                fields=["who", "register"],
                condition=models.Q(is_default=True),
                name="saved_view_one_default",
                violation_error_message="只能有一个默认视图。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
