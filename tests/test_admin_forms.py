"""What the admin's forms refuse, and what saving them sets in motion."""

import pytest
from django.urls import reverse

from branches.models import Area, AreaChange, Branch, ChangeKind, Person, Role, User
from indicators.models import Element, Indicator, Period, Report, Revision, Rule, Status, Total

from . import cast


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def administrator(client, areas):
    user = cast.build_user("administrator", areas["测试市"], Role.ADMINISTRATOR, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def county_administrator(client, areas):
    user = cast.build_user("county-administrator", areas["甲县"], Role.ADMINISTRATOR, is_staff=True)
    client.force_login(user)
    return user


# areas ------------------------------------------------------------------------
def area_form(area, **changed):
    fields = ("name", "official_name", "pinyin", "initials", "sort_order")
    return {name: getattr(area, name) for name in fields} | changed


def test_a_new_name_leaves_a_record_and_takes_its_pinyin_along(client, administrator, areas):
    area = areas["一村"]
    response = client.post(url(Area, "change", area.pk), area_form(area, name="柳村"))
    assert response.status_code == 302
    area.refresh_from_db()
    assert (area.name, area.pinyin, area.initials) == ("柳村", "liu cun", "lc")
    change = AreaChange.objects.get()
    assert (change.kind, change.before, change.after, change.who) == (
        ChangeKind.RENAME,
        "一村",
        "柳村",
        administrator,
    )


def test_the_name_of_a_sibling_is_refused(client, administrator, areas):
    html = client.post(
        url(Area, "change", areas["一村"].pk), area_form(areas["一村"], name="二村")
    ).content.decode()
    assert "已有名为“二村”的下级单位" in html
    assert not AreaChange.objects.exists()


def test_a_corrected_pinyin_stays(client, administrator, areas):
    area = areas["一村"]
    client.post(url(Area, "change", area.pk), area_form(area, pinyin="yi chun", sort_order=9))
    area.refresh_from_db()
    assert (area.pinyin, area.sort_order, area.name) == ("yi chun", 9, "一村")
    assert not AreaChange.objects.exists()


def test_the_place_in_the_tree_is_not_a_field(client, administrator, areas):
    area = areas["一村"]
    forged = area_form(area, sort_order=5, parent=areas["西镇"].pk, path="0001", code="1" * 12, level="county")
    client.post(url(Area, "change", area.pk), forged)
    area.refresh_from_db()
    assert (area.parent, area.path, area.level) == (areas["东镇"], "0001000100010001", "village")
    assert area.code == "990101100201"
    assert "区划调整命令" in client.get(url(Area, "change", area.pk)).content.decode()


def test_saving_a_form_leaves_alone_what_others_changed_meanwhile(client, administrator, areas, monkeypatch):
    """The row is moved between reading and writing: the form must not put the old place back."""
    area, admin_save = areas["四村"], Area.save

    def moved_meanwhile(self, *args, **kwargs):
        Area.objects.filter(pk=area.pk).update(path="0001000100010009", parent=areas["东镇"])
        return admin_save(self, *args, **kwargs)

    monkeypatch.setattr(Area, "save", moved_meanwhile)
    client.post(url(Area, "change", area.pk), area_form(area, sort_order=7))
    area.refresh_from_db()
    assert (area.sort_order, area.path, area.parent) == (7, "0001000100010009", areas["东镇"])


# accounts -----------------------------------------------------------------------
NEW = {"username": "newcomer", "role": "clerk", "password1": "a-better-secret-2", "password2": "a-better-secret-2"}


def test_a_new_account_must_change_its_first_password(client, county_administrator, areas):
    assert client.post(url(User, "add"), NEW | {"area": areas["东镇"].pk}).status_code == 302
    user = User.objects.get(username="newcomer")
    assert (user.area, user.role, user.must_change_password) == (areas["东镇"], "clerk", True)
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_the_role_of_administrator_opens_the_admin_and_losing_it_closes_it(client, county_administrator, areas):
    client.post(url(User, "add"), NEW | {"area": areas["东镇"].pk, "role": "administrator"})
    user = User.objects.get(username="newcomer")
    assert user.is_staff
    form = {"username": "newcomer", "area": user.area_id, "role": "leader", "is_active": "on"}
    assert client.post(url(User, "change", user.pk), form).status_code == 302
    user.refresh_from_db()
    assert (user.role, user.is_staff, user.is_superuser) == ("leader", False, False)


@pytest.mark.parametrize("name", ["测试市", "乙区", "五村"])
def test_no_account_is_made_above_or_beside_the_own_area(client, county_administrator, areas, name):
    response = client.post(url(User, "add"), NEW | {"area": areas[name].pk, "role": "administrator"})
    assert "选择一个有效的选项" in response.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_an_account_without_an_area_is_refused(client, county_administrator):
    assert "账号须指定所辖区划" in client.post(url(User, "add"), NEW).content.decode()


def test_nobody_makes_a_superuser_by_adding_fields_to_the_form(client, county_administrator, areas):
    forged = {"area": areas["东镇"].pk, "is_superuser": "on", "is_staff": "on", "user_permissions": "1"}
    client.post(url(User, "add"), NEW | forged)
    user = User.objects.get(username="newcomer")
    form = {"username": "newcomer", "role": "clerk", "is_active": "on"}
    client.post(url(User, "change", user.pk), form | forged)
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_nobody_changes_their_own_reach_or_shuts_themselves_out(client, county_administrator, areas):
    form = {
        "username": "county-administrator",
        "display_name": "甲县",
        "area": areas["测试市"].pk,
        "role": "leader",
    }
    assert client.post(url(User, "change", county_administrator.pk), form).status_code == 302
    county_administrator.refresh_from_db()
    assert (county_administrator.area, county_administrator.role) == (areas["甲县"], Role.ADMINISTRATOR)
    assert (county_administrator.is_active, county_administrator.is_staff) == (True, True)
    assert county_administrator.display_name == "甲县"


def test_a_superuser_of_the_area_is_beyond_its_administrator(client, county_administrator, areas):
    root = User.objects.create_superuser("root", "known-password-1", area=areas["甲县"])
    assert client.post(url(User, "change", root.pk), {"username": "root2"}).status_code == 403
    page = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(page, {"password1": "stolen-secret-3", "password2": "stolen-secret-3"}).status_code == 403
    root.refresh_from_db()
    assert root.check_password("known-password-1")


def test_a_password_set_by_an_administrator_is_a_first_password_again(client, county_administrator, areas):
    clerk = cast.build_user("clerk", areas["东镇"], Role.CLERK)
    page = reverse("admin:auth_user_password_change", args=[clerk.pk])
    client.post(page, {"password1": "given-secret-3", "password2": "given-secret-3", "usable_password": "true"})
    clerk.refresh_from_db()
    assert clerk.check_password("given-secret-3")
    assert clerk.must_change_password


def test_the_password_of_an_account_elsewhere_is_out_of_reach(client, county_administrator, areas):
    clerk = cast.build_user("clerk", areas["南乡"], Role.CLERK)
    page = reverse("admin:auth_user_password_change", args=[clerk.pk])
    assert client.post(page, {"password1": "stolen-secret-3", "password2": "stolen-secret-3"}).status_code == 404
    clerk.refresh_from_db()
    assert clerk.check_password("known-password-1")


def test_a_superuser_may_make_an_account_for_everything(client, areas):
    client.force_login(User.objects.create_superuser("root", "known-password-1"))
    user = cast.build_user("leader", areas["测试市"])
    form = {"username": "leader", "role": "leader", "is_active": "on"}
    assert "账号须指定所辖区划" in client.post(url(User, "change", user.pk), form).content.decode()
    assert client.post(url(User, "change", user.pk), form | {"is_superuser": "on"}).status_code == 302
    user.refresh_from_db()
    assert (user.area, user.is_superuser, user.is_staff) == (None, True, True)


# people -----------------------------------------------------------------------------
def test_tags_are_ticked_and_no_other_can_be(client, administrator, areas):
    form = {"name": "某人", "sex": "1", "nationality": "01", "political_status": "01", "area": areas["一村"].pk}
    html = client.post(url(Person, "add"), form | {"tags": ["rich"]}).content.decode()
    assert "没有标签“rich”" in html
    client.post(url(Person, "add"), form | {"tags": ["veteran", "able"]})
    person = Person.objects.get()
    assert person.tags == ["able", "veteran"]
    assert "退役军人" in client.get(url(Person, "change", person.pk)).content.decode()


def test_rules_of_the_database_are_told_in_chinese(client, administrator, areas):
    form = {"name": "某人", "sex": "1", "nationality": "01", "political_status": "13", "area": areas["一村"].pk}
    html = client.post(url(Person, "add"), form | {"joined_on": "2000-01-01", "birth_month": "1970-05-02"}).content
    assert "有入党日期的，政治面貌须为党员或预备党员" in html.decode()
    assert "出生年月只记到月" in html.decode()


def test_saving_without_a_change_adds_nothing_to_the_history(client, administrator, areas):
    branch = Branch.objects.create(name="支部", area=areas["一村"])
    form = {
        "name": "支部",
        "area": branch.area_id,
        "org_type": "branch",
        "setup_mode": "solo",
        "sector": "village",
    }
    client.post(url(Branch, "change", branch.pk), form)
    assert branch.history.count() == 1


# catalogue --------------------------------------------------------------------------
@pytest.fixture
def elements(areas):
    return [cast.build_element("cadres"), cast.build_element("ds_cadres")]


def indicator_form(elements, **changed):
    return {
        "code": "rate",
        "name": "占比",
        "short_name": "占比",
        "programme": elements[0].programme_id,
        "level": "village",
        "numerator": "ds_cadres",
        "denominator": "cadres",
        "display": "percent",
        "unit": "%",
        "decimals": 1,
        "direction": "higher",
        "sort_order": 0,
        "effective_from": "2012-01-01",
    } | changed


def test_an_indicator_is_made_without_code(client, administrator, elements):
    assert client.post(url(Indicator, "add"), indicator_form(elements)).status_code == 302
    assert Indicator.objects.get().denominator == "cadres"


@pytest.mark.parametrize(
    ("field", "text", "complaint"),
    [
        ("numerator", "ds_cadres + nobody", "公式中有不存在的指标项：nobody"),
        ("denominator", "cadres +", "denominator"),
        ("denominator", "", "百分比和比值须有分母公式"),
        ("numerator", "__import__('os')", "numerator"),
    ],
)
def test_a_formula_that_cannot_be_computed_is_refused(client, administrator, elements, field, text, complaint):
    response = client.post(url(Indicator, "add"), indicator_form(elements, **{field: text}))
    assert response.status_code == 200
    assert complaint in str(response.context_data["adminform"].form.errors)
    assert not Indicator.objects.exists()


def test_an_indicator_stands_at_the_level_of_its_highest_element(client, administrator, elements):
    cast.build_element("town_staff", level="township")
    form = indicator_form(elements, denominator="cadres + town_staff")
    page = client.post(url(Indicator, "add"), form).content.decode()
    assert "最低层级应选“乡镇”" in page
    assert client.post(url(Indicator, "add"), form | {"level": "township"}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"source": "horses"}, "没有“horses”这个台账来源"),
        ({"counterpart": "horses"}, "没有“horses”这个台账来源"),
        ({"counterpart": "cadres", "level": "township"}, "“cadres”按村统计"),
        ({"source": "cadres", "counterpart": "villages"}, "不再与台账对照"),
        ({"nature": "flow", "restarts": "on"}, "只有期末数才分是否每年从头计起"),
    ],
)
def test_an_element_can_only_take_what_a_register_knows_of_its_level(
    client, administrator, elements, fields, complaint
):
    form = {
        "code": "officials", "name": "干部人数", "programme": elements[0].programme_id, "level": "village",
        "unit": "人", "decimals": 0, "nature": "stock", "frequency": 4, "sort_order": 0,
    }  # fmt: skip
    page = client.post(url(Element, "add"), form | fields).content.decode()
    assert complaint in page
    assert not Element.objects.filter(code="officials").exists()
    assert client.post(url(Element, "add"), form | {"counterpart": "cadres"}).status_code == 302


