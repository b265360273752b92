"""Hours of training: of all members as the branch counted, of leaders from the batches they attended."""

from datetime import date

import pytest

from branches.models import VillagePost
from indicators.models import HourGroup, HoursReview
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .training_cast import batch, enrol, lead, line, person, serve

Q4, Q1, Q2 = Quarter(2011, 4), Quarter(2012, 1), Quarter(2012, 2)
FEBRUARY, MAY = date(2012, 2, 10), date(2012, 5, 10)
OF_MEMBERS = ["tr_members_due", "tr_member_hours_met", "tr_members_trained"]
OF_LEADERS = ["tr_leaders", "tr_leaders_hours_met"]
OF_TOWNSHIPS = ["town_leaders", "town_leaders_hours_met"]


@pytest.fixture
def count(areas):
    """`count("tr_leaders")` is the answer for the whole city in 2012Q1, by name, without the zeros."""

    def ask(source, quarter=Q1, area="测试市"):
        names = {one.pk: one.name for one in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items() if n}

    return ask


# members, as counted by the branch ---------------------------------------------------
def review(village, as_of, due=30, met=0, trained=0):
    return HoursReview.objects.create(
        area=village, as_of=as_of, members_due=due, members_met=met, members_trained=trained, evidence="支部会议"
    )


def test_members_due_are_those_of_the_latest_count_up_to_the_day(areas, count):
    review(areas["一村"], date(2011, 6, 30), due=28)
    review(areas["二村"], date(2011, 6, 30), due=20)
    review(areas["二村"], date(2012, 3, 31), due=25)
    review(areas["二村"], date(2012, 4, 1), due=26)
    review(areas["三村"], date(2012, 4, 1), due=40)
    assert count("tr_members_due") == {"一村": 28, "二村": 25}


def test_a_branch_that_never_counted_is_not_said_to_owe_nobody(areas):
    review(areas["一村"], FEBRUARY, due=0)
    known = derive(areas["东镇"], Q1, OF_MEMBERS)
    assert known[areas["一村"].pk] == {"tr_members_due": 0, "tr_member_hours_met": 0, "tr_members_trained": 0}
    assert known[areas["二村"].pk] == {"tr_member_hours_met": 0, "tr_members_trained": 0}


def test_a_quarter_has_what_the_counts_of_the_year_rose_by(areas, count):
    review(areas["一村"], date(2011, 12, 31), met=22, trained=25)
    review(areas["一村"], date(2012, 1, 31), met=2, trained=6)
    review(areas["一村"], date(2012, 3, 31), met=5, trained=9)
    review(areas["一村"], date(2012, 6, 30), met=11, trained=9)
    review(areas["五村"], date(2012, 6, 30), met=7, trained=8)
    assert count("tr_member_hours_met", Q4) == {"一村": 22}
    assert count("tr_member_hours_met") == {"一村": 5}
    assert count("tr_member_hours_met", Q2) == {"一村": 6, "五村": 7}
    assert count("tr_members_trained") == {"一村": 9}
    assert count("tr_members_trained", Q2) == {"五村": 8}


def test_a_count_corrected_downwards_takes_nothing_back(areas, count):
    """Flows of a year are added: the quarters must come to the highest count of the year."""
    review(areas["一村"], FEBRUARY, met=10)
    review(areas["一村"], MAY, met=8)
    assert [count("tr_member_hours_met", quarter) for quarter in (Q1, Q2)] == [{"一村": 10}, {}]


def test_a_village_that_does_not_report_is_left_out(areas, count):
    review(areas["一村"], FEBRUARY, met=3, trained=4)
    areas["一村"].village.is_rural_unit = False
    areas["一村"].village.save()
    assert [count(code) for code in OF_MEMBERS] == [{}, {}, {}]


# leaders of villages ------------------------------------------------------------------
def test_leaders_are_the_partys_committee_and_each_is_one_person(areas, count):
    both = person(areas["一村"])
    serve(both, areas["一村"], VillagePost.PARTY_SECRETARY)
    serve(both, areas["二村"], VillagePost.BRANCH_COMMITTEE)
    serve(person(areas["二村"]), areas["二村"], VillagePost.DEPUTY_SECRETARY)
    serve(person(areas["二村"]), areas["二村"], VillagePost.VILLAGE_COMMITTEE)
    serve(person(areas["二村"]), areas["二村"], VillagePost.BRANCH_COMMITTEE, ended_on=date(2012, 3, 31))
    assert count("tr_leaders") == {"一村": 1, "二村": 1}


def test_a_leader_counts_in_the_quarter_in_which_the_hours_reach_the_line(areas, count):
    line(HourGroup.LEADER, 24)
    who, early, short = (person(areas["一村"]) for _ in range(3))
    for one in (who, early, short):
        serve(one, areas["一村"], VillagePost.BRANCH_COMMITTEE)
    enrol(batch(areas["东镇"], date(2011, 12, 31), days=1, hours=16), who)
    enrol(batch(areas["东镇"], FEBRUARY, hours=16), who, short)
    enrol(batch(areas["东镇"], FEBRUARY, hours=24), early)
    enrol(batch(areas["东镇"], MAY, hours=8), who, early)
    enrol(batch(areas["东镇"], MAY, hours=8), short, hours=7)
    assert count("tr_leaders_hours_met") == {"一村": 1}
    assert count("tr_leaders_hours_met", Q2) == {"一村": 1}
    assert count("tr_leaders_hours_met", Quarter(2012, 3)) == {}


