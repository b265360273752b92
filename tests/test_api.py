"""The read API: what it answers, to whom, and what it says when it is asked wrongly."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from branches.models import AccessRecord, ApiToken, Role
from indicators.models import Report

from . import cast, dashboard_cast

RATE = "ds_secretary_rate"


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def ask(client, city, users):
    """`ask("figures", role="clerk", area=…)`: the answer to that account's token."""

    def get(name, role="leader", key=None, headers=(), **query):
        if key is None:
            _, key = ApiToken.objects.issue(users[role], "测试")
        sent = {"Authorization": f"Bearer {key}"} | dict(headers)
        return client.get(reverse(f"api-{name}"), query, headers=sent)

    return get


def test_the_figures_are_those_of_the_dashboard(ask, city):
    answer = ask("figures", area=city["测试市"].code, period="2012Q1", indicator=RATE).json()
    assert answer["count"] == 1
    assert answer["results"] == [
        {
            "area": city["测试市"].code, "indicator": RATE, "period": "2012Q1", "basis": "approved",
            "numerator": "3", "denominator": "5", "value": "60", "unit": "%",
            "coverage": {"reported": 4, "due": 6}, "status": "open", "standing": "near",
        }
    ]  # fmt: skip


def test_the_children_come_in_official_order(ask, city):
    query = {"area": city["甲县"].code, "period": "2012Q1", "indicator": RATE, "children": "true"}
    found = ask("figures", **query).json()["results"]
    assert [(row["area"], row["numerator"]) for row in found] == [
        (city["东镇"].code, "1"),
        (city["西镇"].code, "1"),
    ]


def test_a_missing_value_is_null_and_not_zero(ask, city):
    found = ask("figures", area=city["六村"].code, period="2012Q1", indicator=RATE).json()["results"]
    assert (found[0]["value"], found[0]["numerator"]) == (None, None)


def test_areas_periods_and_indicators_are_listed(ask, city):
    below = ask("areas", parent=city["东镇"].code).json()
    assert [row["name"] for row in below["results"]] == ["一村", "二村", "三村"]
    assert [row["name"] for row in ask("areas", level="county").json()["results"]] == ["甲县", "乙区"]
    assert [row["code"] for row in ask("periods").json()["results"]] == ["2012Q1", "2011Q4", "2011Q1"]
    rows = ask("indicators", programme="test", on="2012-03-31").json()["results"]
    assert {row["code"] for row in rows} == {RATE, "dd_skill_rate", "ds_promoted"}
    assert ask("indicators", on="2008-12-31").json()["count"] == 0


def test_results_come_in_pages(ask, city):
    first = ask("areas", page_size="5").json()
    assert (first["count"], first["pages"], len(first["results"])) == (12, 3, 5)
    assert len(ask("areas", page_size="5", page="3").json()["results"]) == 2
    assert ask("areas", page_size="5", page="9").json()["results"] == []


def test_only_the_owners_area_is_there(ask, city):
    assert ask("figures", role="clerk", area=city["西镇"].code).status_code == 404
    assert ask("areas", role="clerk").json()["count"] == 4
    assert ask("areas", role="clerk", parent=city["甲县"].code).status_code == 404


@pytest.mark.parametrize(
    ("name", "query", "status", "parameter"),
    [
        ("figures", {}, 400, "area"),
        ("figures", {"area": "甲县"}, 400, "area"),
        ("figures", {"area": "990101000000", "period": "2012年"}, 400, "period"),
        ("figures", {"area": "990101000000", "period": "1999Q1"}, 404, "period"),
        ("figures", {"area": "990101000000", "basis": "all"}, 400, "basis"),
        ("figures", {"area": "990101000000", "indicator": "horses"}, 404, "indicator"),
        ("areas", {"levle": "county"}, 400, "levle"),
        ("areas", {"page": "0"}, 400, "page"),
        ("areas", {"page_size": "501"}, 400, "page_size"),
        ("areas", {"level": ["county", "city"]}, 400, "level"),
        ("indicators", {"on": "2012-02-30"}, 400, "on"),
    ],
)
def test_what_is_wrong_is_named(ask, city, name, query, status, parameter):
    answer = ask(name, **query)
    assert answer.status_code == status
    assert answer.json()["error"]["parameter"] == parameter
    assert answer.json()["error"]["message"].endswith("。")


