"""督办 as lists: each reader's own side first, what calls for attention counted, one matter over many units."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Role
from branches.scope import Scope
from indicators.tasks.lists import Side, Watch, counted, tasks_of

from . import cast
from .campaigns_cast import build_campaign
from .registers_cast import exported, lines
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

LIST = "/tasks/"
TODAY = date(2012, 7, 5)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


@pytest.fixture
def city(office):
    """甲县 has given 东镇 six tasks and 四村 one, 乙区 has given 南乡 one, 测试市 has given 甲县 one."""
    made = {
        "overdue": office.one("东镇", 10, title="逾期的", due=date(2012, 7, 4)),
        "today": office.one("一村", title="今天的", due=TODAY),
        "month": office.one("东镇", title="月底的", due=date(2012, 7, 31)),
        "later": office.one("东镇", title="以后的", due=date(2012, 8, 1)),
        "reported": office.one("东镇", title="报了的", due=date(2012, 7, 1)),
        "accepted": office.one("东镇", title="办结的", due=date(2012, 7, 1)),
        "west": office.one("四村", title="西镇的", due=date(2012, 9, 1)),
        "south": office.one("南乡", title="南乡的", due=date(2012, 9, 1), by="乙区"),
        "county": office.one("甲县", title="县里的", due=date(2012, 9, 1), by="测试市"),
    }
    for name in ("overdue", "today", "month", "later", "west", "south"):
        office.tell(made[name], date(2012, 7, 1), 4 if name == "overdue" else None)
    for name in ("reported", "accepted"):
        office.report(made[name], date(2012, 6, 20))
    office.accept(made["accepted"], date(2012, 6, 21))
    office.on(TODAY)
    return made


def shown(client, user, **params):
    client.force_login(user)
    response = client.get(LIST, params)
    assert response.status_code == 200
    return response


def titles(response) -> list[str]:
    return [line.task.title for line in response.context["lines"]]


def numbers(response) -> dict[str, int]:
    return {focus.label: number for focus, number in response.context["tabs"]}


def test_a_clerk_finds_what_the_township_has_to_do_the_most_pressing_first(client, office, city):
    response = shown(client, office.east)
    assert response.context["sides"] == [Side.MINE]
    assert titles(response) == ["逾期的", "今天的", "月底的", "以后的"]
    assert numbers(response) == {
        "在办": 4, "逾期": 1, "停滞": 0, "本月到期": 3, "待验收": 1, "已办结": 1, "已取消": 0, "全部": 6,
    }  # fmt: skip


def test_a_reviewer_finds_what_the_county_has_arranged_and_what_it_has_to_do_itself(client, office, city):
    assert shown(client, office.county).context["side"] == Side.ARRANGED
    assert titles(shown(client, office.county, focus="reported")) == ["报了的"]
    assert titles(shown(client, office.county, side="mine")) == ["县里的"]
    assert sorted(titles(shown(client, office.county, side="all", focus="all"))) == sorted(
        ["逾期的", "今天的", "月底的", "以后的", "报了的", "办结的", "西镇的", "县里的"]
    )


def test_a_leader_sees_all_below_and_arranges_nothing(client, office, city, areas):
    leader = cast.build_user("leader", areas["甲县"], Role.LEADER)
    response = shown(client, leader, focus="all")
    assert response.context["sides"] == [Side.ALL]
    assert "南乡的" not in titles(response)
    assert len(titles(response)) == 8
    assert "部署任务" not in response.content.decode()


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        ("open", ["逾期的", "今天的", "月底的", "以后的"]),
        ("overdue", ["逾期的"]),
        ("month", ["逾期的", "今天的", "月底的"]),
        ("reported", ["报了的"]),
        ("accepted", ["办结的"]),
        ("cancelled", []),
        ("nonsense", ["逾期的", "今天的", "月底的", "以后的"]),
    ],
)
def test_a_focus_keeps_its_tasks(client, office, city, focus, expected):
    assert titles(shown(client, office.east, focus=focus)) == expected


def test_the_words_of_a_line_are_the_days(client, office, city):
    by_title = {line.task.title: line for line in shown(client, office.east, focus="all").context["lines"]}
    said = {title: (line.overdue, line.left, line.is_soon) for title, line in by_title.items()}
    assert said == {
        "逾期的": (1, "", False),
        "今天的": (0, "今天到期", True),
        "月底的": (0, "剩26天", False),
        "以后的": (0, "剩27天", False),
        "报了的": (0, "", False),
        "办结的": (0, "", False),
    }
    assert by_title["今天的"].place == "东镇 一村"
    page = shown(client, office.east).content.decode()
    assert "逾期1天" in page
    assert "4 / 10 户" in page


def test_a_task_without_word_for_thirty_days_is_stalled_with_its_days(client, office, city, settings):
    settings.TODAY = date(2012, 7, 31)
    assert numbers(shown(client, office.east))["停滞"] == 4
    [line, *_] = shown(client, office.east, focus="stalled").context["lines"]
    assert line.silent == 30
    settings.TODAY = date(2012, 7, 30)
    assert numbers(shown(client, office.east))["停滞"] == 0


def test_lists_are_narrowed_by_place_programme_campaign_and_words(client, office, city, areas):
    campaign = build_campaign(areas)
    office.one("东镇", title="活动的", programme=None, campaign=campaign, on=TODAY, due=date(2012, 9, 9))
    ask = {"side": "all", "focus": "all"}
    assert titles(shown(client, office.county, area=areas["西镇"].code, **ask)) == ["西镇的"]
    assert titles(shown(client, office.county, under=f"c{campaign.pk}", **ask)) == ["活动的"]
    assert "活动的" not in titles(shown(client, office.county, under=f"p{office.programme.pk}", **ask))
    assert titles(shown(client, office.county, q="月底", **ask)) == ["月底的"]
    unders = dict(shown(client, office.county, **ask).context["unders"])
    assert unders == {f"p{office.programme.pk}": "领头雁工程", f"c{campaign.pk}": "堡垒工程（甲县）"}
    for nonsense in ("x1", "p", "p１", "c" + "9" * 30):
        assert shown(client, office.county, under=nonsense, **ask).status_code == 200


def test_a_place_outside_is_not_found(client, office, city, areas):
    client.force_login(office.county)
    assert client.get(LIST, {"area": areas["南乡"].code}).status_code == 404


def test_the_export_has_the_same_rows_and_is_recorded(client, office, city):
    response = shown(client, office.county, focus="overdue")
    address = f"{reverse('register-export', args=['tasks'])}?{response.context['export']}"
    file = b"".join(client.get(address).streaming_content)
    heads, *rows = lines(file)
    assert [row[heads.index("事项")] for row in rows] == ["逾期的"]
    assert AccessRecord.objects.filter(action="export", what="督办任务导出", rows=1, who=office.county).exists()


@pytest.mark.parametrize(
    ("who", "ask"),
    [
        ("county", {"side": "arranged", "focus": "accepted"}),
        ("county", {"side": "mine", "focus": "all"}),
        ("county", {"side": "all", "focus": "all", "q": "的"}),
        ("county", {"side": "all", "focus": "month"}),
        ("east", {"focus": "open"}),
        ("east", {"focus": "reported"}),
    ],
)
def test_the_export_answers_the_question_of_the_list(client, office, city, who, ask):
    response = shown(client, getattr(office, who), **ask)
    address = dict(pair.split("=") for pair in response.context["export"].split("&"))
    address = {name: text.replace("%E7%9A%84", "的") for name, text in address.items()}
    heads, *rows = lines(exported(client, "tasks", **address))
    assert sorted(row[heads.index("事项")] for row in rows) == sorted(titles(response))


def test_counts_take_one_query_whatever_there_is(office, city, django_assert_num_queries):
    rows = tasks_of(Scope(office.city), Side.ALL)
    watch = Watch.on(TODAY)
    with django_assert_num_queries(1):
        assert counted(rows, watch)["all"] == 9


def test_the_queries_of_the_list_do_not_grow(client, office, city, django_assert_num_queries):
    client.force_login(office.county)
    ask = {"side": "all", "focus": "all"}
    with django_assert_num_queries(9):
        client.get(LIST, ask)
    for name in ("一村", "二村", "三村", "四村", "西镇"):
        office.tell(office.one(name, 5, on=date(2012, 7, 1), due=date(2012, 8, 8)), TODAY, 1)
    with django_assert_num_queries(9):
        assert len(client.get(LIST, ask).context["lines"]) == 13


# what was arranged together ------------------------------------------------------------------
def test_matters_are_one_line_each_with_their_units(client, office, settings):
    made = office.arrange({"东镇": 30, "西镇": 20, "四村": 10}, title="大家的", due=date(2012, 3, 20))
    for task, quantity in zip(made, (30, 5, 2), strict=True):
        office.tell(task, date(2012, 2, 1), quantity)
    office.report(made[0], date(2012, 2, 2))
    office.accept(made[0], date(2012, 2, 3))
    office.cancel(made[2], date(2012, 2, 3))
    settings.TODAY = TODAY
    client.force_login(office.county)
    [one] = client.get("/tasks/batches/").context["batches"]
    assert (one.title, one.units, one.bound, one.accepted, one.cancelled) == ("大家的", 3, 2, 1, 1)
    assert (one.overdue, one.stalled, one.reported) == (1, 1, 0)
    assert (one.done, one.planned) == (35, 50)  # without what was cancelled
    client.force_login(office.other)
    assert client.get("/tasks/batches/", {"side": "all"}).context["batches"] == []


def test_the_units_of_a_matter_are_those_of_the_readers_own_area(client, office, settings):
    made = office.arrange({"东镇": None, "南乡": None}, by="测试市")
    page = f"/tasks/batches/{made[0].batch}/"
    for user, places in [(office.city, ["东镇", "南乡"]), (office.county, ["东镇"]), (office.south, ["南乡"])]:
        client.force_login(user)
        assert [line.place for line in client.get(page).context["lines"]] == places
    client.force_login(office.west)
    assert client.get(page).status_code == 404


def test_the_arranging_unit_accepts_ticked_units_together(client, office):
    made = office.arrange({"东镇": None, "西镇": None, "四村": None})
    for task in made[:2]:
        office.report(task, date(2012, 2, 1))
    page = f"/tasks/batches/{made[0].batch}/"
    client.force_login(office.county)
    picks = {"pick": [task.pk for task in made[:2]], "verb": "accept"}
    assert client.post(page, picks).url == page
    assert [task.state for task in reread(made)] == ["accepted", "accepted", "arranged"]


def test_a_refusal_keeps_the_ticks(client, office):
    made = office.arrange({"东镇": None, "西镇": None})
    office.report(made[0], date(2012, 2, 1))
    page = f"/tasks/batches/{made[0].batch}/"
    client.force_login(office.county)
    refused = client.post(page, {"pick": [task.pk for task in made], "verb": "accept"})
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "西镇的“建档立卡”为“已部署”，不能验收" in html
    assert html.count(" checked>") == 2
    assert [task.state for task in reread(made)] == ["reported", "arranged"]
    without = client.post(page, {"pick": [made[1].pk], "verb": "cancel", "why": ""})
    assert "取消须写明原因" in without.content.decode()
    nothing = client.post(page, {"verb": "accept"})
    assert "还没有勾选单位" in nothing.content.decode()


def test_ticked_units_are_cancelled_with_one_reason(client, office):
    made = office.arrange({"东镇": None, "西镇": None})
    client.force_login(office.county)
    client.post(f"/tasks/batches/{made[0].batch}/", {"pick": [made[1].pk], "verb": "cancel", "why": "区划调整"})
    assert [(task.state, task.cancelled_reason) for task in reread(made)] == [
        ("arranged", ""),
        ("cancelled", "区划调整"),
    ]


@pytest.mark.parametrize("who", ["east", "city"])
def test_others_look_at_a_matter_and_decide_nothing(client, office, who):
    [task] = office.arrange({"东镇": None})
    office.report(task, date(2012, 2, 1))
    client.force_login(getattr(office, who))
    page = f"/tasks/batches/{task.batch}/"
    assert "验收所选" not in client.get(page).content.decode()
    assert client.post(page, {"pick": [task.pk], "verb": "accept"}).status_code == 403


def reread(made):
    for task in made:
        task.refresh_from_db()
    return made
