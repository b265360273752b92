"""What is measured. One noun a file; this face names them all."""

from .assessment import FINAL, Assessment, AssessmentState, AssessmentVerb
from .creation_standard import CreationStandard, CreationStandards
from .document import ProgrammeDocument
from .economy import VillageEconomyYear
from .element import Element, Frequency, Nature
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .innovation import InnovationProject
from .item_score import AssessmentEvent, ItemScore
from .mechanism import Aspect, CreationImprovement, Mechanism, MechanismKind, Requirement
from .period import Period
from .programme import Programme
from .publication import Handover, Publication
from .rectification import Rectification, WeakSituation
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .rubric import CITY_SECTORS, Rubric, RubricKind
from .rubric_item import RubricItem, RubricLevel
from .satisfaction import Satisfaction
from .supervision import SupervisionVisit
from .total import Total
from .upload import Upload

__all__ = [
    "CITY_SECTORS",
    "FINAL",
    "Aspect",
    "Assessment",
    "AssessmentEvent",
    "AssessmentState",
    "AssessmentVerb",
    "Comparison",
    "CreationImprovement",
    "CreationStandard",
    "CreationStandards",
    "Direction",
    "Display",
    "Element",
    "Explanation",
    "Frequency",
    "Handover",
    "How",
    "Indicator",
    "InnovationProject",
    "ItemScore",
    "Mechanism",
    "MechanismKind",
    "Nature",
    "Period",
    "Programme",
    "ProgrammeDocument",
    "Publication",
    "Rectification",
    "Report",
    "Requirement",
    "ReviewEvent",
    "Revision",
    "Rubric",
    "RubricItem",
    "RubricKind",
    "RubricLevel",
    "Rule",
    "Satisfaction",
    "Severity",
    "Status",
    "SupervisionVisit",
    "Target",
    "Total",
    "Upload",
    "Verb",
    "VillageEconomyYear",
    "WeakSituation",
]
