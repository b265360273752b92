"""Campaign by campaign: how far begun, which milestones are met, how its tasks go, and whether it fades."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from branches.models import Area, Level

from ...figures import Figure, Standing
from ...models import Campaign, CampaignLaunch, Milestone
from ...models.campaign import VILLAGES
from ...models.campaign_launch import taking_part
from ...registers.campaigns import organisations
from ...registers.source import inside, reports
from .ledger import Ledger, Numbers
from .measures import tail_off_sense
from .yardstick import Reading, Yardstick


@dataclass(frozen=True)
class Reach:
    """Organisations of the area that should run a campaign and that have begun; milestones due and met."""

    eligible: int = 0
    launched: int = 0
    steps_due: int = 0
    steps_met: int = 0


@dataclass(frozen=True)
class CampaignRow:
    """One campaign within the area on a day."""

    campaign: Campaign
    reach: Reach
    due: int
    accepted: int
    ontime: int
    reading: Reading

    @property
    def figures(self) -> dict[str, Figure | None]:
        return dict(self.reading.figures)

    @property
    def faded(self) -> bool:
        """虎头蛇尾: the second half fell below the first by more than the amber line."""
        return self.reading.figures["tailoff"].standing is Standing.BAD

    @property
    def course(self) -> str:
        return tail_off_sense(self.reading.figures["tailoff"])

    @property
    def why(self) -> str:
        """Why there is no tail-off."""
        return self.reading.halves.missing if self.reading.halves else ""


def campaigns_of(ledger: Ledger, yardstick: Yardstick) -> list[CampaignRow]:
    """Those that ran in the year so far and touch the area, and those with tasks here: nine or ten queries."""
    found = ledger.of_campaigns()
    area, day = ledger.area, ledger.day
    running = Q(pk__in=Campaign.objects.running_within(date(day.year, 1, 1), day).touching(area).values("pk"))
    rows = Campaign.objects.filter(running | Q(pk__in=list(found))).select_related("area")
    campaigns = list(rows.order_by("area__path", "starts_on", "code"))
    reach = reach_of(campaigns, area, day)
    return [campaign_row(one, reach[one.pk], found.get(one.pk, {}), ledger, yardstick) for one in campaigns]


def campaign_row(
    campaign: Campaign, reach: Reach, found: Numbers, ledger: Ledger, yardstick: Yardstick
) -> CampaignRow:
    area = ledger.area
    figures = ledger.figures(yardstick.asked, found, (area.pk, area.code))
    counts = [found.get(f"tasks_{name}", 0) for name in ("due", "accepted", "ontime")]
    return CampaignRow(campaign, reach, *counts, yardstick.read(figures, area.code, ledger.quarter.code))


def reach_of(campaigns: Iterable[Campaign], area: Area, day: date) -> dict[int, Reach]:
    """Of every campaign, as far as it lies in the area."""
    campaigns = list(campaigns)
    if not campaigns:
        return {}
    level = max(Level.COUNTY, Level(area.level), key=lambda one: one.rank)
    paths = dict(Area.objects.within(area).at(level).values_list("pk", "path"))
    standing = organisations(area, day, level)
    begun, steps = launches(area, day), milestones(area, day)

    def eligible(campaign: Campaign) -> int:
        counts = standing[campaign.participants]
        return sum(number for pk, number in counts.items() if paths.get(pk, "").startswith(campaign.area.path))

    return {one.pk: Reach(eligible(one), begun.get(one.pk, 0), *steps.get(one.pk, (0, 0))) for one in campaigns}


def launches(area: Area, day: date) -> dict[int, int]:
    """{campaign id: organisations or villages of the area that have begun and still count}."""
    begun = CampaignLaunch.objects.launched_by(day).filter(inside(area, "area")).order_by()
    branches = begun.by_branches().filter(taking_part(day, "branch__"))
    villages = begun.by_villages().filter(reports("area", day), campaign__participants=VILLAGES)
    return dict(branches.values_list("campaign").annotate(n=Count("branch", distinct=True))) | dict(
        villages.values_list("campaign").annotate(n=Count("area", distinct=True))
    )


def milestones(area: Area, day: date) -> dict[int, tuple[int, int]]:
    """{campaign id: (milestones of the area that have fallen due and stand, those of them met)} on the day."""
    standing = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=day)
    rows = Milestone.objects.filter(standing, inside(area, "area"), due_on__lte=day).order_by()
    met = Count("pk", filter=Q(done_on__lte=day))
    counted = rows.values_list("campaign").annotate(due=Count("pk"), met=met)
    return {campaign: (due, done) for campaign, due, done in counted}
