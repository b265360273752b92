"""How a study is made, kept and made anew: what it reads, who was led, when it is out of date."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from branches.models import Area, Cadre, DoubleStrongCertification, Person, VillagePost
from indicators import studying
from indicators.dashboards import economy_page
from indicators.models import CreationStandard, EconomyStudy, ItemScore, VillageEconomyYear
from indicators.studying.villages import led_villages, villages_of

from . import creation_cast, people_cast
from .economy_cast import audit, build_twenty, lead, score

pytestmark = pytest.mark.django_db
DAY = date(2012, 7, 5)


# who was led ------------------------------------------------------------------------------
def title(certified_on, valid_until=None, revoked_on=None):
    why = "不符合条件" if revoked_on else ""
    return {
        "certified_on": date.fromisoformat(certified_on),
        "valid_until": valid_until and date.fromisoformat(valid_until),
        "revoked_on": revoked_on and date.fromisoformat(revoked_on),
        "revoked_reason": why,
    }


@pytest.mark.parametrize(
    ("titles", "is_led"),
    [
        ([title("2010-12-31")], True),  # twelve months on the last day
        ([title("2011-01-01")], False),
        ([title("2009-06-01", "2011-12-31")], True),
        ([title("2009-06-01", "2011-12-30")], False),
        ([title("2009-06-01", None, "2011-12-31")], False),
        ([title("2009-06-01", None, "2012-01-01")], True),
        ([title("2009-06-01", "2011-05-31"), title("2011-06-01")], True),  # renewed without a gap
        ([title("2009-06-01", "2011-05-30"), title("2011-06-01")], False),
        ([], False),
    ],
)
def test_led_is_who_is_certified_for_twelve_months_at_the_end_of_the_year(areas, titles, is_led):
    person = lead(areas["一村"], None)
    for one in titles:
        people_cast.certify(person, **one)
    assert led_villages(areas["测试市"], 2011) == ({areas["一村"].pk} if is_led else set())


def test_it_is_the_secretary_of_the_last_day_who_leads(areas):
    strong = lead(areas["一村"])
    Cadre.objects.filter(person=strong).update(ended_on=date(2011, 12, 31))
    lead(areas["一村"], None, started_on=date(2011, 12, 31))
    lead(areas["二村"])
    people_cast.serve(strong, areas["三村"], VillagePost.VILLAGE_HEAD)
    assert led_villages(areas["测试市"], 2011) == {areas["二村"].pk}
    assert led_villages(areas["测试市"], 2010) == set()  # certified in June 2010


def test_one_secretary_of_two_villages_leads_both(areas):
    person = lead(areas["一村"])
    people_cast.serve(person, areas["二村"], people_cast.SECRETARY, is_shared=True)
    assert led_villages(areas["东镇"], 2011) == {areas["一村"].pk, areas["二村"].pk}


def test_who_had_gone_by_then_led_nothing(areas):
    person = lead(areas["一村"])
    Person.objects.filter(pk=person.pk).update(left_on=date(2011, 12, 31), left_how="transferred")
    assert led_villages(areas["测试市"], 2011) == set()


# what is read ---------------------------------------------------------------------------
def test_a_village_comes_with_accounts_lines_score_and_its_place(areas):
    rubric = creation_cast.build_rubric(areas["测试市"])
    audit(areas["一村"], "4.13")
    audit(areas["一村"], "2.50", 2009)
    audit(areas["二村"], "7", on=date(2012, 7, 6))  # audited tomorrow
    score(rubric, areas["一村"], Decimal("86.5"))
    blank = score(rubric, areas["二村"], 70)
    blank.scores.filter(item__number=2).update(decided_score=None)
    CreationStandard.objects.create(
        area=areas["甲县"], effective_from=date(2011, 1, 1), income_low=Decimal(6), income_goal=Decimal("12.5")
    )
    first, second, *_ = villages_of(areas["测试市"], 2011, DAY)
    assert (first.code, first.township, first.county) == tuple(areas[n].code for n in ("一村", "东镇", "甲县"))
    assert (first.income, first.earlier, first.score) == (413, 250, 865)
    assert (first.low, first.high) == (600, 1250)
    assert (second.income, second.score) == (None, None)


def test_only_rural_units_that_stood_at_the_end_of_the_year(areas):
    areas["一村"].village.is_rural_unit = False
    areas["一村"].village.save()
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2011, 12, 31))
    Area.objects.filter(pk=areas["三村"].pk).update(closed_on=date(2012, 1, 1))
    known = [row.code for row in villages_of(areas["甲县"], 2011, DAY)]
    assert known == [areas["三村"].code, areas["四村"].code]


def test_the_queries_do_not_grow_with_the_villages(areas, django_assert_num_queries):
    with django_assert_num_queries(11):
        villages_of(areas["测试市"], 2011, DAY)
    build_twenty(areas["东镇"])
    with django_assert_num_queries(11):
        villages_of(areas["测试市"], 2011, DAY)


# keeping --------------------------------------------------------------------------------
@pytest.fixture
def twenty(areas):
    return build_twenty(areas["东镇"])


def values(area, year=2011):
    return EconomyStudy.objects.get(area=area, year=year).results["values"]


def test_a_study_is_kept_with_its_findings(areas, twenty):
    """Twenty of the city's twenty-six villages have accounts: medians 5.5 and 5, all differences 0.5."""
    kept = studying.study(areas["测试市"], 2011)
    assert (kept.villages, kept.version, kept.as_of, kept.settled_on) == (20, 1, DAY, date(2012, 2, 1))
    assert (values(areas["测试市"])["due"], values(areas["测试市"])["median"]) == (26, "5.2500")
    assert values(areas["测试市"])["gap"] == "0.5000"
    assert studying.study(areas["测试市"], 2011).pk == kept.pk
    assert EconomyStudy.objects.get().version == 2


