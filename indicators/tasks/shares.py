"""Units and quantities pasted from a spreadsheet, one unit a line."""

import re
from collections.abc import Iterable

from branches.models import Area
from branches.registry.matching import Grade, Places
from branches.registry.place_finder import places_of

MOST_LINES = 2000
QUANTITY = re.compile(r"[\s,，、;；:：]+(\d{1,9})\s*\D{0,10}$")


def read_pasted(text: str, units: Iterable[Area]) -> tuple[dict[str, str], list[str]]:
    """({code: quantity as text, "" for none}, what could not be understood) of lines like "东镇 30"."""
    by_key = {area.pk: area.code for area in units}
    places = Places(places_of(Area.objects.filter(pk__in=by_key)))
    found: dict[str, str] = {}
    wrong: list[str] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines[:MOST_LINES], 1):
        quantity = QUANTITY.search(line)
        name = (line[: quantity.start()] if quantity else line).strip()
        match = places.find(name)
        if match.grade not in (Grade.SURE, Grade.LIKELY):
            wrong.append(f"第{number}行“{name[:30]}”：{match.why}")
            continue
        code = by_key[match.found.pk]
        if code in found:
            wrong.append(f"第{number}行“{name[:30]}”：前面已有这个单位，以前面的为准。")
            continue
        found[code] = quantity[1] if quantity else ""
    return found, wrong
