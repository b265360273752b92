"""The search page behind the box in the masthead."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.access_log import record_view
from branches.gate import gated

from ..search import Found, search

LONGEST = 40


@require_safe
@never_cache
@gated()
def search_page(request):
    """`?q=`; a look at names of people is recorded."""
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    found = search(text, request.scope) if text.strip() else Found([], [], [], [], [])
    if found.people:
        record_view(request.user, f"检索“{text}”", request.area, len(found.people))
    return render(request, "search/search_page.html", {"text": text, "found": found})
