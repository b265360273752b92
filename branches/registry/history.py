"""What was changed in a record, by whom and when, in words."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Field, ForeignKey, Model

from ..models import Person
from .columns import Viewer
from .declaration import register_of
from .fields import spoken
from .naming import BLANK, title_of

MOST_EVENTS = 30
KINDS = {"+": "登记", "~": "修改", "-": "删除"}


@dataclass
class Event:
    """One save: who, when, and each changed field as (label, old, new)."""

    at: datetime
    who: str
    kind: str
    why: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def events(record: Model, viewer: Viewer) -> list[Event]:
    """The latest saves, newest first. A query a foreign key of the model, none a save."""
    if not hasattr(record, "history"):
        return []
    versions = list(
        record.history.select_related("history_user").order_by("-history_date", "-history_id")[: MOST_EVENTS + 1]
    )
    shown = [one for one in record._meta.concrete_fields if one.editable and not one.primary_key]
    names = {one: names_of(one, versions, viewer) for one in shown if isinstance(one, ForeignKey)}
    found = []
    for number, version in enumerate(versions[:MOST_EVENTS]):
        before = versions[number + 1] if number + 1 < len(versions) else None
        event = Event(
            version.history_date,
            str(version.history_user or "系统"),
            KINDS[version.history_type],
            version.history_change_reason or "",
        )
        if before is not None and version.history_type == "~":
            event.changes = changes(shown, before, version, names)
        if event.changes or event.kind != KINDS["~"]:
            found.append(event)
    return found


def changes(fields: list[Field], old: Model, new: Model, names) -> list[tuple[str, str, str]]:
    return [
        (str(one.verbose_name), words(one, old, names), words(one, new, names))
        for one in fields
        if getattr(old, one.attname) != getattr(new, one.attname)
    ]


def words(one: Field, version: Model, names) -> str:
    value = getattr(version, one.attname)
    if one in names:
        return names[one].get(value, BLANK if value is None else "（已删除）")
    if one.choices:
        value = dict(one.flatchoices).get(value, value)
    return spoken(value) or BLANK


def names_of(one: ForeignKey, versions, viewer: Viewer) -> dict:
    """The records that some version points to, by key, called as the viewer may read them."""
    keys = {getattr(version, one.attname) for version in versions} - {None}
    if not keys:
        return defaultdict(str)
    rows = one.related_model._default_manager.filter(pk__in=keys)
    if one.related_model is Person:
        rows = rows.select_related("area")
    elif (other := register_of(one.related_model)) and other.to_person:
        rows = rows.select_related(f"{other.to_person}__area")
    return {row.pk: title_of(row, viewer.scope) for row in rows}


def last_hand(record: Model) -> str:
    """Who saved the record last, "" when nobody knows."""
    if not hasattr(record, "history"):
        return ""
    version = record.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    return str(version.history_user or "") if version else ""
