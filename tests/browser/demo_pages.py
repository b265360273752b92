"""How each page of the site is reached on the demonstration city, or why it has no picture.

A new route needs one row in PAGES:

    "foo-page": Page("leader"),                                  # nothing in its path
    "foo-page": Page("reviewer", lambda by: {"pk": one(Foo, area=by.area).pk}),
    "foo-page": Page("leader", city, query="period=2012Q1"),
    "foo-page": [Page("leader", city), Page("leader", county, name="foo-page-county")],
    "foo-export": "a file",

The first word is the account that looks (indicators/demo/accounts.py; "" is a visitor), then what the
path has, then the query. Both are asked when the page is visited, with the `Visitor`, so that they can
be found in the data. A route with several rows gives each further one a name for its pictures.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from branches.doubles import likely_doubles
from branches.models import Area, Cadre, Person, User
from branches.scope import Scope
from indicators.demo.rows import CITY, OPEN
from indicators.models import (
    Assessment,
    AssessmentState,
    BatchState,
    Campaign,
    Cultivation,
    MemberDevelopment,
    Report,
    Status,
    Task,
    TaskState,
    TrainingBatch,
)

from ..sheets_cast import edited, opened

WUYANG, WUQUAN = "411121000000", "411121100000"  # of the reviewer and of the clerk
IN_QUARTER = "period=2012Q1"
WRITTEN = f"{IN_QUARTER}&kind=research"


class Visitor:
    """Who looks: the account of the demonstration, its area and scope, and a signed-in client."""

    def __init__(self, username: str):
        self.user = User.objects.get(username=username)
        self.area, self.scope = self.user.area, Scope(self.user)
        self.client = Client()
        self.client.force_login(self.user, backend=settings.AUTHENTICATION_BACKENDS[-1])


@dataclass(frozen=True)
class Page:
    account: str
    path: Callable[[Visitor], Mapping] | None = None
    query: str | Callable[[Visitor], str] = ""
    name: str = ""

    def address(self, route: str) -> str:
        """Found in the data of the demonstration, which must be loaded."""
        by = Visitor(self.account) if self.account else None
        query = self.query(by) if callable(self.query) else self.query
        return reverse(route, kwargs=self.path(by) if self.path else {}) + (
            f"?{quote(query, safe='=&')}" if query else ""
        )


def one(model, **facts):
    """The first row with these facts; fails where the demonstration has none."""
    found = model._default_manager.filter(**facts).order_by("pk").first()
    assert found, f"the demonstration has no {model.__name__} with {facts}"
    return found


# what stands in a path ------------------------------------------------------------------
def own(by):
    return {"code": by.area.code}


def city(by):
    return {"code": CITY}


def county(by):
    return {"code": WUYANG}


def town(by):
    return {"code": WUQUAN}


def village(by):
    return {"code": one(Area, parent__code=WUQUAN, level="village").code}


def form(by):
    return {"code": WUQUAN, "period": OPEN.code}


def quarter(by):
    return {"period": OPEN.code}


def cadre(by):
    return {"key": "cadres", "pk": one(Cadre, village__path__startswith=by.area.path, ended_on=None).pk}


def leading(by) -> Person:
    """Somebody who serves and is certified."""
    facts = {"tenures__post": "party_secretary", "tenures__ended_on": None, "certifications__revoked_on": None}
    return one(Person, area__path__startswith=by.area.path, **facts)


def person(by):
    return {"pk": leading(by).pk}


def leaving(by):
    found = leading(by)
    return {"pk": found.pk, "act": "leave", "row": found.tenures.filter(ended_on=None).first().pk}


def twins(by):
    kept, other = likely_doubles(by.scope)[0]
    return {"pk": kept.pk, "other": other.pk}


def candidate(by):
    facts = {"activist_on__isnull": False, "candidate_on": None, "ended_on": None}
    return {"pk": one(MemberDevelopment, person__area__path__startswith=by.area.path, **facts).pk}


def pasted(by):
    """A block with two new rows and a wrong one, pasted as the reader would."""
    people = Person.objects.filter(area__path__startswith=by.area.path, tenures=None).order_by("pk")[:2]
    lines = [f"{one.name}\t{one.area.name}\t村级后备干部\t2012-07-01\t内育" for one in people]
    text = "\n".join(["姓名\t村\t职务\t任职日期\t来源", *lines, "张三\t不在册的村\t村委会主任\t2012-07-01\t内育"])
    sent = by.client.post(reverse("register-import", args=["cadres"]), {"text": text})
    return resolve(sent.url).kwargs


def uploaded(by):
    """The own form, downloaded, the first cells that may be typed in typed over, sent back."""
    blank = b"".join(by.client.get(reverse("entry-workbook", kwargs=form(by))).streaming_content)
    rows = opened(blank)["舞泉镇"].iter_rows(min_row=8)
    free = [cell.coordinate for row in rows for cell in row if not cell.protection.locked][:4]
    file = SimpleUploadedFile("报表.xlsx", edited(blank, dict.fromkeys(free, 33), sheet="舞泉镇"))
    return resolve(by.client.post(reverse("entry-upload", kwargs=form(by)), {"file": file}).url).kwargs


def batch(by):
    found = one(TrainingBatch, area__path__startswith=by.area.path, state=BatchState.FINISHED)
    return {"code": found.area.code, "batch": found.pk}


def coming(by):
    return {"code": by.area.code, "batch": one(TrainingBatch, area=by.area, state=BatchState.PLANNED).pk}


def over(by):
    return {"code": by.area.code, "batch": one(TrainingBatch, area=by.area, state=BatchState.FINISHED).pk}


def waiting(by) -> Report:
    return one(Report, period__code=OPEN.code, status=Status.SUBMITTED, area__path__startswith=by.area.path)


def desk(by):
    return {"code": waiting(by).counted_in.code, "period": OPEN.code}


def picks(verb: str) -> Callable[[Visitor], str]:
    """The query that decides on a waiting report."""

    def query(by) -> str:
        found = waiting(by)
        return f"verb={verb}&pick={found.pk}-{found.version}"

    return query


def approved(by):
    return {"code": village(Visitor("clerk"))["code"], "period": "2012Q1"}


def arranged(by) -> Task:
    return one(Task, area__path__startswith=by.area.path, state=TaskState.REPORTED)


def matter(by):
    return {"batch": arranged(by).batch}


def scored(by) -> Assessment:
    return one(Assessment, area__path__startswith=by.area.path, state=AssessmentState.SCORED)


def step(by) -> str:
    found = scored(by)
    return f"verb=check&all=1&kind={found.rubric.kind}&year={found.year}"


def listed(by):
    found = one(Cultivation, village__path__startswith=by.area.path, result="")
    return {"code": by.area.code, "pk": found.pk}


def ordered(by):
    """A job with its first part made, ordered as the reader would."""
    order = {"kind": "summaries", "area": CITY, "period": "2012Q1"}
    pk = resolve(by.client.post(reverse("job-start"), order).url).kwargs["pk"]
    by.client.post(reverse("job-step", args=[pk]))
    return {"pk": pk}


def kept(by):
    """A document, previewed and kept as the reader would."""
    query = f"?{WRITTEN}&area={CITY}"
    page = by.client.get(reverse("brief-preview") + query).content.decode()
    sent = {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("token", "digest")}
    return resolve(by.client.post(reverse("brief-keep") + query, sent).url).kwargs


def of_register(key: str):
    return lambda by: {"key": key}


FILE, POSTS, API = "a file", "is posted to", "answers programs"

PAGES: dict[str, Page | list[Page] | str] = {
    "login": Page(""),
    "logout": POSTS,
    "password-change": Page("clerk"),
    "help": Page("leader"),
    "help-manual": [
        Page("clerk", lambda by: {"manual": "clerk"}),
        Page("clerk", lambda by: {"manual": "reviewer"}, name="help-manual-reviewer"),
        Page("clerk", lambda by: {"manual": "administrator"}, name="help-manual-administrator"),
    ],
    "help-image": "a picture",
    "home": "leads on to the first page of the role",
    "area-dashboard": [
        Page("leader", city, IN_QUARTER),
        Page("leader", county, IN_QUARTER, "area-dashboard-county"),
        Page("leader", town, IN_QUARTER, "area-dashboard-township"),
        Page("leader", village, IN_QUARTER, "area-dashboard-village"),
    ],
    "area-outstanding": Page("leader", city, f"period={OPEN.code}"),
    "area-screen": Page("screen", city),
    "area-summary": FILE,
    "area-alerts": Page("leader", city, IN_QUARTER),
    "area-alerts-export": FILE,
    "compare": [
        Page("leader", query=IN_QUARTER),
        Page("leader", query=f"area={WUYANG}&depth=township&{IN_QUARTER}", name="compare-townships"),
    ],
    "compare-export": FILE,
    "column-choice": POSTS,
    "implementation-page": [
        Page("leader", query=IN_QUARTER),
        Page("clerk", query=IN_QUARTER, name="implementation-page-township"),
    ],
    "implementation-export": FILE,
    "economy-page": [
        Page("leader"),
        Page("leader", query=f"area={WUQUAN}", name="economy-page-township"),
    ],
    "economy-recompute": POSTS,
    "economy-export": FILE,
    "brief-list": Page("leader"),
    "brief-new": Page("leader", query=IN_QUARTER),
    "brief-preview": [
        Page("leader", query=f"{IN_QUARTER}&kind={kind}&recipient=省委组织部", name=f"brief-preview-{kind}")
        for kind in ("research", "report", "circular", "bulletin")
    ],
    "brief-draft-download": FILE,
    "brief-keep": POSTS,
    "brief-page": Page("leader", kept),
    "brief-download": FILE,
    "brief-changes": Page("leader", kept),
    "job-list": Page("leader"),
    "job-start": POSTS,
    "job-page": Page("leader", ordered),
    "job-step": POSTS,
    "job-cancel": POSTS,
    "job-download": FILE,
    "coverage-page": [Page("leader", city), Page("leader", county, name="coverage-page-county")],
    "development-pipeline": Page("leader", city),
    "development-step": Page("reviewer", candidate),
    "programme-list": Page("leader"),
    "programme-page": [
        Page("leader", lambda by: {"programme": "lead_goose"}, IN_QUARTER),
        Page("leader", lambda by: {"programme": "four_cultivations"}, IN_QUARTER, "programme-page-cultivation"),
    ],
    "indicator-list": Page("leader"),
    "indicator-page": [
        Page("leader", lambda by: {"indicator": "ds_secretary_rate"}, IN_QUARTER),
        Page(
            "leader",
            lambda by: {"indicator": "ds_secretary_rate"},
            f"{IN_QUARTER}&depth=township",
            "indicator-page-townships",
        ),
    ],
    "indicator-export": FILE,
    "figure-explain": Page("leader", lambda by: {"indicator": "ds_secretary_rate"}, IN_QUARTER),
    "search": [Page("leader", query="q=舞"), Page("leader", query="q=没有这个", name="search-nothing")],
    "token-list": Page("admin"),
    "token-revoke": POSTS,
    "register-menu": Page("leader"),
    "register-list": [
        Page("leader", of_register("people")),
        Page("leader", of_register("cadres"), f"paper=1&area={WUQUAN}", "register-list-paper"),
        Page("reviewer", of_register("cultivations"), name="register-list-cultivations"),
        Page("reviewer", of_register("cadres"), "q=没有这个", "register-list-nothing"),
    ],
    "village-list": Page("leader"),
    "cadre-list": [Page("reviewer"), Page("clerk", name="cadre-list-clerk")],
    "branch-list": Page("clerk"),
    "register-add": Page("clerk", of_register("cadres")),
    "register-suggest": API,
    "register-record": Page("reviewer", cadre),
    "register-edit": Page("reviewer", cadre),
    "register-export": FILE,
    "register-view-save": POSTS,
    "register-view-change": POSTS,
    "register-import": Page("clerk", of_register("cadres")),
    "register-import-template": FILE,
    "register-import-preview": Page("clerk", pasted),
    "register-import-apply": POSTS,
    "person": Page("reviewer", person),
    "person-act": Page("reviewer", lambda by: person(by) | {"act": "take"}),
    "person-row-act": Page("reviewer", leaving),
    "person-doubles": Page("reviewer"),
    "person-merge": Page("reviewer", twins),
    "village-cadres": Page("clerk", village),
    "village-candidates": Page("clerk", village),
    "todo": [Page("clerk"), Page("reviewer", name="todo-reviewer")],
    "entry-grid": Page("clerk", form),
    "entry-save": POSTS,
    "entry-cell-history": API,
    "entry-submit": POSTS,
    "entry-withdraw": POSTS,
    "entry-confirm": POSTS,
    "entry-registers": POSTS,
    "entry-explain": POSTS,
    "entry-workbook": FILE,
    "entry-upload": Page("clerk", form),
    "entry-upload-preview": Page("clerk", uploaded),
    "entry-upload-apply": POSTS,
    "review-queue": [Page("reviewer"), Page("city", name="review-queue-city")],
    "review-township": Page("reviewer", desk),
    "review-start": POSTS,
    "review-decide": [
        Page("reviewer", desk, picks("return")),
        Page("reviewer", desk, picks("approve"), "review-decide-approve"),
    ],
    "report-correct": Page("reviewer", approved),
    "publish": [Page("reviewer", quarter), Page("city", quarter, name="publish-city")],
    "hand-over": POSTS,
    "publish-now": POSTS,
    "send-back": POSTS,
    "period-list": Page("admin"),
    "period-open": Page("admin"),
    "chasing": Page("reviewer"),
    "chasing-export": FILE,
    "burden": Page("admin"),
    "task-list": [
        Page("city", query="side=arranged"),
        Page("clerk", query="q=没有这个", name="task-list-nothing"),
    ],
    "task-batches": Page("city"),
    "task-batch": Page("city", matter),
    "task-arrange": Page("city"),
    "task-page": Page("city", lambda by: {"pk": arranged(by).pk}),
    "task-act": POSTS,
    "campaign-page": Page("city", lambda by: {"pk": one(Campaign).pk}),
    "training-progress": Page("leader", city),
    "training-batches": Page("reviewer", own),
    "training-trainees": Page("reviewer", own),
    "training-batch": Page("reviewer", batch),
    "training-enrol": Page("reviewer", coming),
    "training-attendance": Page("reviewer", over),
    "assessment-list": Page("leader"),
    "assessment-moves": Page("leader"),
    "assessment-sectors": Page("leader"),
    "assessment-start": Page("reviewer", own),
    "assessment-step": Page("reviewer", own, step),
    "assessment-sheet": Page("reviewer", lambda by: {"pk": scored(by).pk}),
    "cultivation-pipeline": Page("leader", city),
    "cultivation-names": Page("reviewer", own),
    "cultivation-measure": Page("clerk", own, "all=1"),
    "cultivation-confirm": Page("reviewer", own, "all=1&state=unconfirmed"),
    "cultivation-carry": Page("reviewer", own),
    "cultivation-result": Page("reviewer", listed),
    **dict.fromkeys(["api-document", "api-areas", "api-periods", "api-indicators", "api-figures"], API),
}
