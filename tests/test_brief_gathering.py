"""What a document can say of an area: every fact worked out by hand, the missing ones with their reason."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import dashboards
from indicators.briefs import indicator_facts, place_facts
from indicators.briefs.facts import Kind, Known
from indicators.briefs.gathering import Gathering, ground_of
from indicators.dashboards import Basis
from indicators.models import Element, Indicator, Period, Publication, Status, Target
from indicators.publishing import freeze

from . import cast, documents_cast
from .documents_cast import CODES, EMPTY, PROMOTED, RATE, THIN


@pytest.fixture
def city(areas):
    return documents_cast.build_city(areas)


def gathered(area, code="2012Q1", basis=Basis.APPROVED, publication=None):
    period = dashboards.choose(dashboards.period_choices(area), code)
    ground = ground_of(area, period, basis, publication, CODES)
    paths = [f"{each}.{what}" for each in CODES for what in indicator_facts.FACTS] + list(place_facts.FACTS)
    return Gathering(ground, {path: Known(path, Kind.PLACES, path) for path in paths})


def said(found, *paths):
    """The values of paths, rounded to four places, or the reason why there is none."""
    facts = [found.fact(path) for path in paths]
    return [
        fact.missing
        if fact.value is None
        else round(fact.value, 4)
        if isinstance(fact.value, Decimal)
        else fact.value
        for fact in facts
    ]


def of_rate(found, *whats):
    return said(found, *(f"{RATE}.{what}" for what in whats))


def test_place_day_and_reports(city):
    found = gathered(city["测试市"])
    assert said(found, "area.name", "area.whole", "area.children") == ["测试市", "全市", "县区"]
    assert said(found, "coverage.due", "coverage.approved") == [4, 4]
    assert said(gathered(city["乙区"]), "area.whole", "area.within") == ["全区", "全市"]
    assert said(found, "area.within") == ["没有上级单位"]
    assert gathered(city["东镇"]).fact("area.whole").value == "全镇"


def test_a_rate_with_its_parts_changes_and_line(city):
    found = gathered(city["测试市"])
    assert of_rate(found, "value", "num", "den") == [70, 700, 1000]
    assert of_rate(found, "change", "year_change") == [Decimal("1.4"), 6]  # 70 − 68.6, 70 − 64
    assert of_rate(found, "target") == [75]


def test_a_figure_says_where_it_comes_from(city):
    source = gathered(city["测试市"]).fact(f"{RATE}.value").source
    assert (source.numerator, source.denominator, source.text) == (700, 1000, "70.0%")
    assert (source.as_of, source.area) == (date(2012, 3, 31), "990100000000")
    assert source.version == "已审核汇总第1版，口径自2009-01-01"


def test_the_place_among_the_units_of_the_same_parent(city):
    """80%, 70%, 45%."""
    assert [of_rate(gathered(city[name]), "rank", "siblings") for name in ("甲县", "乙区", "丙区")] == [
        [1, 3],
        [2, 3],
        [3, 3],
    ]
    assert of_rate(gathered(city["测试市"]), "rank", "siblings") == ["没有可比的同级单位"] * 2


def test_children_in_official_order_and_those_beyond_chance(city):
    """z of 甲县 0.1/√(0.21/500) = 4.9, of 乙区 0, of 丙区 −0.25/√(0.21/200) = −7.7."""
    found = gathered(city["测试市"])
    assert of_rate(found, "children") == [(("甲县", 80), ("乙区", 70), ("丙区", 45))]
    assert of_rate(found, "best", "worst") == [(("甲县", 80),), (("丙区", 45),)]
    assert of_rate(found, "high_flagged", "low_flagged") == [(("甲县", 80),), (("丙区", 45),)]


def test_nobody_is_named_best_or_worst_by_chance(city):
    """甲县's two townships: 260 of 300 and 140 of 200 differ, 210 of 300 alone does not."""
    assert of_rate(gathered(city["乙区"]), "best", "worst") == [
        "领先的单位没有超出偶然波动",
        "靠后的单位没有超出偶然波动",
    ]


