"""Where a number comes from: formula, parts, who is in and who is missing, and since when it stands."""

from decimal import Decimal

import pytest
from django.urls import reverse

from branches.models import Role
from indicators import dashboards, publishing, workflow
from indicators.dashboards import Basis
from indicators.dashboards.explain import put_in
from indicators.formula import Formula
from indicators.models import Element, Handover, Report, Status

from . import cast, dashboard_cast

RATE = "ds_secretary_rate"


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


def told(area, code=RATE, basis=Basis.APPROVED, period="2012Q1"):
    choice = dashboards.choose(dashboards.period_choices(area), period)
    return dashboards.explanation(area, choice, basis, dashboards.versions_of(code))


def ask(client, indicator=RATE, **query):
    return client.get(reverse("figure-explain", args=[indicator]), {"period": "2012Q1"} | query)


def test_the_formula_is_written_out_with_its_numbers(city):
    assert told(city["测试市"]).written == "3 ÷ 5 × 100% = 60.0%"
    assert told(city["测试市"], "ds_promoted").written == "7 = 7人"


def test_a_longer_formula_puts_in_every_number():
    known = {"a": Decimal(120), "b": Decimal(30), "c": Decimal(7)}
    assert put_in(Formula.parse("a + 4*b - c"), known) == "(120 + 4×30 − 7)"
    assert put_in(Formula.parse("a"), {}) == "—"


def test_each_part_tells_its_sum_its_reports_and_its_source(city):
    terms = {term.element.code: (term.text, term.reports) for term in told(city["甲县"]).terms}
    assert terms == {"ds_secretaries": ("2人", 3), "secretaries": ("3人", 3)}
    assert {term.kind for term in told(city["甲县"]).terms} == {"期末数，单位填报"}
    assert told(city["甲县"], "ds_promoted").terms[0].kind == "本年累计，单位填报"
    Element.objects.filter(code="secretaries").update(restarts=True)
    assert {term.kind for term in told(city["甲县"]).terms} == {"期末数，单位填报", "本年累计，单位填报"}


def test_the_children_that_bring_most_come_first(city):
    contributions = told(city["测试市"]).contributions
    assert [(one.name, one.figure.numerator, one.figure.denominator) for one in contributions] == [
        ("甲县", 2, 3),
        ("乙区", 1, 2),
    ]


def test_who_has_not_reported_and_who_is_waived_is_named(city):
    Report.objects.filter(area=city["五村"], period__code="2012Q1").update(status=Status.WAIVED)
    dashboard_cast.rebuild(Report.objects.filter(period__code="2012Q1").first().period)
    found = told(city["测试市"])
    assert [unit.name for unit in found.missing] == ["六村"]
    assert found.waived == ("五村",)
    assert (found.coverage.arrived, found.coverage.due) == (4, 5)


def test_the_last_changed_cell_and_the_last_report_are_named(city, users):
    reviewer = cast.build_user("county", city["甲县"], Role.REVIEWER)
    report = Report.objects.get(area=city["二村"], period__code="2012Q1")
    workflow.correct(report, {"ds_secretaries": 1}, reviewer, "补录")
    found = told(city["测试市"])
    assert (found.last_change.area.name, found.last_change.element, found.last_change.how) == (
        "二村", "ds_secretaries", "更正",
    )  # fmt: skip
    assert found.last_report.area.name == "二村"
    assert told(city["乙区"]).last_change is None


def test_the_publication_that_the_number_belongs_to(city, users):
    assert told(city["甲县"]).publication is None
    period = Report.objects.filter(period__code="2012Q1").first().period
    Report.objects.filter(period=period).update(status=Status.APPROVED)
    dashboard_cast.rebuild(period)
    for name in ("甲县", "乙区"):
        Handover.objects.create(period=period, area=city[name], sent_by=users["leader"])
    publishing.publish(city["测试市"], period, cast.build_user("city", city["测试市"], Role.REVIEWER))
    assert told(city["甲县"]).publication.number == 1


def test_a_village_tells_the_state_of_its_report(client, city, users):
    client.force_login(users["leader"])
    text = ask(client, area=city["三村"].code, panel=1).content.decode()
    assert "本村报表已上报" in text
    assert "本期还没有计入的报表" in text
    assert "<html" not in text


def test_the_panel_stays_inside_the_scope(client, city, users):
    client.force_login(users["clerk"])
    assert ask(client, area=city["西镇"].code).status_code == 404
    assert ask(client, "horses").status_code == 404
    text = ask(client, area=city["东镇"].code).content.decode()
    assert reverse("entry-grid", args=[city["东镇"].code, "2012Q1"]) in text


def test_the_queries_do_not_grow_with_the_level(client, city, users, django_assert_max_num_queries):
    client.force_login(users["leader"])
    for name in ("测试市", "东镇", "一村"):
        with django_assert_max_num_queries(15):
            ask(client, area=city[name].code)
