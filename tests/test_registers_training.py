"""What the training registers count: completions, attendances and first times, each in its quarter."""

from datetime import date

import pytest

from branches.models import Level
from branches.registry import REGISTERS as PAGES
from indicators.models import (
    BatchState,
    PlaceKind,
    Secondment,
    Tier,
    TrainingBase,
    TrainingMode,
    TrainingPlan,
    TrainingRule,
)
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive
from indicators.registers.training import MODES

from .training_cast import away, batch, enrol, person

Q1, Q2, Q4 = Quarter(2012, 1), Quarter(2012, 2), Quarter(2011, 4)
FEBRUARY, MAY = date(2012, 2, 10), date(2012, 5, 10)
COUNTY = [
    "sbq_ten_done", "sbq_hundred_done", "sbq_thousand_done",
    "sbq_ten_quota", "sbq_hundred_quota", "sbq_thousand_quota",
    "tr_batches_held", "tr_seats_planned", "tr_seats_attended", "tr_seats_completed", "tr_persons_trained",
    "tr_bases", "tr_bases_used", "tr_rules_in_force", "secondments_started",
]  # fmt: skip
CITY = [
    "city_batches_held", "city_persons_trained", "city_seats_attended",
    "town_batches_held", "town_persons_trained", *MODES,
]  # fmt: skip


@pytest.fixture
def count(areas):
    """`count("tr_bases")` is the answer for the whole city in 2012Q1, by name, without the zeros."""

    def ask(source, quarter=Q1, area="测试市"):
        names = {one.pk: one.name for one in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items() if n}

    return ask


# 十百千 --------------------------------------------------------------------------
def test_a_completion_counts_in_the_home_county_of_the_trainee(areas, count):
    city = batch(areas["测试市"], FEBRUARY, tier=Tier.THOUSAND)
    enrol(city, person(areas["一村"]), person(areas["四村"]), person(areas["五村"]))
    assert count("sbq_thousand_done") == {"甲县": 2, "乙区": 1}
    assert count("sbq_hundred_done") == count("sbq_ten_done") == {}


def test_a_seventh_of_the_hours_may_be_missed_and_not_more(areas, count):
    long = batch(areas["测试市"], FEBRUARY, tier=Tier.HUNDRED, days=7, hours=56, starts_on=date(2012, 2, 4))
    enrol(long, person(areas["一村"]), hours=48)  # 8 of 56 hours missed: a seventh
    enrol(long, person(areas["五村"]), hours=47)
    enrol(long, person(areas["五村"]), hours=0)
    assert count("sbq_hundred_done") == {"甲县": 1}


def test_hours_not_known_yet_are_no_completion(areas, count):
    course = batch(areas["甲县"], FEBRUARY, tier=Tier.THOUSAND)
    [row] = enrol(course, person(areas["一村"]))
    row.hours_attended = None
    row.save()
    assert count("sbq_thousand_done") == count("tr_seats_attended") == {}


def test_a_person_counts_once_a_year_in_a_tier_in_the_quarter_of_the_first_completion(areas, count):
    who, other = person(areas["一村"]), person(areas["一村"])
    failed = batch(areas["测试市"], date(2012, 1, 20), tier=Tier.THOUSAND)
    enrol(failed, other, hours=1)
    for day in (date(2011, 12, 31), FEBRUARY, date(2012, 3, 1), MAY):
        enrol(batch(areas["测试市"], day, tier=Tier.THOUSAND), who)
    enrol(batch(areas["测试市"], MAY, tier=Tier.THOUSAND), other)
    enrol(batch(areas["测试市"], MAY, tier=Tier.HUNDRED), who)
    assert count("sbq_thousand_done", Q4) == count("sbq_thousand_done", Q1) == {"甲县": 1}
    assert count("sbq_thousand_done", Q2) == {"甲县": 1}  # the other one, who failed at first
    assert count("sbq_hundred_done", Q2) == {"甲县": 1}


