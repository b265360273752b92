"""One valid record of any model, made from what the model itself says.

Required columns are filled by their kind; what a rule of the model needs besides is in `EXAMPLES`.
A new model is covered without a word here unless its rules want more than its required columns.
"""

from datetime import date, timedelta
from itertools import cycle

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

from branches.models import Area, Branch, Level, NewOrgKind, NewOrgUnit, Person, User
from branches.registry import register_of
from indicators.models import (
    AlertStandard,
    Brief,
    Campaign,
    CreationStandard,
    PioneerCup,
    Rubric,
    RubricItem,
    RubricLevel,
    Task,
    TaskStandard,
)

DAY = date(2011, 5, 1)
EMPTY = (None, "", [], {})
# {model name: values, or a function of the area that gives them}
YEARS = cycle(range(2000, 2012))  # where one row a year may stand, none of them to come
EXAMPLES: dict[str, object] = {
    "EnterprisePost": lambda area: {"unit": build(NewOrgUnit, area, kind=NewOrgKind.NON_PUBLIC_ENTERPRISE)},
    "Task": lambda area: {"programme": linked(Task._meta.get_field("programme"), area)},
    "CampaignLaunch": lambda area: {"campaign": build(Campaign, area, participants="villages")},
    "TaskStandard": lambda area: {"effective_from": DAY + timedelta(days=TaskStandard.objects.count())},
    "AlertStandard": lambda area: {"effective_from": DAY + timedelta(days=AlertStandard.objects.count())},
    "Rubric": lambda area: rubric_of_a_year(2001 + Rubric.objects.count()),
    "RubricItem": lambda area: {"number": 1 + RubricItem.objects.count()},
    "RubricLevel": lambda area: dict.fromkeys(["rank", "minimum"], RubricLevel.objects.count()),
    "CreationStandard": lambda area: {"effective_from": date(2001 + CreationStandard.objects.count(), 1, 1)},
    "Brief": lambda area: {"sha256": "0" * 64, "kind": "research", "number": 1 + Brief.objects.count()},
    "ParagraphTemplate": {"in_research": True},
    "CertificationReview": {"reviewed_on": date(2012, 6, 1)},
    "ElectionTerm": lambda area: {
        "starts_on": (start := date(next(YEARS), 1, 1)),
        "ends_on": start.replace(day=2),
    },
    "Secondment": {"due_on": date(2011, 12, 1)},
    "TrainingPlan": lambda area: {"year": next(YEARS)},
    "HourStandard": lambda area: {"in_force_from": date(next(YEARS), 1, 1)},
    "TierRule": lambda area: {"in_force_from": date(next(YEARS), 1, 1)},
    "HelpRecord": lambda area: {"helper_branch": build(Branch, area)},
    "OrganisationStandard": lambda area: {"effective_from": date(next(YEARS), 1, 1)},
    "TermRule": lambda area: {"years": 3, "effective_from": date(next(YEARS), 1, 1)},
    "PioneerCup": lambda area: cup_of_a_year(2000 + PioneerCup.objects.count()),
    "PioneerCupEntry": lambda area: {"result": "一等奖"} | entry_of_a_cup(build(PioneerCup, area)),
}


def rubric_of_a_year(year: int) -> dict:
    """Two versions of one kind must not overlap."""
    return {"code": f"rubric-{year}", "first_year": year, "last_year": year, "total": 100}


def cup_of_a_year(year: int) -> dict:
    """A county has one cup a year."""
    return {"year": year, "announced_on": date(year, 2, 1)}


def entry_of_a_cup(cup: PioneerCup) -> dict:
    return {"cup": cup, "entered_on": cup.announced_on}


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
        return DAY
    if isinstance(field, BooleanField):
        return False
    if isinstance(field, IntegerField):
        return 2011 if "year" in field.name else 1
    if isinstance(field, DecimalField):
        return 1
    if isinstance(field, JSONField):
        return ["x"] if field.default is list else {"x": "x"}
    if isinstance(field, CharField | TextField):
        serial = field.model._default_manager.count() + 1
        name = "x" if field.max_length and field.max_length < 8 else f"{field.name.replace('_', '-')}-{serial}"
        return name[: field.max_length]
    raise NotImplementedError(field)


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
    return standing(model, area) or build(model, area)


def standing(model: type[Model], area: Area) -> Model | None:
    """A record of the area, or of a unit above it, that stands already."""
    register = register_of(model)
    if register is None or not register.to_area:
        return model._default_manager.first()
    line = [*area.ancestor_paths, area.path]
    return model._default_manager.filter(**{f"{register.to_path}__in": line}).first()


def person_of(area: Area) -> Person:
    """Somebody of the area, made where there is nobody yet."""
    known = Person.objects.filter(area=area).first()
    return known or Person.objects.create(name=f"{area}甲", sex="1", area=area, birth_month=date(1970, 4, 1))


def place_of(register, area: Area) -> Area:
    """The area itself, or the unit above it at a level that the register is kept for."""
    levels = {Level(level) for level in register.levels}
    line = Area.objects.filter(path__in=[*area.ancestor_paths, area.path]).order_by("-path")
    return next((one for one in line if Level(one.level) in levels), area)
