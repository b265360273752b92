"""The forms of the acts: they keep what was typed, say what is refused beside the field, and act once."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import Area, Cadre, CertificationReview, DoubleStrongCertification

from . import cast
from .people_cast import CLERK, COMMITTEE, SECRETARY, build_person, certify, serve

JUNE = "2012-06-01"


@pytest.fixture
def person(areas):
    return build_person(areas["一村"])


@pytest.fixture
def act(client, users):
    """`act("clerk", person, "take", {...})` posts the form as it was opened, with these answers."""

    def post(who, person, act, answers=None, row=None, query="", opened=True):
        client.force_login(users[who])
        name, args = (
            ("person-act", [person.pk, act]) if row is None else ("person-row-act", [person.pk, act, row.pk])
        )
        address = reverse(name, args=args) + query
        if answers is None:
            return client.get(address)
        seen = {}
        if opened:
            form = client.get(address).context["form"]
            shown = {name: form[name].value() for name in form.fields}
            seen = {name: value for name, value in shown.items() if value is not None and value is not False}
        return client.post(address, seen | answers)

    return post


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    assert response.content.decode().count("没有办理。请按下面的提示更正，已填的内容都还在。") == 1
    return {field or "": list(words) for field, words in response.context["form"].errors.items()}


# doing ----------------------------------------------------------------------------
def test_a_clerk_puts_somebody_into_a_post_of_the_own_village(act, person, areas):
    how = {"election_mode": "two_recommend_one_elect", "crossed": "trade"}
    response = act("clerk", person, "take", {"post": SECRETARY, "started_on": JUNE} | how)
    assert response.url == reverse("person", args=[person.pk])
    made = Cadre.objects.get()
    assert (made.village, made.post, made.started_on, made.crossed) == (
        areas["一村"],
        SECRETARY,
        date(2012, 6, 1),
        "trade",
    )


def test_from_the_roster_the_way_leads_back_to_it(act, person, areas):
    code = areas["二村"].code
    response = act("clerk", person, "take", {"post": CLERK, "started_on": JUNE}, query=f"?village={code}")
    assert response.url == reverse("village-cadres", args=[code])
    held = Cadre.objects.get()
    assert held.village == areas["二村"]
    answers = {"ended_on": "2012-07-01", "leave_reason": "resigned"}
    response = act("clerk", person, "leave", answers, row=held, query=f"?village={code}")
    assert response.url == reverse("village-cadres", args=[code])


def test_posts_are_changed_and_left(act, person, areas):
    held = serve(person, areas["一村"], COMMITTEE)
    act("clerk", person, "change", {"post": CLERK, "started_on": JUNE}, row=held)
    now = Cadre.objects.get(ended_on=None)
    assert now.post == CLERK
    act("clerk", person, "leave", {"ended_on": "2012-07-01", "leave_reason": "age"}, row=now)
    now.refresh_from_db()
    assert (now.ended_on, now.leave_reason) == (date(2012, 7, 1), "age")


def test_titles_are_given_reviewed_and_taken_away(act, person, areas):
    cast.build_standard(version="2011年标准", in_force_from=date(2011, 1, 1), in_force_until=None)
    answers = {"certified_on": "2012-05-01", "households_led": 5, "evidence": "县级备案5号"}
    act("reviewer", person, "certify", answers)
    title = DoubleStrongCertification.objects.get()
    assert (title.track, str(title.standard), title.certified_by) == ("member", "2011年标准", "甲县委组织部")
    looked = {"reviewed_on": JUNE, "passed": "True", "households_led": 8, "evidence": "会议记录"}
    act("reviewer", person, "review", looked, row=title)
    assert CertificationReview.objects.get().households_led == 8
    act("reviewer", person, "revoke", {"revoked_on": "2012-07-01", "revoked_reason": "不再带动"}, row=title)
    title.refresh_from_db()
    assert title.revoked_on == date(2012, 7, 1)


def test_somebody_goes(act, person):
    act("clerk", person, "depart", {"left_on": JUNE, "left_how": "deceased"})
    person.refresh_from_db()
    assert person.left_on == date(2012, 6, 1)


# refusing -------------------------------------------------------------------------
def test_a_refusal_stands_beside_its_field_and_everything_typed_stays(act, person, areas):
    serve(build_person(areas["一村"], "李安"), areas["一村"], SECRETARY)
    answers = {
        "post": SECRETARY,
        "started_on": "2012-05-20",
        "election_mode": "appointed",
        "evidence": "镇党委7号",
    }
    response = act("clerk", person, "take", answers)
    assert errors(response) == {"post": ["一村已有村党组织书记：李安自2009-01-10起在任，请先办理其离任。"]}
    html = response.content.decode()
    assert 'value="2012-05-20"' in html
    assert 'value="镇党委7号"' in html
    assert '<option value="party_secretary" selected>' in html
    assert Cadre.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"post": "emperor"}, "post"),
        ({"post": ""}, "post"),
        ({"started_on": "2012-13-01"}, "started_on"),
        ({"started_on": ""}, "started_on"),
        ({"village": "x"}, "village"),
        ({"village": "999999"}, "village"),
        ({"evidence": "长" * 201}, "evidence"),
        ({"version": ""}, "version"),
        ({"version": "x"}, "version"),
    ],
)
def test_nonsense_is_explained_in_chinese(act, person, answers, field):
    found = errors(act("clerk", person, "take", {"post": CLERK, "started_on": JUNE} | answers))
    assert list(found) == [field]
    assert not found[field][0].isascii()
    assert not Cadre.objects.exists()


def test_a_village_out_of_reach_cannot_be_chosen(act, person, areas):
    found = errors(act("clerk", person, "take", {"village": areas["四村"].pk, "post": CLERK, "started_on": JUNE}))
    assert "village" in found
    assert act("clerk", person, "take", query=f"?village={areas['四村'].code}").status_code == 404
    assert act("reviewer", person, "take", query=f"?village={areas['东镇'].code}").status_code == 404


def test_a_closed_village_is_offered_and_says_why_not(act, person, areas):
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2012, 5, 1))
    found = errors(act("clerk", person, "take", {"village": areas["二村"].pk, "post": CLERK, "started_on": JUNE}))
    assert found == {"village": ["二村已于2012-05-01撤销。"]}


def test_what_an_act_on_a_title_refuses_is_told_too(act, person):
    title = certify(person)
    found = errors(act("reviewer", person, "review", {"reviewed_on": "2009-01-10", "evidence": "x"}, row=title))
    assert found["reviewed_on"] == ["复核日期须晚于认定日期2009-01-10。"]
    found = errors(act("reviewer", person, "revoke", {"revoked_on": JUNE}, row=title))
    assert list(found) == ["revoked_reason"]


# once -----------------------------------------------------------------------------
def test_a_second_click_finds_the_act_done(act, client, person, users):
    answers = {"post": CLERK, "started_on": JUNE, "village": person.area_id, "source": "grown", "version": 0}
    first = act("clerk", person, "take", answers, opened=False)
    second = act("clerk", person, "take", answers, opened=False)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Cadre.objects.count() == 1
    assert "没有重复办理" in client.get(second.url).content.decode()


def test_every_act_may_be_sent_twice_and_is_done_once(act, person, areas):
    held, title = serve(person, areas["一村"], COMMITTEE), certify(person)
    cast.build_standard(version="2011年标准", in_force_from=date(2011, 1, 1), in_force_until=None)
    standard = cast.build_standard(version="2011年标准").pk
    change = {"village": person.area_id, "post": CLERK, "started_on": "2012-05-01", "source": "grown"}
    certified = {
        "track": "member",
        "standard": standard,
        "certified_on": "2012-05-02",
        "households_led": 5,
        "evidence": "备案",
    }
    looked = {"reviewed_on": "2012-05-03", "passed": "True", "households_led": 5, "evidence": "记录"}
    for number, (who, name, answers, row) in enumerate(
        [
            ("clerk", "change", change, held),
            ("reviewer", "certify", certified, None),
            ("reviewer", "review", looked, title),
            ("reviewer", "revoke", {"revoked_on": "2012-05-04", "revoked_reason": "并入新的认定"}, title),
            ("clerk", "depart", {"left_on": JUNE, "left_how": "transferred"}, None),
        ]
    ):
        for _ in range(2):
            response = act(who, person, name, answers | {"version": number}, row=row, opened=False)
            assert response.status_code == 302, name
    assert Cadre.objects.count() == 2
    assert DoubleStrongCertification.objects.count() == 2
    assert CertificationReview.objects.count() == 1


def test_a_form_older_than_the_last_act_says_so_and_the_next_try_is_about_the_new_state(act, person):
    old = {"post": CLERK, "started_on": JUNE, "village": person.area_id, "source": "grown", "version": 0}
    act("reviewer", person, "take", {"post": COMMITTEE, "started_on": JUNE})
    response = act("clerk", person, "take", old, opened=False)
    assert errors(response) == {"__all__": ["您打开本页后，单小红的记录已有变动，本次没有办理。请核对后再定。"]}
    assert response.context["form"]["version"].value() == 1
    assert act("clerk", person, "take", old | {"version": 1}, opened=False).status_code == 302
    assert Cadre.objects.count() == 2


# who ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("take", {"clerk", "reviewer", "administrator"}),
        ("depart", {"clerk", "reviewer", "administrator"}),
        ("certify", {"reviewer", "administrator"}),
        ("leave", {"clerk", "reviewer", "administrator"}),
        ("change", {"clerk", "reviewer", "administrator"}),
        ("review", {"reviewer", "administrator"}),
        ("revoke", {"reviewer", "administrator"}),
    ],
)
def test_the_role_decides(act, person, areas, users, name, allowed):
    rows = {"leave": serve(person, areas["一村"], CLERK), "review": certify(person)}
    row = {"change": rows["leave"], "revoke": rows["review"]}.get(name, rows.get(name))
    for who in users:
        wanted = 200 if who in allowed else 403
        assert act(who, person, name, row=row).status_code == wanted, who
        if wanted == 403:
            assert act(who, person, name, {}, row=row, opened=False).status_code == 403


def test_there_is_nothing_outside_the_scope_and_no_act_of_another_name(act, person, areas):
    stranger = build_person(areas["四村"], "张立新")
    held = serve(stranger, areas["四村"], CLERK)
    assert act("clerk", stranger, "take").status_code == 404
    assert act("clerk", stranger, "leave", row=held).status_code == 404
    assert act("clerk", person, "leave", row=held).status_code == 404  # of somebody else
    assert act("clerk", person, "crown").status_code == 404
    assert act("clerk", person, "crown", row=held).status_code == 404
    assert act("clerk", person, "leave").status_code == 404
