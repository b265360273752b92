"""报送、退回县区、发布 over the pages: who, when, twice, and what the page says is missing."""

import pytest
from django.urls import reverse

from branches.models import Role
from indicators.models import Handover, Publication, Report, Status

from .cast import build_user
from .review_cast import build_quarters, build_reviewers

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(areas):
    return build_quarters(areas)


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


@pytest.fixture
def act(client, areas, quarter, reviewers):
    """`act(who, name, county=None, **data)` posts one act and answers the messages."""

    def post(who, name, county=None, **data):
        client.force_login(reviewers[who])
        args = [quarter.code] + ([areas[county].code] if county else [])
        response = client.post(reverse(name, args=args), data, follow=True)
        if response.status_code != 200:
            return response.status_code
        return [str(message) for message in response.context["messages"]]

    return post


def finish(quarter):
    Report.objects.filter(period=quarter).update(status=Status.WAIVED)
    Report.objects.filter(period=quarter, area__name="四村").update(status=Status.APPROVED)


def page_of(client, user, quarter):
    client.force_login(user)
    return client.get(reverse("publish", args=[quarter.code])).content.decode()


def test_a_county_sees_what_is_left_and_cannot_send_yet(client, act, quarter, reviewers):
    page = page_of(client, reviewers["county"], quarter)
    assert "还有 <strong>3</strong> 份报表未审核" in page
    assert ">东镇</a> 3" in page
    assert reverse("hand-over", args=[quarter.code]) not in page
    [told] = act("county", "hand-over")
    assert "还有3个单位未审核（一村、二村、三村）" in told
    assert not Handover.objects.exists()


def test_a_county_sends_once(client, act, quarter):
    finish(quarter)
    assert act("county", "hand-over") == ["甲县2012年第二季度已报送市级。"]
    assert act("county", "hand-over") == ["甲县2012年第二季度已经报送。"]
    assert Handover.objects.count() == 1


def test_the_city_sends_back_with_a_reason_and_the_county_reads_it(client, act, quarter, reviewers):
    finish(quarter)
    act("county", "hand-over")
    assert act("city", "send-back", "甲县", why=" ") == ["退回县区须填写原因。"]
    assert act("city", "send-back", "甲县", why="长" * 201) == ["退回原因最多200字，现有201字。"]
    assert act("city", "send-back", "甲县", why="四村的数偏大") == ["甲县2012年第二季度已退回县区。"]
    assert act("city", "send-back", "甲县", why="四村的数偏大") == ["甲县2012年第二季度尚未报送。"]
    assert "退回：四村的数偏大" in page_of(client, reviewers["county"], quarter)


def test_the_city_publishes_when_nothing_is_missing(client, act, quarter, reviewers):
    finish(quarter)
    act("county", "hand-over")
    page = page_of(client, reviewers["city"], quarter)
    assert "还不能发布：乙区尚未报送。" in page
    assert act("city", "publish-now") == ["乙区尚未报送，不能发布。"]
    act("other", "hand-over")
    assert act("city", "publish-now") == ["测试市2012年第二季度已发布，为第1次发布。"]
    assert act("city", "publish-now") == ["测试市2012年第二季度已经发布；再次发布由更正产生。"]
    assert Publication.objects.count() == 1
    assert "第1次发布" in page_of(client, reviewers["other"], quarter)


def test_after_publication_nothing_is_sent_back(act, quarter):
    finish(quarter)
    for who in ("county", "other"):
        act(who, "hand-over")
    act("city", "publish-now")
    assert act("city", "send-back", "甲县", why="想改") == ["2012年第二季度已经发布，只能更正。"]


@pytest.mark.parametrize(
    ("who", "name", "county", "status"),
    [
        ("county", "publish-now", None, 403),
        ("city", "hand-over", None, 403),
        ("county", "send-back", "甲县", 403),
        ("county", "send-back", "乙区", 404),
        ("city", "send-back", "东镇", 403),
    ],
)
def test_each_level_has_its_own_acts(who, name, county, status, act, quarter):
    finish(quarter)
    assert act(who, name, county, why="x") == status
    assert not Handover.objects.exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMINISTRATOR])
def test_no_other_role_acts(role, client, areas, quarter):
    finish(quarter)
    client.force_login(build_user("somebody", areas["甲县"], role))
    for name in ("hand-over", "publish-now"):
        assert client.post(reverse(name, args=[quarter.code])).status_code == 403
    assert not Handover.objects.exists()


def test_a_leader_reads_and_finds_no_button(client, areas, quarter):
    page = page_of(client, build_user("watcher", areas["测试市"]), quarter)
    assert "县区报送" in page
    assert 'method="post" action="/publish' not in page


def test_acts_are_posts_and_unknown_periods_are_nowhere(client, quarter, reviewers):
    client.force_login(reviewers["county"])
    assert client.get(reverse("hand-over", args=[quarter.code])).status_code == 405
    assert client.get(reverse("publish", args=["2099Q1"])).status_code == 404
