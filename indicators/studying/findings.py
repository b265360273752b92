"""Does Party building pay: what the villages of one area and year show. No Django.

Amounts are hundredths of 万元 and scores tenths of a point, whole numbers as the registers keep them.
What is found is association and no cause; every reader prints `CAUTION` beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import fsum
from statistics import median

from ..analysis.groups import FEWEST, MOST_SAMPLED, SAMPLES, cliff, gap, growth_gap, stratified_gap
from ..analysis.ranks import mismatch, spearman_within

CAUTION = (
    "以上只反映相关，不说明因果：认定“双强”本身看致富能力，富裕的村也更容易出双强带头人；"
    "所以只比较村集体经营收入，不比较农户收入。"
)
SCORE = Decimal(10)
IN_WAN, RATE, INDEX = 4, 2, 4  # places kept


@dataclass(frozen=True)
class VillageYear:
    """A village at the end of a year. `led` says for this year and the two before, the newest first, whether
    a secretary certified for twelve months led it; `income` and `earlier` are those of this year and of two
    years before; `low` and `high` the lines that held; None is unknown."""

    code: str
    county: str
    township: str
    led: tuple[bool, bool, bool]
    income: int | None = None
    earlier: int | None = None
    score: int | None = None
    low: int = 0
    high: int = 0

    @property
    def growth(self) -> float | None:
        """Percent over two years; None where a year is unknown or the village started from nothing."""
        if self.income is None or not self.earlier:
            return None
        return (self.income - self.earlier) * 100 / self.earlier


@dataclass
class Findings:
    """`values` has counts, and decimals as text, by name and None for what cannot be said, `reasons` why not.
    `lines` are the pairs of low line and goal that held in 万元; `points` the units below with the shares and
    medians of their villages; `lists` the mismatched villages by quadrant as (code, score, income), in
    official order."""

    values: dict[str, int | str | None] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)
    points: list[dict] = field(default_factory=list)
    lists: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def say(self, name: str, value: Decimal | float | None, places: int, reason: str) -> None:
        """A number kept to `places`, or why there is none."""
        self.values[name] = None if value is None else f"{round(Decimal(value), places):f}"
        if value is None:
            self.reasons[name] = reason


def findings(
    villages: Sequence[VillageYear], around: Sequence[VillageYear], year: int, strata: str, units: str
) -> Findings:
    """Everything about `villages`. `around` are the villages of the counties they lie in (the same rows
    unless the area is a township); `strata` and `units` say by what the stratified gap and the points are
    grouped: "county", "township", or "" for a township, which has neither."""
    found = Findings()
    known = [village for village in villages if village.income is not None]
    found.values |= {"due": len(villages), "villages": len(known), "year": year}
    incomes(found, known)
    comparison(found, known, strata)
    growth(found, villages, year)
    scored = [village for village in known if village.score is not None]
    together(found, scored, any(village.score is not None for village in villages), year)
    quadrants(found, scored, [v for v in around if v.income is not None and v.score is not None])
    found.points = points(known, units)
    return found


def incomes(found: Findings, known: Sequence[VillageYear]) -> None:
    amounts = [village.income for village in known]
    missing = "没有经审核的村集体经济账。"
    found.say("median", in_wan(median(amounts)) if amounts else None, IN_WAN, missing)
    if not amounts:
        found.reasons |= {"lt5_rate": missing, "ge10_rate": missing}
    found.values["lt5"] = sum(village.income < village.low for village in known)
    found.values["ge10"] = sum(village.income >= village.high for village in known)
    pairs = sorted({(village.low, village.high) for village in known})
    found.lines = [tuple(f"{in_wan(line).normalize():f}" for line in pair) for pair in pairs]


def in_wan(hundredths: float) -> Decimal:
    return Decimal(hundredths) / 100


def comparison(found: Findings, known: Sequence[VillageYear], strata: str) -> None:
    """Villages led by a double-strong secretary against the others."""
    y1, y0 = ([v.income for v in known if v.led[0] is led] for led in (True, False))
    found.values |= {"n1": len(y1), "n0": len(y0)}
    reason = too_few(("双强带头村", len(y1)), ("其他村", len(y0)))
    whole = gap(y1, y0)
    for name, part in (("gap", "value"), ("gap_low", "low"), ("gap_high", "high")):
        found.say(name, in_wan(getattr(whole, part)) if whole else None, IN_WAN, reason)
    found.values["samples"] = SAMPLES if max(len(y1), len(y0)) <= MOST_SAMPLED else None
    found.say("cliff", cliff(y1, y0), INDEX, reason)
    plain = stratified_gap({"": (y1, y0)})  # of one stratum: the difference of the winsorised means
    found.say("gap_mean", in_wan(plain) if plain is not None else None, IN_WAN, reason)
    for side, amounts in (("1", y1), ("0", y0)):
        found.say(f"median{side}", in_wan(median(amounts)) if amounts else None, IN_WAN, "没有这样的村。")
    if not strata:
        found.say("gap_strat", None, IN_WAN, "一个乡镇之内不再分层。")
        return
    sides = {
        key: tuple([v.income for v in rows if v.led[0] is led] for led in (True, False))
        for key, rows in grouped(known, strata)
    }
    both = [pair for pair in sides.values() if all(pair)]
    inside = stratified_gap(sides)
    few = too_few(("双强带头村", sum(len(a) for a, _ in both)), ("其他村", sum(len(b) for _, b in both)))
    found.say("gap_strat", in_wan(inside) if inside is not None else None, IN_WAN, f"两类村都有的单位里，{few}")


def too_few(*sides: tuple[str, int]) -> str:
    """双强带头村仅7个，不足10个，不作比较。"""
    told = "、".join(f"{name}仅{number}个" for name, number in sides if number < FEWEST)
    return f"{told}，不足{FEWEST}个，不作比较。" if told else ""


def growth(found: Findings, villages: Sequence[VillageYear], year: int) -> None:
    """Villages that came under a double-strong secretary in the year before, two years of growth around it,
    against villages that stayed without in all three years."""
    changed = [v.growth for v in villages if v.led[1:] == (True, False) and v.growth is not None]
    stayed = [v.growth for v in villages if not any(v.led) and v.growth is not None]
    found.values |= {"changed": len(changed), "stayed": len(stayed)}
    if not any(v.earlier is not None for v in villages):
        reason = f"须有{year - 2}年至{year}年三个年度的账，没有{year - 2}年经审核的账。"
    else:
        reason = too_few((f"{year - 1}年转为双强带头的村", len(changed)), ("一直不是的村", len(stayed)))
    found.say("growth_gap", growth_gap(changed, stayed), RATE, reason)
    for name, rates in (("growth_changed", changed), ("growth_stayed", stayed)):
        found.say(name, median(rates) if rates else None, RATE, "没有这样的村。")


def together(found: Findings, scored: Sequence[VillageYear], assessed: bool, year: int) -> None:
    """Whether the five-good score and the income go together inside the counties."""
    found.values["scored"] = len(scored)
    pairs = {key: [(v.score, v.income) for v in rows] for key, rows in grouped(scored, "county")}
    rho = spearman_within(pairs)
    if not assessed:
        reason = f"{year}年没有已评定的“五个好”村党组织得分。"
    elif sum(len(rows) for rows in pairs.values() if len(rows) > 1) < FEWEST:
        reason = too_few(("有得分也有收入的村", len(scored))) or "各县区有得分也有收入的村太少，不作比较。"
    else:
        reason = "得分或收入全部相同，算不出相关。"
    found.say("rho", rho, INDEX, reason)


def quadrants(found: Findings, scored: Sequence[VillageYear], around: Sequence[VillageYear]) -> None:
    """Above the county's median of one and below that of the other; the county's villages make the medians."""
    rows = {key: {v.code: (v.score, v.income) for v in villages} for key, villages in grouped(around, "county")}
    both, own = mismatch(rows), {v.code: v for v in scored}
    for name in ("strong_poor", "weak_rich"):
        codes = [code for code in getattr(both, name) if code in own]
        found.values[name] = len(codes)
        found.lists[name] = [
            (code, f"{own[code].score / SCORE:f}", f"{in_wan(own[code].income):f}") for code in codes
        ]
    if len(scored) < FEWEST:
        found.reasons["mismatch_rate"] = found.reasons["rho"]


def points(known: Sequence[VillageYear], units: str) -> list[dict]:
    """One for each unit below: how many of its villages are so led, their mean score, their median income."""
    if not units:
        return []
    return [
        {
            "code": key,
            "villages": len(rows),
            "led": sum(village.led[0] for village in rows),
            "score": mean_score(village.score for village in rows),
            "median": f"{in_wan(median(village.income for village in rows)):.3f}",
        }
        for key, rows in grouped(known, units)
    ]


def mean_score(scores: Iterable[int | None]) -> str | None:
    known = [score for score in scores if score is not None]
    return f"{fsum(known) / len(known) / 10:.2f}" if known else None


def grouped(villages: Iterable[VillageYear], by: str) -> Iterable[tuple[str, list[VillageYear]]]:
    rows: dict[str, list[VillageYear]] = defaultdict(list)
    for village in villages:
        rows[getattr(village, by)].append(village)
    return rows.items()
