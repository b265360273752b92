"""The gate: 302 without an account, 404 outside the area, 403 inside without the role."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from branches.gate import gated
from branches.models import User
from branches.scope import Scope


@gated()
def open_page(request):
    return HttpResponse(request.area.name if request.area else "—")


@gated(allows=Scope.may_review)
def review_page(request):
    return HttpResponse(request.area.name)


def ask(view, user, **kwargs):
    request = RequestFactory().get("/page/?period=2012Q1")
    request.user = user
    return view(request, **kwargs)


def test_a_visitor_is_sent_to_the_login_page_and_back(areas):
    response = ask(open_page, AnonymousUser(), code=areas["一村"].code)
    assert (response.status_code, response.url) == (302, "/login/?next=/page/%3Fperiod%3D2012Q1")


def test_a_visitor_does_not_learn_which_areas_exist(areas):
    assert ask(open_page, AnonymousUser(), code="000000000000").status_code == 302


def test_inside_the_scope_the_view_gets_the_area(users, areas):
    assert ask(open_page, users["clerk"], code=areas["一村"].code).content.decode() == "一村"


@pytest.mark.parametrize("name", ["四村", "甲县", "六村", "测试市"])
def test_outside_the_scope_there_is_nothing(users, areas, name):
    with pytest.raises(Http404):
        ask(open_page, users["clerk"], code=areas[name].code)


@pytest.mark.parametrize("code", ["000000000000", "", "99010110020", "'; drop table", "９９０１０１１００２０１"])
def test_a_code_that_does_not_exist_looks_the_same_as_one_outside(users, code):
    with pytest.raises(Http404):
        ask(open_page, users["leader"], code=code)


def test_without_a_code_it_is_the_own_area(users):
    assert ask(open_page, users["reviewer"]).content.decode() == "甲县"


def test_a_superuser_without_area_has_none_of_their_own(areas):
    assert ask(open_page, User.objects.create_superuser("superuser")).content.decode() == "—"


def test_inside_without_the_role_it_is_refused(users, areas):
    assert ask(review_page, users["reviewer"], code=areas["一村"].code).content.decode() == "一村"
    with pytest.raises(PermissionDenied):
        ask(review_page, users["leader"], code=areas["一村"].code)


def test_outside_without_the_role_is_still_not_found(users, areas):
    with pytest.raises(Http404):
        ask(review_page, users["clerk"], code=areas["六村"].code)
