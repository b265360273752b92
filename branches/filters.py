"""Filters of the register lists: what may be asked of them, always inside the asker's scope."""

import re

import django_filters as filters
from django import forms
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.http import Http404

from .clock import today
from .listings import branch_rows, cadre_rows, village_rows
from .models import (
    CADRE_POSTS,
    STEP,
    Area,
    Branch,
    Cadre,
    CadreSource,
    Education,
    Level,
    OrgType,
    Sector,
    SetupMode,
    Village,
    VillagePost,
)
from .scope import Scope

ANY = "全部"
YES_NO = [("yes", "是"), ("no", "否")]
DRILL = {  # what the area select offers below the unit it starts from
    Level.PROVINCE: [Level.CITY],
    Level.CITY: [Level.COUNTY, Level.TOWNSHIP],
    Level.COUNTY: [Level.TOWNSHIP],
    Level.TOWNSHIP: [Level.VILLAGE],
    Level.VILLAGE: [],
}
COLLEGE_AND_ABOVE = [Education.GRADUATE, Education.BACHELOR, Education.COLLEGE]


def chosen_area(scope: Scope, code: str) -> Area | None:
    """The area that `?area=` names, None for no choice. Raises Http404 outside the scope."""
    if not code:
        return None
    known = (
        Area.objects.select_related("parent__parent") if re.fullmatch(r"[0-9]{12}", code) else Area.objects.none()
    )
    area = known.filter(code=code).first()
    if area is None or not scope.may_see(area):
        raise Http404("没有这个单位，或不在您的管辖范围内。")
    return area


