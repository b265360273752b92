"""督办 as reported for 2012Q1, small enough to add up by hand, over the shipped catalogue of the programme.

             due done on time reported proved ripe stalled outcome papers actions plan of a half, done 1st, 2nd
东镇          20   18      12       19     18    8       2     4/5     30      10              50       40   10
西镇          10    4       2        6      4    5       3     0/2     20       0               4        4    2
南乡          10   10       9       10     10    0       0     3/3      6      12              10        0    5
甲县 itself    5    3       3        3      3    2       0     0/0      4       2               0
乙区 itself    5    5       5        5      4    0       0     0/0      0       0               0

甲县 had 8 reports due, 6 in time, 8 reviewed, 1 returned; 乙区 4, 4, 0, 0.
"""

import tomllib

from django.conf import settings

from branches.models import Area
from indicators.catalogue import read, store
from indicators.models import Period, Status
from indicators.registers.tasks import NUMBERS
from indicators.rollup import rebuild

from . import cast

REPORTED = {  # in the order of NUMBERS, halves times ten
    "东镇": (20, 18, 12, 19, 18, 8, 2, 5, 4, 30, 10, 500, 500, 400, 100),
    "西镇": (10, 4, 2, 6, 4, 5, 3, 2, 0, 20, 0, 40, 40, 40, 20),
    "南乡": (10, 10, 9, 10, 10, 0, 0, 3, 3, 6, 12, 100, 100, 0, 50),
    "甲县": (5, 3, 3, 3, 3, 2, 0, 0, 0, 4, 2, 0, 0, 0, 0),
    "乙区": (5, 5, 5, 5, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
}
REPORTING = {"甲县": (8, 6, 8, 1), "乙区": (4, 4, 0, 0)}
OF_REPORTING = ("reports_due", "reports_ontime", "reports_reviewed", "reports_returned")


def load_catalogue(folder, areas: dict[str, Area]) -> None:
    """The programme 部署落实 as it ships, its lines for 测试市; `folder` is for a copy of the file."""
    source = settings.BASE_DIR / "fixtures" / "catalogue" / "implementation.toml"
    text = source.read_text(encoding="utf-8")
    assert tomllib.loads(text)["programme"]["code"] == "implementation"
    (folder / "implementation.toml").write_text(text, encoding="utf-8")
    store(read(folder), [areas["测试市"]])


def build_quarter(areas: dict[str, Area], code: str = "2012Q1", **changed: tuple) -> Period:
    """A period with the reports above, approved; `changed` are other rows by name."""
    period = cast.build_period(code)
    for name, row in (REPORTED | changed).items():
        prefix = "county" if name in REPORTING else "town"
        values = {f"{prefix}_{number}": value for number, value in zip(NUMBERS, row, strict=True)}
        values |= dict(zip(OF_REPORTING, REPORTING.get(name, ()), strict=False))
        cast.build_report(areas[name], period, Status.APPROVED, **values)
    rebuild(period)
    return period