def test_each_child_is_held_against_its_own_line(city):
    """甲县 80 and 丙区 45 meet theirs (75 and 40), 乙区 70 does not meet 75."""
    found = gathered(city["测试市"])
    assert of_rate(found, "above_target", "below_target") == [(("甲县", 80), ("丙区", 45)), (("乙区", 70),)]
    Target.objects.all().delete()
    assert of_rate(gathered(city["测试市"]), "target", "below_target") == ["没有设定目标"] * 2


def test_how_even_it_is_now_and_a_year_ago(city):
    """√(0.5·0.01 + 0.2·0.0625)/0.7 = 0.18898; a year ago √(0.0018 + 0.00003 + 0.005445)/0.64 = 0.13327."""
    found = gathered(city["测试市"])
    assert of_rate(found, "cv", "cv_change") == [Decimal("0.1890"), Decimal("0.0557")]
    assert of_rate(found, "gap", "ratio") == [35, Decimal("1.7778")]  # 80 − 45, 80/45


def test_villages_are_too_small_to_say_how_even_they_are(city):
    assert of_rate(gathered(city["东镇"]), "cv", "gap") == ["各村人数少，差距多属偶然，不计算"] * 2


def test_where_the_gap_lies(city):
    """Between counties 0.0175 − 2·0.21/1000, among townships 0.3·0.02778 + 0.0125 − 3·0.21/1000: 84.5%."""
    [sentence] = of_rate(gathered(city["测试市"]), "where")
    assert sentence == "除去偶然波动，各乡镇的差距有84.5%在县区之间、15.5%在县区内部：宜先帮扶落后县区"


def test_a_count_adds_its_flow_and_has_no_denominator(city):
    found = gathered(city["测试市"])
    assert said(found, f"{PROMOTED}.value", f"{PROMOTED}.num") == [10, 10]
    assert said(found, f"{PROMOTED}.den", f"{PROMOTED}.best") == [
        "不是比率，没有分母",
        "领先的单位没有超出偶然波动",
    ]


def test_a_share_of_fewer_than_five_persons_is_not_written(city):
    """丙区 has 2 of 4; the next smallest, 乙区 with 10, goes as well, so that nobody can subtract."""
    found = gathered(city["丙区"])
    assert said(found, f"{THIN}.value", f"{THIN}.num", f"{THIN}.den") == ["人数过少，不予显示"] * 2 + [4]
    assert said(gathered(city["测试市"]), f"{THIN}.children") == [(("甲县", 80),)]


def test_what_is_missing_says_why(city):
    found = gathered(city["测试市"])
    assert said(found, f"{EMPTY}.value", f"{EMPTY}.den") == ["分母为零", 0]
    empty = cast.build_period("2012Q2")
    assert said(gathered(city["测试市"], "2012Q2"), f"{RATE}.value", "coverage.due") == ["未填报", "本期没有报表"]
    Indicator.objects.filter(code=RATE).update(effective_until=empty.quarter.previous.first_day)
    assert said(gathered(city["测试市"]), f"{RATE}.value") == ["这个指标不统计到市"]


def test_a_change_on_a_quarter_that_fewer_reported_is_none(city):
    """七村 waits for review: three reports against four of the last quarter."""
    city["七村"].reports.filter(period__code="2012Q1").update(status=Status.SUBMITTED)
    documents_cast.correct(city, "一村")
    found = gathered(city["测试市"])
    assert of_rate(found, "num", "change") == [610, "上期有4份报表、本期有3份，不作比较"]
    assert of_rate(gathered(city["测试市"], basis=Basis.REPORTED), "change") == [Decimal("1.4")]


def published(city, number=1):
    period = Period.objects.get(code="2012Q1")
    who = cast.build_user(f"publisher{number}", city["测试市"])
    return Publication.objects.create(
        period=period, area=city["测试市"], number=number, who=who, why="" if number == 1 else "更正",
        frozen=freeze(city["测试市"], period),
    )  # fmt: skip


