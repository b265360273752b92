"""What is measured. One noun a file; this face names them all."""

from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .enrolment import Enrolment, Grade, completes, is_restricted, refusals
from .hours_review import HoursReview
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .key_list_quota import KeyListQuota
from .model_case import ModelCase
from .period import Period
from .programme import Programme
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .secondment import Secondment
from .total import Total
from .trainee import TraineeClass
from .training import BaseKind, BatchState, TrainingBase, TrainingBatch
from .training_settings import (
    TIERS,
    HourGroup,
    HourStandard,
    PlaceKind,
    Tier,
    TierRule,
    TrainingMode,
    TrainingPlan,
    TrainingRule,
)
from .upload import Upload

__all__ = [
    "STEPS",
    "TIERS",
    "TRACKS",
    "BaseKind",
    "BatchState",
    "Comparison",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "Direction",
    "Display",
    "Element",
    "Enrolment",
    "Explanation",
    "Frequency",
    "Grade",
    "Handover",
    "HourGroup",
    "HourStandard",
    "HoursReview",
    "How",
    "Indicator",
    "KeyListQuota",
    "MeasureKind",
    "ModelCase",
    "Nature",
    "Period",
    "PlaceKind",
    "Programme",
    "ProgrammeDocument",
    "Publication",
    "Report",
    "ReviewEvent",
    "Revision",
    "Rule",
    "Secondment",
    "Severity",
    "Status",
    "Target",
    "Tier",
    "TierRule",
    "Total",
    "TraineeClass",
    "TrainingBase",
    "TrainingBatch",
    "TrainingMode",
    "TrainingPlan",
    "TrainingRule",
    "Upload",
    "Verb",
    "at_start",
    "completes",
    "converted",
    "delivered",
    "in_force",
    "is_restricted",
    "refusals",
]
