"""What dashboards show by level: as the administrator arranged it, else the featured indicators; and the
columns that a reader has chosen."""

import re

import pytest
from django.urls import reverse

from branches.models import Level, User
from indicators import panels
from indicators.dashboards import dashboard, village_page
from indicators.models import Arrangement, ColumnChoice, Indicator, Panel

from . import cast, dashboard_cast
from .test_area_dashboard import address, held, tiles

RATE, SKILL, PROMOTED = "ds_secretary_rate", "dd_skill_rate", "ds_promoted"
COUNTY_ONLY = "county_rate"


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    cast.build_element("county_rules", Level.COUNTY)
    dashboard_cast.build_indicator(COUNTY_ONLY, "county_rules", name="县区制度数", level=Level.COUNTY)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def codes(specs) -> list[str]:
    return [spec.code for spec in specs]


def tile_codes(page) -> list[str]:
    return [figure.indicator_code for figure in page.tiles]


def headings(response) -> list[str]:
    """Of the table of children, without those about reporting."""
    (head,) = re.findall(
        r'<table class="num children">\s*<thead>(.*?)</thead>', response.content.decode(), re.DOTALL
    )
    return re.findall(r'<th scope="col">(.*?)</th>', head)[1:]


def sections(response) -> list[str]:
    """Titles of the panels in the order of the page."""
    return re.findall(r'<h2 id="(\w+)-title">', response.content.decode())


# levels -----------------------------------------------------------------------------------
def test_without_an_arrangement_the_featured_indicators_hold(city):
    page = dashboard(city["测试市"], "2012Q1")
    assert tile_codes(page) == codes(page.columns) == [RATE, SKILL, PROMOTED]
    assert [line.indicator.code for line in page.evenness] == [RATE, SKILL]
    assert page.panels == tuple(Panel)


@pytest.mark.parametrize("name", ["测试市", "甲县", "东镇"])
def test_each_level_shows_what_is_arranged_for_it_alone(city, name):
    area = city[name]
    Arrangement.objects.create(
        level=area.level,
        tiles=[PROMOTED, SKILL],
        columns=[SKILL, RATE],
        evenness=[SKILL],
        panels=["trend", "children"],
    )
    page = dashboard(area, "2012Q1")
    assert tile_codes(page) == [PROMOTED, SKILL]
    assert codes(page.columns) == [SKILL, RATE]
    assert page.chosen.indicator_code == SKILL
    assert [line.indicator.code for line in page.evenness] == [SKILL]
    assert [line.indicator.code for line in page.trend] == [SKILL]
    assert page.panels == (Panel.TREND, Panel.CHILDREN)
    for other in {"测试市", "甲县", "东镇"} - {name}:
        assert tile_codes(dashboard(city[other], "2012Q1")) == [RATE, SKILL, PROMOTED]
    assert [figure.indicator_code for figure in village_page(city["一村"], "2012Q1").tiles] == [
        RATE,
        SKILL,
        PROMOTED,
    ]


def test_a_village_shows_the_tiles_of_its_level(city):
    Arrangement.objects.create(level="village", tiles=[SKILL])
    page = village_page(city["一村"], "2012Q1")
    assert [(figure.indicator_code, figure.text) for figure in page.tiles] == [(SKILL, "75.0%")]  # 30 of 40


def test_columns_and_figures_belong_together(city):
    """甲县: 140 of 200 with a skill, 2 of 3 secretaries."""
    Arrangement.objects.create(level="city", columns=[SKILL, RATE])
    page = dashboard(city["测试市"], "2012Q1")
    assert [figure.text for figure in page.children[0].figures] == ["70.0%", "66.7%"]
    assert [figure.text for figure in page.summary] == ["64.3%", "60.0%"]


def test_evenness_may_name_what_is_no_column(city):
    Arrangement.objects.create(level="city", columns=[PROMOTED], evenness=[SKILL])
    (line,) = dashboard(city["测试市"], "2012Q1").evenness
    assert (line.indicator.code, line.own.text) == (SKILL, "64.3%")


def test_what_is_retired_or_not_answered_is_passed_over(city):
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    Arrangement.objects.create(
        level="county",
        tiles=[SKILL, "horses", RATE],
        columns=[COUNTY_ONLY, SKILL, PROMOTED],
        panels=["gone", "trend"],
    )
    page = dashboard(city["甲县"], "2012Q1")
    assert tile_codes(page) == [RATE]
    assert codes(page.columns) == [PROMOTED]
    assert page.panels == (Panel.TREND,)
    assert tile_codes(dashboard(city["甲县"], "2011Q4")) == [SKILL, RATE]  # it was in force then


