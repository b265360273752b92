"""The page of one person: who sees it, what it tells, in which order."""

from datetime import date

import pytest
from django.urls import reverse

from branches.life_lines import life_of
from branches.models import AccessRecord, AppraisalResult, Person, PersonMatch
from branches.scope import Scope
from indicators.models import EconomicProject

from . import cast
from .people_cast import CLERK, COMMITTEE, LONG_AGO, SECRETARY, build_person, certify, serve

ACTS = {"take": "任职", "certify": "双强认定", "depart": "减员"}


@pytest.fixture
def person(areas):
    return build_person(areas["一村"], tags=["able"])


@pytest.fixture
def ask(client, users):
    def get(who, person):
        client.force_login(users[who])
        return client.get(reverse("person", args=[person.pk]))

    return get


def project(person, village, started_on):
    return EconomicProject.objects.create(
        person=person, village=village, name="大棚", kind="crops", started_on=started_on, evidence="合同"
    )


# who ------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["clerk", "reviewer", "leader", "administrator"])
def test_the_own_chain_reads_the_page_and_the_look_is_recorded(ask, users, person, who):
    response = ask(who, person)
    assert "单小红" in response.content.decode()
    record = AccessRecord.objects.get()
    assert (record.who, record.what, record.area, record.rows) == (
        users[who],
        f"人员页（记录{person.pk}）",
        person.area,
        1,
    )


def test_a_person_of_another_township_is_as_good_as_absent(ask, areas):
    assert ask("clerk", build_person(areas["四村"])).status_code == 404
    assert ask("reviewer", build_person(areas["五村"])).status_code == 404
    assert AccessRecord.objects.count() == 0


def test_somebody_with_posts_in_two_villages_is_seen_by_both_chains(ask, areas):
    shared = build_person(areas["五村"], "张立新")
    assert ask("clerk", shared).status_code == 404
    serve(shared, areas["一村"], CLERK)
    response = ask("clerk", shared)
    assert "张立新" in response.content.decode()
    assert reverse("register-edit", args=["people", shared.pk]) not in response.content.decode()


def test_a_stranger_is_sent_to_the_login_page(client, person):
    assert client.get(reverse("person", args=[person.pk])).url.startswith(reverse("login"))


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("clerk", {"take", "depart"}),
        ("reviewer", {"take", "certify", "depart"}),
        ("administrator", {"take", "certify", "depart"}),
        ("leader", set()),
    ],
)
def test_the_page_offers_the_acts_of_the_role(ask, areas, person, who, offered):
    held, title = serve(person, areas["一村"], SECRETARY), certify(person)
    html = ask(who, person).content.decode()
    assert {act for act in ACTS if reverse("person-act", args=[person.pk, act]) in html} == offered
    row_acts = {
        act: held.pk if act in ("leave", "change") else title.pk for act in ["leave", "change", "review", "revoke"]
    }
    shown = {act for act, row in row_acts.items() if reverse("person-row-act", args=[person.pk, act, row]) in html}
    assert shown == ({"leave", "change"} if offered else set()) | (
        {"review", "revoke"} if "certify" in offered else set()
    )


def test_nothing_is_offered_for_who_has_gone(ask, areas):
    gone = build_person(areas["一村"], left_on=date(2012, 6, 1), left_how="deceased")
    html = ask("reviewer", gone).content.decode()
    assert "2012-06-01 去世，不再统计" in html
    assert not [act for act in ACTS if reverse("person-act", args=[gone.pk, act]) in html]


# what -----------------------------------------------------------------------------
def test_the_page_tells_what_holds_today(ask, areas, person):
    serve(person, areas["一村"], SECRETARY, election_mode="two_recommend_one_elect")
    serve(person, areas["二村"], COMMITTEE, ended_on=date(2012, 7, 5))
    certify(person, households_led=12)
    response = ask("leader", person)
    portrait = response.context["portrait"]
    assert [held.tenure.post for held in portrait.posts] == [SECRETARY]
    assert portrait.is_double_strong
    assert portrait.age == 42
    html = response.content.decode()
    for words in ("汉族", "1970-04（42岁）", "东镇 一村", "1995-07-01入党", "致富带头人", "两推一选", "12"):
        assert words in html


