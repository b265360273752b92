"""What dashboards show, worked out by hand from tests/dashboard_cast.py."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.dashboards import Basis, catalogue, dashboard, period_choices, village_page
from indicators.figures import Standing
from indicators.models import Element, Indicator, Period, Report, Status, Target
from indicators.quarters import Quarter
from indicators.rollup import rebuild

from . import cast, dashboard_cast

RATE = "ds_secretary_rate"


@pytest.fixture
def city(areas):
    dashboard_cast.build_city(areas)
    return areas


def own(page, code=RATE):
    return next(figure for figure in page.figures if figure.indicator_code == code)


def child(page, name, column=0):
    return next(child for child in page.children if child.name == name).figures[column]


def test_the_citys_rate_is_the_ratio_of_sums_of_what_is_approved(city):
    figure = own(dashboard(city["测试市"], "2012Q1"))
    assert (figure.numerator, figure.denominator, figure.text) == (3, 5, "60.0%")
    assert (figure.reported, figure.due) == (4, 6)


def test_what_waits_for_review_counts_on_the_other_basis(city):
    figure = own(dashboard(city["测试市"], "2012Q1", Basis.REPORTED))
    assert (figure.numerator, figure.denominator, figure.text) == (4, 6, "66.7%")


def test_changes_on_last_quarter_and_last_year_are_in_points(city):
    figure = own(dashboard(city["测试市"], "2012Q1"))  # 60 − 2/7, and 60 − 0/1
    assert figure.previous_text == "+31.4个百分点"
    assert figure.year_text == "+60.0个百分点"


def test_a_flow_is_added_over_the_year_and_starts_again_in_the_first_quarter(city):
    first = own(dashboard(city["测试市"], "2012Q1"), "ds_promoted")
    assert (first.text, first.previous_text) == ("7", "—")
    dashboard_cast.build_quarter(city, "2012Q2", {"一村": (Status.APPROVED, 1, 1, 40, 30, 4)})
    page = dashboard(city["测试市"], "2012Q2")
    assert own(page, "ds_promoted").text == "11"
    assert own(page, "ds_promoted").previous_text == "+4人"
    assert child(page, "甲县", 2).text == "10"  # 2+1+3 in the first quarter, 4 in the second


def test_every_level_shows_its_children_in_official_order(city):
    page = dashboard(city["测试市"], "2012Q1")
    assert [(c.name, c.figures[0].text) for c in page.children] == [("甲县", "66.7%"), ("乙区", "50.0%")]
    page = dashboard(city["甲县"], "2012Q1")
    assert [(c.name, c.figures[0].text) for c in page.children] == [("东镇", "50.0%"), ("西镇", "100.0%")]
    assert page.child_level == "乡镇"


def test_a_townships_children_are_its_villages_reports(city):
    page = dashboard(city["东镇"], "2012Q1")
    rows = [(c.name, c.status_word, c.figures[0].text) for c in page.children]
    assert rows == [("一村", "已审核", "100.0%"), ("二村", "已审核", "0.0%"), ("三村", "已上报", "—")]
    assert own(page).text == "50.0%"
    both = dashboard(city["东镇"], "2012Q1", Basis.REPORTED)
    assert child(both, "三村").text == "100.0%"


def test_a_county_with_its_own_target_line_is_judged_by_it(city):
    page = dashboard(city["测试市"], "2012Q1")
    assert own(page).standing is Standing.NEAR  # 60 between 55 and 65
    assert child(page, "甲县").standing is Standing.GOOD  # 66.7 against the city's 65
    assert child(page, "乙区").standing is Standing.GOOD  # 50 against its own 50
    assert own(dashboard(city["南乡"], "2012Q1")).green == 50


def test_the_latest_complete_period_is_the_default(city):
    """2012Q1 waits for 三村 and 六村, so 2011Q4 is shown first; 西镇 and its 四村 are through."""
    dashboard_cast.build_quarter(city, "2012Q2", {"一村": (Status.SUBMITTED, 1, 1)})
    assert dashboard(city["测试市"]).period.code == "2011Q4"
    assert dashboard(city["西镇"]).period.code == "2012Q1"
    assert village_page(city["一村"]).period.code == "2012Q1"
    assert [choice.code for choice in period_choices(city["测试市"])][:2] == ["2012Q2", "2012Q1"]


def test_without_a_complete_period_the_latest_with_approved_figures_is_the_default(city):
    Report.objects.filter(period__code__lt="2012Q1", area=city["六村"]).update(status=Status.RETURNED)
    for period in Period.objects.all():
        rebuild(period)
    assert dashboard(city["乙区"]).period.code == "2012Q1"


def test_an_unknown_period_has_no_page(city):
    assert dashboard(city["测试市"], "2013Q1") is None


def test_coverage_leaves_out_what_is_waived(city):
    Report.objects.filter(area=city["六村"], period__code="2012Q1").update(status=Status.WAIVED)
    report = Report.objects.get(area=city["六村"], period__code="2012Q1")
    rebuild(report.period)
    coverage = dashboard(city["测试市"], "2012Q1").coverage
    assert (coverage.approved, coverage.submitted, coverage.outstanding, coverage.due) == (4, 1, 0, 5)
    assert coverage.rate_text == "100.0%"


def test_units_that_have_not_reported_are_named_with_their_township(city):
    page = dashboard(city["测试市"], "2012Q1", today=date(2012, 4, 11))
    (unit,) = page.outstanding
    assert (unit.name, unit.township, unit.county, unit.status_word) == ("六村", "南乡", "乙区", "未填报")
    assert unit.overdue  # due on 10 April
    (unit,) = dashboard(city["测试市"], "2012Q1", today=date(2012, 4, 10)).outstanding
    assert not unit.overdue


def test_ranking_puts_the_best_first_and_the_unknown_last(city):
    ranking = dashboard(city["东镇"], "2012Q1").ranking
    assert [(row.place, row.child.name) for row in ranking] == [(1, "一村"), (2, "二村"), (None, "三村")]


def test_the_ranking_follows_the_chosen_indicator(city):
    page = dashboard(city["测试市"], "2012Q1", indicator_code="dd_skill_rate")
    assert page.chosen.text == "64.3%"  # 180 of 280
    rows = [(row.child.name, row.figure.text) for row in page.ranking]
    assert rows == [("甲县", "70.0%"), ("乙区", "50.0%")]  # 140 of 200, 40 of 80
    assert dashboard(city["测试市"], "2012Q1", indicator_code="no_such").chosen.indicator_code == RATE


def test_evenness_is_published_for_three_children_or_more(city):
    assert dashboard(city["测试市"], "2012Q1").evenness[0].disparity is None
    evenness = dashboard(city["东镇"], "2012Q1", Basis.REPORTED).evenness[0].disparity
    # 1/1, 0/1, 1/1 around 2/3: variance 2/9, cv √2/2
    assert round(evenness.cv, 3) == Decimal("0.707")


def test_the_trend_has_a_gap_where_nothing_is_known(city):
    page = dashboard(city["测试市"], "2012Q1")
    assert [quarter.code for quarter in page.quarters] == ["2011Q1", "2011Q2", "2011Q3", "2011Q4", "2012Q1"]
    assert [figure.text for figure in page.trend[0].figures] == ["0.0%", "—", "—", "28.6%", "60.0%"]


def test_heat_is_darkest_for_the_best_place_and_none_for_the_unknown(city):
    page = dashboard(city["东镇"], "2012Q1")
    assert [c.heats[0] for c in page.children] == [5, 3, 0]


def test_history_keeps_the_tree_it_was_reported_under(city):
    village = city["五村"]
    village.parent, village.path = city["东镇"], "0001000100010004"
    village.save()
    page = dashboard(city["南乡"], "2012Q1")
    assert [c.name for c in page.children] == ["五村", "六村"]


def test_reading_costs_the_same_for_ten_times_the_villages(city, django_assert_num_queries):
    def read(name):
        return dashboard(city[name], "2012Q1", choices=period_choices(city[name]))

    with django_assert_num_queries(13):
        read("测试市")
    for number in range(60):
        area = type(city["一村"]).objects.create(
            code=f"9901011003{number:02}",
            name=f"新{number}村",
            level="village",
            parent=city["东镇"],
            path=f"000100010001{number + 100:04}",
        )
        cast.build_report(area, Report.objects.first().period, Status.EMPTY)
    rebuild(Report.objects.first().period)
    with django_assert_num_queries(13):
        read("测试市")
    with django_assert_num_queries(13):
        read("东镇")


def test_a_villages_page_shows_its_figures_its_answers_and_what_is_carried(city):
    report = Report.objects.get(area=city["一村"], period__code="2012Q1")
    report.carried = ["skilled_members"]
    report.save()
    page = village_page(city["一村"], "2012Q1")
    assert [figure.text for figure in page.tiles] == ["100.0%", "75.0%", "2"]
    assert [figure.carried for figure in page.tiles] == [False, True, False]
    ((programme, answers),) = page.answers
    assert programme == "测试"
    assert ("skilled_members", "30", True) in [(a.name, a.text, a.carried) for a in answers]


def test_a_village_that_waits_for_review_shows_no_figures_on_the_approved_basis(city):
    page = village_page(city["三村"], "2012Q1")
    assert page.tiles[0].text == "—"
    assert page.status_word == "已上报"
    assert village_page(city["三村"], "2012Q1", Basis.REPORTED).tiles[0].text == "100.0%"


def test_a_village_without_a_report_says_so(city):
    page = village_page(city["六村"], "2011Q1")
    assert (page.status, page.answers, page.steps) == ("", (), ())


# lines of what adds up over the year -------------------------------------------------------
@pytest.fixture
def yearly(city, areas):
    """任村干部 of members: 8 of 350 of the year; the year's line is 8%, near from 4%."""
    spec = dashboard_cast.build_indicator("promoted_rate", "ds_promoted", "rural_members")
    Target.objects.create(indicator=spec, area=areas["测试市"], year=2012, green=8, amber=4)
    return spec


