"""与经济结合: the stored study of an area and year as plain values, for the page, its sheet and documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from branches.models import Area

from ..figures import Figure, IndicatorSpec
from ..formula import Formula
from ..models import EconomyStudy
from ..studying import CAUTION
from ..wording import MISSING, grouped, percent, rounded, signed

COLUMNS = ("median", "median1", "median0", "gap", "gap_low", "gap_high", "gap_mean", "gap_strat", "cliff")
COLUMNS += ("growth_gap", "growth_changed", "growth_stayed", "rho")
COUNTS = ("due", "villages", "lt5", "ge10", "n1", "n0", "changed", "stayed", "scored", "strong_poor", "weak_rich")
COHEN = (Decimal("0.1"), Decimal("0.3"), Decimal("0.5"))
HALF = 2  # a year counts as audited from half as many villages on as the fullest year has
SPECS = {
    spec.code: spec
    for spec in (
        IndicatorSpec(code, name, name, Formula.parse(code), display=display, unit=unit, decimals=places)
        for code, name, display, unit, places in (
            ("econ_income_median", "村集体经营收入中位数", "ratio", "万元", 2),
            ("econ_lt5_rate", "集体经济薄弱村占比", "percent", "%", 1),
            ("econ_ge10_rate", "集体经济达标村占比", "percent", "%", 1),
            ("econ_gap_hl", "双强带头村与其他村的收入差距", "ratio", "万元", 2),
            ("econ_gap_strat", "扣除地区差异后的差距", "ratio", "万元", 2),
            ("econ_cliff", "两类村高低对比（δ）", "ratio", "", 2),
            ("econ_growth_gap", "转为双强带头后的增幅差", "ratio", "个百分点", 1),
            ("econ_rho", "组织得分与收入的等级相关（ρ）", "ratio", "", 2),
            ("econ_mismatch", "组织与经济错位村占比", "percent", "%", 1),
        )
    )
}
NAMES = {  # the summary's name of each indicator
    "econ_income_median": "median",
    "econ_lt5_rate": "lt5_rate",
    "econ_ge10_rate": "ge10_rate",
    "econ_gap_hl": "gap",
    "econ_gap_strat": "gap_strat",
    "econ_cliff": "cliff",
    "econ_growth_gap": "growth_gap",
    "econ_rho": "rho",
    "econ_mismatch": "mismatch_rate",
}


@dataclass(frozen=True)
class EconomySummary:
    """A study as plain values. Amounts and gaps are 万元, rates percents (70 is 70%), `growth_gap` 百分点
    between growths in percent; whatever is None has its reason by the same name in `reasons`. `lines` are
    the pairs of low line and goal that held, in 万元."""

    area_code: str
    area_name: str
    year: int
    as_of: date
    computed_at: datetime
    due: int
    villages: int
    lt5: int
    ge10: int
    n1: int
    n0: int
    changed: int
    stayed: int
    scored: int
    strong_poor: int
    weak_rich: int
    median: Decimal | None
    lt5_rate: Decimal | None
    ge10_rate: Decimal | None
    median1: Decimal | None
    median0: Decimal | None
    gap: Decimal | None
    gap_low: Decimal | None
    gap_high: Decimal | None
    gap_mean: Decimal | None
    gap_strat: Decimal | None
    cliff: Decimal | None
    growth_gap: Decimal | None
    growth_changed: Decimal | None
    growth_stayed: Decimal | None
    rho: Decimal | None
    mismatch_rate: Decimal | None
    sampled: bool
    lines: tuple[tuple[str, str], ...]
    reasons: Mapping[str, str]
    caution: str = CAUTION

    @property
    def mismatched(self) -> int:
        return self.strong_poor + self.weak_rich

    def figure(self, code: str) -> Figure:
        """One of SPECS with what it is made of."""
        name = NAMES[code]
        parts = {
            "lt5_rate": (self.lt5, self.villages),
            "ge10_rate": (self.ge10, self.villages),
            "mismatch_rate": (self.mismatched, self.scored),
        }.get(name)
        numerator, denominator = map(Decimal, parts) if parts else (None, None)
        return Figure(SPECS[code], self.area_code, str(self.year), numerator, denominator, getattr(self, name))

    def reason(self, code: str) -> str:
        """Why one of SPECS is unknown; "" where it is known."""
        return self.reasons.get(NAMES[code], "")

    @property
    def figures(self) -> dict[str, Figure]:
        return {code: self.figure(code) for code in SPECS}

    # in words ------------------------------------------------------------------
    @property
    def shown(self) -> dict[str, str]:
        """Every number as a table has it; gaps and correlations with their sign, "—" where unknown."""
        texts = {name: grouped(getattr(self, name), 2) for name in ("median", "median1", "median0")}
        for name in ("gap", "gap_low", "gap_high", "gap_mean", "gap_strat", "cliff", "rho"):
            texts[name] = MISSING if (value := getattr(self, name)) is None else signed(value, 2)
        for name in ("lt5_rate", "ge10_rate", "mismatch_rate", "growth_changed", "growth_stayed"):
            texts[name] = percent(getattr(self, name), 1)
        texts["growth_gap"] = MISSING if self.growth_gap is None else signed(self.growth_gap, 1)
        return texts

    @property
    def line_words(self) -> str:
        """Below and from which lines a village counts as weak, as having reached the goal."""
        if len(self.lines) == 1:
            return "薄弱线{}万元、目标线{}万元".format(*self.lines[0])
        return "按各地当年的薄弱线、目标线" if self.lines else ""

    @property
    def gap_sentence(self) -> str:
        """双强带头村比其他村高0.67万元（95%区间0.42至0.91万元）。"""
        if self.gap is None:
            return self.reasons["gap"]
        gap, low, high = (rounded(value, 2) for value in (self.gap, self.gap_low, self.gap_high))
        told = f"高{gap}万元" if gap > 0 else f"低{-gap}万元" if gap < 0 else "持平"
        between = f"95%区间{signed(low, 2)}至{signed(high, 2)}万元"
        chance = "；区间含0，差距不能排除偶然" if low <= 0 <= high else ""
        return f"双强带头村的集体经营收入比其他村{told}（{between}{chance}）。"

    @property
    def cliff_sentence(self) -> str:
        if self.cliff is None:
            return self.reasons["cliff"]
        points, side = rounded(abs(self.cliff) * 100, 1), "高" if self.cliff >= 0 else "低"
        other = "低" if side == "高" else "高"
        return f"任取两类村各一个，双强带头村收入{side}的机会比{other}的机会多{points}个百分点。"

    @property
    def growth_sentence(self) -> str:
        if self.growth_gap is None:
            return self.reasons["growth_gap"]
        changed, stayed = (grouped(Decimal(number)) for number in (self.changed, self.stayed))
        return (
            f"{self.year - 1}年转为双强带头的{changed}个村，{self.year}年比{self.year - 2}年增幅的中位数为"
            f"{self.shown['growth_changed']}，一直不是的{stayed}个村为{self.shown['growth_stayed']}，"
            f"相差{self.shown['growth_gap']}个百分点。"
        )

    @property
    def rho_sentence(self) -> str:
        """By Cohen's lines of 0.1, 0.3 and 0.5."""
        if self.rho is None:
            return self.reasons["rho"]
        words = ("基本没有关系", "有弱的", "有中等的", "有强的")
        strength = sum(abs(rounded(self.rho, 2)) >= line for line in COHEN)
        tail = "" if not strength else "一致关系" if self.rho > 0 else "相反关系"
        return f"{grouped(Decimal(self.scored))}个村在本县区内，“五个好”得分与收入的名次{words[strength]}{tail}。"