def test_a_batch_counts_by_its_last_day_and_only_when_it_was_held(areas, count):
    city = areas["测试市"]
    for day, fields in [
        (date(2011, 12, 31), {}),
        (date(2012, 4, 1), {"starts_on": date(2012, 3, 31), "days": 2}),
        (FEBRUARY, {"state": BatchState.PLANNED}),
        (FEBRUARY, {"state": BatchState.CANCELLED, "cancelled_reason": "疫情"}),
        (date(2012, 3, 31), {}),
        (date(2012, 1, 1), {}),
    ]:
        enrol(batch(city, day, tier=Tier.TEN, **fields), person(areas["五村"]))
    assert count("sbq_ten_done") == {"乙区": 2}
    assert count("city_batches_held") == {"测试市": 2}


def test_quotas_are_those_of_the_year_and_unknown_without_a_plan(areas, count):
    TrainingPlan.objects.create(area=areas["甲县"], year=2012, tier=Tier.THOUSAND, quota=700)
    TrainingPlan.objects.create(area=areas["甲县"], year=2011, tier=Tier.THOUSAND, quota=600)
    TrainingPlan.objects.create(area=areas["甲县"], year=2012, tier=Tier.TOWNSHIP_COURSE, quota=9)
    assert count("sbq_thousand_quota") == {"甲县": 700}
    derived = derive(areas["测试市"], Q1, ["sbq_thousand_quota", "sbq_thousand_done"])
    assert derived[areas["甲县"].pk] == {"sbq_thousand_quota": 700, "sbq_thousand_done": 0}
    assert derived[areas["乙区"].pk] == {"sbq_thousand_done": 0}


# batches ------------------------------------------------------------------------
def test_batches_and_seats_count_at_the_organiser_and_the_citys_apart(areas, count):
    who = person(areas["一村"])
    for organiser in ("甲县", "东镇", "测试市"):
        enrol(batch(areas[organiser], FEBRUARY, seats=3), who)
    enrol(batch(areas["甲县"], FEBRUARY, hours=7, seats=5), person(areas["四村"]), hours=5)
    assert count("tr_batches_held") == {"甲县": 3}
    assert count("tr_seats_planned") == {"甲县": 11}
    assert count("tr_seats_attended") == {"甲县": 3}
    assert count("tr_seats_completed") == {"甲县": 2}
    assert count("city_batches_held") == count("city_seats_attended") == {"测试市": 1}


def test_a_person_counts_once_a_year_at_the_organiser_of_the_first_batch(areas, count):
    """Two counties that trained the same person do not make two people of the city."""
    both, later = person(areas["一村"]), person(areas["五村"])
    enrol(batch(areas["乙区"], date(2012, 2, 2)), both)
    enrol(batch(areas["甲县"], FEBRUARY), both)
    enrol(batch(areas["东镇"], MAY), both, later)
    assert count("tr_persons_trained") == {"乙区": 1}
    assert count("tr_persons_trained", area="甲县") == {}
    assert count("tr_persons_trained", Q2) == {"甲县": 1}
    assert count("tr_seats_attended", Q2) == {"甲县": 2}


def test_two_batches_ending_on_one_day_make_one_person(areas, count):
    who = person(areas["一村"])
    enrol(batch(areas["甲县"], FEBRUARY), who)
    enrol(batch(areas["乙区"], FEBRUARY), who)
    assert count("tr_persons_trained") == {"甲县": 1}


def test_people_of_city_batches_count_once_apart_from_those_of_the_counties(areas, count):
    who = person(areas["一村"])
    enrol(batch(areas["甲县"], date(2012, 1, 5)), who)
    enrol(batch(areas["测试市"], FEBRUARY), who)
    enrol(batch(areas["测试市"], date(2012, 3, 1)), who, person(areas["五村"]))
    assert count("city_persons_trained") == {"测试市": 2}
    assert count("city_seats_attended") == {"测试市": 3}


