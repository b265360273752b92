"""工作落实: whether what was arranged is carried out, and the list of what to push, on a page and as a sheet."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.downloads import send
from branches.gate import gated
from branches.marks import demo_marks

from .. import charts, dashboards
from ..dashboards import PushKind
from ..exports.pushing import write_pushing
from ..models import Campaign, Task, TaskStandard
from .question import asking, page_context

TASKS_A_PAGE = 50


@require_safe
@never_cache
@gated()
@asking
def implementation_page(request, question):
    """Measures, units, campaigns, plans, trend; the list to push page by page."""
    page = dashboards.implementation_page(request.area, question.period, question.basis)
    pushing = asked_pushing(request, page.day, page.standard)
    sheet = Paginator(pushing.sorted_rows, TASKS_A_PAGE).get_page(request.GET.get("page"))
    counts = dashboards.push_counts(pushing.rows, page.day)
    context = page_context(request, question) | {
        "page": page,
        "tiles": [(one, one.figure and charts.bullet(one.figure)) for one in page.measures],
        "trend_rows": charts.trend_rows(page),
        "charts": {"trend": charts.trend_lines(page) if page.trend else None},
        "pushing": pushing,
        "push_total": counts[""],
        "push_kinds": [
            ("", "全部", counts[""]),
            *((kind.value, kind.label, counts[kind.value]) for kind in PushKind),
        ],
        "sheet": sheet,
        "pushed": [dashboards.push(task, page.day) for task in sheet.object_list],
    }
    return render(request, "implementation/page.html", context)


@require_safe
@never_cache
@gated()
@asking
def implementation_export(request, question):
    """The list to push, all of it, as a workbook; that it was taken away is recorded."""
    area, day = request.area, dashboards.day_of(question.period.quarter)
    pushing = asked_pushing(request, day, TaskStandard.objects.on(day))
    marks = [f"截至{day:%Y-%m-%d} · {pushing.words}", *demo_marks(area)]
    name = f"{area}催办清单"
    rows = (dashboards.push(task, day) for task in pushing.sorted_rows.iterator(chunk_size=500))
    book = BytesIO()
    number = write_pushing(book, name, rows, marks)
    return send(request, book, f"{name}{day:%Y%m%d}", area, number, what=name)


@dataclass(frozen=True)
class Pushing:
    """What the address asks of the list; `rows` are those of either kind."""

    kind: str
    campaign: Campaign | None
    day: date
    rows: QuerySet[Task]

    @property
    def sorted_rows(self) -> QuerySet[Task]:
        return dashboards.of_kind(self.rows, self.kind, self.day)

    @property
    def words(self) -> str:
        kind = PushKind(self.kind).label if self.kind else "逾期和停滞"
        return f"{kind}的任务" + (f"（{self.campaign}）" if self.campaign else "")

    @property
    def query(self) -> str:
        """What an address needs besides the place and the period."""
        asked = {"kind": self.kind, "campaign": self.campaign.pk if self.campaign else ""}
        return "".join(f"&{urlencode({name: value})}" for name, value in asked.items() if value)


def asked_pushing(request, day: date, standard: TaskStandard) -> Pushing:
    """Raises Http404 for a kind or a campaign that there is not."""
    kind, code = request.GET.get("kind", ""), request.GET.get("campaign", "")
    if kind and kind not in PushKind.values:
        raise Http404("催办清单只分逾期和停滞。")
    campaign = None
    if code:
        known = Campaign.objects.touching(request.area)
        campaign = known.filter(pk=int(code)).first() if code.isdecimal() and len(code) < 10 else None
        if campaign is None:
            raise Http404("没有这项主题活动，或它不在这个单位开展。")
    rows = dashboards.to_push(request.area, day, standard.stalled_days, campaign)
    return Pushing(kind, campaign, day, rows)
