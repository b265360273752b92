"""The admin pages: every model, in Chinese, inside the scope, by role."""

import re
from datetime import date

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from branches.admin.base import ReadOnlyAdmin
from branches.models import (
    AccessRecord,
    ApiToken,
    Area,
    AreaChange,
    Branch,
    Cadre,
    DoubleStrongCertification,
    NewOrgUnit,
    Person,
    Role,
    User,
)
from branches.registry import register_of
from indicators.models import (
    Element,
    Explanation,
    Handover,
    Indicator,
    Job,
    JobPart,
    Programme,
    ProgrammeDocument,
    Publication,
    ReviewEvent,
    Revision,
    Rule,
    Status,
    Target,
    Total,
    Upload,
)

from . import cast
from .records import build, place_of

OURS = [model for label in ("branches", "indicators") for model in apps.get_app_config(label).get_models()]
MODELS = [model for model in OURS if not model.__name__.startswith("Historical")]
PAGES = {model: admin.site.get_model_admin(model) for model in MODELS if admin.site.is_registered(model)}
READ_ONLY = {model for model, page in PAGES.items() if isinstance(page, ReadOnlyAdmin)}
NOT_ADDED = {model for model, page in PAGES.items() if not page.may_add}
CATALOGUE = {model for model, page in PAGES.items() if page.to_area is None}  # one for all
DAY = date(2011, 5, 1)


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def build_records(areas, period, names: dict[str, str], who) -> dict[type, object]:
    """One record of every model that lies in one village; `names` has its county, township, village."""
    village, township = areas[names["village"]], areas[names["township"]]
    person = Person.objects.create(name=f"{village}人", sex="1", area=village)
    element = Element.objects.filter(code="cadres").first() or cast.build_element("cadres", name="村干部数")
    indicator, _ = Indicator.objects.get_or_create(
        code="rate",
        defaults={
            "name": "占比",
            "short_name": "占比",
            "programme": element.programme,
            "numerator": "cadres",
            "denominator": "cadres",
            "effective_from": DAY,
        },
    )
    rule, _ = Rule.objects.get_or_create(
        code="rule", programme=element.programme, left="cadres", comparison="<=", right="cadres", message="不大于"
    )
    report = cast.build_report(village, period, Status.DRAFT, cadres=1234)
    total = Total.objects.create(
        area=township,
        period=period,
        depth=3,
        approved={"cadres": [7, 2]},
        reported={"cadres": [12, 3]},
        counts={"village.approved": 2},
    )
    branch = Branch.objects.create(name=f"{village}党支部", area=village)
    event = {"report": report, "verb": "save", "from_status": "empty", "to_status": "draft"}
    records = [
        areas[names["county"]],
        village.village,
        branch,
        person,
        Cadre.objects.create(person=person, village=village, post="village_clerk", started_on=DAY),
        DoubleStrongCertification.objects.create(person=person, standard=cast.build_standard(), certified_on=DAY),
        NewOrgUnit.objects.create(name=f"{village}合作社", kind="social_org", area=village),
        (clerk := cast.build_user(f"clerk-{village.code}", township, Role.CLERK)),
        ApiToken.objects.issue(clerk, "测试")[0],
        AreaChange.objects.create(kind="rename", area=village, effective_on=DAY),
        AccessRecord.objects.create(who=who, action="view", what="名单", area=township, rows=1),
        element.programme,
        element,
        indicator,
        rule,
        ProgrammeDocument.objects.create(
            programme=element.programme, area=township, title="实施方案", issued_on=DAY
        ),
        period,
        Target.objects.create(indicator=indicator, area=township, year=2012, green=75, amber=60),
        report,
        total,
        Revision.objects.create(report=report, element=element, old=None, new=1234, how="form"),
        ReviewEvent.objects.create(**event, cells=["cadres"]),
        Explanation.objects.create(report=report, rule="change", finding="增至 9人", text="合并计算", who=who),
        Handover.objects.create(period=period, area=village, sent_by=who),
        Publication.objects.create(period=period, area=village, number=1, who=who),
        Upload.objects.create(period=period, area=village, who=who, file_name="form.xlsx", sha256="0" * 64),
        (job := Job.objects.create(who=who, kind="summaries", area=village, period=period, basis="approved")),
        JobPart.objects.create(job=job, code=village.code, file_name="汇总表.xlsx", data=b"", rows=1),
    ]
    made = {type(record): record for record in records}
    for model in MODELS:
        if model not in made:
            made[model] = build_other(model, village)
    return made


