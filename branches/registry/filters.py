"""Filters of the register lists: what may be asked of them, always inside the asker's scope."""

from datetime import date

import django_filters as filters
from django import forms
from django.db.models import BooleanField, DateField, ForeignKey, Model, Q, Value
from django.db.models.functions import Replace
from django.http import QueryDict

from ..clock import today
from ..filters import ANY, area_choices, chosen_area
from ..models import Area, Person
from ..scope import Scope
from .declaration import Choice, Register, register_of
from .fields import field_at, label_of
from .naming import title_of

YES_NO = [("yes", "是"), ("no", "否")]
MOST_CHOICES = 200
LONGEST_KEY = 18
IN_FORCE, ENDED, ALL = "", "ended", "all"


class RegisterFilter(filters.FilterSet):
    """The filters of one register. Wrong input gives an error and no rows, never all rows."""

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

    def __init__(self, data: QueryDict, register: Register, scope: Scope):
        self.register, self.scope = register, scope
        self.chosen = chosen_area(scope, data.get("area", ""))
        super().__init__(data, queryset=register.model._default_manager.none())
        standing = dict(self.filters)
        self.filters.clear()
        self.filters |= {"area": standing["area"], "q": standing["q"]} | self.declared() | {"on": standing["on"]}
        self.filters["area"].extra["choices"] = area_choices(scope, self.chosen)
        for one in self.filters.values():
            one.parent, one.model = self, register.model
        if not register.to_area:
            del self.filters["area"]

    @property
    def belonging(self) -> Model | None:
        """The record whose rows alone are asked for."""
        key = self.data.get(self.register.parent, "") if self.register.parent else ""
        if not key.isdecimal() or len(key) > LONGEST_KEY:
            return None
        return (
            field_at(self.register.model, self.register.parent)
            .related_model._default_manager.filter(pk=key)
            .first()
        )

    def declared(self) -> dict[str, filters.Filter]:
        made: dict[str, filters.Filter] = self.parent()
        for each in self.register.filters:
            made |= self.choice(each) if isinstance(each, Choice) else self.field_filter(each)
        if self.register.has_end:
            in_force, ended = self.register.states
            made["state"] = filters.ChoiceFilter(
                label="状态", choices=[(ENDED, ended), (ALL, ANY)], empty_label=in_force, method="keep"
            )
        return made

    def parent(self) -> dict[str, filters.Filter]:
        """`?<parent>=<key>`, as the page of a record links to its rows."""
        name = self.register.parent
        if not name or name in self.register.filters:
            return {}
        label = label_of(self.register.model, name)
        return {
            name: filters.NumberFilter(field_name=name, label=label, max_value=1 << 62, widget=forms.HiddenInput)
        }

    def choice(self, declared: Choice) -> dict[str, filters.Filter]:
        def narrow(queryset, name, value):
            return declared.narrow(queryset, value, self.day)

        return {
            declared.name: filters.ChoiceFilter(
                label=declared.label, choices=list(declared.choices), empty_label=ANY, method=narrow
            )
        }

    def field_filter(self, path: str) -> dict[str, filters.Filter]:
        """What a field can be asked, from its kind."""
        field, label = field_at(self.register.model, path), label_of(self.register.model, path)
        if isinstance(field, DateField):
            return {
                f"{path}_{end}": filters.DateFilter(
                    field_name=path,
                    label=f"{label}{word}",
                    lookup_expr=lookup,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                )
                for end, lookup, word in [("from", "gte", "自"), ("to", "lte", "至")]
            }
        if isinstance(field, BooleanField):
            choices, method = YES_NO, self.by_yes_no(path)
        elif isinstance(field, ForeignKey):
            choices, method = self.records(field), None
        else:
            choices, method = field.choices or self.values(path), None
        extra = {"method": method} if method else {"field_name": path}
        return {
            path: filters.ChoiceFilter(
                label=label, choices=[one for one in choices if one[0] != ""], empty_label=ANY, **extra
            )
        }

    def records(self, field: ForeignKey) -> list[tuple[str, str]]:
        """The records that rows of the scope point to."""
        other = register_of(field.related_model)
        rows = field.related_model._default_manager.filter(
            pk__in=self.register.within(self.scope).order_by().values(field.name)
        )
        if other and other.to_person:
            rows = rows.select_related(f"{other.to_person}__area")
        return [(str(row.pk), title_of(row, self.scope)) for row in rows[:MOST_CHOICES]]

    def values(self, path: str) -> list[tuple[str, str]]:
        """The texts or numbers that rows of the scope hold."""
        rows = self.register.within(self.scope).order_by(path).values_list(path, flat=True).distinct()
        return [(str(value), str(value)) for value in rows[:MOST_CHOICES] if value not in (None, "")]

    # what was asked -----------------------------------------------------------
    @property
    def place(self) -> Area | None:
        """The unit that the rows belong to: the chosen one or the whole scope."""
        return self.chosen or self.scope.area

    @property
    def day(self) -> date:
        if not hasattr(self, "_day"):
            asked = self.form.cleaned_data.get("on") if self.form.is_valid() else None
            self._day = asked or today()
        return self._day

    @property
    def state(self) -> str:
        return self.form.cleaned_data.get("state", "") if self.form.is_valid() else IN_FORCE

    @property
    def qs(self):
        """The rows on the day, in scope and as filtered; none when the input is wrong."""
        if not hasattr(self, "_qs"):
            rows = self.register.rows(self.register.within(self.scope), self.day)
            self._qs = self.filter_queryset(rows) if self.form.is_valid() else rows.none()
        return self._qs

    def filter_queryset(self, queryset):
        if self.register.has_end and self.state != ALL:
            in_force = self.register.in_force(self.day)
            queryset = queryset.filter(in_force if self.state == IN_FORCE else ~in_force)
        return super().filter_queryset(queryset)

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def area_query(self) -> str:
        """The query string that carries the chosen unit to another list."""
        return f"?area={self.chosen.code}" if self.chosen else ""

    # how rows are kept ----------------------------------------------------------
    def keep(self, queryset, name, value):
        return queryset

    def within(self, queryset, name, value):
        path = self.register.to_path
        return queryset.filter(**{f"{path}__gte": self.chosen.path, f"{path}__lt": self.chosen.path_end})

    def by_yes_no(self, path: str):
        return lambda queryset, name, value: queryset.filter(**{path: value == "yes"})

    def search(self, queryset, name, value):
        """Part of a name, or the beginning of its pinyin or of its initials, spaces or not."""
        letters = value.replace(" ", "").replace("'", "").lower()
        spelt = [path for path in spelt_by(self.register) if path is not None]
        named = [*self.register.search, *(f"{path}name" for path in spelt)]
        words = Q(*[(f"{field}__icontains", value) for field in named], _connector=Q.OR)
        if letters.isascii():
            for number, path in enumerate(spelt):
                queryset = queryset.alias(**{f"letters_{number}": Replace(f"{path}pinyin", Value(" "), Value(""))})
                words |= Q(**{f"letters_{number}__istartswith": letters})
                words |= Q(**{f"{path}initials__istartswith": letters})
        return queryset.filter(words)


def spelt_by(register: Register) -> list[str]:
    """Prefixes of the relations whose name, pinyin and initials are searched."""
    spelt = [f"{path}__" for path in (register.to_person, register.to_area) if path]
    return ["", *spelt] if register.model is Person else spelt
