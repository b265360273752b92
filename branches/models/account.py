"""Accounts: one area and one role each."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models

from .area import Area


class Role(models.TextChoices):
    CLERK = "clerk", "填报"
    REVIEWER = "reviewer", "审核"
    LEADER = "leader", "查看"
    ADMINISTRATOR = "administrator", "管理"
    KIOSK = "kiosk", "大屏"


class UserManager(BaseUserManager):
    """Accounts have no email address; otherwise as Django's own manager."""

    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Signs in; sees the area and everything below it; acts as the role allows."""

    first_name = last_name = email = None
    display_name = models.CharField("显示名称", max_length=40, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="users", verbose_name="所辖区划"
    )
    role = models.CharField("角色", max_length=15, choices=Role, default=Role.LEADER)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    objects = UserManager()

    EMAIL_FIELD = None
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role"),
            models.CheckConstraint(
                condition=models.Q(area__isnull=False) | models.Q(is_superuser=True),
                name="user_has_area",
                violation_error_message="账号须指定所辖区划。",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    get_short_name = get_full_name