def test_an_arrangement_of_nothing_in_force_falls_back(city):
    Arrangement.objects.create(level="city", tiles=["horses"], columns=["horses"], evenness=["horses"])
    page = dashboard(city["测试市"], "2012Q1")
    assert tile_codes(page) == codes(page.columns) == [RATE, SKILL, PROMOTED]
    assert [line.indicator.code for line in page.evenness] == [RATE, SKILL]


def test_a_city_may_show_what_counties_report(city):
    Arrangement.objects.create(level="city", tiles=[COUNTY_ONLY], columns=[COUNTY_ONLY])
    page = dashboard(city["测试市"], "2012Q1")
    assert (tile_codes(page), codes(page.columns)) == ([COUNTY_ONLY], [COUNTY_ONLY])


# panels -----------------------------------------------------------------------------------------
def test_panels_stand_in_rows_of_their_kind():
    rows = list(
        panels.rows_of([Panel.FIGURES, Panel.TREND, Panel.EVENNESS, Panel.TRAINING], {Panel.TRAINING: "x"})
    )
    assert rows == [
        ("", [("dashboard/figures.html", None)]),
        ("", [("dashboard/trend.html", None)]),
        ("cols", [("dashboard/evenness.html", None), ("dashboard/panel_training.html", "x")]),
    ]


def test_a_panel_without_a_picture_is_left_out_and_every_panel_has_a_place():
    pictures = {Panel.CULTIVATION: None, Panel.TRAINING: None, Panel.IMPLEMENTATION: "x"}
    shown = [template for _, row in panels.rows_of(list(Panel), pictures) for template, _ in row]
    assert len(shown) == len(Panel) - 2
    assert set(panels.PLACES) == set(Panel)


def test_a_page_shows_the_arranged_panels_in_their_order(leader, city):
    assert sections(leader.get(address(city["测试市"], period="2012Q1"))) == [
        "ranking", "trend", "evenness", "children", "outstanding", "alerts",
    ]  # fmt: skip
    Arrangement.objects.create(level="city", panels=["children", "implementation", "ranking"])
    response = leader.get(address(city["测试市"], period="2012Q1"))
    assert sections(response) == ["children", "alerts", "ranking"]
    assert "全部指标" not in response.content.decode()


def test_the_big_screen_has_the_tiles_of_the_dashboard(leader, city):
    Arrangement.objects.create(level="city", tiles=[SKILL, PROMOTED])
    text = leader.get(reverse("area-screen", args=[city["测试市"].code]) + "?period=2012Q1").content.decode()
    shown = re.findall(r'<div data-area="[^"]*" data-period="[^"]*" data-indicator="(\w+)"', text)
    assert shown == [SKILL, PROMOTED]


# a reader's own columns -----------------------------------------------------------------------------
def choose(client, area, *indicators, **more):
    data = {"level": area.level, "next": address(area, period="2012Q1"), "indicator": indicators}
    return client.post(reverse("column-choice", args=["dashboard"]), data | more, follow=True)


def test_own_columns_hold_for_one_account_and_one_level(leader, client, city, users):
    before = leader.get(address(city["测试市"], period="2012Q1"))
    assert headings(before)[2:] == ["双强支书", "掌握技术", "任村干部（人）"]
    response = choose(leader, city["测试市"], PROMOTED, COUNTY_ONLY)
    assert headings(response)[2:] == ["任村干部（人）", "county_rate（人）"]
    assert f'<option value="{PROMOTED}" selected>' in response.content.decode()  # the ranking follows
    assert headings(leader.get(address(city["甲县"], period="2012Q1")))[2:] == [
        "双强支书",
        "掌握技术",
        "任村干部（人）",
    ]
    client.force_login(users["administrator"])
    assert headings(client.get(address(city["测试市"], period="2012Q1")))[2:] == headings(before)[2:]


