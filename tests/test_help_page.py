"""Help: everybody gets the manual of the own role, pictures come from its folder alone."""

import pytest
from django.urls import reverse

from branches.models import Role
from branches.views import help as help_views

from .cast import build_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("clerk", "填报员手册"),
        ("reviewer", "审核员手册"),
        ("leader", "查看手册"),
        ("administrator", "管理员手册"),
    ],
)
def test_help_opens_the_manual_of_the_role(client, users, role, name):
    client.force_login(users[role])
    text = client.get(reverse("help")).content.decode()
    assert f"<h1>{name}</h1>" in text
    assert 'aria-current="page">' + name in text


def test_a_superuser_reads_the_administrators(client, areas):
    user = build_user("root", None, Role.LEADER, is_superuser=True)
    client.force_login(user)
    assert "<h1>管理员手册</h1>" in client.get(reverse("help")).content.decode()


def test_anybody_may_read_another_manual_and_none_that_is_not_there(client, users):
    client.force_login(users["clerk"])
    assert "<h1>审核员手册</h1>" in client.get(reverse("help-manual", args=["reviewer"])).content.decode()
    assert client.get(reverse("help-manual", args=["kiosk"])).status_code == 404


def test_links_between_manuals_lead_to_their_pages(client, users):
    client.force_login(users["reviewer"])
    assert (
        f'href="{reverse("help-manual", args=["clerk"])}">填报员手册</a>。'
        in client.get("/help/").content.decode()
    )


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example", "../x"]
)
def test_a_link_leads_nowhere_but_into_the_site(target):
    assert help_views.address(target) == "#"


def test_pictures_are_served_and_nothing_beside_them(client, users, tmp_path, monkeypatch):
    monkeypatch.setattr(help_views, "FOLDER", tmp_path)
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a-page.png").write_bytes(b"picture")
    (tmp_path / "secret.png").write_bytes(b"secret")
    client.force_login(users["clerk"])
    answer = client.get(reverse("help-image", args=["a-page"]))
    assert b"".join(answer.streaming_content) == b"picture"
    assert answer["Content-Type"] == "image/png"
    for path in ("/help/images/secret.png", "/help/images/../secret.png", "/help/images/..%2Fsecret.png"):
        assert client.get(path).status_code == 404


def test_without_the_manuals_the_page_says_so(client, users, tmp_path, monkeypatch):
    monkeypatch.setattr(help_views, "FOLDER", tmp_path)
    client.force_login(users["clerk"])
    answer = client.get(reverse("help"))
    assert answer.status_code == 200
    assert "没有随本系统安装手册" in answer.content.decode()
