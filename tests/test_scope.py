"""Who reaches what, asked as rows and as yes/no: both answers agree."""

import pytest
from django.contrib.auth.models import AnonymousUser

from branches.models import Area, Role, User, Village
from branches.scope import Scope

from . import cast

COUNTY = {"甲县", "东镇", "西镇", "一村", "二村", "三村", "四村"}
TOWNSHIP = {"东镇", "一村", "二村", "三村"}
CITY = COUNTY | {"测试市", "乙区", "南乡", "五村", "六村"}
REACH = {"clerk": TOWNSHIP, "reviewer": COUNTY, "leader": CITY, "administrator": CITY}


@pytest.fixture
def superuser(areas):
    return User.objects.create_superuser("superuser", "known-password-1")


@pytest.mark.parametrize("role", REACH)
def test_a_user_reaches_the_own_area_and_everything_below(users, areas, role):
    scope = Scope(users[role])
    assert {area.name for area in scope.areas()} == REACH[role]
    assert {name for name, area in areas.items() if scope.may_see(area)} == REACH[role]


def test_rows_of_other_tables_follow_the_same_reach(users):
    villages = Scope(users["clerk"]).rows(Village.objects.all(), "area__path")
    assert {village.area.name for village in villages} == {"一村", "二村", "三村"}


def test_a_neighbour_whose_path_starts_alike_is_outside(areas, users):
    neighbour = Area.objects.create(code="990103000000", name="丙县", level="county", path="00010010")
    child = Area.objects.create(code="990104000000", name="丁县", level="county", path="00010001000100010001")
    reviewer = Scope(users["reviewer"])  # of 00010001
    assert not reviewer.may_see(neighbour)
    assert reviewer.may_see(child)
    assert set(reviewer.areas()) == {area for area in Area.objects.all() if reviewer.may_see(area)}


def test_nobody_reaches_nothing(areas):
    scope = Scope(AnonymousUser())
    assert not scope.areas().exists()
    assert not any(scope.may_see(area) for area in areas.values())
    assert not scope.may_administer()
    assert not scope.may_change_catalogue()


def test_a_superuser_without_an_area_reaches_everything(superuser, areas):
    scope = Scope(superuser)
    assert scope.areas().count() == len(areas)
    assert scope.may_see(areas["六村"])
    assert scope.may_administer(areas["六村"])
    assert scope.may_change_catalogue()


def test_a_clerk_enters_the_township_and_its_villages_only(users, areas):
    scope = Scope(users["clerk"])
    assert {name for name, area in areas.items() if scope.may_enter(area)} == TOWNSHIP


def test_a_clerk_of_a_county_does_not_enter_the_report_of_the_county(areas):
    scope = Scope(cast.build_user("county-clerk", areas["甲县"], Role.CLERK))
    assert {name for name, area in areas.items() if scope.may_enter(area)} == COUNTY - {"甲县"}


def test_a_reviewer_reviews_below_and_enters_the_own_report(users, areas):
    scope = Scope(users["reviewer"])
    assert {name for name, area in areas.items() if scope.may_review(area)} == COUNTY - {"甲县"}
    assert {name for name, area in areas.items() if scope.may_enter(area)} == {"甲县"}


def test_nobody_is_above_a_city_so_its_reviewer_reviews_it_too(areas):
    scope = Scope(cast.build_user("city-reviewer", areas["测试市"], Role.REVIEWER))
    assert {name for name, area in areas.items() if scope.may_review(area)} == CITY


@pytest.mark.parametrize("role", ["leader", "administrator"])
def test_leaders_and_administrators_neither_enter_nor_review(users, areas, role):
    scope = Scope(users[role])
    assert not any(scope.may_enter(area) or scope.may_review(area) for area in areas.values())


def test_only_an_administrator_keeps_records_and_only_of_the_own_area(users, areas):
    county = Scope(cast.build_user("county-administrator", areas["甲县"], Role.ADMINISTRATOR))
    assert {name for name, area in areas.items() if county.may_administer(area)} == COUNTY
    for role in ("clerk", "reviewer", "leader"):
        assert not Scope(users[role]).may_administer(areas["一村"])


def test_the_catalogue_belongs_to_the_administrator_at_the_top(users, areas):
    county = Scope(cast.build_user("county-administrator", areas["甲县"], Role.ADMINISTRATOR))
    assert Scope(users["administrator"]).may_change_catalogue()
    assert not county.may_change_catalogue()
    assert not Scope(users["leader"]).may_change_catalogue()


def test_a_closed_account_administers_nothing(users, areas):
    users["administrator"].is_active = False
    assert not Scope(users["administrator"]).may_administer(areas["一村"])