def build_other(model, village):
    """A record of a model that nothing above speaks of; of settings there is one for all villages,
    of what a county has once there is one a county."""
    if model in CATALOGUE:
        return model._default_manager.first() or build(model, village)
    register = register_of(model)
    if register is None:
        return build(model, village)
    place = place_of(register, village)
    return register.model._default_manager.filter(**{register.to_area: place}).first() or build(model, place)


@pytest.fixture
def administrator(users):
    User.objects.filter(pk=users["administrator"].pk).update(is_staff=True)
    return User.objects.get(pk=users["administrator"].pk)


@pytest.fixture
def county_administrator(areas):
    return cast.build_user("county-administrator", areas["甲县"], Role.ADMINISTRATOR, is_staff=True)


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("superuser", "known-password-1")


@pytest.fixture
def inside(areas, period, administrator):
    """One record of every model in 一村 of 甲县."""
    return build_records(areas, period, {"county": "甲县", "township": "东镇", "village": "一村"}, administrator)


@pytest.fixture
def outside(areas, period, administrator, inside):
    """One of every model that belongs to an area, in 五村 of 乙区."""
    records = build_records(
        areas, period, {"county": "乙区", "township": "南乡", "village": "五村"}, administrator
    )
    return {model: record for model, record in records.items() if model not in CATALOGUE}


