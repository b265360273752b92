"""What the acts on a person share: refusals that name their field, the lock, the record of who did it.

Every act locks (villages by path, then the people by number), checks, changes and logs, in one
transaction. Who has a page open that is older than the last act is told so and does nothing.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Model

from .models import Area, Person, User
from .scope import Scope

Faults = dict[str, list[str]]  # {field name, "" for the act as a whole: sentences in Chinese}


class ActRefused(ValueError):
    """An act that the records do not allow; `faults` says why, field by field."""

    def __init__(self, faults: Faults):
        super().__init__("；".join(sentence for sentences in faults.values() for sentence in sentences))
        self.faults = faults


class StaleAct(ActRefused):
    """Something happened to the person after the page was opened."""

    def __init__(self, person: Person):
        super().__init__({"": [f"您打开本页后，{person}的记录已有变动，本次没有办理。请核对后再定。"]})
        self.person = person


def fault(faults: Faults, field: str, sentence: str) -> None:
    faults.setdefault(field, []).append(sentence)


def refuse(faults: Faults) -> None:
    """Raises ActRefused when there is anything to say."""
    if faults:
        raise ActRefused(faults)


def take_up(person: Person, villages: Iterable[Area], who: User, version: int | None) -> Person:
    """The person, locked and read again, if `who` may see them and knows the last act on them.

    Raises PermissionDenied or StaleAct; `version` None asks for no particular state.
    """
    if not Scope(who).may_see_person(person):
        raise PermissionDenied("此人不在您的管辖范围内。")
    keys = {village.pk for village in villages}
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("path").values_list("pk"))
    locked = Person.objects.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if version is not None and locked.version != version:
        raise StaleAct(locked)
    return locked


def keep(record: Model, who: User, why: str) -> None:
    """Store a record with who did it and what it was; raises ActRefused for what the database refuses."""
    try:
        record.validate_constraints()
    except ValidationError as error:
        raise ActRefused({"": error.messages}) from error
    record._history_user, record._change_reason = who, why
    record.save()


def settle(person: Person) -> None:
    """The act is done: whatever page was opened before it is out of date."""
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
    person.version += 1
