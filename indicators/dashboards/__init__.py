"""What a page shows, as plain values: the one door through which tables, charts and documents read.

`dashboard` is for areas above the village, `village_page` for villages. Both take the code of a
period (None: the latest with approved figures) and a basis, and answer None for an unknown period.
"""

from .alerts import MOST_LISTED, AlertBoard, alerts_of, by_child, narrowed
from .carriers import Carriers, carriers_of
from .coverage import Coverage, Outstanding, outstanding_reports, outstanding_units
from .creation import Creation, creation_of
from .explain import Explanation, explanation
from .follow_through import (
    ImplementationPage,
    ImplementationSummary,
    Push,
    PushKind,
    day_of,
    implementation_page,
    implementation_summary,
    of_kind,
    push,
    push_counts,
    to_push,
)
from .frame import Basis, PeriodChoice, answers, catalogue, choose, period_choices
from .freshness import stamp
from .implementation import Implementation, Late, implementation_of
from .indicator import IndicatorPage, indicator_page, versions_of
from .member_body import MemberBody, member_body_of
from .organisation_coverage import BlankSpots, CoveragePage, blank_spots_of, coverage_page
from .page import dashboard
from .programme import ProgrammeCard, ProgrammePage, programme_cards, programme_page
from .shapes import Child, Dashboard, Evenness, Ranked, TrendLine
from .summary import Summary, summary
from .village import VillagePage, village_page

__all__ = [
    "MOST_LISTED",
    "AlertBoard",
    "Basis",
    "BlankSpots",
    "Carriers",
    "Child",
    "Coverage",
    "CoveragePage",
    "Creation",
    "Dashboard",
    "Evenness",
    "Explanation",
    "Implementation",
    "ImplementationPage",
    "ImplementationSummary",
    "IndicatorPage",
    "Late",
    "MemberBody",
    "Outstanding",
    "PeriodChoice",
    "ProgrammeCard",
    "ProgrammePage",
    "Push",
    "PushKind",
    "Ranked",
    "Summary",
    "TrendLine",
    "VillagePage",
    "alerts_of",
    "answers",
    "blank_spots_of",
    "by_child",
    "carriers_of",
    "catalogue",
    "choose",
    "coverage_page",
    "creation_of",
    "dashboard",
    "day_of",
    "explanation",
    "implementation_of",
    "implementation_page",
    "implementation_summary",
    "indicator_page",
    "member_body_of",
    "narrowed",
    "of_kind",
    "outstanding_reports",
    "outstanding_units",
    "period_choices",
    "programme_cards",
    "programme_page",
    "push",
    "push_counts",
    "stamp",
    "summary",
    "to_push",
    "versions_of",
    "village_page",
]
