"""What is measured. One noun a file; this face names them all."""

from .aim import Aim
from .campaign import Campaign, CampaignKind, CampaignMeasure, CampaignResult
from .campaign_launch import CampaignLaunch
from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .document import ProgrammeDocument
from .element import Element, Frequency, Nature
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .key_list_quota import KeyListQuota
from .milestone import Milestone
from .model_case import ModelCase
from .period import Period
from .programme import Programme
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .task import RESPONSIBLE, Task
from .task_log import EntryKind, TaskEntry, TaskEvent
from .task_standard import TaskStandard
from .task_state import OPEN_STATES, TaskState, TaskVerb
from .total import Total
from .upload import Upload

__all__ = [
    "OPEN_STATES",
    "RESPONSIBLE",
    "STEPS",
    "TRACKS",
    "Aim",
    "Campaign",
    "CampaignKind",
    "CampaignLaunch",
    "CampaignMeasure",
    "CampaignResult",
    "Comparison",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "Direction",
    "Display",
    "Element",
    "EntryKind",
    "Explanation",
    "Frequency",
    "Handover",
    "How",
    "Indicator",
    "KeyListQuota",
    "MeasureKind",
    "Milestone",
    "ModelCase",
    "Nature",
    "Period",
    "Programme",
    "ProgrammeDocument",
    "Publication",
    "Report",
    "ReviewEvent",
    "Revision",
    "Rule",
    "Severity",
    "Status",
    "Target",
    "Task",
    "TaskEntry",
    "TaskEvent",
    "TaskStandard",
    "TaskState",
    "TaskVerb",
    "Total",
    "Upload",
    "Verb",
    "at_start",
    "converted",
    "delivered",
    "in_force",
]