def test_township_courses_are_those_outside_the_province(areas, count):
    leader, once = person(areas["东镇"]), person(areas["西镇"])
    course = {"tier": Tier.TOWNSHIP_COURSE}
    enrol(batch(areas["测试市"], FEBRUARY, **away(), **course), leader)
    enrol(batch(areas["测试市"], date(2012, 3, 3), **away("青岛", "山东"), **course), leader, once)
    enrol(batch(areas["测试市"], FEBRUARY, place=PlaceKind.IN_PROVINCE, city="郑州", **course), once)
    enrol(batch(areas["测试市"], FEBRUARY, **away()), person(areas["东镇"]))
    assert count("town_batches_held") == {"测试市": 2}
    assert count("town_persons_trained") == {"测试市": 2}


# ways of training ------------------------------------------------------------------
def test_everybody_is_trained_in_the_way_of_most_hours_this_year(areas, count):
    both, short, seconded, tied = (person(areas["一村"]) for _ in range(4))
    enrol(batch(areas["东镇"], date(2012, 1, 5), hours=8), both, seconded)
    enrol(batch(areas["测试市"], FEBRUARY, hours=24, **away(mode=TrainingMode.VISIT)), both)
    enrol(batch(areas["甲县"], FEBRUARY, hours=8, mode=TrainingMode.INVITED), short, tied)
    enrol(batch(areas["测试市"], FEBRUARY, hours=8, **away(mode=TrainingMode.ONSITE_EMBEDDED)), tied)
    stay(seconded, date(2012, 1, 1), date(2012, 4, 1))
    enrol(batch(areas["甲县"], MAY, hours=80, mode=TrainingMode.LOCAL), both)
    assert [count(code) for code in MODES] == [
        {"测试市": 1}, {"测试市": 1}, {"测试市": 1}, {"测试市": 1}, {},
    ]  # fmt: skip
    assert count("tr_mode_local_persons", Q2) == {"测试市": 1}


def test_ways_of_training_start_afresh_every_year(areas, count):
    enrol(batch(areas["甲县"], date(2011, 12, 31)), person(areas["一村"]))
    assert count("tr_mode_local_persons", Q4) == {"测试市": 1}
    assert count("tr_mode_local_persons", Q1) == {}


# bases, rules, secondments ---------------------------------------------------------
def base(area, accredited_on=date(2010, 1, 1), **fields):
    fields = {"name": f"基地{TrainingBase.objects.count()}", "kind": "agri_park"} | fields
    return TrainingBase.objects.create(area=area, accredited_on=accredited_on, **fields)


def test_a_base_counts_where_it_lies_from_accreditation_until_it_is_closed(areas, count):
    base(areas["东镇"], date(2012, 3, 31))
    base(areas["甲县"])
    base(areas["甲县"], date(2012, 4, 1))
    base(areas["乙区"], closed_on=date(2012, 3, 31))
    base(areas["南乡"], closed_on=date(2012, 4, 1))
    assert count("tr_bases") == {"甲县": 2, "乙区": 1}


def test_a_base_is_in_use_when_a_batch_ended_there_in_this_quarter_or_the_one_before(areas, count):
    for day, state in [
        (date(2011, 10, 1), BatchState.FINISHED),
        (date(2011, 9, 30), BatchState.FINISHED),
        (date(2012, 4, 1), BatchState.FINISHED),
        (FEBRUARY, BatchState.PLANNED),
    ]:
        batch(areas["甲县"], day, base=base(areas["甲县"]), state=state)
    young = base(areas["甲县"], date(2012, 2, 5))
    batch(areas["甲县"], FEBRUARY, base=young, starts_on=date(2012, 2, 4), days=1)
    batch(areas["甲县"], date(2012, 3, 1), base=base(areas["乙区"]))
    assert count("tr_bases_used") == {"甲县": 1, "乙区": 1}
    assert count("tr_bases") == {"甲县": 5, "乙区": 1}