def test_hours_count_even_where_the_batch_was_not_completed(areas, count):
    line(HourGroup.LEADER, 24)
    who = person(areas["五村"])
    serve(who, areas["五村"])
    enrol(batch(areas["测试市"], FEBRUARY, hours=40), who, hours=24)
    assert count("tr_leaders_hours_met") == {"五村": 1}


def test_only_who_is_in_post_on_the_last_day_counts(areas, count):
    line(HourGroup.LEADER, 8)
    gone, plain = person(areas["一村"]), person(areas["一村"])
    serve(gone, areas["一村"], ended_on=date(2012, 3, 31))
    serve(plain, areas["一村"], VillagePost.VILLAGE_COMMITTEE)
    enrol(batch(areas["东镇"], FEBRUARY), gone, plain)
    assert count("tr_leaders_hours_met") == {}


def test_the_line_is_the_one_in_force_on_the_last_day_of_the_quarter(areas, count):
    line(HourGroup.LEADER, 8, until=date(2012, 3, 31))
    line(HourGroup.LEADER, 16, since=date(2012, 3, 31))
    line(HourGroup.MEMBER, 4)
    for village, hours in (("一村", 8), ("二村", 16)):
        who = person(areas[village])
        serve(who, areas[village])
        enrol(batch(areas["东镇"], FEBRUARY, hours=hours), who)
    assert count("tr_leaders_hours_met") == {"二村": 1}
    early = person(areas["四村"])
    serve(early, areas["四村"])
    enrol(batch(areas["西镇"], date(2011, 11, 1)), early)
    assert count("tr_leaders_hours_met", Q4) == {"四村": 1}


def test_without_a_line_nothing_is_said_and_with_one_nobody_is_zero(areas):
    village = areas["一村"].pk
    assert derive(areas["东镇"], Q1, OF_LEADERS)[village] == {"tr_leaders": 0}
    line(HourGroup.LEADER, 24)
    assert derive(areas["东镇"], Q1, OF_LEADERS)[village] == {"tr_leaders": 0, "tr_leaders_hours_met": 0}


# leaders of townships -----------------------------------------------------------------
def test_township_leaders_are_those_in_office_on_the_last_day(areas, count):
    lead(person(areas["东镇"]), areas["东镇"])
    lead(person(areas["东镇"]), areas["东镇"], date(2012, 3, 31))
    lead(person(areas["东镇"]), areas["东镇"], date(2012, 4, 1))
    lead(person(areas["南乡"]), areas["南乡"], ended_on=date(2012, 3, 31))
    person(areas["西镇"])  # works at the township and is no leader
    assert count("town_leaders") == {"东镇": 2}


def test_a_township_leader_reaches_the_line_by_hours_or_by_days(areas, count):
    line(HourGroup.TOWN_LEADER, 90, days=12)
    by_hours, by_days, neither = (person(areas["东镇"]) for _ in range(3))
    for one in (by_hours, by_days, neither):
        lead(one, areas["东镇"])
    start = date(2012, 2, 1)
    enrol(batch(areas["测试市"], FEBRUARY, starts_on=start, days=10, hours=90), by_hours)
    twelve = batch(areas["测试市"], date(2012, 2, 12), starts_on=start, days=12, hours=84)
    enrol(twelve, by_days)
    enrol(twelve, neither, hours=71)  # 13 of 84 hours missed: not completed, so no days
    assert count("town_leaders_hours_met") == {"东镇": 2}
    enrol(batch(areas["测试市"], MAY, hours=19), neither)
    assert count("town_leaders_hours_met", Q2) == {"东镇": 1}


def test_without_a_line_for_township_leaders_nothing_is_said(areas):
    township = areas["东镇"].pk
    assert derive(areas["东镇"], Q1, OF_TOWNSHIPS)[township] == {"town_leaders": 0}
    line(HourGroup.TOWN_LEADER, 90, days=12)
    assert derive(areas["东镇"], Q1, OF_TOWNSHIPS)[township] == dict.fromkeys(OF_TOWNSHIPS, 0)


def test_the_number_of_queries_does_not_grow_with_people(areas, django_assert_num_queries):
    for group in (HourGroup.LEADER, HourGroup.TOWN_LEADER):
        line(group, 8)
    sources = [*OF_MEMBERS, *OF_LEADERS, *OF_TOWNSHIPS]
    for number in range(3):
        for village in ("一村", "四村", "五村"):
            who = person(areas[village])
            serve(who, areas[village], VillagePost.BRANCH_COMMITTEE)
            enrol(batch(areas["甲县"], FEBRUARY), who)
            review(areas[village], date(2012, 1, 1 + number), met=number)
        with django_assert_num_queries(14):
            derive(areas["测试市"], Q1, sources)
