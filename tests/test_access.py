"""Who may open what: one table of every route and every role.

A new route needs a row here, or `test_every_route_has_its_row` fails; a row whose route is
gone fails too. `inside` lists the answers for an area in the user's reach in the order of
ROLES; a user always gets 404 for an area outside it, and a visitor is sent to sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from branches.models import User

from .cast import build_element
from .dashboard_cast import build_indicator

ROLES = ["anonymous", "clerk", "reviewer", "leader", "administrator", "superuser"]
SIGNED_IN = ROLES[1:]
# The area of each role in the known cast, one below it and one beside it.
OWN = {"clerk": "东镇", "reviewer": "甲县", "leader": "测试市", "administrator": "测试市", "superuser": "测试市"}
BELOW = {"clerk": "一村", "reviewer": "四村", "leader": "六村", "administrator": "六村", "superuser": "六村"}
BESIDE = {"clerk": ["四村", "西镇", "甲县", "测试市"], "reviewer": ["六村", "乙区", "测试市"]}
NOWHERE = "000000000000"

# How a route names its area: not at all, in the path, or as a filter that may be left out.
PLAIN, PATH, FILTER = "plain", "path", "filter"


@dataclass(frozen=True)
class Row:
    how: str
    inside: tuple[int | tuple[int, ...], ...]  # one status a role, or more: in the own area, below it, unnamed
    method: str = "get"
    more: Mapping[str, str | int] = field(default_factory=dict)  # what the path has besides the area


IN_PERIOD = {"period": "2012Q1"}
OF_REGISTER = {"key": "cadres"}
OF_VIEW = OF_REGISTER | {"view": 1}  # of nobody here
OF_IMPORT = OF_REGISTER | {"upload": 1}
OF_RECORD = OF_REGISTER | {"pk": 1}
OF_UPLOAD = IN_PERIOD | {"upload": 1}  # of nobody here


KEEPS = (404, 403)  # batches of the own area, where none is kept; never of a village


#                                 anon. clerk review leader admin. super
TABLE = {
    "login": Row(PLAIN, (200, 302, 302, 302, 302, 302)),
    "logout": Row(PLAIN, (302, 302, 302, 302, 302, 302), method="post"),
    "password-change": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "help": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "help-manual": Row(PLAIN, (302, 200, 200, 200, 200, 200), more={"manual": "clerk"}),
    "help-image": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"image": "of-nothing"}),
    "home": Row(PLAIN, (302, 302, 302, 302, 302, 302)),
    "area-dashboard": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "area-outstanding": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "area-alerts": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "area-alerts-export": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "coverage-page": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "development-pipeline": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "development-step": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # of nobody here
    "register-menu": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "register-list": Row(FILTER, (302, 200, 200, 200, 200, 200), more=OF_REGISTER),
    "register-add": Row(PLAIN, (302, 200, 200, 403, 200, 200), more=OF_REGISTER),
    "register-suggest": Row(PLAIN, (302, 200, 200, 403, 200, 200), more=OF_REGISTER),
    "register-record": Row(PLAIN, (302, 404, 404, 404, 404, 404), more=OF_RECORD),  # of nobody here
    "register-edit": Row(PLAIN, (302, 404, 404, 404, 404, 404), more=OF_RECORD),
    "person": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # of nobody here
    "person-act": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1, "act": "take"}),
    "person-row-act": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1, "act": "leave", "row": 1}),
    "person-doubles": Row(PLAIN, (302, 403, 200, 403, 200, 200)),
    "person-merge": Row(PLAIN, (302, 403, 404, 403, 404, 404), more={"pk": 1, "other": 2}),
    "village-cadres": Row(PATH, (302, (404, 200), (404, 200), (404, 200), (404, 200), (404, 200))),
    "village-candidates": Row(PATH, (302, (404, 200), (404, 200), (404, 403), (404, 200), (404, 200))),
    "area-summary": Row(PATH, (302, *[(200, 404)] * 5)),  # a village has none
    "area-screen": Row(PATH, (302, *[(200, 404)] * 5)),  # a village has none
    "programme-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "programme-page": Row(FILTER, (302, 200, 200, 200, 200, 200), more={"programme": "test"}),
    "token-list": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "token-revoke": Row(PLAIN, (302, 404, 404, 404, 404, 404), method="post", more={"pk": 1}),  # of nobody here
    "api-document": Row(PLAIN, (200, 200, 200, 200, 200, 200)),
    # a session opens nothing of the API: it takes a token (tests/test_api.py)
    **dict.fromkeys(
        ["api-areas", "api-periods", "api-indicators", "api-figures"], Row(PLAIN, (401, 401, 401, 401, 401, 401))
    ),
    "search": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "indicator-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "indicator-page": Row(FILTER, (302, 200, 200, 200, 200, 200), more={"indicator": "rate"}),
    "figure-explain": Row(FILTER, (302, 200, 200, 200, 200, 200), more={"indicator": "rate"}),
    "indicator-export": Row(FILTER, (302, 200, 200, 200, 200, 200), more={"indicator": "rate"}),
    "compare": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "compare-export": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "column-choice": Row(PLAIN, (302, 302, 302, 302, 302, 302), method="post", more={"page": "compare"}),
    "register-view-save": Row(PLAIN, (302, 302, 302, 302, 302, 302), method="post", more=OF_REGISTER),
    "register-view-change": Row(PLAIN, (302, 404, 404, 404, 404, 404), method="post", more=OF_VIEW),
    "register-export": Row(FILTER, (302, 200, 200, 200, 200, 200), more=OF_REGISTER),
    "register-import": Row(PLAIN, (302, 200, 200, 403, 200, 200), more=OF_REGISTER),
    "register-import-template": Row(PLAIN, (302, 200, 200, 403, 200, 200), more=OF_REGISTER),
    "register-import-preview": Row(PLAIN, (302, 404, 404, 403, 404, 404), more=OF_IMPORT),  # of nobody here
    "register-import-apply": Row(PLAIN, (302, 404, 404, 403, 404, 404), method="post", more=OF_IMPORT),
    "village-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "cadre-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "branch-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "entry-grid": Row(PATH, (302, 200, (200, 403), 403, 403, 403), more=IN_PERIOD),
    "entry-save": Row(PATH, (302, 400, (400, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-cell-history": Row(PATH, (302, 400, 400, 400, 400, 400), more=IN_PERIOD),
    "entry-submit": Row(PATH, (302, 302, (302, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-withdraw": Row(PATH, (302, 302, (302, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-confirm": Row(PATH, (302, 302, (302, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-registers": Row(PATH, (302, 302, (302, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-explain": Row(PATH, (302, 302, (302, 403), 403, 403, 403), method="post", more=IN_PERIOD),
    "entry-workbook": Row(PATH, (302, 404, 404, 403, 403, 403), more=IN_PERIOD),  # nothing is due here
    "entry-upload": Row(PATH, (302, 200, (200, 403), 403, 403, 403), more=IN_PERIOD),
    "entry-upload-preview": Row(PATH, (302, 404, (404, 403), 403, 403, 403), more=OF_UPLOAD),
    "entry-upload-apply": Row(PATH, (302, 404, (404, 403), 403, 403, 403), method="post", more=OF_UPLOAD),
    "job-list": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "job-start": Row(PLAIN, (302, 404, 404, 404, 404, 404), method="post"),  # nothing is ordered
    **dict.fromkeys(["job-page", "job-download"], Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1})),
    **dict.fromkeys(
        ["job-step", "job-cancel"], Row(PLAIN, (302, 404, 404, 404, 404, 404), method="post", more={"pk": 1})
    ),
    "task-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "task-batches": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "task-batch": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"batch": "of-nobody"}),
    "task-arrange": Row(PLAIN, (302, 403, 200, 403, 200, 200)),
    "task-page": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # of nobody here
    "task-act": Row(PLAIN, (302, 404, 404, 404, 404, 404), method="post", more={"pk": 1, "verb": "accept"}),
    "campaign-page": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # of nobody here
    "implementation-page": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "implementation-export": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "todo": Row(PLAIN, (302, 200, 200, 403, 403, 403)),
    "review-queue": Row(PLAIN, (302, 403, 200, 403, 403, 403)),
    "review-township": Row(PATH, (302, 403, 200, 403, 403, 403), more=IN_PERIOD),
    "review-start": Row(PATH, (302, 403, 302, 403, 403, 403), method="post", more=IN_PERIOD),
    "review-decide": Row(PATH, (302, 403, 302, 403, 403, 403), method="post", more=IN_PERIOD),
    "report-correct": Row(PATH, (302, 403, 404, 403, 403, 403), more=IN_PERIOD),  # nothing to correct
    "publish": Row(PLAIN, (302, 403, 200, 200, 200, 403), more=IN_PERIOD),
    "hand-over": Row(PLAIN, (302, 403, 302, 403, 403, 403), method="post", more=IN_PERIOD),
    "publish-now": Row(PLAIN, (302, 403, 403, 403, 403, 403), method="post", more=IN_PERIOD),
    "send-back": Row(PATH, (302, 403, 403, 403, 403, 403), method="post", more=IN_PERIOD),
    "period-list": Row(PLAIN, (302, 200, 200, 200, 200, 200)),
    "period-open": Row(PLAIN, (302, 403, 403, 403, 200, 200)),
    "chasing": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "chasing-export": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "training-progress": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "training-batches": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "training-trainees": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "training-batch": Row(PATH, (302, 404, 404, 404, 404, 404), more={"batch": 1}),  # no batch is kept here
    "training-enrol": Row(PATH, (302, 403, KEEPS, 403, KEEPS, KEEPS), more={"batch": 1}),
    "training-attendance": Row(PATH, (302, 403, KEEPS, 403, KEEPS, KEEPS), more={"batch": 1}),
    "assessment-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "assessment-moves": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "assessment-sectors": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "assessment-start": Row(PATH, (302, 403, (200, 403), 403, 403, 403)),
    "assessment-step": Row(PATH, (302, 302, 302, 403, 403, 403)),  # nothing picked
    "assessment-sheet": Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # none here
    "cultivation-pipeline": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "cultivation-names": Row(PATH, (302, 200, 200, 200, 200, 200)),
    "cultivation-measure": Row(PATH, (302, 302, 302, 403, 302, 302)),  # nobody is ticked
    "cultivation-confirm": Row(PATH, (302, 302, 302, 403, 302, 302)),
    "cultivation-carry": Row(PATH, (302, 200, 200, 403, 200, 200)),
    "cultivation-result": Row(PATH, (302, 404, 404, 403, 404, 404), more={"pk": 1}),  # nobody is listed
    "economy-page": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    "economy-recompute": Row(FILTER, (302, 403, 302, 302, 302, 302), method="post"),
    "economy-export": Row(FILTER, (302, 404, 404, 404, 404, 404)),  # nothing has been computed
    "brief-list": Row(FILTER, (302, 200, 200, 200, 200, 200)),
    **dict.fromkeys(  # a village has no documents of its own
        ["brief-new", "brief-preview", "brief-draft-download"], Row(FILTER, (302, *[(200, 404, 200)] * 5))
    ),
    "brief-keep": Row(PLAIN, (302, 302, 302, 302, 302, 302), method="post"),  # nothing is kept
    **dict.fromkeys(
        ["brief-page", "brief-download", "brief-changes"],
        Row(PLAIN, (302, 404, 404, 404, 404, 404), more={"pk": 1}),  # of nobody here
    ),
    "burden": Row(PLAIN, (302, 403, 403, 403, 200, 200)),
}


def routes(patterns=None, prefix=""):
    """(name, pattern) of every route outside the admin; the name is None where it was forgotten."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name, prefix + str(pattern.pattern)