def test_own_columns_leave_tiles_and_evenness_alone_and_can_be_reset(leader, city, users):
    choose(leader, city["测试市"], PROMOTED)
    page = dashboard(city["测试市"], "2012Q1", columns=(PROMOTED,))
    assert tile_codes(page) == [RATE, SKILL, PROMOTED]
    assert [line.indicator.code for line in page.evenness] == [RATE, SKILL]
    response = choose(leader, city["测试市"], act="reset")
    assert "已恢复默认的指标。" in response.content.decode()
    assert headings(response)[2:] == ["双强支书", "掌握技术", "任村干部（人）"]
    assert not ColumnChoice.objects.exists()


@pytest.mark.parametrize(
    ("name", "indicators", "told"),
    [
        ("甲县", [COUNTY_ONLY], "乡镇没有“县区制度数”这项数，没有保存。"),
        ("测试市", [], "请至少选一个指标，没有保存。"),
        ("测试市", ["horses"], "没有“horses”这样的指标，没有保存。"),
    ],
)
def test_columns_that_the_children_cannot_show_are_refused(leader, city, name, indicators, told):
    assert told in choose(leader, city[name], *indicators).content.decode()
    assert not ColumnChoice.objects.exists()


@pytest.mark.parametrize("level", ["village", "moon", ""])
def test_a_level_without_a_table_of_children_has_no_columns(leader, city, level):
    data = {"level": level, "indicator": RATE}
    assert leader.post(reverse("column-choice", args=["dashboard"]), data).status_code == 404


# freshness ---------------------------------------------------------------------------------------------
def test_an_arrangement_makes_the_page_new(leader, city):
    url = address(city["测试市"], period="2012Q1")
    tag = held(leader, url)
    assert leader.get(url, **tag).status_code == 304
    arrangement = Arrangement.objects.create(level="city", tiles=[SKILL])
    response = leader.get(url, **tag)
    assert list(tiles(response)) == [SKILL]
    tag = held(leader, url)
    arrangement.tiles = [RATE]
    arrangement.save()
    assert list(tiles(leader.get(url, **tag))) == [RATE]
    tag = held(leader, url)
    arrangement.delete()
    assert leader.get(url, **tag).status_code == 200


def test_the_own_choice_makes_the_page_new_for_its_owner_alone(leader, client, city, users):
    url = address(city["测试市"], period="2012Q1")
    mine = held(leader, url)
    client.force_login(users["administrator"])
    others = held(client, url)
    ColumnChoice.objects.create(who=users["leader"], page="dashboard", level="city", codes=[SKILL])
    assert client.get(url, **others).status_code == 304
    client.force_login(users["leader"])
    assert client.get(url, **mine).status_code == 200
    chosen = held(client, url)
    ColumnChoice.objects.update(codes=[RATE])
    assert client.get(url, **chosen).status_code == 200
    ColumnChoice.objects.all().delete()
    assert client.get(url, **mine).status_code == 304


def test_the_screen_is_new_too(leader, city):
    url = reverse("area-screen", args=[city["测试市"].code]) + "?period=2012Q1"
    tag = {"HTTP_IF_NONE_MATCH": leader.get(url)["ETag"]}
    assert leader.get(url, **tag).status_code == 304
    Arrangement.objects.create(level="city", tiles=[SKILL])
    assert leader.get(url, **tag).status_code == 200


# the form ------------------------------------------------------------------------------------------------
@pytest.fixture
def administrator(client, users):
    User.objects.filter(pk=users["administrator"].pk).update(is_staff=True)
    client.force_login(users["administrator"])
    return client


def form(level="city", **lists):
    """Slots as the browser sends them: tiles=["a", "", "b"] → tiles_0, tiles_1, tiles_2."""
    sent = {"level": level}
    for name, slots in lists.items():
        sent |= {f"{name}_{place}": code for place, code in enumerate(slots)}
    return sent


def add(client, **lists):
    return client.post(reverse("admin:indicators_arrangement_add"), form(**lists))


def test_an_administrator_arranges_a_level_without_code(administrator, city):
    given = {
        "tiles": [SKILL, "", RATE],
        "columns": [RATE],
        "evenness": [SKILL],
        "panels": ["", "trend", "ranking"],
    }
    assert add(administrator, **given).status_code == 302
    kept = Arrangement.objects.get()
    assert (kept.tiles, kept.columns, kept.evenness) == ([SKILL, RATE], [RATE], [SKILL])
    assert kept.panels == ["trend", "ranking"]
    page = administrator.get(reverse("admin:indicators_arrangement_change", args=[kept.pk])).content.decode()
    first, second = re.findall(r'<select name="tiles_[01]".*?</select>', page, re.DOTALL)
    assert f'<option value="{SKILL}" selected>' in first
    assert f'<option value="{RATE}" selected>' in second
    assert '<optgroup label="测试">' in first
    assert 'aria-label="主要指标第1格"' in first