def test_every_model_of_both_apps_has_its_admin_page():
    assert [model.__name__ for model in MODELS if not admin.site.is_registered(model)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_list_record_and_form_answer_in_chinese(client, administrator, inside, model):
    client.force_login(administrator)
    for page in (url(model, "changelist"), url(model, "change", inside[model].pk)):
        response = client.get(page)
        assert response.status_code == 200
        assert model._meta.verbose_name in response.content.decode()
        assert " style=" not in response.content.decode()
    assert client.get(url(model, "add")).status_code == (403 if model in NOT_ADDED else 200)
    assert client.get(url(model, "changelist") + "?q=yi").status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_history_can_be_read(client, administrator, inside, model):
    client.force_login(administrator)
    assert client.get(url(model, "history", inside[model].pk)).status_code == 200


@pytest.mark.parametrize("model", sorted(READ_ONLY, key=lambda model: model.__name__), ids=lambda m: m.__name__)
def test_append_only_and_derived_tables_change_for_nobody(client, superuser, inside, model):
    client.force_login(superuser)
    page = url(model, "change", inside[model].pk)
    assert 'name="_save"' not in client.get(page).content.decode()
    assert client.post(page, {"status": "approved", "values": "{}"}).status_code == 403
    assert client.get(url(model, "add")).status_code == 403
    assert client.post(url(model, "delete", inside[model].pk), {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [inside[model].pk], "post": "yes"}
    nothing_done = (
        302 if PAGES[model].actions else 200
    )  # the list again, by an address of its own where it has acts
    assert client.post(url(model, "changelist"), many).status_code == nothing_done
    assert model.objects.filter(pk=inside[model].pk).exists()


# scope ----------------------------------------------------------------------
def test_a_county_administrator_lists_the_own_county_only(client, county_administrator, inside, outside):
    client.force_login(county_administrator)
    for model, record in outside.items():
        html = client.get(url(model, "changelist")).content.decode()
        assert url(model, "change", inside[model].pk) in html, model
        assert url(model, "change", record.pk) not in html, model


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_record_of_another_county_is_as_good_as_absent(client, county_administrator, outside, page):
    client.force_login(county_administrator)
    for model, record in outside.items():
        response = client.get(url(model, page, record.pk))
        assert response.status_code in {302, 403, 404}, model
        assert response.status_code != 302 or response.url == reverse("admin:index"), model
        assert str(record) not in response.content.decode(), model


def test_an_old_version_of_a_record_of_another_county_is_out_of_reach(client, county_administrator, outside):
    client.force_login(county_administrator)
    person = outside[Person]
    version = person.history.get()
    page = reverse("admin:branches_person_simple_history", args=[person.pk, version.pk])
    assert client.get(page).status_code == 404


def test_history_is_read_and_not_put_back(client, administrator, areas):
    client.force_login(administrator)
    area = areas["一村"]
    page = reverse("admin:branches_area_simple_history", args=[area.pk, area.history.first().pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "旧名", "sort_order": 1}).status_code == 403


def test_history_tells_what_was_changed_by_whom(client, administrator, inside):
    client.force_login(administrator)
    programme = inside[Programme]
    client.post(url(Programme, "change", programme.pk), {"name": "领头雁", "sort_order": 3})
    html = client.get(url(Programme, "history", programme.pk)).content.decode()
    assert "名称：测试 → 领头雁" in html
    assert "administrator" in html


def autocomplete(client, model, field, term):
    query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
    response = client.get(reverse("admin:autocomplete"), query | {"term": term})
    return [row["text"] for row in response.json()["results"]]


def test_autocomplete_offers_the_own_county_only(client, county_administrator, inside, outside):
    client.force_login(county_administrator)
    assert autocomplete(client, Cadre, "person", "村人") == ["一村人"]
    assert autocomplete(client, Cadre, "village", "村") == ["一村", "二村", "三村", "四村"]
    assert autocomplete(client, User, "area", "南乡") == []


def test_areas_are_found_by_pinyin_and_initials(client, administrator, areas):
    Area.objects.filter(name="东镇").update(pinyin="dong zhen", initials="dz")
    client.force_login(administrator)
    assert autocomplete(client, User, "area", "dong") == ["东镇"]
    assert autocomplete(client, User, "area", "dz") == ["东镇"]


CADRE = {"post": "party_secretary", "started_on": "2012-01-01", "source": "grown"}


def test_a_forged_id_of_another_county_is_not_a_choice(client, county_administrator, inside, outside):
    client.force_login(county_administrator)
    for person, village in ((inside, outside), (outside, inside)):
        forged = CADRE | {"person": person[Person].pk, "village": village[Person].area_id}
        response = client.post(url(Cadre, "add"), forged)
        assert response.status_code == 200
        assert "选择一个有效的选项" in response.content.decode()
    assert not Cadre.objects.filter(post="party_secretary").exists()


def test_a_record_of_another_county_cannot_be_changed_by_its_id(client, county_administrator, outside):
    client.force_login(county_administrator)
    person = outside[Person]
    client.post(url(Person, "change", person.pk), {"name": "改名", "sex": "1", "political_status": "01"})
    person.refresh_from_db()
    assert person.name == "五村人"


def test_a_link_upwards_out_of_the_scope_stays_when_the_record_is_saved(
    client, county_administrator, areas, inside
):
    above = Branch.objects.create(name="市委", area=areas["测试市"], org_type="committee")
    branch = inside[Branch]
    Branch.objects.filter(pk=branch.pk).update(parent=above)
    client.force_login(county_administrator)
    form = {
        "name": "新名",
        "area": branch.area_id,
        "org_type": "branch",
        "setup_mode": "solo",
        "sector": "village",
    }
    assert client.post(url(Branch, "change", branch.pk), form | {"parent": above.pk}).status_code == 302
    branch.refresh_from_db()
    assert (branch.name, branch.parent) == ("新名", above)


def test_the_area_filter_walks_down_and_stays_inside(client, county_administrator, inside, outside):
    client.force_login(county_administrator)
    page = client.get(url(Person, "changelist"), {"area": "990101100000"}).content.decode()
    assert "一村人" in page
    assert "?area=990101100201" in page  # one step down
    assert "?area=990101000000" in page  # and back up
    assert "一村人" not in client.get(url(Person, "changelist"), {"area": "990101101000"}).content.decode()
    forged = client.get(url(Person, "changelist"), {"area": "990102000000"}).content.decode()
    assert "五村人" not in forged
    assert "乙区" not in forged


# roles ------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader", "administrator"])
def test_without_the_role_and_the_staff_mark_nobody_enters(client, users, role):
    client.force_login(users[role])  # the administrator of the cast is not marked as staff
    assert client.get(reverse("admin:index")).status_code == 403
    assert client.get(url(Person, "changelist")).status_code == 403
    assert client.get(reverse("admin:login")).status_code == 403


def test_the_staff_mark_without_the_role_is_not_enough(client, areas):
    client.force_login(cast.build_user("staff", areas["甲县"], Role.LEADER, is_staff=True))
    assert client.get(reverse("admin:index")).status_code == 403


def test_a_visitor_signs_in_at_the_sites_own_page(client, db):
    page = client.get(url(Person, "changelist"), follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("login") + "?next=")
    assert 'name="username"' in page.content.decode()


def test_the_way_back_to_the_dashboard_is_on_every_page(client, administrator):
    client.force_login(administrator)
    html = client.get(reverse("admin:index")).content.decode()
    assert "返回看板" in html
    assert "css/admin.css" in html
    assert "登录安全" in html
    assert re.findall(r"<script(?![^>]*src=)", html) == []


def test_the_catalogue_is_seen_and_not_changed_below_the_city(client, county_administrator, inside):
    client.force_login(county_administrator)
    for model in CATALOGUE:
        page = url(model, "change", inside[model].pk)
        assert client.get(page).status_code == 200
        assert client.post(page, {"name": "改名"}).status_code == 403
        assert client.get(url(model, "add")).status_code == 403


def test_a_county_keeps_its_own_targets(client, county_administrator, areas, inside):
    client.force_login(county_administrator)
    form = {"indicator": inside[Indicator].pk, "area": areas["甲县"].pk, "year": 2013, "green": 80, "amber": 70}
    assert client.post(url(Target, "add"), form).status_code == 302
    form |= {"area": areas["测试市"].pk}
    assert "选择一个有效的选项" in client.post(url(Target, "add"), form).content.decode()
    assert Target.objects.filter(year=2013).count() == 1


def test_a_person_is_deleted_by_a_superuser_only(client, administrator, superuser, inside):
    person = Person.objects.create(name="误录", sex="1", area=inside[Person].area)
    client.force_login(administrator)
    assert client.post(url(Person, "delete", person.pk), {"post": "yes"}).status_code == 403
    client.force_login(superuser)
    assert client.post(url(Person, "delete", person.pk), {"post": "yes"}).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()


def test_a_person_with_a_tenure_is_not_deleted_even_by_a_superuser(client, superuser, inside):
    client.force_login(superuser)
    page = client.post(url(Person, "delete", inside[Person].pk), {"post": "yes"}).content.decode()
    assert "受保护" in page
    assert Person.objects.filter(pk=inside[Person].pk).exists()


def test_each_list_of_people_that_was_shown_is_recorded(client, county_administrator, areas, inside, outside):
    client.force_login(county_administrator)
    for model in (Person, Cadre, DoubleStrongCertification):
        client.get(url(model, "changelist"))
    records = AccessRecord.objects.filter(who=county_administrator).order_by("pk")
    shown = [model.objects.within(areas["甲县"]).count() for model in (Person, Cadre, DoubleStrongCertification)]
    assert [(record.area, record.rows) for record in records] == [(areas["甲县"], rows) for rows in shown]
    assert "人员" in records[0].what


def test_sign_ins_are_shown_for_accounts_of_the_own_area(client, county_administrator, areas):
    cast.build_user("east", areas["东镇"])
    cast.build_user("south", areas["南乡"])
    for username in ("east", "south", "nobody"):
        AccessLog.objects.create(username=username, ip_address="10.0.0.1", user_agent="x", path_info="/login/")
    client.force_login(county_administrator)
    html = client.get(url(AccessLog, "changelist")).content.decode()
    assert "east" in html
    assert "south" not in html
    assert "nobody" not in html
    foreign = AccessLog.objects.get(username="south")
    assert client.get(url(AccessLog, "change", foreign.pk)).status_code == 302


@pytest.mark.parametrize(
    "model",
    [*(model for model in MODELS if model not in CATALOGUE and model is not Area)],
    ids=lambda model: model.__name__,
)
def test_the_queries_of_a_list_do_not_grow_with_its_rows(
    client, superuser, areas, period, inside, model, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(superuser)
    client.get(url(model, "changelist"))
    with django_assert_max_num_queries(16) as few:
        client.get(url(model, "changelist"))
    build_records(areas, period, {"county": "乙区", "township": "南乡", "village": "五村"}, superuser)
    build_records(areas, period, {"county": "甲县", "township": "西镇", "village": "四村"}, superuser)
    with django_assert_num_queries(len(few)):
        client.get(url(model, "changelist"))


def test_unlocking_an_account_forgets_its_failures(client, administrator, areas):
    clerk = cast.build_user("locked", areas["东镇"], Role.CLERK)
    AccessAttempt.objects.create(
        username="locked", ip_address="10.0.0.1", user_agent="x", failures_since_start=5, get_data="", post_data=""
    )
    client.force_login(administrator)
    response = client.post(
        url(User, "changelist"), {"action": "unlock", "_selected_action": [clerk.pk]}, follow=True
    )
    assert "已解除1个账号的登录锁定" in response.content.decode()
    assert not AccessAttempt.objects.exists()
