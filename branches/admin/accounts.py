"""Accounts, sign-ins, and who looked at lists of people."""

from axes.models import AccessAttempt, AccessLog
from axes.utils import reset
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.utils import timezone

from ..models import AccessRecord, ApiToken, Role, User
from ..scope import Scope
from .base import PLACE, AreaFilter, ReadOnlyAdmin, RecordForm, ScopedAdmin, place

admin.site.unregister(Group)


def refuse_without_area(form: forms.ModelForm, data: dict) -> None:
    """Whoever is no superuser has an area; only they may be without."""
    superuser = data.get("is_superuser", form.instance.is_superuser)
    if not superuser and "area" in form.fields and not data.get("area") and "area" not in form.errors:
        form.add_error("area", "账号须指定所辖区划。")


class AccountAddForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["username", "display_name", "area", "role"]

    def clean(self):
        data = super().clean()
        refuse_without_area(self, data)
        return data


class AccountForm(RecordForm, UserChangeForm):
    class Meta:
        model = User
        fields = ["username", "password", "display_name", "area", "role", "is_active", "is_superuser"]

    def clean(self):
        data = super().clean()
        refuse_without_area(self, data)
        return data


class ResetPasswordForm(AdminPasswordChangeForm):
    """A password that an administrator gave is a first password again."""

    def save(self, commit=True):
        self.user.must_change_password = True
        return super().save(commit)


@admin.register(User)
class AccountAdmin(ScopedAdmin, UserAdmin):
    """Accounts of the own area and below. `is_staff` follows from the role."""

    form = AccountForm
    add_form = AccountAddForm
    change_password_form = ResetPasswordForm
    list_display = ["username", "display_name", "where", "role", "is_active", "must_change_password", "last_login"]
    list_filter = [AreaFilter, "role", "is_active", "is_superuser"]
    list_select_related = [f"area__{PLACE}"]
    search_fields = ["username", "display_name", "area__name"]
    autocomplete_fields = ["area"]
    filter_horizontal = []
    ordering = ["area__path", "username"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["unlock"]
    fieldsets = [
        (None, {"fields": ["username", "password", "display_name"]}),
        ("权限", {"fields": ["area", "role", "is_active", "must_change_password"]}),
        ("记录", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["username", "display_name", "area", "role", "password1", "password2"],
                "description": "新账号首次登录时须修改密码。",
            },
        )
    ]

    @admin.display(description="所辖区划", ordering="area__path")
    def where(self, user):
        return place(user.area)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.is_superuser:
            return fieldsets
        return [*fieldsets, ("系统", {"fields": ["is_superuser"]})]

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own reach or shuts themselves out."""
        own = ["area", "role", "is_active", "is_superuser"] if obj == request.user else []
        return [*super().get_readonly_fields(request, obj), *own]

    def has_change_permission(self, request, obj=None):
        """A superuser's account is changed by superusers only."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        obj.is_staff = obj.is_superuser or obj.role == Role.ADMINISTRATOR
        if not change:
            obj.must_change_password = True
            obj.save()
            return
        own = {field.name for field in obj._meta.concrete_fields}.intersection(form.changed_data)
        obj.save(update_fields=own | {"is_staff"})

    @admin.action(description="解除所选账号的登录锁定", permissions=["change"])
    def unlock(self, request, queryset):
        freed = sum(bool(reset(username=username)) for username in queryset.values_list("username", flat=True))
        self.message_user(request, f"已解除{freed}个账号的登录锁定。")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Keys are made by their owners; an administrator sees who has any and can revoke them."""

    to_area = "user__area"
    list_display = ["name", "user", "ending", "created_at", "last_used_on", "revoked_at"]
    list_filter = [AreaFilter, ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["name", "user__username", "user__display_name"]
    fields = ["name", "user", "ending", "created_at", "last_used_on", "revoked_at"]
    actions = ["revoke"]

    @admin.action(description="停用所选密钥", permissions=["view"])
    def revoke(self, request, queryset):
        stopped = queryset.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        self.message_user(request, f"已停用{stopped}个密钥。")


@admin.register(AccessRecord)
class AccessRecordAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "action", "what", "where", "rows"]
    list_filter = [AreaFilter, "action", "at"]
    list_select_related = ["who", f"area__{PLACE}"]
    search_fields = ["who__username", "who__display_name", "what"]
    date_hierarchy = "at"

    @admin.display(description="范围", ordering="area__path")
    def where(self, record):
        return place(record.area)


class SignInAdmin(ReadOnlyAdmin):
    """Rows of django-axes know a user name only: shown when it belongs to an account in the scope."""

    to_area = None

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        scope = Scope(request.user)
        accounts = scope.rows(User.objects.all(), "area__path")
        return rows if scope.everywhere else rows.filter(username__in=accounts.values("username"))

    def has_view_permission(self, request, obj=None):
        mine = obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()
        return mine and super().has_view_permission(request, obj)


@admin.register(AccessLog)
class AccessLogAdmin(SignInAdmin):
    list_display = ["attempt_time", "username", "ip_address", "logout_time", "user_agent"]
    list_filter = ["attempt_time"]
    search_fields = ["username", "ip_address"]
    date_hierarchy = "attempt_time"
    fields = ["username", "ip_address", "user_agent", "attempt_time", "logout_time"]


@admin.register(AccessAttempt)
class AccessAttemptAdmin(SignInAdmin):
    list_display = ["attempt_time", "username", "ip_address", "failures_since_start", "user_agent"]
    search_fields = ["username", "ip_address"]
    fields = ["username", "ip_address", "user_agent", "attempt_time", "failures_since_start"]
