"""The choice of an area above a list: always inside the asker's scope."""

import re

from django.db.models import Q
from django.http import Http404

from .models import STEP, Area, Level
from .scope import Scope

ANY = "全部"
DRILL = {  # what the area select offers below the unit it starts from
    Level.PROVINCE: [Level.CITY],
    Level.CITY: [Level.COUNTY, Level.TOWNSHIP],
    Level.COUNTY: [Level.TOWNSHIP],
    Level.TOWNSHIP: [Level.VILLAGE],
    Level.VILLAGE: [],
}


def chosen_area(scope: Scope, code: str) -> Area | None:
    """The area that `?area=` names, None for no choice. Raises Http404 outside the scope."""
    if not code:
        return None
    known = (
        Area.objects.select_related("parent__parent") if re.fullmatch(r"[0-9]{12}", code) else Area.objects.none()
    )
    area = known.filter(code=code).first()
    if area is None or not scope.may_see(area):
        raise Http404("没有这个单位，或不在您的管辖范围内。")
    return area


def area_choices(scope: Scope, chosen: Area | None) -> list[tuple[str, str]]:
    """Units to drill to, as (code, indented name): the way up, and what lies below the city,
    county or township that the choice stands in. One query."""
    areas = scope.areas().order_by("path")
    start = chosen or scope.area
    if start is None:
        areas = areas.filter(parent__isnull=True)
    else:
        above_city = max(0, Level(start.level).rank - Level.CITY.rank)
        depth = max(scope.area.depth if scope.area else 1, start.depth - above_city)
        base = start.path[: STEP * depth]
        base_level = list(Level)[Level(start.level).rank - (start.depth - depth)]
        line = [base[:end] for end in range(STEP, len(base) + 1, STEP)]
        below = Q(path__gte=base, path__lt=Area(path=base).path_end, level__in=DRILL[base_level])
        areas = areas.filter(below & Q(closed_on__isnull=True) | Q(path__in=line) | Q(pk=start.pk))
    rows = list(areas.values_list("code", "name", "path"))
    top = min((len(path) for _, _, path in rows), default=0)
    return [(code, "　" * ((len(path) - top) // STEP) + name) for code, name, path in rows]
