"""Between signing in and the page: the idle limit and the change of a first password."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from .models import Role

LAST_SEEN = "last_seen"  # session key: seconds since the epoch
REFRESH_SECONDS = 60  # how stale `last_seen` may be, so that most pages write nothing
FREE_OF_PASSWORD_CHANGE = {"login", "logout", "password-change"}
OPEN_TO_KIOSKS = {"area-screen", "home", *FREE_OF_PASSWORD_CHANGE}
REFRESHING = "X-Refresh"  # header of a page that renews itself: nobody is sitting there


class IdleTimeoutMiddleware:
    """Signs out whoever did nothing for `settings.IDLE_MINUTES` and sends them to the login page.

    A session that has not been marked yet counts from the sign-in. A page that renews itself is no
    sign of life; a kiosk has nobody in front of it and stays.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            idle = now - last_seen(request, now)
            kiosk = request.user.role == Role.KIOSK
            if idle > settings.IDLE_MINUTES * 60 and not kiosk:
                return self.expire(request)
            alive = kiosk or REFRESHING not in request.headers
            if alive and (idle >= REFRESH_SECONDS or idle < 0):
                request.session[LAST_SEEN] = int(now)
        return self.get_response(request)

    def expire(self, request):
        target = page_to_return_to(request)
        logout(request)
        messages.warning(request, f"您已超过{settings.IDLE_MINUTES}分钟未操作，请重新登录。")
        return redirect_to_login(target) if target else redirect(settings.LOGIN_URL)


class PasswordChangeMiddleware:
    """Whoever still has the first password sees nothing but the page to change it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return None
        if request.resolver_match.view_name in FREE_OF_PASSWORD_CHANGE:
            return None
        return redirect("password-change")


class KioskMiddleware:
    """An account that hangs on a wall sees the big screen and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or user.role != Role.KIOSK or user.is_superuser:
            return
        if request.resolver_match.view_name in OPEN_TO_KIOSKS:
            return
        raise PermissionDenied("大屏账号只能打开大屏。")


def last_seen(request, now: float) -> float:
    """Seconds since the epoch of the last marked activity in this session."""
    marked = request.session.get(LAST_SEEN)
    if marked is not None:
        return marked
    signed_in = request.user.last_login
    return signed_in.timestamp() if signed_in else now - REFRESH_SECONDS


def page_to_return_to(request) -> str:
    """The page asked for; for a form post the page that held the form, empty when unknown."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        parts = urlsplit(referer)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return ""
