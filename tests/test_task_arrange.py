"""Arranging: one matter over many units with a quantity each, typed or pasted; nothing typed is lost."""

from datetime import date

import pytest

from branches.models import Role, User
from indicators.models import Task
from indicators.tasks.shares import read_pasted

from . import cast
from .campaigns_cast import build_campaign
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

PAGE = "/tasks/arrange/"


@pytest.fixture
def office(areas, settings):
    made = Office(areas, settings)
    made.on(date(2012, 7, 5))
    return made


def form_of(office, **more) -> dict:
    return {
        "level": "township",
        "under": f"p{office.programme.pk}",
        "title": "党员轮训",
        "arranged_on": "2012-07-02",
        "due_on": "2012-09-30",
        "unit": "人次",
        "outcome_aim": "at_least",
    } | more


def test_a_county_arranges_for_itself_its_townships_or_its_villages(client, office, areas):
    client.force_login(office.county)
    response = client.get(PAGE)
    assert [row[0].name for row in response.context["form"].rows] == ["甲县", "东镇", "西镇"]
    villages = client.get(PAGE, {"level": "village"}).context["form"].rows
    assert [row[0].name for row in villages] == ["甲县", "一村", "二村", "三村", "四村"]


def test_a_city_arranges_for_counties_and_townships(client, office):
    client.force_login(office.city)
    response = client.get(PAGE)
    assert [level.value for level in response.context["levels"]] == ["county", "township", "village"]
    assert [row[0].name for row in response.context["form"].rows] == ["甲县", "乙区"]


def test_ticked_units_get_their_own_quantity_and_the_others_the_common_one(client, office, areas):
    client.force_login(office.county)
    typed = form_of(office, everyone="20", outcome_measure="合格率", outcome_stated="95")
    typed |= {"pick": [areas["东镇"].code, areas["西镇"].code], f"planned_{areas['东镇'].code}": "35"}
    answer = client.post(PAGE, typed)
    made = list(Task.objects.order_by("area__path"))
    assert answer.url == f"/tasks/batches/{made[0].batch}/"
    assert [(task.area.name, task.planned) for task in made] == [("东镇", 35), ("西镇", 20)]
    task = made[0]
    assert (task.title, task.programme, task.unit) == ("党员轮训", office.programme, "人次")
    assert (task.arranged_by, task.arranged_on) == (areas["甲县"], date(2012, 7, 2))
    assert (task.outcome_measure, task.outcome_stated, task.outcome_aim) == ("合格率", 95, "at_least")


def test_a_quantity_is_not_needed(client, office, areas):
    client.force_login(office.county)
    client.post(PAGE, form_of(office, unit="", pick=[areas["东镇"].code]))
    assert Task.objects.get().planned is None


def test_it_is_arranged_once_though_the_form_was_sent_twice(client, office, areas):
    client.force_login(office.county)
    typed = form_of(office, pick=[areas["东镇"].code], token=client.get(PAGE).context["token"])
    for _ in range(2):
        assert client.post(PAGE, typed).status_code == 302
    assert Task.objects.count() == 1