def test_two_open_versions_of_an_indicator_are_refused_in_words(client, administrator, elements):
    client.post(url(Indicator, "add"), indicator_form(elements))
    second = client.post(url(Indicator, "add"), indicator_form(elements, effective_from="2013-01-01"))
    assert second.status_code == 200
    assert Indicator.objects.count() == 1
    third = indicator_form(elements, code="other", effective_from="2012-01-01")
    client.post(url(Indicator, "add"), third)
    first = Indicator.objects.get(code="rate")
    ended = indicator_form(elements, effective_until="2012-12-31")
    assert client.post(url(Indicator, "change", first.pk), ended).status_code == 302
    assert (
        client.post(url(Indicator, "add"), indicator_form(elements, effective_from="2013-01-01")).status_code
        == 302
    )
    reopened = client.post(url(Indicator, "change", first.pk), indicator_form(elements))
    assert reopened.status_code == 200  # told, not a failure of the database
    assert Indicator.objects.get(pk=first.pk).effective_until is not None


def test_a_rule_over_elements_that_do_not_exist_is_refused(client, administrator, elements):
    form = {"code": "r", "programme": elements[0].programme_id, "level": "village", "comparison": "<="}
    form |= {"severity": "error", "message": "不大于", "left": "ds_cadres", "right": "somebody"}
    assert "公式中有不存在的指标项：somebody" in client.post(url(Rule, "add"), form).content.decode()
    assert client.post(url(Rule, "add"), form | {"right": "cadres"}).status_code == 302


