"""Who and where. One noun a file; this face names them all."""

from .account import Role, User
from .append_only import AppendOnlyError, AppendOnlyModel, AppendOnlyQuerySet
from .appraisal import GOOD_ENOUGH, AppraisalResult, Grade
from .area import LAST_ORDINAL, STEP, Area, AreaKind, Level
from .branch import Branch, Carrier, OrgType, Sector, SetupMode, standing_on
from .cadre import (
    BRANCH_POSTS,
    CADRE_POSTS,
    VILLAGE_COMMITTEE_POSTS,
    Cadre,
    CadreSource,
    Crossing,
    ElectionMode,
    LeaveReason,
    VillagePost,
)
from .certification import CertificationReview, DoubleStrongCertification, DoubleStrongStandard, Track
from .change import AccessRecord, AreaChange, ChangeKind
from .election_term import ElectionTerm
from .industry import Industry
from .nationality import HAN, NATIONALITIES
from .new_org import FACTS, NewOrgKind, NewOrgUnit, Operation, SubKind, WorkCarrier, organised_on, worked_on
from .person import (
    COLLEGE_AND_ABOVE,
    PARTY_MEMBERS,
    Departure,
    Education,
    Occupation,
    Person,
    PoliticalStatus,
    Sex,
    SourceTag,
    present,
    tagged,
)
from .person_match import PersonMatch
from .receipt import Receipt
from .saved_view import SavedView
from .standard import OrganisationStandard
from .term_rule import TermRule
from .token import ApiToken
from .township_leader import TownshipLeader, TownshipOffice
from .upload import RegisterUpload, UploadedFile
from .village import Village

__all__ = [
    "BRANCH_POSTS",
    "CADRE_POSTS",
    "COLLEGE_AND_ABOVE",
    "FACTS",
    "GOOD_ENOUGH",
    "HAN",
    "LAST_ORDINAL",
    "NATIONALITIES",
    "PARTY_MEMBERS",
    "STEP",
    "VILLAGE_COMMITTEE_POSTS",
    "AccessRecord",
    "ApiToken",
    "AppendOnlyError",
    "AppendOnlyModel",
    "AppendOnlyQuerySet",
    "AppraisalResult",
    "Area",
    "AreaChange",
    "AreaKind",
    "Branch",
    "Cadre",
    "CadreSource",
    "Carrier",
    "CertificationReview",
    "ChangeKind",
    "Crossing",
    "Departure",
    "DoubleStrongCertification",
    "DoubleStrongStandard",
    "Education",
    "ElectionMode",
    "ElectionTerm",
    "Grade",
    "Industry",
    "LeaveReason",
    "Level",
    "NewOrgKind",
    "NewOrgUnit",
    "Occupation",
    "Operation",
    "OrgType",
    "OrganisationStandard",
    "Person",
    "PersonMatch",
    "PoliticalStatus",
    "Receipt",
    "RegisterUpload",
    "Role",
    "SavedView",
    "Sector",
    "SetupMode",
    "Sex",
    "SourceTag",
    "SubKind",
    "TermRule",
    "TownshipLeader",
    "TownshipOffice",
    "Track",
    "UploadedFile",
    "User",
    "Village",
    "VillagePost",
    "WorkCarrier",
    "organised_on",
    "present",
    "standing_on",
    "tagged",
    "worked_on",
]