def test_published_figures_stay_whatever_is_corrected_later(city):
    first = published(city)
    documents_cast.correct(city, "七村", ds_secretaries=190)
    frozen, live = gathered(city["测试市"], publication=first), gathered(city["测试市"])
    assert of_rate(live, "num", "value", "year_change") == [800, 80, 16]
    assert of_rate(frozen, "num", "value", "year_change") == [700, 70, 6]
    assert of_rate(frozen, "children", "gap") == [(("甲县", 80), ("乙区", 70), ("丙区", 45)), 35]
    assert of_rate(live, "children", "gap") == [(("甲县", 80), ("乙区", 70), ("丙区", 95)), 25]
    assert of_rate(frozen, "worst", "below_target") == [(("丙区", 45),), (("乙区", 70),)]
    assert frozen.fact(f"{RATE}.value").source.version == "第1次发布，口径自2009-01-01"


def test_a_publication_keeps_lines_definitions_and_flows(city):
    second = documents_cast.cast.build_period("2012Q2")
    for name, promoted in zip(documents_cast.VILLAGES, (1, 0, 0, 0), strict=True):
        cast.build_report(city[name], second, Status.APPROVED, promoted=promoted)
    documents_cast.rebuild(second)
    publication = Publication.objects.create(
        period=second, area=city["测试市"], number=1, who=cast.build_user("p", city["测试市"]),
        frozen=freeze(city["测试市"], second),
    )  # fmt: skip
    Target.objects.all().delete()
    Indicator.objects.filter(code=PROMOTED).update(numerator="secretaries")
    documents_cast.correct(city, "一村", promoted=100)
    frozen = gathered(city["测试市"], "2012Q2", publication=publication)
    assert said(frozen, f"{PROMOTED}.value", f"{PROMOTED}.children") == [
        11,
        (("甲县", 6), ("乙区", 4), ("丙区", 1)),
    ]
    assert of_rate(frozen, "target") == [75]


def test_a_publication_keeps_which_numbers_begin_anew_each_year(city):
    numerator = Element.objects.filter(code="ds_secretaries")
    older = published(city)  # from before the question was asked
    for row in older.frozen["elements"]:
        del row["restarts"]
    numerator.update(restarts=True)
    newer = published(city, 2)
    numerator.update(restarts=False)
    assert of_rate(gathered(city["测试市"]), "target") == [75]
    assert of_rate(gathered(city["测试市"], publication=older), "target") == [75]
    assert of_rate(gathered(city["测试市"], publication=newer), "target") == [Decimal("18.75")]  # a quarter of it


def test_a_county_in_a_publication_has_its_place_and_its_townships(city):
    first = published(city)
    county = gathered(city["甲县"], publication=first)
    assert of_rate(county, "rank", "siblings") == [1, 3]
    assert [name for name, _ in of_rate(county, "children")[0]] == ["东镇", "西镇"]
    assert of_rate(gathered(city["东镇"], publication=first), "value", "children") == [
        Decimal("86.6667"),
        "发布内容不含村级，不比较",
    ]


def test_only_what_is_asked_is_read(city, django_assert_num_queries):
    """Two for the catalogue, one each for lines, own rows, definitions; children take one more."""
    area = city["测试市"]
    period = dashboards.choose(dashboards.period_choices(area), "2012Q1")
    known = {f"{RATE}.{what}": Known(f"{RATE}.{what}", Kind.PLACES, "") for what in indicator_facts.FACTS}
    for whats, queries in ((["value", "num", "change"], 5), (["value", "children", "best", "cv", "gap"], 6)):
        with django_assert_num_queries(queries):
            Gathering(ground_of(area, period, Basis.APPROVED, None, [RATE]), known).facts(
                f"{RATE}.{w}" for w in whats
            )