def test_the_shape_of_an_element_is_chosen_once(client, administrator, elements):
    form = {"name": "新名", "programme": elements[0].programme_id, "unit": "名", "frequency": 4, "sort_order": 0}
    forged = {"code": "other", "decimals": 2, "nature": "flow", "level": "city"}
    assert client.post(url(Element, "change", elements[0].pk), form | forged).status_code == 302
    element = Element.objects.get(pk=elements[0].pk)
    assert (element.name, element.code, element.decimals, element.nature, element.level) == (
        "新名",
        "cadres",
        0,
        "stock",
        "village",
    )


def test_an_element_that_a_report_has_answered_stays(client, areas, period, elements):
    client.force_login(User.objects.create_superuser("root", "known-password-1"))
    cast.build_report(areas["一村"], period, cadres=5)
    answered, unused = elements
    assert client.post(url(Element, "delete", answered.pk), {"post": "yes"}).status_code == 403
    assert client.post(url(Element, "delete", unused.pk), {"post": "yes"}).status_code == 302
    assert list(Element.objects.all()) == [answered]


def test_the_dates_of_a_period_are_moved_and_must_stay_in_order(client, administrator, period):
    form = {
        "opens_on": "2012-03-31",
        "due_on": "2012-04-12",
        "late_until": "2012-04-20",
        "closes_on": "2012-05-01",
    }
    assert client.post(url(Period, "change", period.pk), form | {"code": "2013Q1"}).status_code == 302
    period.refresh_from_db()
    assert (period.code, period.due_on.day) == ("2012Q1", 12)
    html = client.post(url(Period, "change", period.pk), form | {"due_on": "2012-03-01"}).content.decode()
    assert "日期须依次为" in html


