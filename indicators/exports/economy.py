"""A study as a workbook: the findings with the caution, the mismatched villages, the units below."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

from ..dashboards.economy_page import SPECS, EconomySummary
from ..dashboards.economy_units import QUADRANTS, Mismatched, UnitPoint
from .listing import Cell, open_book, write_list

FINDINGS = [("指标", 30), ("数值", 12), ("单位", 10), ("95%区间", 20), ("说明", 70)]
VILLAGES = [("区划代码", 15), ("县区", 14), ("乡镇", 16), ("村", 18)]
VILLAGES += [("“五个好”得分", 14), ("集体收入（万元）", 16)]
UNITS = [("区划代码", 15), ("单位", 18), ("有账的村", 10), ("双强带头村", 12), ("占比（%）", 10)]
UNITS += [("平均得分", 10), ("收入中位数（万元）", 18)]


def write_study(
    file: BinaryIO,
    found: EconomySummary,
    lists: Mapping[str, Sequence[Mismatched]],
    points: Sequence[UnitPoint],
    marks: Sequence[str],
) -> None:
    """`marks` are lines above every table; the caution stands below them on every sheet."""
    with open_book(file) as book:
        above = [*marks, found.caution]
        write_list(book, "结论", [*above, *sentences(found)], FINDINGS, findings(found))
        for key, title in QUADRANTS.items():
            rows = [[v.code, v.county, v.township, v.name, v.score, round(v.income, 2)] for v in lists[key]]
            told = f"共{getattr(found, key)}个村，本表列{len(rows)}个"
            write_list(book, title.replace("、", ""), [*above, told], VILLAGES, rows)
        if points:
            write_list(book, "各单位", above, UNITS, [unit(one) for one in points])


def sentences(found: EconomySummary) -> list[str]:
    return [found.gap_sentence, found.cliff_sentence, found.growth_sentence, found.rho_sentence]


def findings(found: EconomySummary) -> list[list[Cell]]:
    rows = []
    for code, spec in SPECS.items():
        figure = found.figure(code)
        between = f"{found.shown['gap_low']} 至 {found.shown['gap_high']}" if code == "econ_gap_hl" else ""
        value, between = ("—", "") if figure.value is None else (Decimal(figure.data_value), between)
        rows.append([spec.name, value, spec.unit, between, note(found, code)])
    return rows


def note(found: EconomySummary, code: str) -> str:
    """What a number is made of, or why there is none."""
    figure = found.figure(code)
    if figure.value is None:
        return found.reason(code)
    counts = {
        "econ_income_median": f"{found.villages}个有经审核账的村",
        "econ_lt5_rate": f"{found.lt5}个村；{found.line_words}",
        "econ_ge10_rate": f"{found.ge10}个村；{found.line_words}",
        "econ_growth_gap": f"转为双强带头的{found.changed}个村，一直不是的{found.stayed}个村",
        "econ_rho": f"{found.scored}个有得分也有收入的村",
        "econ_mismatch": f"{found.mismatched}个村，分母{found.scored}个村",
    }
    return counts.get(code, f"双强带头村{found.n1}个，其他村{found.n0}个")


def unit(one: UnitPoint) -> list[Cell]:
    score = "—" if one.score is None else round(one.score, 1)
    return [one.code, one.name, one.villages, one.led, round(one.share, 1), score, round(one.median, 2)]
