"""What is measured. One noun a file; this face names them all."""

from .aim import Aim
from .alert_standard import AlertStandard
from .arrangement import Arrangement, Panel
from .assessment import FINAL, Assessment, AssessmentState, AssessmentVerb
from .brief import Brief
from .campaign import Campaign, CampaignKind, CampaignMeasure, CampaignResult
from .campaign_launch import CampaignLaunch
from .column_choice import MOST_COLUMNS, ColumnChoice, ColumnPage
from .creation_standard import CreationStandard, CreationStandards
from .cultivation import Cultivation, CultivationResult, at_start, converted, in_force
from .cultivation_list import STEPS, TRACKS, CultivationList
from .cultivation_measure import CultivationMeasure, MeasureKind, delivered
from .dedication_day import DedicationDay
from .demo_household import DemoHousehold
from .development_plan import DevelopmentPlan
from .document import ProgrammeDocument
from .economic_project import EconomicProject, ProjectKind
from .economy import VillageEconomyYear
from .economy_study import EconomyStudy
from .element import Element, Frequency, Nature
from .enrolment import Enrolment, Grade, cannot, completes, is_restricted, refusals
from .enterprise_post import EnterprisePost, EnterprisePostKind
from .floating_member import ContactWay, Contribution, FloatingContact, FloatingMember
from .help_record import RESULT_OF, HelpKind, HelpRecord, HelpResult
from .hours_review import HoursReview
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .innovation import InnovationProject
from .item_score import AssessmentEvent, ItemScore
from .job import Job, JobPart, JobState
from .key_list_quota import KeyListQuota
from .liaison import Liaison, LiaisonVisit
from .mechanism import Aspect, CreationImprovement, Mechanism, MechanismKind, Requirement
from .member_association import AssociationKind, MemberAssociation
from .member_development import (
    COLLEGE,
    FRONTLINE,
    WOMEN,
    YOUNG,
    MemberDevelopment,
    Stage,
    Stratum,
)
from .member_scheme import MemberGroup, MemberScheme
from .milestone import Milestone
from .model_case import ModelCase
from .paragraph import DocumentKind, ParagraphTemplate, Section
from .period import Period
from .pioneer_cup import LEADS_THE_CUP, SECTORS, CupReach, PioneerCup, PioneerCupEntry
from .pioneer_post import PioneerKind, PioneerPost
from .post_assignment import GOOD_OR_BETTER, PostAssignment, PostReview, Rating
from .programme import Programme
from .public_post import PostGroup, PublicPost
from .publication import Handover, Publication
from .rectification import Rectification, WeakSituation
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .rubric import CITY_SECTORS, Rubric, RubricKind
from .rubric_item import RubricItem, RubricLevel
from .satisfaction import Satisfaction
from .secondment import Secondment
from .skill import PersonSkill, SkillKind
from .skill_review import ReviewMethod, SkillReview
from .supervision import SupervisionVisit
from .task import RESPONSIBLE, Task
from .task_log import EntryKind, TaskEntry, TaskEvent
from .task_standard import TaskStandard
from .task_state import OPEN_STATES, TaskState, TaskVerb
from .theory_study import TheoryStudy
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
    "CITY_SECTORS",
    "COLLEGE",
    "FINAL",
    "FRONTLINE",
    "GOOD_OR_BETTER",
    "LEADS_THE_CUP",
    "MOST_COLUMNS",
    "OPEN_STATES",
    "RESPONSIBLE",
    "RESULT_OF",
    "SECTORS",
    "STEPS",
    "TIERS",
    "TRACKS",
    "WOMEN",
    "YOUNG",
    "Aim",
    "AlertStandard",
    "Arrangement",
    "Aspect",
    "Assessment",
    "AssessmentEvent",
    "AssessmentState",
    "AssessmentVerb",
    "AssociationKind",
    "BaseKind",
    "BatchState",
    "Brief",
    "Campaign",
    "CampaignKind",
    "CampaignLaunch",
    "CampaignMeasure",
    "CampaignResult",
    "ColumnChoice",
    "ColumnPage",
    "Comparison",
    "ContactWay",
    "Contribution",
    "CreationImprovement",
    "CreationStandard",
    "CreationStandards",
    "Cultivation",
    "CultivationList",
    "CultivationMeasure",
    "CultivationResult",
    "CupReach",
    "DedicationDay",
    "DemoHousehold",
    "DevelopmentPlan",
    "Direction",
    "Display",
    "DocumentKind",
    "EconomicProject",
    "EconomyStudy",
    "Element",
    "Enrolment",
    "EnterprisePost",
    "EnterprisePostKind",
    "EntryKind",
    "Explanation",
    "FloatingContact",
    "FloatingMember",
    "Frequency",
    "Grade",
    "Handover",
    "HelpKind",
    "HelpRecord",
    "HelpResult",
    "HourGroup",
    "HourStandard",
    "HoursReview",
    "How",
    "Indicator",
    "InnovationProject",
    "ItemScore",
    "Job",
    "JobPart",
    "JobState",
    "KeyListQuota",
    "Liaison",
    "LiaisonVisit",
    "MeasureKind",
    "Mechanism",
    "MechanismKind",
    "MemberAssociation",
    "MemberDevelopment",
    "MemberGroup",
    "MemberScheme",
    "Milestone",
    "ModelCase",
    "Nature",
    "Panel",
    "ParagraphTemplate",
    "Period",
    "PersonSkill",
    "PioneerCup",
    "PioneerCupEntry",
    "PioneerKind",
    "PioneerPost",
    "PlaceKind",
    "PostAssignment",
    "PostGroup",
    "PostReview",
    "Programme",
    "ProgrammeDocument",
    "ProjectKind",
    "PublicPost",
    "Publication",
    "Rating",
    "Rectification",
    "Report",
    "Requirement",
    "ReviewEvent",
    "ReviewMethod",
    "Revision",
    "Rubric",
    "RubricItem",
    "RubricKind",
    "RubricLevel",
    "Rule",
    "Satisfaction",
    "Secondment",
    "Section",
    "Severity",
    "SkillKind",
    "SkillReview",
    "Stage",
    "Status",
    "Stratum",
    "SupervisionVisit",
    "Target",
    "Task",
    "TaskEntry",
    "TaskEvent",
    "TaskStandard",
    "TaskState",
    "TaskVerb",
    "TheoryStudy",
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
    "VillageEconomyYear",
    "WeakSituation",
    "at_start",
    "cannot",
    "completes",
    "converted",
    "delivered",
    "in_force",
    "is_restricted",
    "refusals",
]
