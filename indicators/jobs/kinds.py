"""What can be ordered: the parts of an order and how one of them is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from branches.models import Area

from ..models import Job


@dataclass(frozen=True)
class Made:
    """One finished part."""

    file_name: str
    data: bytes
    rows: int


@dataclass(frozen=True)
class JobKind:
    """`parts_of` an area are the areas below it that get a file each; `make` the one of the part with that code.

    `make` asks again whether the owner of the job may see the part.
    """

    title: str
    parts_of: Callable[[Area], Iterable[Area]]
    make: Callable[[Job, str], Made]


KINDS: dict[str, JobKind] = {}
