"""The admin site: for administrators only, under the site's own sign-in."""

from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from .scope import Scope

APP_ORDER = ["branches", "indicators", "axes"]
APP_NAMES = {"axes": "登录安全"}


class SiteAdmin(AdminSite):
    """Anonymous → the login page; signed in without the role → 403.

    Signing in, out and changing the password are the site's own pages, so that the lockout,
    the idle limit and the forced change hold here as everywhere. Nothing is deleted by the dozen.
    """

    site_title = site_header = settings.SITE_TITLE
    index_title = "数据管理"
    site_url = None  # the link back to the dashboard is in the template, in words

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")

    def has_permission(self, request) -> bool:
        user = request.user
        return user.is_active and user.is_staff and Scope(user).may_administer()

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied("只有管理员可以进入数据管理。")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(self, request, extra_context=None):
        target = request.GET.get("next") or reverse("admin:index")
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied("只有管理员可以进入数据管理。")
            return redirect("admin:index")
        return redirect_to_login(target)

    def password_change(self, request, extra_context=None):
        return redirect("password-change")

    def password_change_done(self, request, extra_context=None):
        return redirect("admin:index")

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = APP_NAMES.get(app["app_label"], app["name"])
        return sorted(apps, key=lambda app: APP_ORDER.index(app["app_label"]))
