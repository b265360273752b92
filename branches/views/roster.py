"""The cadres of one village, and whom it may take into a post."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access_log import record_view
from ..clock import today
from ..gate import gated
from ..models import (
    CADRE_POSTS,
    Cadre,
    DoubleStrongCertification,
    Level,
    OrganisationStandard,
    VillagePost,
)
from ..registry import REGISTERS
from ..registry.menu import grouped

ORDER = list(VillagePost)
MOST_CANDIDATES = 50
MOST_LETTERS = 40


@require_safe
@never_cache
@gated()
def village_cadres(request):
    """Who serves in a village, whether the secretary's post is vacant, and who left lately."""
    village = of_village(request)
    day = today()
    rows = Cadre.objects.filter(village=village).select_related("person").order_by("started_on", "pk")
    valid = DoubleStrongCertification.objects.filter(person=OuterRef("person")).valid_on(day)
    serving = sorted(
        rows.serving_on(day).annotate(double_strong=Exists(valid)), key=lambda tenure: ORDER.index(tenure.post)
    )
    left = rows.filter(ended_on__lte=day).order_by("-ended_on", "pk")
    last = left.filter(post=VillagePost.PARTY_SECRETARY).first()
    context = {
        "village": village,
        "heading": f"{village}干部名册",
        "day": day,
        "groups_of_posts": [
            ("村干部", [tenure for tenure in serving if tenure.post in CADRE_POSTS], "没有在任村干部。"),
            ("后备干部及其他", [tenure for tenure in serving if tenure.post not in CADRE_POSTS], "没有登记。"),
        ],
        "left": left[:20],
        "has_secretary": any(tenure.post == VillagePost.PARTY_SECRETARY for tenure in serving),
        "alert_days": OrganisationStandard.objects.on(day).vacancy_days,
        "vacant_days": (day - last.ended_on).days if last else None,
        "may_keep": request.scope.may_keep(village) and village.closed_on is None,
        "register": REGISTERS["cadres"],
        "groups": grouped(),
    }
    record_view(request.user, "本村干部名册", village, len(serving))
    return render(request, "villages/cadres.html", context)


@require_safe
@never_cache
@gated()
def village_candidates(request):
    """People to take into a post of the village: those on its roll, or whom the words find."""
    village = of_village(request)
    if not request.scope.may_keep(village):
        raise PermissionDenied("您的角色不能办理任职。")
    words = request.GET.get("q", "").strip()[:MOST_LETTERS].replace("\x00", "")
    day = today()
    people = request.scope.people().present_on(day).select_related("area__parent")
    people = people.filter(named(words)) if words else people.filter(area=village)
    serving = Prefetch("tenures", Cadre.objects.serving_on(day).select_related("village"), "now")
    found = list(people.prefetch_related(serving).order_by("area__path", "pinyin", "pk")[: MOST_CANDIDATES + 1])
    context = {
        "village": village,
        "words": words,
        "candidates": found[:MOST_CANDIDATES],
        "too_many": len(found) > MOST_CANDIDATES,
        "most": MOST_CANDIDATES,
        "register": REGISTERS["cadres"],
        "groups": grouped(),
    }
    record_view(request.user, "任职人选名单", village, len(context["candidates"]))
    return render(request, "villages/candidates.html", context)


def named(words: str) -> Q:
    """Part of a name, or the beginning of its initials or pinyin."""
    letters = words.replace(" ", "").lower()
    return Q(name__icontains=words) | Q(initials__istartswith=letters) | Q(pinyin__istartswith=words.lower())


def of_village(request):
    if request.area.level != Level.VILLAGE:
        raise Http404("没有这个村。")
    return request.area
