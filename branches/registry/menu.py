"""The menu of registers: which there are, and how many rows each has in force."""

from datetime import date

from django.db.models import CharField, Count, Value

from ..scope import Scope
from .declaration import REGISTERS, Register

GROUPS = ("人员与干部", "组织与覆盖")  # first in the menu; the others follow as they are declared


def grouped() -> dict[str, list[Register]]:
    """The registers by the heading that the menu shows them under."""
    groups: dict[str, list[Register]] = {name: [] for name in GROUPS}
    for register in REGISTERS.values():
        groups.setdefault(register.group, []).append(register)
    return {name: registers for name, registers in groups.items() if registers}


def counted(scope: Scope, day: date) -> dict[str, int]:
    """{key: rows in force on the day in the scope}, in one query."""
    counts = [count_of(register, scope, day) for register in REGISTERS.values()]
    if not counts:
        return {}
    first, *rest = counts
    return dict(first.union(*rest, all=True).values_list("key", "n") if rest else first)


def count_of(register: Register, scope: Scope, day: date):
    """One line (key, number) about a register."""
    rows = register.rows(register.within(scope), day).filter(register.in_force(day))
    inner = register.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    return (
        inner.order_by()
        .annotate(key=Value(register.key, CharField()))
        .values("key")
        .annotate(n=Count("pk"))
        .values_list("key", "n")
    )