def test_rules_count_in_their_county_while_they_are_in_force(areas, count):
    for area, since, until in [
        ("甲县", date(2012, 3, 31), None),
        ("东镇", date(2010, 1, 1), date(2012, 4, 1)),
        ("乙区", date(2010, 1, 1), date(2012, 3, 31)),
        ("乙区", date(2012, 4, 1), None),
        ("测试市", date(2010, 1, 1), None),
    ]:
        TrainingRule.objects.create(
            area=areas[area], title="办法", document_no=f"测〔{since}〕", in_force_from=since, in_force_until=until
        )
    assert count("tr_rules_in_force") == {"甲县": 2}


def stay(who, started_on, due_on, ended_on=None):
    return Secondment.objects.create(
        person=who,
        host_province="江苏",
        host_city="苏州",
        host_unit="某镇",
        started_on=started_on,
        due_on=due_on,
        ended_on=ended_on,
        evidence="测组〔2012〕1号",
    )


def test_a_secondment_of_three_months_counts_once_a_year_in_the_quarter_it_begins(areas, count):
    stay(person(areas["一村"]), date(2012, 1, 15), date(2012, 4, 15))
    stay(person(areas["一村"]), date(2012, 1, 15), date(2012, 4, 14))
    stay(person(areas["西镇"]), date(2012, 3, 31), date(2012, 6, 30))
    stay(person(areas["四村"]), date(2012, 2, 1), date(2012, 8, 1), ended_on=date(2012, 3, 1))
    stay(person(areas["五村"]), date(2011, 12, 31), date(2012, 6, 30))
    stay(person(areas["五村"]), date(2012, 4, 1), date(2012, 9, 1))
    twice = person(areas["六村"])
    stay(twice, date(2012, 1, 1), date(2012, 4, 1), ended_on=date(2012, 4, 1))
    stay(twice, date(2012, 5, 1), date(2012, 9, 1))
    assert count("secondments_started") == {"甲县": 2, "乙区": 1}
    assert count("secondments_started", Q2) == {"乙区": 1}


# all of them --------------------------------------------------------------------
def test_what_the_registers_know_is_zero_where_nothing_is_kept(areas):
    known = derive(areas["测试市"], Q1, [*COUNTY, *CITY])
    quotas = {code for code in COUNTY if code.endswith("_quota")}
    assert known[areas["甲县"].pk] == dict.fromkeys(set(COUNTY) - quotas, 0)
    assert known[areas["测试市"].pk] == dict.fromkeys(CITY, 0)


def test_every_source_answers_at_the_level_of_its_units_and_leads_to_the_register_that_keeps_it():
    assert {REGISTERS[code].level for code in COUNTY} == {Level.COUNTY}
    assert {REGISTERS[code].level for code in CITY} == {Level.CITY}
    assert {REGISTERS[code].kept_in for code in [*COUNTY, *CITY]} == {
        "enrolments", "training-plans", "training-batches", "training-bases", "training-rules", "secondments",
    }  # fmt: skip
    assert {REGISTERS[code].kept_in for code in [*COUNTY, *CITY]} <= set(PAGES)


def test_the_number_of_queries_does_not_grow_with_what_is_kept(areas, django_assert_num_queries):
    def ask():
        derive(areas["测试市"], Q1, [*COUNTY, *CITY])

    for number in range(3):
        course = batch(areas["甲县"], FEBRUARY, base=base(areas["东镇"]))
        enrol(course, *(person(areas[village]) for village in ("一村", "二村", "四村")))
        enrol(batch(areas["测试市"], FEBRUARY, tier=Tier.TEN), person(areas["五村"]))
        stay(person(areas["六村"]), date(2012, 1, 1 + number), date(2012, 6, 1))
        with django_assert_num_queries(30):
            ask()
