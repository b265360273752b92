"""Names as a viewer may read them: in full inside the own chain, masked outside it."""

from django.db.models import Model
from django.urls import reverse

from ..models import Area, Level, Person
from ..scope import Scope
from .declaration import Register, register_of
from .fields import spoken, value_at

BLANK = "空白"


def is_own(person: Person, scope: Scope) -> bool:
    """Whether the person belongs to the viewer's chain, so that the name is shown in full."""
    return scope.may_see_person(person)


def name_of(person: Person, scope: Scope) -> str:
    return person.name if is_own(person, scope) else person.masked_name


def title_of(record: Model, scope: Scope) -> str:
    """What a record is called; the name of a person in it is masked like the person's own."""
    if isinstance(record, Person):
        return name_of(record, scope)
    register = register_of(type(record))
    person = register.person_of(record) if register else None
    if not isinstance(person, Person):
        return str(record)
    return str(record).replace(person.name, name_of(person, scope))


def worded(record: Model, name: str, scope: Scope) -> str:
    """What a field of a record holds, in words."""
    value = value_at(record, name)
    return (title_of(value, scope) if isinstance(value, Model) else spoken(value)) or BLANK


def address_of(record: Model, scope: Scope) -> str:
    """The page of a record, "" when there is none or it lies outside the scope."""
    register = register_of(type(record))
    if register is None or not reachable(register, record, scope):
        return ""
    return reverse("register-record", args=[register.key, record.pk])


def reachable(register: Register, record: Model, scope: Scope) -> bool:
    if not register.to_area:
        return True
    if isinstance(record, Person):
        return scope.may_see_person(record)
    area = register.area_of(record)
    return area is not None and scope.may_see(area)


def place(area: Area | None, level: Level) -> Area | None:
    """The area itself or the one above it at `level`, from parents that were read with it."""
    while area is not None and area.level != level:
        area = area.parent if Level(area.level).rank > level.rank else None
    return area
