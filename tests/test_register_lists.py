"""The register lists show what is in the viewer's scope, filtered, sorted and paged as asked."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from branches.models import AccessRecord, Area, Branch, Cadre, DoubleStrongCertification, Person, Village

from . import cast

ON = {"on": "2012-03-31"}


@pytest.fixture
def registers(areas):
    """Seven people of the cast's villages.

    一村: 单小红 secretary (double-strong) and 李安 committee member; 二村: 王大山 left the
    secretary's post on 2011-12-01, 100 days before 2012-03-10; 三村 never had a secretary;
    四村: 曾长河 secretary and head at once; 五村: 张立新 secretary, expired as double-strong;
    六村: 赵明 reserve cadre, who is no cadre yet.
    """
    serve("单小红", areas["一村"], "party_secretary", strong=True, education="20", birth=date(1970, 4, 1))
    serve("李安", areas["一村"], "branch_committee", education="70", birth=date(1985, 3, 1))
    serve("王大山", areas["二村"], "party_secretary", ended=date(2011, 12, 1))
    both = serve("曾长河", areas["四村"], "party_secretary", education="30")
    Cadre.objects.create(
        person=both, village=areas["四村"], post="village_head", started_on=date(2010, 1, 1), source="returned"
    )
    serve("张立新", areas["五村"], "party_secretary", strong=True, until=date(2012, 3, 30))
    serve("赵明", areas["六村"], "reserve_cadre")
    return areas


def serve(name, village, post, *, ended=None, strong=False, until=None, education="", birth=None):
    person = Person.objects.create(name=name, sex="1", area=village, education=education, birth_month=birth)
    Cadre.objects.create(person=person, village=village, post=post, started_on=date(2009, 1, 1), ended_on=ended)
    if strong:
        DoubleStrongCertification.objects.create(
            person=person, standard=cast.build_standard(), certified_on=date(2010, 6, 1), valid_until=until
        )
    return person


@pytest.fixture
def ask(client, users):
    """`ask("cadre-list", "leader", post="cadres")` → the response, by default as of 2012-03-31."""

    def get(route, who="leader", **params):
        client.force_login(users[who], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client.get(reverse(route), ON | params)

    return get


def first_cells(response) -> list[str]:
    """The words of the first cell of every row shown."""
    return cells(response, next(iter(response.context["table"].columns.names())))


def villages(response) -> list[str]:
    return [row.record.area.name for row in response.context["table"].page]


def cells(response, column) -> list[str]:
    return [strip_tags(row.get_cell(column)) for row in response.context["table"].page]


# scope --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("clerk", ["一村", "二村", "三村"]),
        ("reviewer", ["一村", "二村", "三村", "四村"]),
        ("leader", ["一村", "二村", "三村", "四村", "五村", "六村"]),
    ],
)
def test_everybody_sees_the_villages_below_their_own_area_in_official_order(registers, ask, who, seen):
    assert villages(ask("village-list", who)) == seen


def test_a_clerk_sees_no_name_from_another_township(registers, ask):
    page = ask("cadre-list", "clerk", state="all").content.decode()
    assert "单小红" in page
    assert "曾长河" not in page
    assert "张立新" not in page


@pytest.mark.parametrize("route", ["village-list", "cadre-list", "branch-list"])
@pytest.mark.parametrize(
    "code", ["990102000000", "990101101201", "999999999999", "1", "99010110000０", "' or 1=1--", "\x00"]
)
def test_an_area_outside_the_scope_or_nonsense_is_not_found(registers, ask, route, code):
    assert ask(route, "clerk", area=code).status_code == 404


@pytest.mark.parametrize("route", ["village-list", "cadre-list", "branch-list"])
def test_a_stranger_is_sent_to_the_login_page(client, areas, route):
    response = client.get(reverse(route))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_a_superuser_without_area_sees_everything(client, registers):
    root = cast.build_user("root", None, is_superuser=True)
    client.force_login(root, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert len(villages(client.get(reverse("village-list"), ON))) == 6


def test_lists_are_read_only_and_never_cached(client, users, areas):
    client.force_login(users["leader"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.post(reverse("cadre-list")).status_code == 405
    assert "no-store" in client.get(reverse("cadre-list")).headers["Cache-Control"]


# the area select ------------------------------------------------------------


def test_the_area_select_offers_what_lies_in_the_scope_indented_by_level(registers, ask):
    form = ask("village-list", "reviewer").context["filter"].form
    assert [label for code, label in form.fields["area"].choices if code] == ["甲县", "　东镇", "　西镇"]


def test_choosing_a_township_narrows_the_list_and_keeps_the_way_to_the_others(registers, ask):
    response = ask("village-list", area=registers["西镇"].code)
    assert villages(response) == ["四村"]
    labels = [label for code, label in response.context["filter"].form.fields["area"].choices if code]
    assert labels == ["测试市", "　甲县", "　　东镇", "　　西镇", "　乙区", "　　南乡"]


def test_a_clerk_chooses_among_the_villages_of_the_township(registers, ask):
    response = ask("village-list", "clerk", area=registers["二村"].code)
    assert villages(response) == ["二村"]
    labels = [label for code, label in response.context["filter"].form.fields["area"].choices if code]
    assert labels == ["东镇", "　一村", "　二村", "　三村"]


def test_a_province_drills_city_by_city(registers, client):
    province = Area.objects.create(code="980000000000", name="某省", level="province", path="0002")
    for number in ("1", "2"):
        city = Area.objects.create(
            code=f"98{number}000000000", name=f"市{number}", level="city", parent=province, path=f"0002000{number}"
        )
    county = Area.objects.create(
        code="982100000000", name="丙县", level="county", parent=city, path="000200020001"
    )
    user = cast.build_user("province", province)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def offered(**params):
        form = client.get(reverse("village-list"), params).context["filter"].form
        return [label for code, label in form.fields["area"].choices if code]

    assert offered() == ["某省", "　市1", "　市2"]
    assert offered(area=county.code) == ["某省", "　市2", "　　丙县"]


# villages -------------------------------------------------------------------


def test_a_village_row_says_whether_the_post_is_filled_and_how_long_it_is_vacant(registers, ask):
    secretary = cells(ask("village-list", on="2012-03-10"), "has_secretary")
    assert secretary[0] == "是"
    assert "空缺100天（超过90天）" in secretary[1]
    assert "空缺（无任职记录）" in secretary[2]


def test_the_day_of_leaving_is_the_first_day_of_the_vacancy(registers, ask):
    assert "空缺0天" in cells(ask("village-list", on="2011-12-01"), "has_secretary")[1]
    assert cells(ask("village-list", on="2011-11-30"), "has_secretary")[1] == "是"


def test_cadres_are_counted_as_persons_and_a_reserve_cadre_is_none(registers, ask):
    assert cells(ask("village-list"), "cadre_count") == ["2", "0", "0", "1", "1", "0"]


def test_villages_are_found_by_vacancy_and_by_being_a_reporting_unit(registers, ask):
    Village.objects.filter(area=registers["六村"]).update(is_rural_unit=False)
    assert villages(ask("village-list", secretary="no")) == ["二村", "三村", "六村"]
    assert villages(ask("village-list", is_rural_unit="no")) == ["六村"]
    assert villages(ask("village-list", is_rural_unit="yes", secretary="no")) == ["二村", "三村"]


def test_a_village_closed_before_the_day_is_not_listed(registers, ask):
    Area.objects.filter(pk=registers["三村"].pk).update(closed_on=date(2012, 3, 31))
    assert "三村" not in villages(ask("village-list"))
    assert "三村" in villages(ask("village-list", on="2012-03-30"))


def test_blank_households_come_last_in_either_direction_on_every_database(registers, ask):
    for name, households in [("一村", 300), ("三村", 80), ("四村", 120)]:
        Village.objects.filter(area=registers[name]).update(households=households)
    assert villages(ask("village-list", sort="households"))[:3] == ["三村", "四村", "一村"]
    assert villages(ask("village-list", sort="-households"))[:3] == ["一村", "四村", "三村"]
    assert cells(ask("village-list"), "households")[1] == "—"


# cadres ---------------------------------------------------------------------


def test_the_cadre_list_shows_who_serves_on_the_day(registers, ask):
    assert first_cells(ask("cadre-list")) == ["单小红", "李安", "曾长河", "曾长河", "张立新", "赵明"]
    assert "王大山" in first_cells(ask("cadre-list", on="2011-11-30"))
    assert first_cells(ask("cadre-list", state="ended")) == ["王大山"]
    assert len(first_cells(ask("cadre-list", state="all"))) == 7


def test_the_heading_counts_persons_beside_tenures(registers, ask):
    response = ask("cadre-list", post="cadres")
    assert response.context["table"].paginator.count == 5
    assert response.context["sums"] == [("人数", "4"), ("其中双强", "1")]


def test_double_strong_is_as_of_the_day(registers, ask):
    assert first_cells(ask("cadre-list", strong="yes")) == ["单小红"]
    assert first_cells(ask("cadre-list", strong="yes", on="2012-03-30")) == ["单小红", "张立新"]


def test_cadres_are_found_by_post_education_and_source(registers, ask):
    assert first_cells(ask("cadre-list", post="village_head")) == ["曾长河"]
    assert first_cells(ask("cadre-list", education="college")) == ["单小红", "曾长河", "曾长河"]
    assert first_cells(ask("cadre-list", education="70")) == ["李安"]
    assert first_cells(ask("cadre-list", source="returned")) == ["曾长河"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("小红", ["单小红"]),
        ("shan", ["单小红"]),
        ("Shan Xiao", ["单小红"]),
        ("zch", ["曾长河", "曾长河"]),
        ("五村", ["张立新"]),
        ("%", []),
        ("_", []),
        ("' or '1'='1", []),
    ],
)
def test_words_are_looked_for_in_names_pinyin_and_initials(registers, ask, words, found):
    assert first_cells(ask("cadre-list", q=words)) == found


def test_names_are_sorted_by_pinyin_with_surnames_read_as_surnames(registers, ask):
    # li an, shan xiao hong (not dan), zeng chang he (not ceng), zhang li xin, zhao ming
    order = ["李安", "单小红", "曾长河", "曾长河", "张立新", "赵明"]
    assert first_cells(ask("cadre-list", sort="person")) == order
    assert first_cells(ask("cadre-list", sort="-person"))[0] == "赵明"


def test_an_age_band_is_shown_and_never_the_birth_month(registers, ask):
    # born in April 1970: 41 until the end of March 2012, 42 from April on; born in March 1985: 27
    response = ask("cadre-list", area=registers["一村"].code)
    assert cells(response, "person__birth_month") == ["36—45岁", "35岁及以下"]
    assert "1970" not in response.content.decode()


def test_every_look_at_the_names_is_recorded(registers, ask, users):
    ask("cadre-list", "reviewer", area=registers["西镇"].code)
    record = AccessRecord.objects.get()
    assert (record.who, record.action, record.area, record.rows) == (
        users["reviewer"],
        "view",
        registers["西镇"],
        2,
    )
    ask("village-list")
    ask("branch-list")
    assert AccessRecord.objects.count() == 1


# branches -------------------------------------------------------------------


def test_branches_are_listed_by_place_with_an_expired_term_in_words(registers, ask):
    Branch.objects.create(name="四村党支部", area=registers["四村"], term_ends_on=date(2012, 3, 30))
    Branch.objects.create(name="甲县某公司党支部", area=registers["甲县"], sector="enterprise")
    Branch.objects.create(name="旧支部", area=registers["一村"], dissolved_on=date(2012, 1, 1))
    response = ask("branch-list")
    assert first_cells(response) == ["甲县某公司党支部", "四村党支部"]
    assert "2012-03-30（已届满）" in cells(response, "term_ends_on")[1]
    assert cells(response, "township")[0] == "—"
    assert cells(response, "carrier") == ["—", "行政村"]
    assert first_cells(ask("branch-list", state="ended")) == ["旧支部"]
    assert first_cells(ask("branch-list", sector="enterprise")) == ["甲县某公司党支部"]
    assert first_cells(ask("branch-list", q="四村")) == ["四村党支部"]
    assert first_cells(ask("branch-list", sort="-name")) == ["四村党支部", "甲县某公司党支部"]


# wrong input, empty lists, paging -------------------------------------------------


@pytest.mark.parametrize(
    "wrong", [{"on": "2012-13-01"}, {"post": "emperor"}, {"state": "x"}, {"q": "长" * 41}, {"q": "a\x00b"}]
)
def test_wrong_input_is_explained_and_shows_no_row(registers, ask, wrong):
    response = ask("cadre-list", **wrong)
    assert response.status_code == 200
    assert first_cells(response) == []
    assert "筛选条件有误" in response.content.decode()


@pytest.mark.parametrize(
    "sort", ["", "password", "person__village__users", "-", "name;drop table", "\x00", "--name"]
)
def test_an_unknown_sort_column_is_ignored(registers, ask, sort):
    assert len(first_cells(ask("cadre-list", sort=sort))) == 6


def test_an_empty_list_says_what_to_do(registers, ask):
    assert "请放宽或清除筛选条件" in ask("cadre-list", q="无此人").content.decode()


def test_fifty_rows_make_a_page_and_a_foreign_page_number_shows_an_existing_page(registers, ask):
    for number in range(55):
        serve(f"甲{number:02}", registers["三村"], "village_committee")
    first = ask("cadre-list", area=registers["三村"].code, sort="person")
    assert len(first_cells(first)) == 50
    assert "共 55 条，第 1 / 2 页" in first.content.decode()
    assert "下一页" in first.content.decode()
    assert "上一页" not in first.content.decode()
    for page, shown in [("2", 5), ("999", 5), ("-1", 5), ("x", 50), ("1e9", 50)]:
        assert len(first_cells(ask("cadre-list", area=registers["三村"].code, page=page))) == shown
    assert len(first_cells(ask("cadre-list", area=registers["三村"].code, per_page="1000"))) == 50


def test_links_keep_the_filters_and_sorting_starts_at_the_first_page(registers, ask):
    page = ask("cadre-list", source="grown", sort="person", page="1").content.decode()
    assert "source=grown&amp;sort=-person" in page
    assert 'aria-sort="ascending"' in page
    assert "sort=-person&amp;page" not in page


@pytest.mark.parametrize("route", ["village-list", "cadre-list", "branch-list"])
def test_every_column_has_a_chinese_heading(areas, ask, route):
    for column in ask(route).context["table"].columns:
        assert not column.header.isascii(), column.name


# cost -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ("village-list", 8),  # session, account with its area, saved views, areas, standard, sums, count, rows
        ("cadre-list", 8),  # and the record of the look
        ("branch-list", 7),  # no sums, but the standard by which sizes are judged
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    registers, client, users, django_assert_num_queries, route, expected
):
    client.force_login(users["leader"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    Branch.objects.create(name="支部", area=registers["一村"])
    with django_assert_num_queries(expected):
        client.get(reverse(route), ON)
    for number in range(40):
        serve(f"乙{number:02}", registers["二村"], "village_committee", strong=True)
        Branch.objects.create(name=f"支部{number}", area=registers["二村"])
    with django_assert_num_queries(expected):
        client.get(reverse(route), ON)