def test_an_unchanged_answer_is_304(ask, city, users):
    _, key = ApiToken.objects.issue(users["leader"], "测试")
    query = {"area": city["测试市"].code, "period": "2012Q1", "indicator": RATE}
    first = ask("figures", key=key, **query)
    seen = [("If-None-Match", first["ETag"])]
    assert ask("figures", key=key, headers=seen, **query).status_code == 304
    report = Report.objects.get(area=city["三村"], period__code="2012Q1")
    Report.objects.filter(pk=report.pk).update(status="approved")
    dashboard_cast.rebuild(report.period)
    assert ask("figures", key=key, headers=seen, **query).status_code == 200


# who may ask ---------------------------------------------------------------------------
def test_without_a_valid_key_there_is_nothing(client, ask, city, users):
    client.force_login(users["leader"])
    for headers in ({}, {"Authorization": "Bearer djzb_wrong-key-wrong-key"}, {"Authorization": "Basic YTpi"}):
        answer = client.get(reverse("api-areas"), headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    _, key = ApiToken.objects.issue(users["leader"], "测试")
    assert ask("areas", key=key).status_code == 200
    users["leader"].is_active = False
    users["leader"].save()
    assert ask("areas", key=key).status_code == 401


def test_a_kiosk_has_no_key(ask, city):
    _, key = ApiToken.objects.issue(cast.build_user("kiosk", city["测试市"], Role.KIOSK), "墙")
    assert ask("areas", key=key).status_code == 401


def test_nothing_can_be_written(client, users, city):
    _, key = ApiToken.objects.issue(users["leader"], "测试")
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(reverse("api-areas"), headers={"Authorization": f"Bearer {key}"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_key_is_shown_once_kept_as_a_hash_and_revoked_by_its_owner(client, users, city):
    client.force_login(users["leader"])
    page = client.post(reverse("token-list"), {"name": "数据平台"}).content.decode()
    token = ApiToken.objects.get()
    key = page.split("<code>")[1].split("</code>")[0]
    assert key.endswith(token.ending)
    assert key not in str(ApiToken.objects.values())
    assert key not in client.get(reverse("token-list")).content.decode()
    client.force_login(users["clerk"])
    assert client.post(reverse("token-revoke", args=[token.pk])).status_code == 404
    client.force_login(users["leader"])
    client.post(reverse("token-revoke", args=[token.pk]))
    assert client.get(reverse("api-areas"), headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_figures_of_an_area_take_the_same_queries_whatever_lies_below(
    ask, city, users, django_assert_max_num_queries
):
    _, key = ApiToken.objects.issue(users["leader"], "测试")
    ask("areas", key=key)
    for name in ("测试市", "东镇"):
        with django_assert_max_num_queries(12):
            ask("figures", key=key, area=city[name].code, period="2012Q1", children="true")
    assert not AccessRecord.objects.exists()


# by an independent tool ------------------------------------------------------------------
@pytest.fixture
def schema(city, users):
    _, key = ApiToken.objects.issue(users["leader"], "测试")
    found = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    del found.raw_schema["security"]  # the key is sent with every request, also with the wrong ones
    found.sent = {"Authorization": f"Bearer {key}"}
    return found


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", ["/areas/", "/periods/", "/indicators/", "/figures/"])
def test_schemathesis_finds_no_violation(schema, path, mode):
    """Generated requests, right and wrong, get answers that the document describes."""
    strategy = schema[path]["GET"].as_strategy(generation_mode=mode)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=strategy)
    def check(case):
        case.call_and_validate(headers=schema.sent)

    check()