def test_in_the_first_quarter_a_quarter_of_the_years_line_is_asked(yearly, areas):
    # approved: 2 + 1 + 3 + 1 = 7 of 40 + 60 + 100 + 80 = 280 members: 2.5%, and a quarter of 8% is 2%
    page = dashboard(areas["测试市"], "2012Q1")
    shown = next(figure for figure in page.figures if figure.indicator_code == "promoted_rate")
    assert (shown.value, shown.green, shown.amber, shown.year_green) == (Decimal("2.5"), 2, 1, 8)
    assert shown.standing.word == "达标"
    assert shown.green_text == "2%（全年8%）"


def test_a_stock_over_a_stock_is_held_against_its_line_at_any_time(yearly, areas):
    page = dashboard(areas["测试市"], "2012Q1")
    shown = next(figure for figure in page.figures if figure.indicator_code == "ds_secretary_rate")
    assert (shown.green, shown.year_green, shown.green_text) == (65, None, "65%")


@pytest.mark.parametrize(("quarter", "share"), [("2012Q1", "0.25"), ("2012Q2", "0.5"), ("2012Q3", "0.75")])
def test_the_share_asked_grows_with_the_year(yearly, quarter, share):
    known = catalogue(date(2012, 3, 31), "city")
    spec = known.find("promoted_rate")
    assert known.elapsed(spec, Quarter.parse(quarter)) == Decimal(share)
    assert known.elapsed(spec, Quarter.parse("2012Q4")) is None
    assert known.elapsed(known.find("ds_secretary_rate"), Quarter.parse(quarter)) is None


