"""Standards as conditions: which line holds for which row, where several cities have their own."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from .models import Area, OrganisationStandard

Condition = Callable[[OrganisationStandard], Q]


class Standards:
    """The versions in force on a day for everything at or below an area; one query.

    Within a city there is one. Above cities each city's rows are judged by its own, and by the
    defaults where it has set none.
    """

    def __init__(self, area: Area, day: date):
        self.own: OrganisationStandard | None = None
        newest: dict[int, OrganisationStandard] = {}
        rows = OrganisationStandard.objects.begun_by(day).filter(
            Q(area__path__in=[*area.ancestor_paths, area.path])
            | Q(area__path__gte=area.path, area__path__lt=area.path_end)
        )
        for standard in rows.select_related("area").order_by("area__path", "effective_from"):
            if standard.area.contains(area):
                self.own = standard
            else:
                newest[standard.area_id] = standard
        self.below = list(newest.values())

    def at(self, path: str) -> OrganisationStandard:
        """The version that holds at the path of one area."""
        return next((s for s in self.below if path.startswith(s.area.path)), self.own or OrganisationStandard())

    def where(self, condition: Condition, to_area: str = "area") -> Q:
        """`condition(standard)` for every row by the standard of its place; `to_area` leads to that."""
        if self.own or not self.below:
            return condition(self.own or OrganisationStandard())
        found, elsewhere = Q(), Q()
        for standard in self.below:
            here = Q(
                **{f"{to_area}__path__gte": standard.area.path, f"{to_area}__path__lt": standard.area.path_end}
            )
            found |= here & condition(standard)
            elsewhere &= ~here
        return found | (elsewhere & condition(OrganisationStandard()))
