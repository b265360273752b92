"""Fields of a model along dotted paths: what they are called, what they hold, what must be read with them."""

from datetime import date, datetime

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone

from ..models import Area, Person
from .declaration import Register, register_of


class Year(int):
    """A number that is never grouped by thousands."""


def field_at(model: type[Model], path: str) -> Field | None:
    """The field that a path ends in; None for an annotation or a property."""
    field = None
    for step in path.split("__"):
        if model is None:
            return None
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = field.related_model if field.is_relation else None
    return field


def label_of(model: type[Model], path: str) -> str:
    """What people call the field."""
    field = field_at(model, path)
    return str(getattr(field, "verbose_name", path))


def value_at(record: Model, path: str):
    """What stands at a path: a choice as its label, anything else as it is stored; None when there is nothing."""
    *before, last = path.split("__")
    for step in before:
        try:
            record = getattr(record, step)
        except ObjectDoesNotExist:
            return None
        if record is None:
            return None
    display = getattr(record, f"get_{last}_display", None)
    value = display() if display else getattr(record, last, None)
    value = value() if callable(value) else value
    return Year(value) if isinstance(value, int) and last.split("_")[-1] == "year" else value


def spoken(value) -> str:
    """A value in words, "" for nothing. Names of persons are not masked here."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value)
    return str(value)


def relations(register: Register, paths) -> list[str]:
    """What `select_related` must read so that showing the paths asks the database nothing more.

    A person comes with the area that decides about masking, an area with the two above it, a
    record of another register with what its own title and place need.
    """
    wanted: set[str] = set(register.related)
    subject = [path for path in (register.to_area, register.to_person) if path]
    for path in {*paths, *subject}:
        steps = path.split("__")
        for length in range(1, len(steps) + 1):
            head = "__".join(steps[:length])
            field = field_at(register.model, head)
            if isinstance(field, ForeignKey):
                wanted.update(f"{head}{more}" for more in beyond(field.related_model))
    return sorted(wanted)


def beyond(model: type[Model]) -> list[str]:
    """What is read together with a row of a model that stands in a column."""
    if model is Area:
        return ["__parent__parent"]
    if model is Person:
        return ["__area__parent__parent"]
    other = register_of(model)
    if other is None:
        return [""]
    paths = [f"__{other.to_area}"] if other.to_area else []
    return [*paths, *([f"__{other.to_person}__area"] if other.to_person else [])] or [""]
