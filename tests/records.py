"""One valid record of any model, made from what the model itself says.

Required columns are filled by their kind; what a rule of the model needs besides is in `EXAMPLES`.
A new model is covered without a word here unless its rules want more than its required columns.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from django.utils import timezone

from branches.models import Area, Branch, Level, Person, User
from branches.registry import register_of

DAY = date(2010, 1, 1)
EMPTY = (None, "", [], {})
# {model name: values, or a function of the area that gives them}
EXAMPLES: dict[str, object] = {
    "HelpRecord": lambda area: {"helper_branch": standing(Branch, area) or build(Branch, area)},
}


def build(model: type[Model], area: Area, **given) -> Model:
    """A stored record of a model that belongs to `area` (or to a unit above it) and breaks no rule."""
    example = EXAMPLES.get(model.__name__, {})
    values = (example(area) if callable(example) else dict(example)) | given
    record = model()
    for field in model._meta.concrete_fields:
        if field.name in values:
            setattr(record, field.name, values[field.name])
        elif needs_value(field, record):
            setattr(record, field.name, value_for(field, area))
    complete(record, area)
    record.save()
    return record


def complete(record: Model, area: Area) -> None:
    """Ask the rules; where a blank column is what they miss, fill in those that help."""
    wrong = faults(record)
    for field in record._meta.concrete_fields:
        if not wrong:
            return
        before = getattr(record, field.attname)
        if field.editable and field.blank and before in EMPTY:
            setattr(record, field.name, value_for(field, area))
            now = faults(record)
            if len(now) < len(wrong):
                wrong = now
            else:
                setattr(record, field.attname, before)
    if wrong:
        raise AssertionError(f"{type(record).__name__}: {wrong}; say in tests/records.py what it needs")


def faults(record: Model) -> list[str]:
    try:
        record.full_clean()
    except ValidationError as error:
        return error.messages
    return []


def needs_value(field: Field, record: Model) -> bool:
    if field.primary_key and not isinstance(field, ForeignKey):
        return False
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    asked = not field.blank or (isinstance(field, ForeignKey) and not field.null)
    return asked and getattr(record, field.attname, None) in EMPTY


def value_for(field: Field, area: Area):
    """Something that a column of this kind may hold."""
    if isinstance(field, ForeignKey):
        return linked(field, area)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value not in ("", None))
    if isinstance(field, DateTimeField):
        return timezone.now()
    if isinstance(field, DateField):
        return day_for(field)
    if isinstance(field, BooleanField):
        return False
    if isinstance(field, IntegerField):
        return DAY.year if field.name == "year" or field.name.endswith("_year") else 1
    if isinstance(field, DecimalField):
        return 1
    if isinstance(field, JSONField):
        return ["x"] if field.default is list else {"x": "x"}
    if isinstance(field, CharField | TextField):
        serial = field.model._default_manager.count() + 1
        name = "x" if field.max_length and field.max_length < 8 else f"{field.name.replace('_', '-')}-{serial}"
        return name[: field.max_length]
    raise NotImplementedError(field)


def day_for(field: DateField) -> date:
    """Days in the order of the columns, weeks apart; what belongs to another record comes after it."""
    if field.name.endswith("month"):
        return DAY
    days = [one for one in field.model._meta.concrete_fields if isinstance(one, DateField)]
    register = register_of(field.model)
    later = 200 if register and register.parent else 0
    return DAY + timedelta(days=later + 40 * days.index(field))


def linked(field: ForeignKey, area: Area) -> Model:
    """A record to point to: an area of an allowed level, a person of the area, else a new one."""
    model = field.related_model
    if model is Area:
        allowed = Area.objects.complex_filter(field.get_limit_choices_to())
        line = [*area.ancestor_paths, area.path]
        return allowed.filter(path__in=line).order_by("-path").first() or area
    if model is User:
        return User.objects.filter(area=area).first() or User.objects.create_user(f"of-{area.code}", area=area)
    if model is Person:
        return person_of(area)
    limit = field.get_limit_choices_to()
    wanted = {name: value for name, value in limit.items() if "__" not in name} if isinstance(limit, dict) else {}
    return standing(model, area, limit) or build(model, area, **wanted)


def standing(model: type[Model], area: Area, limit=None) -> Model | None:
    """A record of the area, or of a unit above it, that stands already and keeps to the limit."""
    register, rows = register_of(model), model._default_manager.complex_filter(limit or {})
    if register is None or not register.to_area:
        return rows.first()
    line = [*area.ancestor_paths, area.path]
    return rows.filter(**{f"{register.to_path}__in": line}).first()


def person_of(area: Area) -> Person:
    """Somebody of the area, made where there is nobody yet."""
    known = Person.objects.filter(area=area).first()
    return known or Person.objects.create(name=f"{area}甲", sex="1", area=area, birth_month=date(1970, 4, 1))


def place_of(register, area: Area) -> Area:
    """The area itself, or the unit above it at a level that the register is kept for."""
    levels = {Level(level) for level in register.levels}
    line = Area.objects.filter(path__in=[*area.ancestor_paths, area.path]).order_by("-path")
    return next((one for one in line if Level(one.level) in levels), area)
