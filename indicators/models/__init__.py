"""What is measured. One noun a file; this face names them all."""

from .dedication_day import DedicationDay
from .demo_household import DemoHousehold
from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .enterprise_post import EnterprisePost, EnterprisePostKind
from .help_record import RESULT_OF, HelpKind, HelpRecord, HelpResult
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .liaison import Liaison, LiaisonVisit
from .member_association import AssociationKind, MemberAssociation
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
    "AssociationKind",
    "Comparison",
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
    "Liaison",
    "LiaisonVisit",
    "MemberAssociation",
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
]