def test_a_stock_that_counts_from_january_is_held_against_the_time_elapsed_and_not_against_december(city, areas):
    """Not so what is divided by another that restarts: both have grown by as much of the year."""
    cast.build_element("joined", restarts=True)
    cast.build_element("joining", restarts=True)
    alone = dashboard_cast.build_indicator("joined_rate", "joined", "secretaries")
    both = dashboard_cast.build_indicator("joined_share", "joined", "joining")
    known = catalogue(date(2012, 3, 31), "city")
    assert known.elapsed(known.find(alone.code), Quarter.parse("2012Q1")) == Decimal("0.25")
    assert known.elapsed(known.find(both.code), Quarter.parse("2012Q1")) is None
    for code, joined in (("2011Q4", 14), ("2012Q1", 7)):
        for report in Report.objects.filter(period__code=code, status="approved", area__level="village"):
            report.values |= {"joined": joined, "joining": 20}
            report.save()
        dashboard_cast.rebuild(Period.objects.get(code=code))
    for code in (alone.code, both.code):
        shown = own(dashboard(areas["测试市"], "2012Q1"), code)
        assert shown.value is not None
        assert shown.change_previous is None
    Element.objects.update(restarts=False)
    assert own(dashboard(areas["测试市"], "2012Q1"), alone.code).change_previous < 0


@pytest.mark.parametrize(("year", "green", "said"), [(1, None, "全年1人"), (10, 2, "2人（全年10人）")])
def test_of_what_is_counted_only_whole_ones_are_asked(city, areas, year, green, said):
    spec = Indicator.objects.get(code="ds_promoted")
    Target.objects.create(indicator=spec, area=areas["测试市"], year=2012, green=year, amber=year)
    shown = own(dashboard(areas["测试市"], "2012Q1"), "ds_promoted")
    assert (shown.green, shown.year_green, shown.green_text) == (green, year, said)
