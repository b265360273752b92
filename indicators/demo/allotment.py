"""A county's figures split over its villages, unevenly and exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from .rows import SEED, CountyRow

CADRES_LEAST, CADRES_MOST = 3, 9
MEMBERS_LEAST, MEMBERS_MOST = 15, 80


@dataclass(frozen=True)
class VillagePlan:
    """One village on 2012-03-31. `size` and `strength` are weights around 100."""

    code: str
    township: str
    size: int
    strength: int
    cadres: int
    members: int
    ds_secretary: bool
    ds_cadres: int
    ds_members: int
    skilled: int

    @property
    def liaison_households(self) -> int:
        """Households that members of the village should keep in touch with."""
        return 2 + self.members // 16 + self.size % 3


def split(total: int, weights: Sequence[int], floors: Sequence[int], ceilings: Sequence[int]) -> list[int]:
    """Whole numbers between floors and ceilings that add up to `total`.

    What lies above the floors follows the weights, by the largest-remainder method; what a full
    place cannot take goes round again among the others. Raises ValueError when the bounds do not
    allow the total.
    """
    if not sum(floors) <= total <= sum(ceilings):
        raise ValueError(f"{total} does not lie between {sum(floors)} and {sum(ceilings)}")
    given = list(floors)
    while left := total - sum(given):
        places = [i for i, number in enumerate(given) if number < ceilings[i]]
        whole = sum(weights[i] for i in places)
        quotas = {i: divmod(left * weights[i], whole) for i in places}
        spare = left - sum(quota for quota, _ in quotas.values())
        rounded_up = set(sorted(places, key=lambda i: (-quotas[i][1], i))[:spare])
        for i in places:
            given[i] = min(given[i] + quotas[i][0] + (i in rounded_up), ceilings[i])
    return given


def plan_county(row: CountyRow, villages: Sequence[tuple[str, str]]) -> list[VillagePlan]:
    """Plans for the county's `(village code, township code)`, in that order."""
    rng = Random(f"{SEED}/villages/{row.code}")  # noqa: S311
    townships = {township: rng.randint(75, 125) for township in dict.fromkeys(t for _, t in villages)}
    size = [round(rng.triangular(20, 260, 60)) for _ in villages]
    strength = [townships[township] * rng.randint(55, 145) // 100 for _, township in villages]
    number = len(villages)

    spread = [rng.randint(10, 100) + size[i] // 2 for i in range(number)]
    cadres = split(row.cadres, spread, [CADRES_LEAST] * number, [CADRES_MOST] * number)
    members = split(row.members, size, [MEMBERS_LEAST] * number, [MEMBERS_MOST] * number)
    luck = [strength[i] + rng.randint(0, 70) for i in range(number)]
    strongest = set(sorted(range(number), key=lambda i: (-luck[i], i))[: row.ds_secretaries])
    leads = [i in strongest for i in range(number)]
    ds_cadres = split(
        row.ds_cadres,
        [strength[i] * cadres[i] for i in range(number)],
        [int(lead) for lead in leads],
        [cadres[i] - (not leads[i]) for i in range(number)],
    )
    ds_members = split(
        row.ds_members,
        [strength[i] * members[i] for i in range(number)],
        ds_cadres,
        [max(ds_cadres[i], members[i] * 6 // 10) for i in range(number)],
    )
    skilled = split(
        row.skilled,
        [strength[i] * members[i] for i in range(number)],
        [max(ds_members[i], members[i] * 55 // 100) for i in range(number)],
        [number - 2 for number in members],
    )
    return [
        VillagePlan(code, township, size[i], strength[i], cadres[i], members[i], leads[i], *rest)
        for i, ((code, township), *rest) in enumerate(zip(villages, ds_cadres, ds_members, skilled, strict=True))
    ]
