"""A number that was entered stands beside what a register knows of the same thing."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import Cadre, Person, Role
from indicators.counterparts import differences
from indicators.models import Element, Report, Status
from indicators.reviewing import desk

from .cast import build_element, build_report, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def elements(areas):
    """党员数 without a counterpart; 干部数 typed, which the register of cadres knows too."""
    build_element("members", name="党员数", sort_order=1)
    build_element("officials", name="干部数", counterpart="cadres", sort_order=2)
    for name in ("甲一", "甲二"):
        person = Person.objects.create(name=name, sex="1", area=areas["一村"])
        Cadre.objects.create(
            person=person, village=areas["一村"], post="village_committee", started_on=date(2010, 1, 1)
        )
    return list(Element.objects.all())


def reported(areas, period, village="一村", status=Status.DRAFT, **values):
    return build_report(areas[village], period, status, **({"members": 30} | values))


def texts(report, elements):
    return [difference.text for difference in differences([report], elements)[report.pk]]


def test_the_difference_names_both_numbers_and_which_is_more(areas, period, elements):
    assert texts(reported(areas, period, officials=5), elements) == ["干部数 5人，台账为 2人，多 3人"]
    assert texts(reported(areas, period, "二村", officials=0), elements) == []
    assert texts(reported(areas, period, "三村", officials=4), elements) == ["干部数 4人，台账为 0人，多 4人"]


def test_fewer_than_the_register_is_said_so(areas, period, elements):
    assert texts(reported(areas, period, officials=1), elements) == ["干部数 1人，台账为 2人，少 1人"]


def test_equal_numbers_and_blanks_have_no_difference(areas, period, elements):
    assert texts(reported(areas, period, officials=2), elements) == []
    assert texts(reported(areas, period, "二村"), elements) == []


def test_without_any_counterpart_the_registers_are_not_asked(areas, period, elements, django_assert_num_queries):
    report = reported(areas, period, officials=5)
    with django_assert_num_queries(0):
        assert differences([report], [e for e in elements if not e.counterpart]) == {report.pk: []}


def test_the_clerk_sees_it_as_a_note_that_holds_nothing_back(client, areas, period, elements):
    reported(areas, period, officials=5)
    client.force_login(build_user("clerk", areas["东镇"], Role.CLERK))
    page = client.get(reverse("entry-grid", args=[areas["东镇"].code, period.code])).content.decode()
    assert "干部数 5人，台账为 2人，多 3人" in page
    assert "提交审核（<span data-ready-count>1</span> 份）" in page


def test_the_reviewer_reads_it_beside_the_report(client, areas, period, elements):
    reported(areas, period, officials=5, status=Status.SUBMITTED)
    item = desk(areas["东镇"], period).waiting[0]
    assert item.differences == ["干部数 5人，台账为 2人，多 3人"]
    assert item.is_clean  # a difference alone is no finding
    client.force_login(build_user("county", areas["甲县"], Role.REVIEWER))
    page = client.get(reverse("review-township", args=[areas["东镇"].code, period.code])).content.decode()
    assert "干部数 5人，台账为 2人，多 3人" in page


def test_an_element_asked_of_another_level_is_not_compared(areas, period, elements):
    build_element("town_officials", level="township", name="乡镇干部数", counterpart="cadres")
    report = build_report(areas["东镇"], period, Status.DRAFT, town_officials=9)
    assert texts(report, list(Element.objects.all())) == []
    assert Report.objects.get(pk=report.pk).values == {"town_officials": 9}