def test_every_mistake_is_said_and_everything_typed_stays(client, office, areas):
    client.force_login(office.county)
    typed = form_of(office, title="", due_on="", requirement="写了要求", outcome_measure="合格率", everyone="-1")
    typed |= {"pick": [areas["西镇"].code], f"planned_{areas['西镇'].code}": "三十"}
    answer = client.post(PAGE, typed)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["title"] == ["请填写事项。"]
    assert errors["due_on"] == ["请填写办结期限。"]
    assert errors["outcome_stated"] == ["成效指标和成效目标值须一并填写，不考核成效的都不填。"]
    assert errors["__all__"] == ["有的单位计划量填得不对，请看下面的名单。"]
    html = answer.content.decode()
    for words in ("写了要求", 'value="合格率"', 'value="三十"', "应为不小于0的整数", " checked>"):
        assert words in html, words
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pick": []}, "还没有选定责任单位"),
        ({"under": ""}, "请选择所属的工程或主题活动"),
        ({"under": "c999"}, "选择一个有效的选项"),
        ({"arranged_on": "2012-07-06"}, "部署日期不能晚于今天"),
        ({"due_on": "2012-07-01"}, "办结期限不能早于部署日期"),
        ({"unit": "", "everyone": "5"}, "有计划量的须填写计量单位"),
    ],
)
def test_what_cannot_be_arranged_says_why(client, office, areas, change, said):
    client.force_login(office.county)
    answer = client.post(PAGE, form_of(office, pick=[areas["东镇"].code]) | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Task.objects.exists()


def test_units_of_others_cannot_be_smuggled_in(client, office, areas):
    client.force_login(office.county)
    answer = client.post(PAGE, form_of(office, pick=[areas["南乡"].code]))
    assert "还没有选定责任单位" in answer.content.decode()


def test_a_campaign_may_be_what_it_belongs_to(client, office, areas):
    campaign = build_campaign(areas)
    build_campaign(areas, name="别处的", area=areas["乙区"])
    client.force_login(office.county)
    response = client.get(PAGE, {"under": f"c{campaign.pk}"})
    assert response.context["form"].initial == {"under": f"c{campaign.pk}"}
    assert "别处的" not in response.content.decode()
    client.post(PAGE, form_of(office, under=f"c{campaign.pk}", pick=[areas["东镇"].code]))
    assert Task.objects.get().under == campaign


def test_a_superuser_arranges_in_the_name_of_the_topmost_unit(client, office, areas):
    client.force_login(User.objects.create_superuser("super", "known-password-1"))
    client.post(PAGE, form_of(office, level="county", pick=[areas["乙区"].code]))
    assert Task.objects.get().arranged_by == areas["测试市"]


# pasting -----------------------------------------------------------------------------------
def test_a_pasted_list_is_put_into_the_form_and_nothing_is_arranged(client, office, areas):
    client.force_login(office.county)
    pasted = "西镇\t25\n东镇 30人次\n不认识的镇 5"
    answer = client.post(PAGE, form_of(office, title="写了一半", pasted=pasted, fill="1"))
    assert answer.status_code == 200
    rows = {area.name: (ticked, typed) for area, ticked, typed, _ in answer.context["form"].rows}
    assert rows == {"甲县": (False, ""), "东镇": (True, "30"), "西镇": (True, "25")}
    assert answer.context["wrong"] == ["第3行“不认识的镇”：没有名为“不认识的镇”的单位，或不在您的管辖范围内。"]
    html = answer.content.decode()
    assert 'value="写了一半"' in html
    assert "没有部署" not in html  # nothing is wrong yet
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("东镇 30", {"东镇": "30"}),
        ("东镇", {"东镇": ""}),
        ("  东镇，12 户 \n\n西镇：8", {"东镇": "12", "西镇": "8"}),
        ("990101100000 7", {"东镇": "7"}),
        ("东镇 5\n东镇 6", {"东镇": "5"}),
        ("", {}),
    ],
)
def test_a_line_is_a_unit_and_perhaps_a_quantity(areas, text, expected):
    units = [areas["东镇"], areas["西镇"]]
    found, _ = read_pasted(text, units)
    assert found == {areas[name].code: quantity for name, quantity in expected.items()}


def test_a_unit_named_twice_is_said(areas):
    _, wrong = read_pasted("东镇 5\n东镇 6", [areas["东镇"]])
    assert wrong == ["第2行“东镇”：前面已有这个单位，以前面的为准。"]


def test_who_may_not_arrange_is_told_so(client, office, areas):
    for user in (office.east, cast.build_user("leader", areas["甲县"], Role.LEADER)):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, form_of(office, pick=[areas["东镇"].code])).status_code == 403
    assert not Task.objects.exists()
