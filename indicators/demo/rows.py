"""What the demonstration city must add up to on 2012-03-31, county by county.

Only the four totals (889, 3,283, 10,662 and the 80 %) are those of the report that the software
serves; the split between the counties is invented.
"""

from dataclasses import dataclass
from datetime import date

from ..quarters import Quarter

SEED = 20120331
CITY = "411100000000"
FIRST, LAST, OPEN = Quarter(2010, 1), Quarter(2012, 1), Quarter(2012, 2)
PRETENDED_DAY = date(2012, 7, 16)  # after the last act of the open quarter, while late reports may still come
QUARTERS = [Quarter.of_ordinal(ordinal) for ordinal in range(FIRST.ordinal, LAST.ordinal + 1)]


@dataclass(frozen=True)
class CountyRow:
    """One county: how many of each on 2012-03-31.

    `converted` residents' committees still report as rural units; `promoted` double-strong members
    took their first village post in the nine quarters; `pace` is how fast the county caught up.
    """

    code: str
    villages: int
    converted: int
    ds_secretaries: int
    cadres: int
    ds_cadres: int
    members: int
    ds_members: int
    skilled: int
    promoted: int
    pace: float


COUNTIES = [
    CountyRow("411102000000", 114, 4, 87, 612, 325, 4011, 1122, 3317, 29, 1.0),
    CountyRow("411103000000", 160, 5, 119, 859, 439, 5468, 1474, 4467, 41, 0.9),
    CountyRow("411104000000", 182, 2, 125, 978, 461, 5976, 1462, 4750, 44, 1.1),
    CountyRow("411121000000", 398, 0, 292, 2137, 1082, 13336, 3529, 10841, 108, 1.25),
    CountyRow("411122000000", 367, 0, 238, 1971, 870, 12297, 2763, 9579, 83, 0.85),
    CountyRow("411171000000", 49, 0, 28, 263, 106, 1560, 312, 1165, 9, 0.7),
]

TILES = {  # where the counties lie to each other: row, column, height, width on the big screen
    "411122000000": "1,3,1,3",
    "411121000000": "2,1,3,1",
    "411103000000": "2,2,1,2",
    "411104000000": "2,4,2,2",
    "411102000000": "3,2,2,2",
    "411171000000": "4,4,1,2",
}
