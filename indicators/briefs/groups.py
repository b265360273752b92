"""Facts about tasks and about the economy: whole summaries, read once a text names one of them."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal

from ..dashboards.economy_page import EconomySummary, economy_summary
from ..dashboards.follow_through import implementation_summary
from .facts import Source
from .ground import Ground
from .indicator_facts import Missing, Reading
from .paths import fixed
from .subjects import Subject, written

Readings = Mapping[str, Reading | Missing]
KNOWN = {known.path: known for known in fixed()}
NO_TASKS = {
    "worst_areas": "没有办结率偏低的单位",
    "faded_campaigns": "没有后半程明显掉队的活动",
    "overdue_median": "没有超期的任务",
    "tailoff": "任务的计划量太少，不计算前后半程",
}
DECIMALS = {
    "tailoff": 2,
    "paper_ratio": 2,
    "cliff": 2,
    "rho": 2,
    "median": 2,
    "overdue_median": 0,
    "growth_gap": 1,
}


def tasks(ground: Ground) -> Readings:
    """As the tasks stand on the period's last day or today. A publication holds none: they are read live."""
    summary = implementation_summary(ground.area, ground.period, ground.basis)
    version = f"督办任务，{ground.basis.label}，截至{summary.day:%Y-%m-%d}"
    return {
        each.name: reading(
            "tasks", each.name, getattr(summary, each.name), ground.area.code, summary.day, version,
            NO_TASKS.get(each.name, "没有可以计算的任务"),
        )
        for each in fields(summary)
        if f"tasks.{each.name}" in KNOWN
    }  # fmt: skip


def economy(ground: Ground) -> Readings:
    """The stored study of the latest year that was audited by the period's last day."""
    study = economy_summary(ground.area, ground.quarter.last_day)
    names = [path.partition(".")[2] for path in KNOWN if path.startswith("economy.")]
    if study is None:
        return dict.fromkeys(names, Missing("还没有这个单位的集体经济分析"))
    version = f"集体经济年报{study.year}年度，{study.computed_at:%Y-%m-%d}计算"
    return {
        name: reading(
            "economy", name, value_of(study, name), study.area_code, study.as_of, version,
            study.reasons.get(name, "没有数据"),
        )
        for name in names
    }  # fmt: skip


def value_of(study: EconomySummary, name: str):
    found = getattr(study, name)
    return str(found) if name == "year" else found.rstrip("。") if name == "caution" else found


def reading(subject: str, name: str, found, area: str, day: date, version: str, missing: str) -> Reading | Missing:
    if found is None or found == ():
        return Missing(missing)
    value, known = Decimal(found) if isinstance(found, int) else found, KNOWN[f"{subject}.{name}"]
    decimals = DECIMALS.get(name, 0)
    if not isinstance(value, Decimal):
        return Reading(value, decimals)
    text = written(Subject(known.path, known.kind, value, known.unit, known.of, decimals))
    return Reading(value, decimals, sources=(Source("", known.label, area, None, None, text, day, version),))


GROUPS: Mapping[str, Callable[[Ground], Readings]] = {"tasks": tasks, "economy": economy}