def test_a_change_keeps_the_order_and_leaves_a_history(administrator, city):
    kept = Arrangement.objects.create(level="city", tiles=[RATE, SKILL])
    change = reverse("admin:indicators_arrangement_change", args=[kept.pk])
    administrator.post(change, form(tiles=[SKILL, RATE]))
    kept.refresh_from_db()
    assert kept.tiles == [SKILL, RATE]
    assert [row.tiles for row in kept.history.order_by("history_id")] == [[RATE, SKILL], [SKILL, RATE]]
    assert kept.history.first().history_user.username == "administrator"


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ({"tiles": ["horses"]}, "第1格：没有“horses”这个指标。"),
        ({"tiles": [RATE, SKILL, RATE]}, "第3格与第1格重复，请换一项或留空。"),
        ({"level": "county", "columns": [RATE, COUNTY_ONLY]}, "第2格：“县区制度数”只统计到县区，乡镇没有这项数。"),
        ({"level": "township", "tiles": [COUNTY_ONLY]}, "第1格：“县区制度数”只统计到县区，乡镇没有这项数。"),
        ({"evenness": [PROMOTED]}, "第1格：“双强党员任村干部”没有分母，不能算均衡度。"),
        ({"level": "village", "columns": [RATE]}, "村级页面没有下级和面板，这一栏请留空。"),
        ({"level": "village", "panels": ["trend"]}, "村级页面没有下级和面板，这一栏请留空。"),
        ({"panels": ["horses"]}, "没有“horses”这个面板。"),
        ({"level": "moon", "tiles": [RATE]}, "moon"),
    ],
)
def test_what_a_level_cannot_show_is_refused_beside_its_field(administrator, city, lists, told):
    response = add(administrator, **lists)
    assert response.status_code == 200
    errors = [str(error) for found in response.context["errors"] for error in found]
    assert any(told in error for error in errors), errors
    assert not Arrangement.objects.exists()


def test_a_retired_indicator_is_seen_and_must_be_replaced(administrator, city):
    kept = Arrangement.objects.create(level="city", tiles=[SKILL, RATE])
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    change = reverse("admin:indicators_arrangement_change", args=[kept.pk])
    assert (
        f'<option value="{SKILL}" selected>掌握技术率（已停用）</option>'
        in administrator.get(change).content.decode()
    )
    assert "掌握技术" in administrator.get(reverse("admin:indicators_arrangement_changelist")).content.decode()
    told = administrator.post(change, form(tiles=[SKILL, RATE])).content.decode()
    assert "第1格：“掌握技术率”已停用或尚未启用，请换一项或留空。" in told
    assert administrator.post(change, form(tiles=[RATE])).status_code == 302


def test_there_is_one_arrangement_a_level(administrator, city):
    Arrangement.objects.create(level="city")
    response = add(administrator, tiles=[RATE])
    assert response.status_code == 200
    assert Arrangement.objects.count() == 1


def test_more_slots_than_the_form_has_do_not_come_in(administrator, city):
    for number in range(20):
        dashboard_cast.build_indicator(f"count_{number}", "secretaries")
    add(administrator, tiles=[f"count_{number}" for number in range(20)])
    assert len(Arrangement.objects.get().tiles) == 8


def test_a_stored_list_that_is_too_long_is_told(administrator, city):
    codes_stored = [f"count_{number}" for number in range(9)]
    for code in codes_stored:
        dashboard_cast.build_indicator(code, "secretaries")
    kept = Arrangement.objects.create(level="city", tiles=codes_stored)
    change = reverse("admin:indicators_arrangement_change", args=[kept.pk])
    assert 'name="tiles_8"' in administrator.get(change).content.decode()
    assert "最多8格，现在有9格。" in administrator.post(change, form(tiles=codes_stored)).content.decode()


def test_a_county_looks_on(client, city):
    Arrangement.objects.create(level="city")
    client.force_login(cast.build_user("county", city["甲县"], "administrator", is_staff=True))
    assert client.get(reverse("admin:indicators_arrangement_changelist")).status_code == 200
    assert add(client, tiles=[RATE]).status_code == 403
