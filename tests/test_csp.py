"""Nothing inline: the strict policy on every answer, and templates that can live under it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
TAG = re.compile(r"{%.*?%}|{{.*?}}")
OFFENCES = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)", re.I),
    "javascript address": re.compile(r"(?:href|action|src)\s*=\s*[\"']?\s*javascript:", re.I),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(template):
    text = TAG.sub("", template.read_text(encoding="utf-8"))  # `{% if one == … %}` is no handler
    assert [name for name, pattern in OFFENCES.items() if pattern.search(text)] == []


def test_the_offences_are_recognised():
    guilty = '<p style="x"><style></style><a onclick="x"><script>1</script><a href="javascript:1">'
    assert all(pattern.search(guilty) for pattern in OFFENCES.values())
    assert not OFFENCES["inline script"].search('<script defer src="x.js"></script>')


def policy(response) -> dict[str, str]:
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return {name: rest[0] if rest else "" for name, *rest in parts}


@pytest.mark.parametrize("path", ["/login/", "/password/", "/no-such-page/", "/admin/"])
def test_every_answer_carries_the_policy(client, db, path):
    directives = policy(client.get(path))
    assert directives["default-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["object-src"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in " ".join(directives.values())


def test_answers_to_users_carry_it_too(client, users):
    client.force_login(users["leader"])
    assert policy(client.get(reverse("password-change")))["default-src"] == "'self'"
    assert policy(client.get("/admin/"))["default-src"] == "'self'"


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_page_of_a_failure_needs_nothing_that_may_have_failed(name):
    template = get_template(name).template
    assert template.nodelist.get_nodes_by_type(type(template.nodelist[0])) == list(template.nodelist)
    assert "返回首页" in template.source


def test_a_page_that_does_not_exist_is_explained_in_chinese(client, db):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


def test_a_stale_form_is_explained_in_chinese(db):
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "页面已失效" in response.content.decode()