# figures ------------------------------------------------------------------------------
def test_the_values_of_a_report_read_as_names_and_numbers(client, administrator, areas, period):
    cast.build_element("income", name="集体收入", unit="万元", decimals=2)
    cast.build_element("cadres", name="村干部数")
    report = cast.build_report(areas["一村"], period, Status.DRAFT, income=123456, cadres=None, lost=3)
    Report.objects.filter(pk=report.pk).update(carried=["income"])
    html = client.get(url(Report, "change", report.pk)).content.decode()
    cells = ['<td class="">集体收入</td>', '<td class="number">1,234.56</td>', '<td class="">上期结转</td>']
    assert "".join([cells[0], cells[1], '<td class="">万元</td>', cells[2]]) in html
    assert '<td class="">村干部数</td><td class="number">—</td>' in html
    assert '<td class="">lost</td><td class="number">3</td>' in html
    assert "{&quot;" not in html


def test_a_total_reads_as_sums_and_how_many_reports_they_add(client, administrator, areas, period):
    cast.build_element("income", name="集体收入", unit="万元", decimals=2)
    total = Total.objects.create(
        area=areas["东镇"],
        period=period,
        depth=3,
        approved={"income": [100, 1]},
        reported={"income": [350, 2]},
        counts={"village.approved": 1, "village.submitted": 1},
    )
    html = client.get(url(Total, "change", total.pk)).content.decode()
    row = ["1.00", "1", "3.50", "2"]
    assert "".join(f'<td class="number">{cell}</td>' for cell in row) in html
    assert "村已审核1，村已上报1" in html


def test_a_revision_shows_old_and_new_in_natural_units(client, administrator, areas, period):
    element = cast.build_element("income", name="集体收入", unit="万元", decimals=2)
    report = cast.build_report(areas["一村"], period)
    Revision.objects.create(report=report, element=element, old=None, new=150, how="form")
    html = client.get(url(Revision, "changelist")).content.decode()
    assert "1.50" in html
    assert "—" in html
