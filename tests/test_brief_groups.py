"""What documents say of tasks and of the economy: the summaries' values in the kinds of the paths."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators import dashboards
from indicators.briefs import groups
from indicators.briefs.gathering import Gathering, ground_of
from indicators.briefs.language import render
from indicators.briefs.paths import fixed
from indicators.dashboards import Basis
from indicators.dashboards.follow_through import ImplementationSummary

from . import documents_cast

TASKS = ImplementationSummary(
    day=date(2012, 3, 31), due=20, done=15, done_rate=Decimal(75), ontime_rate=Decimal("52.5"),
    evidence_rate=None, stalled_rate=Decimal(0), overdue=0, overdue_median=None, tailoff=Decimal("0.3125"),
    paper_ratio=Decimal("1.456"), effect_rate=Decimal(60), worst_areas=(("丙区", Decimal("66.666")),),
    faded_campaigns=(),
)  # fmt: skip


@pytest.fixture
def city(areas):
    return documents_cast.build_city(areas)


@pytest.fixture
def gathering(city):
    area = city["测试市"]
    period = dashboards.choose(dashboards.period_choices(area), "2012Q1")
    ground = ground_of(area, period, Basis.APPROVED, None, [])
    return Gathering(ground, {known.path: known for known in fixed()}, groups.GROUPS)


def written(gathering, text):
    paths = [known.path for known in fixed()]
    return render(text, gathering.facts(paths))


def test_tasks_in_words(gathering, monkeypatch):
    monkeypatch.setattr(groups, "implementation_summary", lambda *asked: TASKS)
    text = "到期{tasks.due}，办结{tasks.done_rate}，最低的是{tasks.worst_areas}，回落{tasks.tailoff}。"
    assert written(gathering, text).text == "到期20项，办结75%，最低的是丙区（66.7%），回落0.31。"


def test_a_task_figure_without_a_value_says_why(gathering, monkeypatch):
    monkeypatch.setattr(groups, "implementation_summary", lambda *asked: TASKS)
    said = {
        path: gathering.fact(f"tasks.{path}").missing
        for path in ("evidence_rate", "overdue_median", "faded_campaigns")
    }
    assert said == {
        "evidence_rate": "没有可以计算的任务",
        "overdue_median": "没有超期的任务",
        "faded_campaigns": "没有后半程明显掉队的活动",
    }


def test_a_task_figure_has_a_source_of_its_own(gathering, monkeypatch):
    monkeypatch.setattr(groups, "implementation_summary", lambda *asked: TASKS)
    source = gathering.fact("tasks.ontime_rate").source
    assert (source.indicator, source.name, source.text, source.as_of) == (
        "",
        "按期办结率",
        "52.5%",
        date(2012, 3, 31),
    )
    assert source.version == "督办任务，已审核，截至2012-03-31"


def test_tasks_are_really_asked(gathering):
    """Nobody arranged anything in the cast."""
    assert gathering.fact("tasks.overdue").value == 0
    assert gathering.fact("tasks.done_rate").missing == "没有可以计算的任务"


def study(**more):
    names = [known.path.partition(".")[2] for known in fixed() if known.path.startswith("economy.")]
    values = dict.fromkeys(names) | {"villages": 1200, "strong_poor": 30, "weak_rich": 40, "year": 2011}
    values |= {"median": Decimal("4.256"), "gap": Decimal("1.8"), "caution": "只是相关，不是因果。"}
    made = {
        "area_code": "990100000000",
        "as_of": date(2012, 1, 31),
        "computed_at": datetime(2012, 4, 1, tzinfo=UTC),
    }
    return SimpleNamespace(**(values | made | {"reasons": {"rho": "评分的村不足十个"}} | more))


def test_the_economy_in_words(gathering, monkeypatch):
    monkeypatch.setattr(groups, "economy_summary", lambda *asked: study())
    text = "{economy.year}年{economy.villages|单位 个}村收入的中位数为{economy.median}，{economy.caution}。"
    assert written(gathering, text).text == "2011年1200个村收入的中位数为4.26万元，只是相关，不是因果。"
    assert gathering.fact("economy.rho").missing == "评分的村不足十个"
    assert gathering.fact("economy.median").source.version == "集体经济年报2011年度，2012-04-01计算"


def test_without_a_study_the_economy_is_not_spoken_of(gathering):
    assert gathering.fact("economy.median").missing == "还没有这个单位的集体经济分析"


def test_a_group_is_read_once_and_only_when_named(gathering, monkeypatch):
    asked = []
    monkeypatch.setattr(groups, "economy_summary", lambda *which: asked.append(which) or study())
    gathering.facts(["area.name", "day"])
    assert asked == []
    gathering.facts(["economy.median", "economy.gap", "economy.year"])
    assert len(asked) == 1
