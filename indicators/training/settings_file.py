"""Hour lines and tier rules from a file: what a new site starts with, kept in the registers from then on."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ..models import HourStandard, TierRule

FILE = Path("fixtures/training/settings.toml")
KEYS = {  # table: (model, what tells one row from another)
    "hour_standard": (HourStandard, ("group", "in_force_from")),
    "tier_rule": (TierRule, ("tier", "trainee", "place", "mode", "in_force_from")),
}


@transaction.atomic
def load_settings(path: Path | None = None) -> int:
    """Add the rows that are not there yet; answers how many. A row that stands is left as it is.

    Raises ValidationError for a row that cannot be, and then nothing is added.
    """
    data = tomllib.loads((path or settings.BASE_DIR / FILE).read_text(encoding="utf-8"))
    added = 0
    for table, (model, names) in KEYS.items():
        for values in data.get(table, []):
            if not model.objects.filter(**{name: values.get(name, "") for name in names}).exists():
                row = model(**values)
                row.full_clean()
                row.save()
                added += 1
    return added
