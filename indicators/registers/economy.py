"""Collective economy of villages: the newest audited accounts on the day.

Accounts are audited after their year has ended, when its last report has long gone in. So the income is
a stock: what the newest audited accounts say, in every quarter until newer ones are audited.
"""

from datetime import date

from branches.models import Area, Village

from ..models import CreationStandards, VillageEconomyYear
from ..quarters import Quarter
from .source import Counts, register, reports

OLDEST = 2  # years before the day's; older accounts say nothing about the village any more


@register("econ_accounts", "collective_income", "econ_lt5", "econ_ge10", absent=None)
def accounts(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """1, the income scaled by 100, and whether it is below the low line or reaches the goal of the accounts'
    year; nothing where no accounts are audited."""
    day = quarter.last_day
    audited = VillageEconomyYear.objects.within(area).audited_by(day).filter(year__gte=day.year - OLDEST)
    newest = audited.filter(reports("village", day)).newest_of_each_village().order_by()
    standards = CreationStandards()
    found: dict[str, Counts] = {"econ_accounts": {}, "collective_income": {}, "econ_lt5": {}, "econ_ge10": {}}
    for village, path, year, income in newest.values_list("village", "village__path", "year", "income"):
        lines = standards.on(path, date(year, 12, 31))
        found["econ_accounts"][village] = 1
        found["collective_income"][village] = int(income * 100)
        found["econ_lt5"][village] = int(income < lines.income_low)
        found["econ_ge10"][village] = int(income >= lines.income_goal)
    return found


@register("village_households", absent=None)
def village_households(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Households by the register of villages; nothing where it has none."""
    villages = Village.objects.within(area).reporting_on(quarter.last_day).filter(households__isnull=False)
    return {"village_households": dict(villages.order_by().values_list("area", "households"))}