def test_half_the_audits_settle_the_year(areas):
    for name, day in [("一村", 5), ("二村", 9), ("三村", 20), ("四村", 28)]:
        audit(areas[name], 3, on=date(2012, 3, day))
    assert studying.study(areas["测试市"], 2011).settled_on == date(2012, 3, 9)


def test_every_unit_below_comes_out_of_one_reading(areas, twenty):
    assert studying.study_below(areas["测试市"], 2011) == 6
    whole = {area.name: values(area)["villages"] for area in areas.values() if area.level != "village"}
    assert whole == {"测试市": 20, "甲县": 20, "乙区": 0, "东镇": 20, "西镇": 0, "南乡": 0}
    alone = {name: values(areas[name]) for name in ("甲县", "东镇")}
    for name in alone:
        studying.study(areas[name], 2011)
        assert values(areas[name]) == alone[name]


def test_the_command_computes_the_two_latest_years(areas, twenty):
    audit(areas["五村"], 2, 2010)
    audit(areas["五村"], 2, 2008)
    out = StringIO()
    call_command("study_economy", stdout=out)
    assert out.getvalue().splitlines() == ["测试市 2011年：计算了 6 个单位", "测试市 2010年：计算了 6 个单位"]
    call_command("study_economy", "--year", "2008", "--area", areas["乙区"].code, stdout=out)
    assert EconomyStudy.objects.filter(year=2008).count() == 2


@pytest.mark.parametrize("asked", [["--area", "990199999999"], ["--year", "20111"], ["--area", "990101100201"]])
def test_the_command_refuses_what_there_is_not(areas, asked):
    with pytest.raises(CommandError):
        call_command("study_economy", *asked)


# anew ---------------------------------------------------------------------------------
def test_a_second_click_computes_nothing(areas, twenty):
    first = studying.study_anew(areas["东镇"], 2011, seen=0)
    with pytest.raises(studying.Refused, match="没有再算一遍"):
        studying.study_anew(areas["东镇"], 2011, seen=0)
    assert EconomyStudy.objects.get().computed_at == first.computed_at
    assert studying.study_anew(areas["东镇"], 2011, seen=1).version == 2


def test_while_somebody_computes_nobody_else_does_unless_that_broke_off(areas, twenty):
    kept = studying.study(areas["东镇"], 2011)
    row = EconomyStudy.objects.filter(pk=kept.pk)
    row.update(working_since=timezone.now())
    with pytest.raises(studying.Refused):
        studying.study_anew(areas["东镇"], 2011, seen=1)
    row.update(working_since=timezone.now() - timedelta(minutes=11))
    assert studying.study_anew(areas["东镇"], 2011, seen=1).working_since is None


def test_a_failed_computation_can_be_started_again(areas, twenty, monkeypatch):
    def fail(*args):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("indicators.studying.verbs.villages_of", fail)
        with pytest.raises(RuntimeError):
            studying.study_anew(areas["东镇"], 2011, seen=0)
    assert studying.study_anew(areas["东镇"], 2011, seen=0).version == 1


def test_a_year_without_accounts_and_a_whole_province_are_refused(areas, twenty):
    with pytest.raises(studying.Refused, match="没有2005年度"):
        studying.study_anew(areas["东镇"], 2005, seen=0)
    areas["测试市"].level = "province"
    with pytest.raises(studying.Refused, match="study_economy"):
        studying.study_anew(areas["测试市"], 2011, seen=0)
    assert not EconomyStudy.objects.exists()


# out of date --------------------------------------------------------------------------------
def change_accounts(areas):
    row = VillageEconomyYear.objects.get(village__name="新3村")
    row.income += 1
    row.save()


def drop_accounts(areas):
    VillageEconomyYear.objects.get(village__name="新3村").delete()


