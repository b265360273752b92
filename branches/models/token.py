"""Keys by which programs read in the name of an account."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

PREFIX = "djzb_"  # so that a key left lying about is recognised


class ApiTokenManager(models.Manager):
    def issue(self, user, name: str) -> tuple["ApiToken", str]:
        """A new token and its key; the key itself is not kept and never shown again."""
        key = PREFIX + secrets.token_urlsafe(32)
        return self.create(user=user, name=name, digest=digest_of(key), ending=key[-4:]), key

    def holder(self, key: str):
        """The active account behind a key, with its area, or None. A key seen today costs no write."""
        token = self.filter(digest=digest_of(key), revoked_at__isnull=True).select_related("user__area").first()
        if token is None or not token.user.is_active or token.user.must_change_password:
            return None
        today = timezone.localdate()
        if token.last_used_on != today:
            self.filter(pk=token.pk).update(last_used_on=today)
        return token.user


def digest_of(key: str) -> str:
    """A key has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    """One key of one account: it reads what the account may see, and never writes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name="账号"
    )
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField("末四位", max_length=4, editable=False)
    created_at = models.DateTimeField("创建时间", default=timezone.now, editable=False)
    last_used_on = models.DateField("最近使用", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True, editable=False)

    objects = ApiTokenManager()

    class Meta:
        verbose_name = verbose_name_plural = "接口密钥"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}（…{self.ending}）"
