"""The form of a register, made from its declaration: it converts, explains, and saves its own columns only."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, BooleanField, DateField, F, Field, ForeignKey, JSONField, Model, Q

from ..words import WordsField
from .choosing import MatchField
from .declaration import Register
from .finders import Finders

MONTH_FORMATS = ["%Y-%m", "%Y.%m", "%Y/%m", "%Y年%m月", "%Y%m", "%Y-%m-%d"]


class RegisterForm(forms.ModelForm):
    """Base of every register's form; a form of the register's own stands between this and ModelForm.

    `register`, `scope` and `finders` belong to the class. Rules that the database holds speak
    beside the field they are about.
    """

    register: Register
    scope = None
    finders: Finders

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stood = {name: getattr(self.instance, name, None) for name in self.register.same}
        for name, field in self.fields.items():
            if isinstance(field, MatchField) and self.instance.pk and name in self.initial:
                self.initial[name] = getattr(self.instance, name)
                field.keep(self.initial[name])

    def _post_clean(self):
        """As ModelForm does it, but every rule of the database is asked by itself."""
        exclude = self._get_validation_exclusions()
        try:
            self.instance = forms.models.construct_instance(self, self.instance, self.fields)
            self.instance.full_clean(exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._update_errors(error)
        self.validate_unique()
        self.check_constraints()
        if not self.errors:
            self.check_place()
            self.check_twin()

    def check_constraints(self) -> None:
        """Also the rules about columns that the form does not ask; the message stands beside a field."""
        wrong = {name for name in self.errors if name in self.fields}
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if wrong & fields_of(constraint):
                    continue
                try:
                    constraint.validate(model, self.instance)
                except ValidationError as error:
                    self.add_error(self.field_for(constraint, error.messages[0]), error.messages[0])

    def field_for(self, constraint: BaseConstraint, message: str) -> str | None:
        """The field of the form that a message names first, else the last that the rule is about."""
        unique = set(getattr(constraint, "fields", ()))
        own = [name for name in self.fields if name in (unique or fields_of(constraint))]
        told = [(message.find(str(self.fields[name].label)), name) for name in own]
        told = sorted(place for place in told if place[0] >= 0)
        return told[0][1] if told else (own[-1] if own else None)

    def check_place(self) -> None:
        """The row must lie where the user keeps rows of this register."""
        register = self.register
        area = register.area_of(self.instance)
        if register.to_area and area is None:
            self.add_error(None, "没有写明所在单位。")
        elif not register.may_keep(self.scope, area):
            head = register.to_area.split("__")[0]
            where = f"“{area}”" if area else ""
            self.add_error(head if head in self.fields else None, f"您不能登记{where}的{register.title}。")

    def check_twin(self) -> None:
        """A row that would be the same as one that stands is refused: an import could not tell them apart."""
        same = {name: getattr(self.instance, name) for name in self.register.same}
        if self.instance.pk and same == self.stood:
            return
        twin = twin_of(self.register, self.instance)
        if twin is not None:
            named = "、".join(str(self.fields[name].label) for name in self.register.same if name in self.fields)
            self.add_error(
                None, ValidationError(f"已有{named}相同的记录（编号{twin.pk}），请修改那一条。", code="twin")
            )

    @property
    def columns(self) -> list[str]:
        """The columns of the table that this form writes."""
        return [field.name for field in self.instance._meta.concrete_fields if field.name in self.fields]

    def store(self, who) -> Model:
        """Save what the form owns, in the name of `who`."""
        self.instance._history_user = who
        if self.instance._state.adding:
            self.instance.save()
        else:
            self.instance.save(update_fields=self.columns)
        self._save_m2m()
        return self.instance


def twin_of(register: Register, record: Model) -> Model | None:
    """Another row with the same `same`; the rows are not narrowed to a scope."""
    if not register.same:
        return None
    like = {name: getattr(record, name) for name in register.same}
    rows = register.model._default_manager.exclude(pk=record.pk) if record.pk else register.model._default_manager
    nothing = {f"{name}__isnull": True for name, value in like.items() if value is None}
    return rows.filter(**nothing, **{name: value for name, value in like.items() if value is not None}).first()


def fields_of(constraint: BaseConstraint) -> set[str]:
    """Every field that a rule of the database is about."""
    names = set(getattr(constraint, "fields", ()))
    for part in (getattr(constraint, "condition", None), *getattr(constraint, "expressions", ())):
        names |= named_in(part)
    return names


def named_in(part) -> set[str]:
    if isinstance(part, F):
        return {part.name.split("__")[0]}
    if isinstance(part, Q):
        return set().union(*(named_in(child) for child in part.children))
    if isinstance(part, tuple) and isinstance(part[0], str):
        return {part[0].split("__")[0]} | named_in(part[1])
    sources = part.get_source_expressions() if hasattr(part, "get_source_expressions") else ()
    return set().union(*(named_in(source) for source in sources))


def form_class(register: Register, scope, finders: Finders | None = None) -> type[RegisterForm]:
    """The form of a register for one user. `finders` may be shared by many forms of an import."""
    finders = finders or Finders(register, scope)
    names = list(register.fields)
    if register.parent and register.parent not in names:
        names.insert(0, register.parent)
    bases = (RegisterForm,) if register.form is None else (RegisterForm, register.form)
    made = type("Form", bases, {"register": register, "scope": scope, "finders": finders})

    def field_of(db_field: Field, **kwargs):
        return form_field(db_field, finders, **kwargs)

    return forms.modelform_factory(register.model, form=made, fields=names, formfield_callback=field_of)


def form_field(db_field: Field, finders: Finders, **kwargs) -> forms.Field | None:
    """How a column is asked for."""
    if isinstance(db_field, ForeignKey):
        return MatchField(
            finders[db_field.name],
            required=not db_field.blank,
            label=db_field.verbose_name,
            help_text=db_field.help_text,
        )
    if isinstance(db_field, DateField) and is_month(db_field):
        widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
        return db_field.formfield(widget=widget, input_formats=MONTH_FORMATS, help_text="", **kwargs)
    if isinstance(db_field, DateField):
        return db_field.formfield(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
    if isinstance(db_field, JSONField):
        return WordsField(label=db_field.verbose_name, required=not db_field.blank, help_text="多个用顿号隔开。")
    if isinstance(db_field, BooleanField) and not db_field.null:
        return db_field.formfield(required=False, **kwargs)
    return db_field.formfield(**kwargs)


def is_month(db_field: Field) -> bool:
    """Whether only the month of a date is kept."""
    return re.search(r"(^|_)month$", db_field.name) is not None
