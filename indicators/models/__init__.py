"""What is measured. One noun a file; this face names them all."""

from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .dedication_day import DedicationDay
from .demo_household import DemoHousehold
from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .enterprise_post import EnterprisePost, EnterprisePostKind
from .help_record import RESULT_OF, HelpKind, HelpRecord, HelpResult
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .key_list_quota import KeyListQuota
from .liaison import Liaison, LiaisonVisit
from .member_association import AssociationKind, MemberAssociation
from .model_case import ModelCase
from .period import Period
from .pioneer_cup import LEADS_THE_CUP, SECTORS, CupReach, PioneerCup, PioneerCupEntry
from .programme import Programme
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .skill import PersonSkill, SkillKind
from .skill_review import ReviewMethod, SkillReview
from .theory_study import TheoryStudy
from .total import Total
from .upload import Upload

__all__ = [
    "LEADS_THE_CUP",
    "RESULT_OF",
    "SECTORS",
    "STEPS",
    "TRACKS",
    "AssociationKind",
    "Comparison",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "CupReach",
    "DedicationDay",
    "DemoHousehold",
    "Direction",
    "Display",
    "Element",
    "EnterprisePost",
    "EnterprisePostKind",
    "Explanation",
    "Frequency",
    "Handover",
    "HelpKind",
    "HelpRecord",
    "HelpResult",
    "How",
    "Indicator",
    "KeyListQuota",
    "Liaison",
    "LiaisonVisit",
    "MeasureKind",
    "MemberAssociation",
    "ModelCase",
    "Nature",
    "Period",
    "PersonSkill",
    "PioneerCup",
    "PioneerCupEntry",
    "Programme",
    "ProgrammeDocument",
    "Publication",
    "Report",
    "ReviewEvent",
    "ReviewMethod",
    "Revision",
    "Rule",
    "Severity",
    "SkillKind",
    "SkillReview",
    "Status",
    "Target",
    "TheoryStudy",
    "Total",
    "Upload",
    "Verb",
    "at_start",
    "converted",
    "delivered",
    "in_force",
]
