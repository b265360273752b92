"""From the county's desk to the published figure: hand over, send back, publish, publish again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from branches.models import Area, Level, User
from branches.scope import Scope

from .admission import WorkflowError
from .models import Element, Handover, Indicator, Nature, Period, Publication, Report, Status, Target, Total

INDICATOR_COLUMNS = (
    *("code", "name", "short_name", "definition", "numerator", "denominator", "display", "unit", "count_unit"),
    *("decimals", "direction", "level", "featured", "effective_from"),
)
FINISHED = [Status.APPROVED, Status.WAIVED]


def unfinished(area: Area, period: Period):
    """The reports of an area and all below it that are neither approved nor waived."""
    return (
        Report.objects.filter(period=period)
        .within(area)
        .exclude(status__in=FINISHED)
        .select_related("area")
        .order_by("area__path")
    )


def lock_tree(area: Area, period: Period) -> None:
    """Hold the area's Total, so that no report below can change its status meanwhile."""
    list(Total.objects.select_for_update().filter(area=area, period=period))


@transaction.atomic
def hand_over(area: Area, period: Period, who: User) -> Handover:
    """Send a county's quarter to the city; every report must be approved or waived."""
    if not (Scope(who).may_review(area) or (who.area_id == area.pk and who.role == "reviewer")):
        raise PermissionDenied(f"您不能报送{area}的数据。")
    lock_tree(area, period)
    if period.handovers.filter(area=area, sent_back_at__isnull=True).exists():
        raise WorkflowError(f"{area}{period}已经报送。")
    left = unfinished(area, period)
    count = left.count()
    if count:
        names = "、".join(report.area.name for report in left[:5])
        raise WorkflowError(f"还有{count}个单位未审核（{names}{'等' if count > 5 else ''}），不能报送。")
    return Handover.objects.create(period=period, area=area, sent_by=who)


@transaction.atomic
def send_back(area: Area, period: Period, who: User, why: str) -> Handover:
    """Reopen a county's quarter, with a reason, as long as it is not published."""
    if not Scope(who).may_review(area) or who.area_id == area.pk:
        raise PermissionDenied(f"您不能退回{area}的报送。")
    if not why.strip():
        raise WorkflowError("退回县区须填写原因。")
    if published(area, period):
        raise WorkflowError(f"{period}已经发布，只能更正。")
    handover = period.handovers.select_for_update().filter(area=area, sent_back_at__isnull=True).first()
    if handover is None:
        raise WorkflowError(f"{area}{period}尚未报送。")
    handover.sent_back_by, handover.sent_back_at, handover.why = who, timezone.now(), why.strip()
    handover.save()
    return handover


def published(area: Area, period: Period) -> Publication | None:
    """The newest publication that covers an area in a period, if any."""
    paths = [*area.ancestor_paths, area.path]
    return period.publications.filter(area__path__in=paths).order_by("-number").first()


@transaction.atomic
def publish(area: Area, period: Period, who: User) -> Publication:
    """Freeze a city's quarter as Publication 1; every county must have handed over."""
    if not Scope(who).may_review(area) or area.level != Level.CITY:
        raise PermissionDenied(f"您不能发布{area}的数据。")
    lock_tree(area, period)
    if period.publications.filter(area=area).exists():
        raise WorkflowError(f"{area}{period}已经发布；再次发布由更正产生。")
    missing = counties_missing(area, period)
    if missing:
        raise WorkflowError(f"{'、'.join(county.name for county in missing)}尚未报送，不能发布。")
    left = unfinished(area, period).count()
    if left:
        raise WorkflowError(f"还有{left}份报表未审核，不能发布。")
    return Publication.objects.create(period=period, area=area, number=1, who=who, frozen=freeze(area, period))


def counties_missing(area: Area, period: Period) -> list[Area]:
    """Counties that have reports due below them and have not handed over."""
    due = Total.objects.filter(parent=area, period=period).values("area")
    sent = period.handovers.filter(sent_back_at__isnull=True).values("area")
    return list(Area.objects.filter(pk__in=due).exclude(pk__in=sent).order_by("path"))


def publish_again(report: Report, who: User, why: str) -> Publication | None:
    """After a correction: the next publication, if the report's period was published.

    Belongs to the transaction of the correction.
    """
    last = published(report.area, report.period)
    if last is None:
        return None
    lock_tree(last.area, report.period)
    number = report.period.publications.filter(area=last.area).count() + 1
    return Publication.objects.create(
        period=report.period,
        area=last.area,
        number=number,
        who=who,
        why=f"{report.area}：{why.strip()}",
        frozen=freeze(last.area, report.period),
    )


def earlier_flows(area: Area, period: Period) -> dict:
    """{quarter: {area code: {flow element: [sum, n]}}} of the year's earlier quarters, which a flow adds up."""
    flows = set(Element.objects.filter(nature=Nature.FLOW).values_list("code", flat=True))
    earlier = [quarter.ordinal for quarter in period.quarter.year_to_date[:-1]]
    totals = Total.objects.filter(
        period__ordinal__in=earlier, area__path__gte=area.path, area__path__lt=area.path_end
    )
    found: dict = {}
    for quarter, code, sums in totals.values_list("period__code", "area__code", "approved"):
        found.setdefault(quarter, {})[code] = {key: pair for key, pair in sums.items() if key in flows}
    return found


def freeze(area: Area, period: Period) -> dict:
    """Everything a reader needs to see the figures of the period again, as plain JSON."""
    day = period.quarter.last_day
    totals = (
        Total.objects.filter(period=period, area__path__gte=area.path, area__path__lt=area.path_end)
        .select_related("area", "parent")
        .order_by("area__path")
    )
    return {
        "period": period.code,
        "areas": [
            {
                "code": total.area.code,
                "name": total.area.name,
                "level": total.area.level,
                "parent": total.parent.code if total.parent else None,
                "approved": total.approved,
                "counts": total.counts,
            }
            for total in totals
        ],
        "elements": list(
            Element.objects.in_force(day).values(
                "code", "name", "unit", "decimals", "nature", "frequency", "restarts", "definition"
            )
        ),
        "indicators": [
            {**row, "effective_from": row["effective_from"].isoformat()}
            for row in Indicator.objects.in_force(day).values(
                *INDICATOR_COLUMNS, programme_name=F("programme__name")
            )
        ],
        "earlier": earlier_flows(area, period),
        "targets": [
            {
                "indicator": target.indicator.code,
                "area": target.area.code,
                "green": str(target.green),
                "amber": str(target.amber),
            }
            for target in Target.objects.filter(year=period.quarter.year).select_related("indicator", "area")
        ],
    }
