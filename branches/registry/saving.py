"""Storing one row of a register: not over somebody else's change, and not twice."""

import json
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from ..models import Receipt, User
from .declaration import Register
from .forms import RegisterForm

CLASH = "保存时与他人刚才的登记冲突，没有保存。请核对后再保存一次。"


@dataclass(frozen=True)
class Difference:
    """A field that somebody changed while the form was open."""

    label: str
    now: str
    mine: str


def new_token() -> str:
    return secrets.token_urlsafe(24)


def seen(record: Model, names) -> dict[str, str]:
    """What a form was opened with, in a shape that can travel through the page."""
    own = {field.name for field in record._meta.concrete_fields}
    return {name: stored_text(record, name) for name in names if name in own}


def stored_text(record: Model, name: str) -> str:
    field = record._meta.get_field(name)
    value = field.value_from_object(record)
    return "" if value is None else str(field.value_to_string(record))


def differing(record: Model, names, sent: str) -> list[str]:
    """Fields that are stored otherwise than the text `sent` with the form says; all when it says nothing."""
    try:
        told = json.loads(sent)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        told = {}
    return [name for name, text in seen(record, names).items() if told.get(name) != text]


def arrived(register: Register, who: User, token: str) -> Model | None:
    """The row that a form with this token has made already."""
    receipt = Receipt.objects.filter(token=token[:40], who=who, register=register.key).exclude(record="").first()
    return receipt and register.model._default_manager.filter(pk=receipt.record).first()


def add(register: Register, form: RegisterForm, who: User, token: str) -> Model | None:
    """Store a new row. None when the database refused it, or the token that somebody used just now:
    then the form has the error."""
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(token=token[:40], who=who, register=register.key)
            record = form.store(who)
            receipt.record = str(record.pk)
            receipt.save(update_fields=["record"])
            return record
    except IntegrityError:
        form.add_error(None, ValidationError(CLASH, code="clash"))
        return None


def change(form: RegisterForm, who: User) -> bool:
    """Store the columns of the form; False when the database refused: then the form has the error."""
    try:
        with transaction.atomic():
            form.store(who)
    except IntegrityError:
        form.add_error(None, ValidationError(CLASH, code="clash"))
        return False
    return True
