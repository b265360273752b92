"""The page of a campaign."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.clock import today
from branches.gate import gated
from branches.registry import REGISTERS

from ..campaign_page import campaign_page as page_of
from ..tasks.lists import arranging_area, sides

ADDED = ("campaign-measures", "campaign-results", "campaign-launches", "milestones")


@require_safe
@never_cache
@gated()
def campaign_page(request, pk):
    """A campaign that the reader's units run: by themselves, or because a unit above them does."""
    register, scope = REGISTERS["campaigns"], request.scope
    campaign = register.within(scope).select_related("area").filter(pk=pk).first()
    if campaign is None:
        raise Http404("没有这项活动，或不在您的管辖范围内。")
    by = arranging_area(scope)
    context = {
        "campaign": campaign,
        "day": today(),
        "is_over": campaign.has_ended(today()),
        "is_ahead": not campaign.has_begun(today()),
        "page": page_of(campaign, scope, today()),
        "may_edit": register.may_keep(scope, campaign.area),
        "may_add": {key.replace("-", "_"): REGISTERS[key].may_keep(scope, None) for key in ADDED},
        "all_side": sides(scope)[-1].value,
        "may_arrange": by is not None and scope.may_arrange(by),
    }
    return render(request, "campaigns/campaign.html", context)
