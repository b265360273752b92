"""Saved views of a list: a query string is kept only as far as the list itself understands it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, QueryDict

from ..models import SavedView, User
from ..models.saved_view import LONGEST_QUERY, MOST_VIEWS
from ..scope import Scope
from .declaration import Register
from .filters import RegisterFilter


def views_of(who: User, register: Register) -> list[SavedView]:
    return list(SavedView.objects.filter(who=who, register=register.key))


def cleaned(register: Register, scope: Scope, query: str) -> str:
    """The parts of a query string that are filters of the register or its sorting; in a fixed order,
    without blanks, page and anything foreign. Raises ValidationError when the list refuses it."""
    sent = QueryDict(urlsplit(f"?{query.lstrip('?')}").query)
    try:
        asked = RegisterFilter(sent, register, scope)
        valid = asked.form.is_valid()
    except Http404:
        valid = False
    if not valid:
        raise ValidationError("筛选条件有误，没有保存。请更正后再保存。")
    kept = QueryDict(mutable=True)
    for name in [*asked.filters, "sort"]:
        if value := sent.get(name, "").strip():
            kept[name] = value
    text = kept.urlencode()
    if len(text) > LONGEST_QUERY:
        raise ValidationError("筛选条件过长，没有保存。")
    return text


def save(who: User, register: Register, name: str, query: str, is_default: bool) -> SavedView:
    """Keep a view; one of the same name is replaced. Raises ValidationError with a sentence."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError("请给常用视图起个名称。")
    query = cleaned(register, Scope(who), query)
    with transaction.atomic():
        own = SavedView.objects.filter(who=who, register=register.key)
        view = own.filter(name=name).first() or SavedView(who=who, register=register.key, name=name)
        if view.pk is None and own.count() >= MOST_VIEWS:
            raise ValidationError(f"一个台账最多保存{MOST_VIEWS}个常用视图，请先删去不用的。")
        view.query = query
        if is_default:
            own.exclude(pk=view.pk).update(is_default=False)
            view.is_default = True
        view.full_clean()
        view.save()
    return view


def rename(view: SavedView, name: str) -> None:
    """Raises ValidationError for a blank, overlong or taken name."""
    view.name = " ".join(name.split())
    view.full_clean()
    view.save(update_fields=["name"])


@transaction.atomic
def set_default(view: SavedView, is_default: bool) -> None:
    SavedView.objects.filter(who=view.who, register=view.register).exclude(pk=view.pk).update(is_default=False)
    view.is_default = is_default
    view.save(update_fields=["is_default"])