def area_choices(scope: Scope, chosen: Area | None) -> list[tuple[str, str]]:
    """Units to drill to, as (code, indented name): the way up, and what lies below the city,
    county or township that the choice stands in. One query."""
    areas = scope.areas().order_by("path")
    start = chosen or scope.area
    if start is None:
        areas = areas.filter(parent__isnull=True)
    else:
        above_city = max(0, Level(start.level).rank - Level.CITY.rank)
        depth = max(scope.area.depth if scope.area else 1, start.depth - above_city)
        base = start.path[: STEP * depth]
        base_level = list(Level)[Level(start.level).rank - (start.depth - depth)]
        line = [base[:end] for end in range(STEP, len(base) + 1, STEP)]
        below = Q(path__gte=base, path__lt=Area(path=base).path_end, level__in=DRILL[base_level])
        areas = areas.filter(below & Q(closed_on__isnull=True) | Q(path__in=line) | Q(pk=start.pk))
    rows = list(areas.values_list("code", "name", "path"))
    top = min((len(path) for _, _, path in rows), default=0)
    return [(code, "　" * ((len(path) - top) // STEP) + name) for code, name, path in rows]


class RegisterFilter(filters.FilterSet):
    """Base of the lists: area, words, day. Wrong input gives an error and no rows, never all rows."""

    area = filters.ChoiceFilter(label="区划", method="within", empty_label=ANY)
    q = filters.CharFilter(
        label="检索",
        method="search",
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "名称、拼音或首字母"}),
    )
    on = filters.DateFilter(
        label="截至日期",
        method="keep",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    rows_on = None  # function (queryset, day) -> annotated queryset
    to_path = "area__path"
    name_fields = ()  # searched for any part
    spelt_by = ("area",)  # relations whose pinyin and initials are searched from the start

    def __init__(self, data, scope: Scope):
        self.scope = scope
        self.chosen = chosen_area(scope, data.get("area", ""))
        super().__init__(data, queryset=self._meta.model.objects.none())
        self.filters["area"].extra["choices"] = area_choices(scope, self.chosen)

    @property
    def place(self) -> Area | None:
        """The unit that the rows belong to: the chosen one or the whole scope."""
        return self.chosen or self.scope.area

    @property
    def day(self):
        if not hasattr(self, "_day"):
            asked = self.form.cleaned_data.get("on") if self.form.is_valid() else None
            self._day = asked or today()
        return self._day

    @property
    def qs(self):
        """The rows on the day, in scope and as filtered; none when the input is wrong."""
        if not hasattr(self, "_qs"):
            rows = type(self).rows_on(self.scope.rows(self._meta.model.objects.all(), self.to_path), self.day)
            self._qs = self.filter_queryset(rows) if self.form.is_valid() else rows.none()
        return self._qs

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def area_query(self) -> str:
        """The query string that carries the chosen unit to another list."""
        return f"?area={self.chosen.code}" if self.chosen else ""

    def keep(self, queryset, name, value):
        return queryset

    def within(self, queryset, name, value):
        return queryset.filter(
            **{f"{self.to_path}__gte": self.chosen.path, f"{self.to_path}__lt": self.chosen.path_end}
        )

    def search(self, queryset, name, value):
        """Part of a name, or the beginning of its pinyin or of its initials, spaces or not."""
        letters = value.replace(" ", "").replace("'", "").lower()
        words = Q(*[(f"{name_field}__icontains", value) for name_field in self.name_fields], _connector=Q.OR)
        if letters.isascii():
            for number, spelt in enumerate(self.spelt_by):
                pinyin = Replace(f"{spelt}__pinyin", Value(" "), Value(""))
                queryset = queryset.alias(**{f"letters_{number}": pinyin})
                words |= Q(**{f"letters_{number}__istartswith": letters})
                words |= Q(**{f"{spelt}__initials__istartswith": letters})
        return queryset.filter(words)


class VillageFilter(RegisterFilter):
    """Villages: rural reporting unit or not, secretary in post or not."""

    rural = filters.ChoiceFilter(label="农村填报单位", choices=YES_NO, empty_label=ANY, method="by_rural")
    secretary = filters.ChoiceFilter(
        label="书记", choices=[("yes", "在任"), ("no", "空缺")], empty_label=ANY, method="by_secretary"
    )

    rows_on = village_rows
    name_fields = ("area__name",)

    class Meta:
        model = Village
        fields = []

    def by_rural(self, queryset, name, value):
        return queryset.filter(is_rural_unit=value == "yes")

    def by_secretary(self, queryset, name, value):
        return queryset.filter(has_secretary=value == "yes")


class CadreFilter(RegisterFilter):
    """Tenures: post, double-strong on the day, education, source, serving or all."""

    post = filters.ChoiceFilter(
        label="职务",
        choices=[("cadres", "村干部（两委成员和文书）"), *VillagePost.choices],
        empty_label=ANY,
        method="by_post",
    )
    strong = filters.ChoiceFilter(label="双强", choices=YES_NO, empty_label=ANY, method="by_strong")
    education = filters.ChoiceFilter(
        label="学历",
        choices=[("college", "大专以上"), *Education.choices],
        empty_label=ANY,
        method="by_education",
    )
    source = filters.ChoiceFilter(label="来源", choices=CadreSource.choices, empty_label=ANY)
    status = filters.ChoiceFilter(
        label="任职状态", choices=[("left", "已离任"), ("all", "全部")], empty_label="在任", method="keep"
    )

    rows_on = cadre_rows
    to_path = "village__path"
    name_fields = ("person__name", "village__name")
    spelt_by = ("person", "village")

    class Meta:
        model = Cadre
        fields = []

    def filter_queryset(self, queryset):
        status = self.form.cleaned_data["status"]
        if status != "all":
            queryset = queryset.filter(serving=status != "left")
        return super().filter_queryset(queryset)

    @property
    def shows_leavers(self) -> bool:
        return self.form.is_valid() and bool(self.form.cleaned_data["status"])

    def by_post(self, queryset, name, value):
        return queryset.filter(post__in=CADRE_POSTS if value == "cadres" else [value])

    def by_strong(self, queryset, name, value):
        return queryset.filter(double_strong=value == "yes")

    def by_education(self, queryset, name, value):
        return queryset.filter(person__education__in=COLLEGE_AND_ABOVE if value == "college" else [value])


class BranchFilter(RegisterFilter):
    """Party organisations: type, sector, setup mode, standing or all."""

    org_type = filters.ChoiceFilter(label="类型", choices=OrgType.choices, empty_label=ANY)
    sector = filters.ChoiceFilter(label="领域", choices=Sector.choices, empty_label=ANY)
    setup_mode = filters.ChoiceFilter(label="组建方式", choices=SetupMode.choices, empty_label=ANY)
    status = filters.ChoiceFilter(
        label="状态", choices=[("dissolved", "已撤销"), ("all", "全部")], empty_label="现有", method="keep"
    )

    rows_on = branch_rows
    name_fields = ("name", "area__name")

    class Meta:
        model = Branch
        fields = []

    def filter_queryset(self, queryset):
        status = self.form.cleaned_data["status"]
        if status != "all":
            queryset = queryset.filter(standing=status != "dissolved")
        return super().filter_queryset(queryset)