def economy_summary(area: Area, day: date) -> EconomySummary | None:
    """The stored study of the latest year that was audited by a day; None where there is none. Two queries."""
    chosen = latest(studies_of(area), day)
    return summary(EconomyStudy.objects.select_related("area").get(pk=chosen.pk)) if chosen else None


def studies_of(area: Area) -> list[EconomyStudy]:
    """What has been computed of an area, the newest year first, without the results. One query."""
    rows = EconomyStudy.objects.filter(area=area, computed_at__isnull=False).order_by("-year")
    return list(rows.defer("results", "lists"))


def latest(studies: list[EconomyStudy], day: date) -> EconomyStudy | None:
    """The newest year that half of the accounts were audited of by the day, and of which there are half as
    many as of the fullest year: a few villages that are early make no year."""
    settled = [one for one in studies if one.settled_on is not None and one.settled_on <= day]
    most = max((one.villages for one in settled), default=0)
    return next((one for one in settled if one.villages * HALF >= most), None)


def summary(study: EconomyStudy) -> EconomySummary:
    values, reasons = study.results["values"], study.results["reasons"]
    counts = {name: values[name] for name in COUNTS}
    known = {name: None if values[name] is None else Decimal(values[name]) for name in COLUMNS}
    mismatched = counts["strong_poor"] + counts["weak_rich"]
    return EconomySummary(
        area_code=study.area.code,
        area_name=study.area.name,
        year=study.year,
        as_of=study.as_of,
        computed_at=study.computed_at,
        lt5_rate=rate(counts["lt5"], counts["villages"]),
        ge10_rate=rate(counts["ge10"], counts["villages"]),
        mismatch_rate=None if "mismatch_rate" in reasons else rate(mismatched, counts["scored"]),
        sampled=values["samples"] is not None,
        lines=tuple(map(tuple, study.results["lines"])),
        reasons=reasons,
        **counts,
        **known,
    )


def rate(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None
