"""What every admin page of ours shares: the scope, the role, forms that explain.

Rights come from the role, not from Django's permission rows. Lists, single records,
autocomplete and the choices of foreign keys all pass through `get_queryset`, so a record
outside the scope is neither seen nor picked, and a forged id is refused like one that does
not exist.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from simple_history.admin import SimpleHistoryAdmin

from ..access_log import record_view
from ..models import Area
from ..scope import Scope


class RecordForm(forms.ModelForm):
    """Keeps a link that already stands, even to something outside the scope (a county's branch
    may report to a committee of the city), and checks constraints over read-only columns too."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            current = self.instance.pk and self.initial.get(name)
            if current and isinstance(field, forms.ModelChoiceField):
                allowed = Q(pk__in=field.queryset.order_by().values("pk")) | Q(pk=current)
                field.queryset = field.queryset.model._default_manager.filter(allowed)

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, ValidationError(error.messages))


class ScopedAdmin(admin.ModelAdmin):
    """`to_area` leads from the record to its area ("" for an area itself), None when the
    records belong to no area and every administrator may look at them."""

    to_area: str | None = "area"
    form = RecordForm
    show_full_result_count = False
    list_per_page = 50
    may_add = may_change = True

    @property
    def to_path(self) -> str:
        return f"{self.to_area}__path" if self.to_area else "path"

    # rows -----------------------------------------------------------------
    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if self.to_area is None else Scope(request.user).rows(rows, self.to_path)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        model = db_field.remote_field.model
        if "queryset" not in kwargs and self.admin_site.is_registered(model):
            kwargs["queryset"] = self.admin_site.get_model_admin(model).get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # yes/no ---------------------------------------------------------------
    def covers(self, request, record) -> bool:
        """Whether a record lies inside the scope; None stands for "any record at all"."""
        scope = Scope(request.user)
        if not scope.may_administer():
            return False
        if record is None or self.to_area is None:
            return True
        try:
            for step in filter(None, self.to_area.split("__")):
                record = getattr(record, step)
        except ObjectDoesNotExist:
            record = None
        return scope.everywhere if record is None else scope.may_see(record)

    def has_module_permission(self, request) -> bool:
        return self.covers(request, None)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.covers(request, obj)

    def has_add_permission(self, request) -> bool:
        return self.may_add and self.covers(request, None)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.may_change and self.covers(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        """Records are ended or revoked; only a superuser removes a mistake altogether."""
        return self.may_add and self.may_change and request.user.is_superuser and self.covers(request, obj)

    # writing --------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        """Saves the columns of the form that changed, and nothing that others changed meanwhile."""
        obj._history_user = request.user
        if not change:
            obj.save()
            return
        own = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=own.intersection(form.changed_data))


class ReadOnlyAdmin(ScopedAdmin):
    """Append-only and derived tables: to be looked at."""

    may_add = may_change = False


class RecordAdmin(ScopedAdmin, SimpleHistoryAdmin):
    """A record with its history, which can be read and not put back."""

    object_history_list_template = "admin/record_history.html"

    def history_view(self, request, object_id, extra_context=None):
        self.refuse_outside(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if request.method == "POST":
            raise PermissionDenied("历史记录只能查看。")
        self.refuse_outside(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def refuse_outside(self, request, object_id):
        """Only who reaches everything may read the history of a record that is gone."""
        if not Scope(request.user).everywhere and self.get_object(request, object_id) is None:
            raise Http404


class PeopleAdmin(RecordAdmin):
    """Records each list of people that was shown, and to whom."""

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if request.method == "GET" and "cl" in shown:
            what = f"{self.model._meta.verbose_name}（数据管理）"
            record_view(request.user, what, Scope(request.user).area, len(shown["cl"].result_list))
        return response


class CatalogueAdmin(RecordAdmin):
    """Kept by the administrator at the top, seen by every administrator. `fixed` columns are chosen
    once, when the row is made."""

    to_area = None
    fixed: tuple[str, ...] = ("code",)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.fixed if obj else ())]

    def may_keep(self, request) -> bool:
        return Scope(request.user).may_change_catalogue()

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self.may_keep(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_keep(request)


class AreaFilter(admin.SimpleListFilter):
    """Walks down the tree inside the scope: the units above the chosen one, itself, its children."""

    title = "所在地"
    parameter_name = "area"

    def lookups(self, request, model_admin):
        scope = Scope(request.user)
        self.to_path = model_admin.to_path
        self.chosen = scope.areas().filter(code=self.value()).first() if self.value() else None
        here = self.chosen or scope.area
        shown = Q(parent=here)
        if self.chosen:
            shown |= Q(path__in=[*here.ancestor_paths, here.path])
        areas = list(scope.areas().filter(shown).order_by("path"))
        top = min((area.depth for area in areas), default=1)
        return [(area.code, "　" * (area.depth - top) + area.name) for area in areas]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.chosen is None:
            return queryset.none()
        return queryset.filter(
            **{f"{self.to_path}__gte": self.chosen.path, f"{self.to_path}__lt": self.chosen.path_end}
        )


# What `place` needs loaded, counted from the area.
PLACE = "parent__parent__parent"


def place(area: Area | None) -> str:
    """An area after the units it lies in, without the root: 舞阳县 舞泉镇 某村."""
    if area is None:
        return "—"
    names = [area.name]
    while area.depth > 2:
        area = area.parent
        names.insert(0, area.name)
    return " ".join(names)
