"""Hours of training: of all members as their branches counted them, of leaders from the batches."""

from django.db.models import Count, Sum

from branches.models import Area, Level, TownshipLeader, VillagePost

from ..models import HourGroup, HoursReview
from ..quarters import Quarter
from .posts import homes
from .source import Counts, by_unit, register, reports, units
from .training_counts import Span, growth, latest_reviews, line_on, reaching

LEADING_POSTS = [VillagePost.PARTY_SECRETARY, VillagePost.DEPUTY_SECRETARY, VillagePost.BRANCH_COMMITTEE]
LONG_AGO = 2000  # no review is older


@register("tr_members_due", absent=None, kept_in="hours-reviews")
def members_due(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """As the branch counted last, this year or before; a village that never counted is left out."""
    day = quarter.last_day
    newest = latest_reviews(area, day.replace(year=LONG_AGO), day).filter(reports("area", day))
    return {"tr_members_due": dict(newest.order_by().values_list("area_id").annotate(due=Sum("members_due")))}


@register("tr_member_hours_met", "tr_members_trained", kept_in="hours-reviews")
def members_met(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """By how much the branch's counts of the year rose in the quarter."""
    rows = HoursReview.objects.within(area).filter(reports("area", quarter.last_day))
    found = growth(rows, Span.of(quarter))
    return {"tr_member_hours_met": found["members_met"], "tr_members_trained": found["members_trained"]}


@register("tr_leaders", kept_in="cadres")
def leaders(area: Area, quarter: Quarter) -> dict[str, Counts]:
    rows = homes(area, quarter.last_day, LEADING_POSTS)
    return {"tr_leaders": by_unit(rows, "village", area, Level.VILLAGE, people=Count("pk"))["people"]}


@register("tr_leaders_hours_met", absent=None, kept_in="enrolments")
def leaders_met(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Leaders in post on the last day whose hours of the year reached the line in the quarter."""
    day = quarter.last_day
    line = line_on(day, HourGroup.LEADER)
    if line is None:
        return {"tr_leaders_hours_met": {}}
    rows = homes(area, day, LEADING_POSTS).filter(person__in=reaching(line, Span.of(quarter)))
    met = by_unit(rows, "village", area, Level.VILLAGE, people=Count("pk"))["people"]
    return {"tr_leaders_hours_met": dict.fromkeys(units(area, Level.VILLAGE, day), 0) | met}


@register("town_leaders", level=Level.TOWNSHIP, kept_in="township-leaders")
def town_leaders(area: Area, quarter: Quarter) -> dict[str, Counts]:
    rows = TownshipLeader.objects.serving_on(quarter.last_day)
    people = Count("person", distinct=True)
    return {"town_leaders": by_unit(rows, "township", area, Level.TOWNSHIP, people=people)["people"]}


@register("town_leaders_hours_met", level=Level.TOWNSHIP, absent=None, kept_in="enrolments")
def town_leaders_met(area: Area, quarter: Quarter) -> dict[str, Counts]:
    day = quarter.last_day
    line = line_on(day, HourGroup.TOWN_LEADER)
    if line is None:
        return {"town_leaders_hours_met": {}}
    rows = TownshipLeader.objects.serving_on(day).filter(person__in=reaching(line, Span.of(quarter)))
    people = Count("person", distinct=True)
    met = by_unit(rows, "township", area, Level.TOWNSHIP, people=people)["people"]
    return {"town_leaders_hours_met": dict.fromkeys(units(area, Level.TOWNSHIP, day), 0) | met}
