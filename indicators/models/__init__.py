"""What is measured. One noun a file; this face names them all."""

from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .enrolment import Enrolment, Grade, completes, is_restricted, refusals
from .hours_review import HoursReview
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
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
    "TIERS",
    "BaseKind",
    "BatchState",
    "Comparison",
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
    "completes",
    "is_restricted",
    "refusals",
]
