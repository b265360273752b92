"""Evenness on the page of an indicator: the course of it, who strays beyond chance, where inequality lies."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from scipy import stats

from branches.models import Area, Level, Village
from indicators import dashboards, scatter
from indicators.dashboards import Basis
from indicators.dashboards.comparison import best_first, judge
from indicators.dashboards.funnel import funnel_of
from indicators.dashboards.indicator import Unit
from indicators.figures import Figure, IndicatorSpec
from indicators.formula import Formula
from indicators.models import Indicator, Period, Report, Status
from indicators.rollup import rebuild

from . import cast, dashboard_cast

SECRETARIES = {
    "源汇区": (87, 114), "郾城区": (119, 160), "召陵区": (125, 182),
    "舞阳县": (292, 398), "临颍县": (238, 367), "经开区": (28, 49),
}  # fmt: skip
SPEC = IndicatorSpec("rate", "占比", "占比", Formula.parse("a"), Formula.parse("b"))


def figure(x, n, spec=SPEC, name="1"):
    return Figure(spec, name, "2012Q1", Decimal(x), Decimal(n), Decimal(x) * 100 / Decimal(n))


def funnel(parts, spec=SPEC):
    """The units of a ranking as the page judges them, and their funnel."""
    own = figure(sum(x for x, _ in parts.values()), sum(n for _, n in parts.values()), spec)
    judged = judge([figure(x, n, spec, name) for name, (x, n) in parts.items()], own)
    units = [Unit(name=name, township="", county="", **words) for name, words in zip(parts, judged, strict=True)]
    return funnel_of(spec, own, best_first(units))


# the funnel -----------------------------------------------------------------------------
def test_a_small_unit_in_the_last_place_is_not_called_behind():
    """经开区 has the lowest share, 57.1% of 49, and z = −1.96; 临颍县 has 64.9% of 367 and z = −2.15."""
    found = funnel(SECRETARIES)
    assert found.sentence == ("落后超出偶然范围：临颍县。排在最后的经开区与总体的差异在偶然范围内，不称落后。")
    assert [(unit.name, unit.z_text, unit.chance_word) for unit in found.units[:3]] == [
        ("临颍县", "−2.2", "偏低"),
        ("经开区", "−2.0", "偶然范围内"),
        ("源汇区", "+1.5", "偶然范围内"),
    ]


def test_the_worked_example_of_the_city_by_an_independent_library():
    """z is the statistic of a test of one proportion; its square that of a chi-squared test of the counts."""
    for unit in funnel(SECRETARIES).units:
        x, n = SECRETARIES[unit.name]
        expected = [n * 889 / 1270, n * 381 / 1270]
        assert float(unit.z) ** 2 == pytest.approx(stats.chisquare([x, n - x], expected).statistic)


def test_where_low_is_good_those_that_are_high_are_behind():
    lower = replace(SPEC, direction="lower")
    assert funnel({"甲": (90, 100), "乙": (50, 100), "丙": (10, 100)}, lower).sentence == "落后超出偶然范围：甲。"
    context = replace(SPEC, direction="context")
    assert funnel({"甲": (90, 100), "乙": (50, 100), "丙": (10, 100)}, context).sentence == ""


def test_when_all_lies_within_chance_it_is_said():
    found = funnel({"甲": (5, 10), "乙": (5, 10), "丙": (5, 10)})
    assert found.sentence == "各单位与总体的差异都在偶然范围内。"
    assert found.flagged == ()


def test_the_lines_of_chance_narrow_with_size():
    """P = ½: at n = 100 two standard errors are 10 points, three 15; at 25 twice as much."""
    found = funnel({"甲": (13, 25), "乙": (37, 75), "丙": (50, 100)})
    (n, limits), *_, (last, narrow) = found.lines
    assert (n, last) == (25, 100)
    assert limits == (Decimal("0.2"), Decimal("0.3"), Decimal("0.7"), Decimal("0.8"))
    assert narrow == (Decimal("0.35"), Decimal("0.4"), Decimal("0.6"), Decimal("0.65"))


def test_no_line_leaves_the_scale():
    found = funnel({"甲": (1, 2), "乙": (1, 1), "丙": (3, 3)})
    assert all(0 <= p <= 1 for _, limits in found.lines for p in limits)


@pytest.mark.parametrize(
    "parts",
    [
        {"甲": (1, 2), "乙": (1, 2)},  # two units
        {"甲": (2, 2), "乙": (2, 2), "丙": (3, 3)},  # P = 1
        {"甲": (30, 20), "乙": (1, 20), "丙": (2, 20)},  # more than all of it: no share
    ],
)
def test_what_has_no_funnel(parts):
    assert funnel(parts) is None


def test_of_many_units_the_table_has_those_that_stray(areas):
    many = {f"村{n}": (5, 10) for n in range(70)} | {"低村": (0, 30), "高村": (30, 30)}
    found = funnel(many)
    assert [unit.name for unit in found.shown] == ["高村", "低村"]
    assert found.left_out == 70


# the page ---------------------------------------------------------------------------------
@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def page_of(area, code="ds_secretary_rate", depth="", period="2012Q1"):
    period = dashboards.choose(dashboards.period_choices(area), period)
    return dashboards.indicator_page(area, period, Basis.REPORTED, dashboards.versions_of(code), depth)


def html_of(client, indicator, **query):
    answer = client.get(reverse("indicator-page", args=[indicator]), {"period": "2012Q1"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def fill(area, period, values):
    """{village: (secretaries, double-strong)} of villages of a township, made where there are none."""
    for number, (name, (secretaries, strong)) in enumerate(values.items(), 1):
        village = Area.objects.filter(name=name).first()
        if village is None:
            village = Area.objects.create(
                code=f"{area.code[:9]}{500 + number}",
                name=name,
                level=Level.VILLAGE,
                parent=area,
                path=f"{area.path}{500 + number:04d}",
            )
            Village.objects.create(area=village, is_rural_unit=True)
        Report.objects.update_or_create(
            area=village,
            period=period,
            defaults={
                "counted_in": area,
                "status": Status.APPROVED,
                "values": {"secretaries": secretaries, "ds_secretaries": strong},
            },
        )
    rebuild(period)


@pytest.fixture
def converging(city):
    """东镇 has three villages of ten. 2011Q1: 2, 5, 8 of 10; 2012Q1: 4, 5, 6.

    P = ½ both times; cv = √((0.3² + 0.3²)/3)/½ = 0.490, then √((0.1² + 0.1²)/3)/½ = 0.163.
    """
    for code, strong in (("2011Q1", (2, 5, 8)), ("2012Q1", (4, 5, 6))):
        rows = {name: (10, x) for name, x in zip(("一村", "二村", "三村"), strong, strict=True)}
        fill(city["东镇"], Period.objects.get(code=code), rows)
    return city["东镇"]


def test_children_that_come_closer_converge(converging):
    found = page_of(converging).unevenness
    assert [(quarter.code, round(cv, 3)) for quarter, cv in found.points if cv is not None] == [
        ("2011Q1", Decimal("0.490")),
        ("2011Q4", Decimal("1.414")),  # 1, 0 and 0 of 1
        ("2012Q1", Decimal("0.163")),
    ]
    assert (found.change_text, found.word, found.children) == ("−0.327", "收敛", "村")


def test_children_that_drift_apart_are_said_to(converging):
    rows = {"一村": (10, 0), "二村": (10, 5), "三村": (10, 10)}
    fill(converging, Period.objects.get(code="2012Q1"), rows)
    found = page_of(converging).unevenness
    assert (found.change_text, found.word) == ("+0.327", "扩大")  # √(0.5/3)/½ = 0.816


def test_the_change_of_unevenness_is_on_the_page(leader, converging):
    html = html_of(leader, "ds_secretary_rate", area=converging.code)
    assert 'data-indicator="uneven_trend" data-numerator="" data-denominator="" data-value="-0.327"' in html
    assert "收敛" in html


def test_quarters_of_another_definition_are_not_compared(converging):
    code, since = "ds_secretary_rate", date(2012, 1, 1)
    Indicator.objects.filter(code=code).update(effective_until=date(2011, 12, 31))
    dashboard_cast.build_indicator(code, "ds_secretaries", "secretaries", effective_from=since)
    found = page_of(converging).unevenness
    assert [cv is None for _, cv in found.points] == [True] * (len(found.points) - 1) + [False]
    assert (found.change, found.word, found.change_text) == (None, "", "—")


def test_with_two_children_there_is_no_course(city):
    assert page_of(city["测试市"]).unevenness is None


def test_a_flow_is_compared_by_the_year_to_date(city):
    """ds_promoted of 一村, 二村, 三村 in 2012Q1: 2, 1, 0; in Q2 0, 1, 2 more, so 2, 2, 2 in all: even."""
    rows = {n: (Status.APPROVED, 1, 1, 40, 30, x) for n, x in (("一村", 0), ("二村", 1), ("三村", 2))}
    dashboard_cast.build_quarter(city, "2012Q2", rows)
    dashboard_cast.build_indicator("per", "ds_promoted", "secretaries", display="ratio", unit="人")
    found = page_of(city["东镇"], "per", period="2012Q2").unevenness
    assert {q.code: cv for q, cv in found.points}["2012Q2"] == 0


def test_the_course_follows_the_children_of_each_quarter(city):
    """A village that another township counted then does not enter; it does from its own quarter on."""
    rows = {"一村": (10, 4), "二村": (10, 5), "三村": (10, 6)}
    fill(city["东镇"], Period.objects.get(code="2012Q1"), rows)
    Report.objects.filter(area__name="三村", period__code="2011Q4").update(counted_in=city["西镇"])
    found = {q.code: cv for q, cv in page_of(city["东镇"]).unevenness.points}
    assert (found["2011Q4"], round(found["2012Q1"], 3)) == (None, Decimal("0.163"))


def test_the_page_says_who_strays_and_draws_it(leader, converging):
    """P = 150/304 = 49.3%: z of −5.9, +2.1, −2.0 (of four cases) and +4.1."""
    rows = {"一村": (100, 20), "二村": (100, 60), "三村": (4, 0), "八村": (100, 70)}
    fill(converging, Period.objects.get(code="2012Q1"), rows)
    html = html_of(leader, "ds_secretary_rate", area=converging.code)
    assert "落后超出偶然范围：一村。排在最后的三村与总体的差异在偶然范围内，不称落后。" in html
    assert "chart-funnel" in html
    drawn = scatter.funnel_payload(page_of(converging))
    assert {one["label"]: (one["x"], one["y"], one["flag"]) for one in drawn["points"]} == {
        "一村": (100.0, 20.0, "red"),
        "二村": (100.0, 60.0, "amber"),
        "三村": (4.0, 0.0, "none"),
        "八村": (100.0, 70.0, "red"),
    }


# inequality ------------------------------------------------------------------------------
@pytest.fixture
def incomes(city):
    """甲县: 一村 1, 四村 1 万元; 乙区: 五村 3, 六村 3."""
    cast.build_element("income", unit="万元", decimals=2)
    cast.build_element("accounts", unit="个")
    dashboard_cast.build_indicator(
        "per_village", "income", "accounts", display="ratio", unit="万元/村", decimals=2, direction="context"
    )
    give(dict.fromkeys(("一村", "四村"), 100) | dict.fromkeys(("五村", "六村"), 300))
    return city


def give(amounts):
    period = Period.objects.get(code="2012Q1")
    for name, amount in amounts.items():
        Report.objects.filter(area__name=name, period=period).update(
            status=Status.APPROVED, values={"income": amount, "accounts": 1}
        )
    Report.objects.filter(period=period).exclude(area__name__in=amounts).update(values={})
    rebuild(period)


def test_flat_counties_differ_only_from_each_other(incomes):
    """s = ¼, ¾ against π = ½: T = ¼ ln ½ + ¾ ln 1½ = 0.1308, all of it between."""
    found = page_of(incomes["测试市"], "per_village", "village").inequality
    assert (found.groups, found.total_text, found.shares) == ("县区", "0.131", ("100.0%", "0.0%"))
    assert found.sentence == "各村的差距有100.0%在县区之间、0.0%在县区内部：宜先帮扶落后县区。"


def test_counties_alike_differ_only_inside(incomes):
    """0 and 2 in either: T = ln 2 = 0.693."""
    give({"一村": 0, "四村": 200, "五村": 0, "六村": 200})
    found = page_of(incomes["测试市"], "per_village", "village").inequality
    assert (found.total_text, found.shares) == ("0.693", ("0.0%", "100.0%"))
    assert found.sentence.endswith("宜在县区内部帮扶落后村，不宜只看县区排名。")


def test_a_county_is_split_by_its_townships(incomes):
    give({"一村": 100, "二村": 100, "四村": 300, "五村": 900})
    found = page_of(incomes["甲县"], "per_village", "village").inequality
    assert (found.groups, found.shares[0]) == ("乡镇", "100.0%")


def test_nothing_at_all_has_no_index_and_says_so(incomes):
    give(dict.fromkeys(("一村", "四村", "五村"), 0))
    found = page_of(incomes["测试市"], "per_village", "village").inequality
    assert (found.total_text, found.sentence) == ("—", "各村合计为0或有负数，不计算泰尔指数。")
    give(dict.fromkeys(("一村", "四村", "五村"), 5))
    assert page_of(incomes["测试市"], "per_village", "village").inequality.sentence == "各村的数相同，没有差距。"


def test_only_amounts_of_villages_have_it(incomes):
    assert page_of(incomes["测试市"], "per_village").inequality is None  # counties
    assert page_of(incomes["东镇"], "per_village").inequality is None  # one township
    assert page_of(incomes["测试市"], "ds_secretary_rate", "village").inequality is None  # a rate
    dashboard_cast.build_indicator("mean", "income", "secretaries", display="ratio", unit="万元")
    period = Period.objects.get(code="2012Q1")
    for name, secretaries in (("一村", 1), ("五村", 2)):
        Report.objects.filter(area__name=name, period=period).update(
            values={"income": 100, "secretaries": secretaries}
        )
    rebuild(period)
    assert page_of(incomes["测试市"], "mean", "village").inequality is None  # a mean over persons


def test_the_index_is_on_the_page_and_the_way_to_it(leader, incomes):
    assert "比到村</a>" in html_of(leader, "per_village")
    html = html_of(leader, "per_village", depth="village")
    assert 'data-indicator="uneven_theil" data-numerator="" data-denominator="" data-value="0.131"' in html
    assert "宜先帮扶落后县区" in html
