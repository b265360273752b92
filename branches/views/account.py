"""Signing in and out, the password, the lockout."""

import math

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone

from ..forms import NewPasswordForm


class LoginView(views.LoginView):
    template_name = "registration/login.html"
    redirect_authenticated_user = True


class LogoutView(views.LogoutView):
    """POST only; ends at the login page."""


class PasswordChangeView(views.PasswordChangeView):
    """Also the one page open to an account that must change its first password."""

    template_name = "registration/password_change.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("home")

    def form_valid(self, form):
        form.user.must_change_password = False
        messages.success(self.request, "密码已修改。")
        return super().form_valid(form)


def locked_out(request, original_response=None, credentials=None):
    """The page of a locked account (settings.AXES_LOCKOUT_CALLABLE): 429, with the minutes left."""
    context = {"minutes": minutes_left(request, credentials), "failure_limit": settings.AXES_FAILURE_LIMIT}
    response = render(request, "registration/lockout.html", context, status=settings.AXES_HTTP_RESPONSE_CODE)
    response["Retry-After"] = str(context["minutes"] * 60)
    return response


def minutes_left(request, credentials) -> int:
    """Whole minutes until the lock of this user name and address ends, at least 1."""
    attempts = AxesProxyHandler.get_implementation().filter_user_attempts(request, credentials)
    latest = max((row.attempt_time for rows in attempts for row in rows), default=timezone.now())
    return max(1, math.ceil((latest + get_cool_off(request) - timezone.now()).total_seconds() / 60))