@pytest.mark.parametrize(
    ("reviewed_on", "overdue"), [(date(2010, 7, 5), True), (date(2010, 7, 6), False), (None, True)]
)
def test_a_title_not_looked_at_for_two_years_is_called_out(ask, person, reviewed_on, overdue):
    title = certify(person)
    if reviewed_on:
        title.reviews.create(reviewed_on=reviewed_on)
    assert ask("leader", person).context["portrait"].titles[0].is_overdue is overdue


def test_the_life_is_told_from_the_newest_to_the_oldest(areas, person, users):
    serve(person, areas["一村"], CLERK, date(2009, 2, 1), ended_on=date(2011, 12, 1), leave_reason="moved")
    serve(person, areas["一村"], SECRETARY, date(2011, 12, 1), source="returned")
    title = certify(person, date(2010, 6, 1), revoked_on=date(2012, 5, 1), revoked_reason="不再带动")
    title.reviews.create(reviewed_on=date(2011, 6, 1), households_led=4)
    AppraisalResult.objects.create(person=person, year=2010, grade="excellent")
    EconomicProject.objects.create(
        person=person,
        village=areas["一村"],
        name="大棚",
        kind="crops",
        started_on=date(2010, 1, 1),
        evidence="合同",
    )
    told = [
        (entry.kind, entry.words, entry.when or str(entry.day))
        for entry in life_of(person, Scope(users["leader"]))
    ]
    assert told == [
        ("双强认定", "取消双强党员", "2012-05-01"),
        ("任职", "东镇一村 村党组织书记", "2011-12-01"),
        ("双强复核", "双强复核合格", "2011-06-01"),
        ("年度考核", "年度考核优秀", "2010年度"),
        ("双强认定", "认定为双强党员（2009年试行标准）", "2010-06-01"),
        ("领办经济项目", "大棚", "2010-01-01"),
        ("任职", "东镇一村 村文书", "2009-02-01"),
        ("入党", "加入中国共产党", "1995-07-01"),
    ]


def test_every_register_that_names_a_person_and_a_day_is_told_with_its_page(areas, person, users):
    led = project(person, areas["一村"], LONG_AGO)
    [entry] = [e for e in life_of(person, Scope(users["clerk"])) if e.kind == "领办经济项目"]
    assert entry.address == reverse("register-record", args=["economic-projects", led.pk])
    other = cast.build_user("reviewer-of-yi", areas["乙区"], "reviewer")
    [entry] = [e for e in life_of(person, Scope(other)) if e.kind == "领办经济项目"]
    assert (entry.words, entry.address) == ("大棚", "")


def test_a_merged_record_leads_to_the_one_that_was_kept(ask, areas, person, users):
    elsewhere = build_person(areas["四村"], "张立新")
    for number, kept in [(10**6, person), (10**6 + 1, elsewhere)]:
        told = {"is_same": True, "note": "核实", "who": users["reviewer"]}
        PersonMatch.objects.create(kept_id=kept.pk, other_id=number, area=kept.area, **told)
    assert ask("clerk", Person(pk=10**6)).url == reverse("person", args=[person.pk])
    assert ask("clerk", Person(pk=10**6 + 1)).status_code == 404


def test_the_queries_do_not_grow_with_the_life(client, users, areas, person, django_assert_max_num_queries):
    client.force_login(users["reviewer"])
    for year in range(1996, 2009):
        serve(person, areas["一村"], CLERK, date(year, 1, 1), ended_on=date(year, 6, 1))
        AppraisalResult.objects.create(person=person, year=year, grade="competent")
    with django_assert_max_num_queries(27):
        client.get(reverse("person", args=[person.pk]))
