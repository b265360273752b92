"""Saved views: a user keeps what they ask of a register again and again."""

import pytest
from django.urls import reverse

from branches.models import SavedView

LIST = "/registers/cadres/"


@pytest.fixture
def clerk(client, users):
    client.force_login(users["clerk"])
    return client


def keep(client, name="在任书记", query="post=party_secretary&sort=-person", **more):
    return client.post(f"{LIST}views/", {"name": name, "query": query} | more, follow=True)


def test_a_view_is_kept_and_leads_back_to_its_filters(clerk, users):
    response = keep(clerk)
    view = SavedView.objects.get()
    assert (view.who, view.register, view.query) == (users["clerk"], "cadres", "post=party_secretary&sort=-person")
    assert response.redirect_chain[-1][0] == f"{LIST}?post=party_secretary&sort=-person"
    assert 'href="?post=party_secretary&amp;sort=-person"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?post=party_secretary&page=3&paper=1&clear=1", "post=party_secretary"),
        ("https://evil.example/?post=party_secretary", ""),
        ("//evil.example/x?y=1", ""),
        ("next=https://evil.example/&q=", ""),
        ("q=%0d%0aLocation:%20x", "q=Location%3A+x"),
        ("source=grown&source=returned", "source=returned"),
    ],
)
def test_only_what_the_list_understands_is_kept(clerk, areas, query, kept):
    keep(clerk, query=query)
    assert SavedView.objects.get().query == kept


@pytest.mark.parametrize("query", ["on=2012-13-01", "area=990102000000", "post=emperor", "q=" + "长" * 41])
def test_what_the_list_refuses_is_not_kept(clerk, query):
    assert "没有保存" in keep(clerk, query=query).content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_view_needs_a_name_that_fits(clerk, name):
    keep(clerk, name=name)
    assert not SavedView.objects.exists()


def test_the_same_name_replaces_the_view(clerk):
    keep(clerk)
    keep(clerk, query="source=grown")
    assert SavedView.objects.get().query == "source=grown"


def test_the_default_opens_the_list_and_can_be_left(clerk):
    keep(clerk, is_default="on")
    keep(clerk, name="回引", query="source=returned", is_default="on")
    assert [view.name for view in SavedView.objects.filter(is_default=True)] == ["回引"]
    assert clerk.get(LIST).url == f"{LIST}?source=returned"
    page = clerk.get(f"{LIST}?clear=1")
    assert page.status_code == 200
    assert page.context["bare"] == f"{LIST}?clear=1"
    assert clerk.get(reverse("register-list", args=["branches"])).status_code == 200


def test_a_view_is_renamed_made_default_and_deleted(clerk):
    keep(clerk)
    keep(clerk, name="回引", query="source=returned")
    view = SavedView.objects.get(name="回引")
    address = f"{LIST}views/{view.pk}/"
    clerk.post(address, {"act": "rename", "name": "回引人才"})
    clerk.post(address, {"act": "default"})
    view.refresh_from_db()
    assert (view.name, view.is_default) == ("回引人才", True)
    clerk.post(address, {"act": "plain"})
    view.refresh_from_db()
    assert not view.is_default
    answer = clerk.post(address, {"act": "rename", "name": "在任书记"}, follow=True)
    assert "已有同名的常用视图" in answer.content.decode()
    clerk.post(address, {"act": "delete"})
    assert [view.name for view in SavedView.objects.all()] == ["在任书记"]


def test_a_view_belongs_to_its_owner(clerk, users, client):
    keep(clerk)
    view = SavedView.objects.get()
    client.force_login(users["reviewer"])
    assert client.get(LIST).context["views"] == []
    for act in ("rename", "default", "delete"):
        assert client.post(f"{LIST}views/{view.pk}/", {"act": act, "name": "x"}).status_code == 404
    view.refresh_from_db()
    assert (view.name, view.is_default) == ("在任书记", False)


def test_there_are_not_more_than_twenty(clerk):
    for number in range(21):
        keep(clerk, name=f"视图{number}", query="")
    assert SavedView.objects.count() == 20
