"""Campaigns: what a county or city runs under a name of its own, where it has begun, what it came to."""

from django.db.models import Q

from branches.models import Level, Role
from branches.registry import Choice, Column, Register, Tag, register

from ..models import Campaign, CampaignLaunch, CampaignMeasure, CampaignResult, Milestone

PROGRAMME = "dual_learn_dual_lead"
ABOVE = (Role.REVIEWER, Role.ADMINISTRATOR)
STANDINGS = [("overdue", "逾期"), ("open", "未到期"), ("done", "已完成"), ("cancelled", "已取消")]


class OfCampaigns(Register):
    """Kept where the campaign is run, seen by everybody below as well: they carry it out."""

    group = "活动与督办"
    programme = PROGRAMME
    levels = (Level.CITY, Level.COUNTY)
    kept_by = ABOVE

    def within(self, scope):
        rows = self.model._default_manager.all()
        if scope.everywhere or scope.area is None:
            return scope.rows(rows, self.to_path)
        inside = Q(**{f"{self.to_path}__gte": scope.area.path, f"{self.to_path}__lt": scope.area.path_end})
        return rows.filter(inside | Q(**{f"{self.to_path}__in": scope.area.ancestor_paths}))


@register
class Campaigns(OfCampaigns):
    key = "campaigns"
    model = Campaign
    title = "主题活动"
    unit = "项"
    description = "三个起来、德政工程、堡垒工程、两为、双促双带、好班子等活动，内涵以各地方案为准。"
    empty = "还没有登记主题活动。请按本地方案登记名称、内涵和起止日期，再登记2—5个活动指标。"
    states = ("开展中", "已结束")
    page = "campaign-page"
    columns = ("name", "area", "kind", "participants", "document_number", "starts_on", "ends_on")
    fields = (
        *("code", "name", "kind", "area", "definition", "participants"),
        *("document_number", "starts_on", "ends_on"),
    )
    filters = ("kind", "participants")
    search = ("name", "definition", "document_number")
    ordering = ("area__path", "starts_on")
    start, end = "starts_on", "ends_on"
    same = ("code",)


@register
class CampaignMeasures(OfCampaigns):
    key = "campaign-measures"
    model = CampaignMeasure
    title = "活动指标"
    unit = "个"
    description = "每项活动自定2—5个衡量指标。"
    to_area = "campaign__area"
    parent = "campaign"
    columns = ("name", "campaign", "unit", "aim", "target")
    fields = ("campaign", "name", "unit", "aim", "target", "sort_order")
    filters = ("campaign",)
    search = ("name",)
    ordering = ("campaign__area__path", "campaign", "sort_order")
    same = ("campaign", "name")


def result(record: CampaignResult, day):
    if record.is_met is None:
        return None
    return Tag("达到", "good") if record.is_met else Tag("未达到", "bad")


@register
class CampaignResults(Register):
    key = "campaign-results"
    model = CampaignResult
    title = "活动成效"
    group = "活动与督办"
    programme = PROGRAMME
    description = "各单位各活动指标到某一天的数，须有佐证。"
    levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
    parent = "measure"
    columns = (
        Column("measure", "活动指标"),
        Column("measure__campaign", "主题活动", order=("measure__campaign__name",)),
        Column("area", "单位"),
        "as_of",
        "value",
        Column("measure__unit", "单位量", order=()),
        Column("met", "达标", result, ()),
        "evidence",
    )
    fields = ("measure", "area", "as_of", "value", "evidence")
    filters = ("measure", "as_of")
    search = ("measure__name", "evidence")
    ordering = ("measure", "area__path", "-as_of")
    start = "as_of"
    same = ("measure", "area", "as_of")


@register
class CampaignLaunches(Register):
    key = "campaign-launches"
    model = CampaignLaunch
    title = "活动启动"
    group = "活动与督办"
    programme = PROGRAMME
    unit = "个"
    description = "已经启动活动的党组织（以村为单位的活动登记村），须有佐证。"
    empty = "还没有启动的组织。请在活动启动后登记，动员会记录、方案等写入佐证。"
    levels = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
    parent = "campaign"
    columns = (Column("area", "村（单位）"), "branch", "campaign", "launched_on", "evidence")
    fields = ("campaign", "area", "branch", "launched_on", "evidence")
    filters = ("campaign", "launched_on")
    search = ("evidence", "branch__name")
    start = "launched_on"
    same = ("campaign", "area", "branch")


def standing(record: Milestone, day):
    now = record.standing(day)
    return Tag(now.word, now.tone)


def by_standing(rows, value, day):
    done = Q(done_on__isnull=False, done_on__lte=day)
    cancelled = Q(cancelled_on__isnull=False, cancelled_on__lte=day)
    waiting = ~done & ~cancelled
    asked = {
        "overdue": waiting & Q(due_on__lt=day),
        "open": waiting & Q(due_on__gte=day),
        "done": done,
        "cancelled": cancelled,
    }
    return rows.filter(asked[value])


@register
class Milestones(Register):
    key = "milestones"
    model = Milestone
    title = "活动节点"
    group = "活动与督办"
    programme = PROGRAMME
    unit = "个"
    description = "活动方案规定的节点，按责任单位登记。完成的填完成日期和佐证，没有佐证的不算完成。"
    empty = "还没有登记节点。请按活动方案登记各责任单位的节点和期限。"
    levels = (Level.COUNTY, Level.TOWNSHIP)
    parent = "campaign"
    columns = (
        "title",
        "area",
        "campaign",
        "due_on",
        Column("standing", "状态", standing, ()),
        "done_on",
        "evidence",
    )
    fields = (
        *("campaign", "area", "title", "due_on", "done_on", "evidence"),
        *("cancelled_on", "cancelled_reason"),
    )
    filters = (Choice("standing", "状态", STANDINGS, by_standing), "campaign", "due_on")
    search = ("title", "evidence")
    ordering = ("due_on", "area__path")
    same = ("campaign", "area", "title")
