"""Whether what was arranged is carried out, for any area and period: the page, its list to push, a summary."""

from .campaigns import CampaignRow
from .page import ImplementationPage, day_of, implementation_page
from .pushing import Push, PushKind, of_kind, push, push_counts, to_push
from .summary import ImplementationSummary, implementation_summary
from .units import Units

__all__ = [
    "CampaignRow",
    "ImplementationPage",
    "ImplementationSummary",
    "Push",
    "PushKind",
    "Units",
    "day_of",
    "implementation_page",
    "implementation_summary",
    "of_kind",
    "push",
    "push_counts",
    "to_push",
]
