"""What is measured. One noun a file; this face names them all."""

from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .document import ProgrammeDocument
from .economic_project import EconomicProject, ProjectKind
from .element import Element, Frequency, Nature
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .key_list_quota import KeyListQuota
from .model_case import ModelCase
from .period import Period
from .programme import Programme
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .total import Total
from .upload import Upload

__all__ = [
    "STEPS",
    "TRACKS",
    "Comparison",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "Direction",
    "Display",
    "EconomicProject",
    "Element",
    "Explanation",
    "Frequency",
    "Handover",
    "How",
    "Indicator",
    "KeyListQuota",
    "MeasureKind",
    "ModelCase",
    "Nature",
    "Period",
    "Programme",
    "ProgrammeDocument",
    "ProjectKind",
    "Publication",
    "Report",
    "ReviewEvent",
    "Revision",
    "Rule",
    "Severity",
    "Status",
    "Target",
    "Total",
    "Upload",
    "Verb",
    "at_start",
    "converted",
    "delivered",
    "in_force",
]
