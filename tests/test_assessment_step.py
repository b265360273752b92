"""One step for many at once: first what will happen, then it happens."""

import pytest
from django.urls import reverse

from indicators.models import Assessment, AssessmentEvent

from .creation_cast import State, build_assessment, build_rubric, build_scores, columns_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(areas):
    """一村 and 四村 wait for the decision with 80 and 100, 二村 for the check, 五村 of the other county too."""
    rubric = build_rubric(areas["测试市"])
    rows = {}
    for name, state, scores in [
        ("一村", State.CHECKED, (50, 30)),
        ("四村", State.CHECKED, (60, 40)),
        ("二村", State.SCORED, (50, 30)),
        ("五村", State.CHECKED, (50, 30)),
    ]:
        rows[name] = build_assessment(rubric, areas[name], 2012, state)
        build_scores(rows[name], own=scores, **({"checked": scores} if state == State.CHECKED else {}))
    return rows


def address(areas, **query):
    known = {"kind": "village", "year": 2012}
    return reverse("assessment-step", args=[areas["甲县"].code], query=known | query)


def pick(row):
    return f"{row.pk}-{row.version}"


def states():
    return dict(Assessment.objects.values_list("area__name", "state"))


def test_all_that_wait_are_shown_with_the_levels_they_will_get(client, areas, users, waiting):
    client.force_login(users["reviewer"])
    page = client.get(address(areas, verb="decide", all=1)).content.decode()
    assert "将评定 2 个" in page
    assert "标兵 <strong>1</strong>" in page
    assert "五个好 <strong>1</strong>" in page
    assert "五村" not in page
    assert states()["一村"] == "checked"
    assert columns_of(waiting["一村"])["decided"] == [None, None]


def test_posted_they_are_decided(client, areas, users, waiting):
    client.force_login(users["reviewer"])
    picks = [pick(waiting["一村"]), pick(waiting["四村"])]
    response = client.post(address(areas), {"verb": "decide", "pick": picks}, follow=True)
    assert "评定：2个已办理。" in response.content.decode()
    assert states() == {"一村": "decided", "四村": "decided", "二村": "scored", "五村": "checked"}
    assert AssessmentEvent.objects.filter(verb="decide", who=users["reviewer"]).count() == 2


def test_what_cannot_go_is_named_with_its_reason_before_and_after(client, areas, users, waiting):
    client.force_login(users["reviewer"])
    picks = [pick(waiting["一村"]), pick(waiting["二村"])]
    page = client.get(address(areas, verb="decide", pick=picks)).content.decode()
    assert "二村为“待核定”，不能评定。" in page
    response = client.post(address(areas), {"verb": "decide", "pick": picks}, follow=True)
    assert "二村：二村为“待核定”，不能评定。" in response.content.decode()
    assert states()["二村"] == "scored"


def test_what_lies_outside_the_scope_is_not_even_named(client, areas, users, waiting):
    client.force_login(users["reviewer"])
    picks = [pick(waiting["五村"])]
    page = client.get(address(areas, verb="decide", pick=picks)).content.decode()
    assert "五村" not in page
    response = client.post(address(areas), {"verb": "decide", "pick": picks}, follow=True)
    assert "五村" not in response.content.decode()
    assert states()["五村"] == "checked"


def test_a_clerk_checks_the_township_but_decides_nothing(client, areas, users, waiting):
    client.force_login(users["clerk"])
    here = reverse("assessment-step", args=[areas["东镇"].code], query={"kind": "village", "year": 2012})
    client.post(here, {"verb": "check", "pick": [pick(waiting["二村"])]})
    assert states()["二村"] == "checked"
    client.post(here, {"verb": "decide", "pick": [pick(waiting["一村"])]})
    assert states()["一村"] == "checked"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"verb": "decide"}, "还没有选中任何报表，请先勾选。"),
        ({"verb": "take_away", "pick": ["1-0"]}, "没有这种办理事项。"),
        ({"pick": ["1-0"]}, "请选择要办理的事项。"),
        ({"verb": "decide", "pick": ["x"]}, "选中的报表无法识别"),
    ],
)
def test_nonsense_leads_back_to_the_list_with_a_word(posted, said, client, areas, users, waiting):
    client.force_login(users["reviewer"])
    response = client.post(address(areas), posted, follow=True)
    assert response.redirect_chain[0][0].startswith(reverse("assessment-list"))
    assert said in response.content.decode()
