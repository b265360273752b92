"""Facts about tasks and about the economy: whole summaries, read once a text names one of them."""

from collections.abc import Callable, Mapping

from .ground import Ground
from .indicator_facts import Missing, Reading

GROUPS: Mapping[str, Callable[[Ground], Mapping[str, Reading | Missing]]] = {}
