"""A campaign of 甲县 and what belongs to it, made in one line each."""

from datetime import date

from branches.models import Area, Branch
from indicators.models import Campaign, CampaignLaunch, Milestone

BEGUN = date(2010, 5, 1)


def build_campaign(areas: dict[str, Area], name: str = "堡垒工程", kind: str = "fortress", **fields) -> Campaign:
    """A campaign of 甲县 for rural organisations since May 2010."""
    defaults = {
        "code": f"c{Campaign.objects.count() + 1}",
        "area": areas["甲县"],
        "definition": "建强村级班子、阵地和队伍。",
        "starts_on": BEGUN,
    }
    return Campaign.objects.create(name=name, kind=kind, **(defaults | fields))


def build_branch(area: Area, **fields) -> Branch:
    return Branch.objects.create(name=f"中共{area}支部委员会", area=area, **fields)


def launch(campaign: Campaign, place: Branch | Area, on: date = date(2011, 3, 1)) -> CampaignLaunch:
    """An organisation or a village begins."""
    branch = place if isinstance(place, Branch) else None
    return CampaignLaunch.objects.create(
        campaign=campaign,
        area=branch.area if branch else place,
        branch=branch,
        launched_on=on,
        evidence="动员会记录",
    )


def milestone(campaign: Campaign, area: Area, due_on: date, done_on: date | None = None, **fields) -> Milestone:
    number = Milestone.objects.count() + 1
    evidence = "验收单" if done_on else ""
    return Milestone.objects.create(
        campaign=campaign,
        area=area,
        title=f"节点{number}",
        due_on=due_on,
        done_on=done_on,
        **({"evidence": evidence} | fields),
    )
