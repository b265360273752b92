"""更正: an approved report changed by its reviewer, with a reason; nothing typed is lost."""

import pytest
from django.urls import reverse

from indicators import publishing
from indicators.models import Brief, Publication, Report, Revision, Status, Total

from .cast import build_element, build_report, build_user
from .review_cast import build_quarters, build_reviewers, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(areas):
    return build_quarters(areas)


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


@pytest.fixture
def address(areas, quarter):
    return reverse("report-correct", args=[areas["四村"].code, quarter.code])


@pytest.fixture
def county(client, reviewers):
    client.force_login(reviewers["county"])
    return client


def typed(value, why="村里重新核对", version=0):
    return {"cell_a": value, "why": why, "version": version}


def test_the_form_shows_what_stands(county, address):
    page = county.get(address).content.decode()
    assert 'name="cell_a" value="7"' in page
    assert "<td>7人</td>" in page


def test_a_correction_is_stored_logged_and_added_up(county, address, areas, quarter):
    response = county.post(address, typed("９人"), follow=True)
    assert [str(m) for m in response.context["messages"]] == ["四村2012年第二季度已更正1项，汇总数已随之更新。"]
    revision = Revision.objects.get(how="correction")
    assert (revision.old, revision.new, revision.why) == (7, 9, "村里重新核对")
    assert Total.objects.get(area=areas["测试市"], period=quarter).approved == {"a": [9, 1]}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (typed("十个"), "“十个”不是数字"),
        (typed("-3"), "是负数"),
        (typed("8.5"), "应为整数"),
        (typed("8", why="  "), "请填写更正原因。"),
        (typed("8", why="长" * 201), "最多200字"),
        (typed("7"), "没有任何改动"),
        (typed(""), "为必填项，尚未填写"),
        (typed("8", version=""), "页面不完整"),
    ],
)
def test_a_refused_form_keeps_every_typed_value(data, told, county, address, areas, quarter):
    response = county.post(address, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert f'value="{data["cell_a"]}"' in page or data["cell_a"] == ""
    assert data["why"].strip() in page
    assert report_of(areas["四村"], quarter).values == {"a": 7}
    assert not Revision.objects.exists()


def test_a_stale_form_is_refused_shows_the_new_value_and_may_then_be_sent(county, address, areas, quarter):
    county.post(address, typed("9"))
    stale = county.post(address, typed("11"))
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "刚被他人改过" in page
    assert "<td>9人</td>" in page
    assert 'value="11"' in page
    assert report_of(areas["四村"], quarter).values == {"a": 9}
    version = stale.context["form"]["version"].value()
    assert county.post(address, typed("11", version=version)).status_code == 302
    assert report_of(areas["四村"], quarter).values == {"a": 11}


def test_the_same_form_sent_twice_corrects_once(county, address):
    county.post(address, typed("9"))
    assert county.post(address, typed("9")).status_code == 422
    assert Revision.objects.count() == 1


def test_only_an_approved_report_is_corrected(county, areas, quarter):
    address = reverse("report-correct", args=[areas["一村"].code, quarter.code])
    response = county.post(address, typed("9"), follow=True)
    assert "只有已审核的报表可以更正" in str(next(iter(response.context["messages"])))
    assert report_of(areas["一村"], quarter).values == {"a": 40}


def test_register_cells_and_cells_not_asked_are_not_offered(county, address, areas, quarter):
    build_element("known", name="支书数", source="secretaries", required=False)
    build_element("yearly", name="年收入", frequency=1)
    form = county.get(address).context["form"]
    assert [element.code for element, *_ in form.cells] == ["a"]
    county.post(address, typed("9") | {"cell_known": "5", "cell_yearly": "5"})
    assert report_of(areas["四村"], quarter).values == {"a": 9}


@pytest.mark.parametrize("role", ["clerk", "leader", "administrator"])
def test_no_other_role_corrects(role, client, address, areas):
    client.force_login(build_user("somebody", areas["甲县"], role))
    assert client.post(address, typed("9")).status_code == 403
    assert not Revision.objects.exists()


def test_another_county_finds_nothing(client, address, reviewers):
    client.force_login(reviewers["other"])
    assert client.post(address, typed("9")).status_code == 404


def test_nobody_corrects_the_report_of_the_own_level(county, areas, quarter):
    build_report(areas["甲县"], quarter, Status.APPROVED)
    address = reverse("report-correct", args=[areas["甲县"].code, quarter.code])
    assert county.post(address, typed("9")).status_code == 403


def test_the_village_page_leads_to_the_form_only_for_its_reviewer(client, address, areas, quarter, reviewers):
    page = reverse("area-dashboard", args=[areas["四村"].code]) + f"?period={quarter.code}"
    client.force_login(reviewers["county"])
    assert address in client.get(page).content.decode()
    client.force_login(build_user("watcher", areas["测试市"]))
    assert address not in client.get(page).content.decode()


def test_after_publication_the_county_is_refused_and_the_city_makes_number_2(
    client, address, areas, quarter, reviewers
):
    Report.objects.filter(period=quarter).exclude(area=areas["四村"]).update(status=Status.WAIVED)
    publishing.hand_over(areas["甲县"], quarter, reviewers["county"])
    publishing.hand_over(areas["乙区"], quarter, reviewers["other"])
    publishing.publish(areas["测试市"], quarter, reviewers["city"])
    client.force_login(reviewers["county"])
    refused = client.post(address, typed("9"))
    assert "已经发布，只能由测试市更正" in refused.content.decode()
    assert 'value="9"' in refused.content.decode()
    client.force_login(reviewers["city"])
    assert client.post(address, typed("9")).status_code == 302
    assert list(Publication.objects.order_by("number").values_list("number", "why")) == [
        (1, ""),
        (2, "四村：村里重新核对"),
    ]
    page = client.get(reverse("publish", args=[quarter.code])).content.decode()
    assert "更正：四村：村里重新核对" in page
    assert "测试市：党员数 7人 → 9人（+29%）" in page


def test_a_correction_names_the_documents_that_quote_the_number(county, address, areas, quarter, reviewers):
    """The county's own is named, the city's stays out of a county's sight, another element's is not touched."""
    for area, elements in (("甲县", ["a"]), ("甲县", ["b"]), ("测试市", ["a"]), ("乙区", ["a"])):
        Brief.objects.create(
            area=areas[area],
            period=quarter,
            year=2012,
            number=1 + Brief.objects.filter(area=areas[area]).count(),
            kind="research",
            basis="approved",
            title=f"{area}报告",
            unit="组织部",
            signed_on=quarter.quarter.last_day,
            author=reviewers["county"],
            elements=elements,
            sha256="0" * 64,
        )
    response = county.post(address, typed("9"), follow=True)
    told = [str(m) for m in response.context["messages"]]
    assert told[1:] == ["引用这些数的材料：〔2012〕1号《甲县报告》。请在“材料”里看哪些数变了。"]