def test_every_route_has_its_row():
    assert sorted(str(name) for name, _ in routes()) == sorted(TABLE)


def test_a_row_names_its_area_as_its_route_does():
    assert {name for name, path in routes() if "code>" in path} == {
        name for name, row in TABLE.items() if row.how == PATH
    }


@pytest.fixture
def people(users, period):
    """One account a role; the administrator is marked as staff, as the admin form does."""
    User.objects.filter(pk=users["administrator"].pk).update(is_staff=True)
    build_element("members")
    build_indicator("rate", "members", "members")
    users["superuser"] = User.objects.create_superuser("superuser", "known-password-1")
    return users


def ask(client, user, name, code=None):
    """The status of the answer, and where it leads."""
    row = TABLE[name]
    client.logout()
    if user is not None:
        client.force_login(user)
    path = reverse(name, kwargs=({"code": code} if row.how == PATH else {}) | dict(row.more))
    data = {"area": code} if row.how == FILTER and code else None
    response = getattr(client, row.method)(path, data)
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_inside_the_own_area_the_role_decides(client, areas, people, role, name):
    row = TABLE[name]
    expected = row.inside[ROLES.index(role)]
    codes = [None]
    if row.how != PLAIN:
        codes = [areas[places.get(role, "测试市")].code for places in (OWN, BELOW)]
    if row.how == FILTER:
        codes.append(None)
    for index, code in enumerate(codes):
        wanted = expected[index] if isinstance(expected, tuple) else expected
        assert ask(client, people.get(role), name, code)[0] == wanted, code


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.how != PLAIN])
@pytest.mark.parametrize("role", SIGNED_IN)
def test_outside_there_is_nothing(client, areas, people, role, name):
    for code in [*(areas[beside].code for beside in BESIDE.get(role, [])), NOWHERE]:
        assert ask(client, people[role], name, code)[0] == 404, code


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if row.inside[0] == 302 and name != "logout"]
)
def test_a_visitor_is_sent_to_the_login_page_and_back(client, areas, name):
    for code in (areas["一村"].code, NOWHERE):
        status, target = ask(client, None, name, code)
        assert status == 302
        assert target.startswith(reverse("login") + "?next=/")


