"""A workbook of summary tables for the area and one for each county of it."""

from io import BytesIO

from django.core.exceptions import PermissionDenied

from branches.clock import today
from branches.models import Area, Level
from branches.scope import Scope

from ..dashboards import Basis, choose, period_choices
from ..exports.summary import write_summary
from ..models import Job
from .kinds import KINDS, JobKind, Made


def parts(area: Area) -> list[Area]:
    """The area and its counties; none below a county, where one workbook has all of it."""
    counties = Area.objects.open_on(today()).at(Level.COUNTY).filter(parent=area).order_by("sort_order", "code")
    return [area, *counties] if counties else []


def make(job: Job, code: str) -> Made:
    """Raises PermissionDenied where the owner no longer sees the part."""
    area, scope = Area.objects.select_related("parent").get(code=code), Scope(job.who)
    if not scope.may_see(area):
        raise PermissionDenied(f"{area} is outside the scope")
    choices = period_choices(area)
    period, file = choose(choices, job.period.code), BytesIO()
    written = write_summary(file, area, period, Basis(job.basis), choices, scope)
    return Made(f"{area}{period.label}基层党建工作指标汇总表.xlsx", file.getvalue(), written.rows)


SUMMARIES = "summaries"
KINDS[SUMMARIES] = JobKind("分县区汇总表", parts, make)
