"""What is measured. One noun a file; this face names them all."""

from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .development_plan import DevelopmentPlan
from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .floating_member import ContactWay, Contribution, FloatingContact, FloatingMember
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .key_list_quota import KeyListQuota
from .member_development import (
    COLLEGE_AND_ABOVE,
    FRONTLINE,
    WOMEN,
    YOUNG,
    MemberDevelopment,
    Occupation,
    Stage,
    Stratum,
)
from .member_scheme import MemberGroup, MemberScheme
from .model_case import ModelCase
from .period import Period
from .pioneer_post import PioneerKind, PioneerPost
from .post_assignment import GOOD_OR_BETTER, PostAssignment, PostReview, Rating
from .programme import Programme
from .public_post import PostGroup, PublicPost
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .total import Total
from .upload import Upload

__all__ = [
    "COLLEGE_AND_ABOVE",
    "FRONTLINE",
    "GOOD_OR_BETTER",
    "STEPS",
    "TRACKS",
    "WOMEN",
    "YOUNG",
    "Comparison",
    "ContactWay",
    "Contribution",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "DevelopmentPlan",
    "Direction",
    "Display",
    "Element",
    "Explanation",
    "FloatingContact",
    "FloatingMember",
    "Frequency",
    "Handover",
    "How",
    "Indicator",
    "KeyListQuota",
    "MeasureKind",
    "MemberDevelopment",
    "MemberGroup",
    "MemberScheme",
    "ModelCase",
    "Nature",
    "Occupation",
    "Period",
    "PioneerKind",
    "PioneerPost",
    "PostAssignment",
    "PostGroup",
    "PostReview",
    "Programme",
    "ProgrammeDocument",
    "PublicPost",
    "Publication",
    "Rating",
    "Report",
    "ReviewEvent",
    "Revision",
    "Rule",
    "Severity",
    "Stage",
    "Status",
    "Stratum",
    "Target",
    "Total",
    "Upload",
    "Verb",
    "at_start",
    "converted",
    "delivered",
    "in_force",
]
