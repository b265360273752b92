"""What is measured. One noun a file; this face names them all."""

from .assessment import FINAL, Assessment, AssessmentState, AssessmentVerb
from .creation_standard import CreationStandard, CreationStandards
from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .document import ProgrammeDocument
from .economy import VillageEconomyYear
from .element import Element, Frequency, Nature
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .innovation import InnovationProject
from .item_score import AssessmentEvent, ItemScore
from .key_list_quota import KeyListQuota
from .mechanism import Aspect, CreationImprovement, Mechanism, MechanismKind, Requirement
from .model_case import ModelCase
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
    "STEPS",
    "TRACKS",
    "Aspect",
    "Assessment",
    "AssessmentEvent",
    "AssessmentState",
    "AssessmentVerb",
    "Comparison",
    "CreationImprovement",
    "CreationStandard",
    "CreationStandards",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
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
    "KeyListQuota",
    "MeasureKind",
    "Mechanism",
    "MechanismKind",
    "ModelCase",
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
    "at_start",
    "converted",
    "delivered",
    "in_force",
]