def change_secretary(areas):
    row = Cadre.objects.get(village__name="新3村")
    row.ended_on = date(2011, 3, 1)
    row.save()


def revoke(areas):
    row = DoubleStrongCertification.objects.get(person__area__name="新3村")
    row.revoked_on, row.revoked_reason = date(2011, 3, 1), "不符合条件"
    row.save()


def leave(areas):
    person = Person.objects.get(area__name="新3村")
    person.left_on, person.left_how = date(2011, 3, 1), "transferred"
    person.save()


def change_lines(areas):
    CreationStandard.objects.create(area=areas["测试市"], effective_from=date(2011, 1, 1))


def change_score(areas):
    row = ItemScore.objects.first()
    row.decided_score = 11
    row.save()


def write_accounts_without_history(areas):
    rows = [VillageEconomyYear(village=areas["一村"], year=2009, income=3)]
    VillageEconomyYear.objects.bulk_create(rows)


def move_village(areas):
    village = Area.objects.get(name="新3村")
    village.name = "改名村"
    village.save()


CHANGES = [change_accounts, drop_accounts, change_secretary, revoke, leave, change_lines, change_score]
CHANGES += [write_accounts_without_history, move_village]


@pytest.fixture
def kept(areas, twenty):
    score(creation_cast.build_rubric(areas["测试市"]), twenty[0], 80)
    return studying.study(areas["甲县"], 2011)


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_study_reads_makes_it_old(areas, kept, change):
    assert not studying.stale(kept)
    change(areas)
    assert studying.stale(kept)
    assert not studying.stale(studying.study(areas["甲县"], 2011))


def test_what_it_does_not_read_leaves_it_as_it_is(areas, kept):
    audit(areas["五村"], 3)  # another county
    audit(areas["一村"], 3, 2007)  # another year
    people_cast.serve(people_cast.build_person(areas["一村"]), areas["一村"], VillagePost.VILLAGE_CLERK)
    lead(areas["二村"], None, started_on=date(2012, 3, 1))
    person = Person.objects.get(area__name="新3村")
    person.education = "30"
    person.save()
    assert not studying.stale(kept)


def test_a_township_is_old_when_its_county_has_changed(areas, twenty):
    kept = studying.study(areas["西镇"], 2011)
    change_accounts(areas)
    assert studying.stale(kept)


def test_whether_it_is_old_takes_one_query(areas, kept, django_assert_num_queries):
    kept = EconomyStudy.objects.select_related("area__parent").get(pk=kept.pk)
    with django_assert_num_queries(1):
        studying.stale(kept)


# for documents -------------------------------------------------------------------------------
def test_the_summary_is_of_the_latest_year_audited_by_the_day(areas, twenty):
    for village in twenty[:12]:
        audit(village, 1, 2010)
    for year in (2010, 2011):
        studying.study(areas["测试市"], year)
    assert economy_page.economy_summary(areas["测试市"], date(2012, 1, 31)).year == 2010
    found = economy_page.economy_summary(areas["测试市"], date(2012, 2, 1))
    assert (found.year, found.villages, found.median) == (2011, 20, Decimal("5.25"))
    assert (found.gap, found.cliff) == (Decimal("0.5"), Decimal("0.1"))
    assert (found.lt5_rate, found.ge10_rate) == (45, 5)  # 9 and 1 of 20
    assert found.growth_gap is None
    assert found.reasons["growth_gap"].startswith("须有2009年至2011年")
    assert "不说明因果" in found.caution
    assert economy_page.economy_summary(areas["测试市"], date(2011, 1, 31)) is None
    assert economy_page.economy_summary(areas["乙区"], DAY) is None


def test_a_year_of_which_few_villages_are_audited_does_not_stand_for_all(areas, twenty):
    """5 of 20."""
    for village in twenty[:5]:
        audit(village, 1, 2010, on=date(2011, 2, 1))
    VillageEconomyYear.objects.filter(village__in=twenty[:15], year=2011).update(audited_on=None, audited_by="")
    for village in twenty:
        audit(village, 1, 2009)
    for year in (2009, 2010, 2011):
        studying.study(areas["测试市"], year)
    assert economy_page.economy_summary(areas["测试市"], DAY).year == 2009


def test_a_list_is_kept_up_to_a_bound_and_counted_in_full(areas, twenty, monkeypatch):
    """Scores fall as incomes rise within each ten, so many are on either side."""
    rubric = creation_cast.build_rubric(areas["测试市"])
    for place, village in enumerate(twenty):
        score(rubric, village, 90 - place % 10)
    monkeypatch.setattr("indicators.studying.verbs.MOST_LISTED", 3)
    kept = studying.study(areas["测试市"], 2011)
    assert len(kept.lists["strong_poor"]) == 3
    assert kept.results["values"]["strong_poor"] == 10
