"""When a dashboard that a browser holds is still right: one string out of what it was made from."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db.models import Subquery

from branches.models import Area, Cadre, OrganisationStandard, Person, User

from ..models import (
    AlertStandard,
    Arrangement,
    Element,
    Indicator,
    Period,
    Programme,
    Target,
    Task,
    TaskEntry,
    TaskEvent,
    TaskStandard,
)
from .frame import PeriodChoice

CONFIGURED_BY = (Area, Programme, Element, Indicator, Target, Arrangement, Period, Task)
ALERTED_BY = (Cadre, Person, AlertStandard, TaskStandard, OrganisationStandard)  # who serves, and the lines
ADDED_TO = (TaskEvent, TaskEntry, Cadre, LogEntry)  # what is kept in the admin may have no history
CODE_FOLDERS = ("branches", "indicators", "templates", "static")


def code_stamp(root: Path = settings.BASE_DIR) -> int:
    """Changes when a program, template or static file does; taken once a process."""
    files = (path for folder in CODE_FOLDERS for path in (root / folder).rglob("*") if path.is_file())
    return max((path.stat().st_mtime_ns for path in files if path.suffix != ".pyc"), default=0)


CODE_STAMP = code_stamp()


def configuration_stamp(user: User) -> tuple[int | None, ...]:
    """The newest recorded change of everything that a page is made of besides the Totals, in one query."""
    newest = [
        model.history.model.objects.order_by("-history_id").values("history_id")[:1]
        for model in (*CONFIGURED_BY, *ALERTED_BY)
    ]
    newest += [model.objects.order_by("-pk").values("pk")[:1] for model in ADDED_TO]
    return User.objects.filter(pk=user.pk).values_list(*map(Subquery, newest)).get()


def stamp(choices: list[PeriodChoice], user: User, query: str, today: date, columns: Sequence[str] = ()) -> str:
    """What an ETag is made of. A report anywhere below bumps the version of the area's Total, a target
    or a name its history; the rest is who asks for what, on which day, from which code. `columns` are
    those that the reader has chosen."""
    made_of = (
        [(choice.code, choice.version) for choice in choices],
        configuration_stamp(user),
        (user.pk, user.role, user.is_staff, user.is_superuser, str(user), user.area_id),
        query,
        list(columns),
        today,
        CODE_STAMP,
    )
    return sha256(repr(made_of).encode()).hexdigest()[:32]
