"""Who looked at lists of people.

Pages never write when they are read, with this one exception: a look at a list of names
leaves a record, because the department answers for who saw them.
"""

from .models import AccessRecord, Area, User

VIEW, EXPORT = "view", "export"


def record_view(who: User, what: str, area: Area | None, rows: int) -> AccessRecord:
    """Keep that `who` was shown `rows` people of `area` (None for everywhere) in the list `what`."""
    return AccessRecord.objects.create(who=who, action=VIEW, what=what[:100], area=area, rows=rows)


def record_export(who: User, what: str, area: Area | None, rows: int) -> AccessRecord:
    """Keep that `who` took away a file `what` with `rows` rows about `area` and below."""
    return AccessRecord.objects.create(who=who, action=EXPORT, what=what[:100], area=area, rows=rows)