# the admin, by a rule ---------------------------------------------------------------
def admin_pages(patterns=None):
    """The address of every named page of the admin; 1 stands for any record."""
    if patterns is None:
        roots = get_resolver().url_patterns
        patterns = next(root for root in roots if getattr(root, "app_name", "") == "admin").url_patterns
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from admin_pages(pattern.url_patterns)
        elif pattern.name:
            stand_in = "branches" if pattern.name == "app_list" else 1
            yield reverse(f"admin:{pattern.name}", args=[stand_in] * pattern.pattern.regex.groups)


SIGNS_OUT = "/admin/logout/"


def test_a_visitor_finds_no_page_of_the_admin(client, db):
    pages = list(admin_pages())
    assert len(pages) > 100  # all models of both apps, and the admin's own pages
    answers = {page: client.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 302)


@pytest.mark.parametrize("role", ["clerk", "reviewer", "leader"])
def test_without_the_role_every_page_of_the_admin_is_refused(client, people, role):
    client.force_login(people[role])
    pages = list(admin_pages())
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)


@pytest.mark.parametrize("role", ["administrator", "superuser"])
def test_with_the_role_no_page_of_the_admin_fails(client, people, role):
    client.force_login(people[role])
    for page in admin_pages():
        status = client.get(page).status_code
        assert status in ({405} if page == SIGNS_OUT else {200, 302, 403, 404}), page
