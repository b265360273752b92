"""The members of the demonstration city whom programmes can follow: those certified as double-strong."""

from dataclasses import dataclass
from datetime import date

from branches.models import DoubleStrongCertification, PoliticalStatus


@dataclass(frozen=True)
class Followed:
    """One full member of a village and since when the registers follow them."""

    person_id: int
    since: date


def followed_members() -> dict[int, list[Followed]]:
    """{village id: members whose certification stands}, those followed longest first."""
    titles = (
        DoubleStrongCertification.objects.filter(
            revoked_on__isnull=True, person__political_status=PoliticalStatus.MEMBER
        )
        .order_by("certified_on", "pk")
        .values_list("person__area", "person", "certified_on")
    )
    found: dict[int, list[Followed]] = {}
    known = set()
    for village, person, day in titles:
        if person not in known:
            known.add(person)
            found.setdefault(village, []).append(Followed(person, day))
    return found
