"""Who and where. One noun a file; this face names them all."""

from .account import Role, User
from .append_only import AppendOnlyError, AppendOnlyModel, AppendOnlyQuerySet
from .area import LAST_ORDINAL, STEP, Area, AreaKind, Level
from .branch import Branch, Carrier, OrgType, Sector, SetupMode, standing_on
from .cadre import (
    CADRE_POSTS,
    Cadre,
    CadreSource,
    DoubleStrongCertification,
    ElectionMode,
    VillagePost,
)
from .change import AccessRecord, AreaChange, ChangeKind
from .industry import Industry
from .new_org import (
    FACTS,
    NewOrgKind,
    NewOrgUnit,
    Operation,
    SubKind,
    WorkCarrier,
    organised_on,
    worked_on,
)
from .person import Education, Person, PoliticalStatus, Sex
from .receipt import Receipt
from .saved_view import SavedView
from .standard import OrganisationStandard
from .term_rule import TermRule
from .token import ApiToken
from .township_leader import TownshipLeader, TownshipOffice
from .upload import RegisterUpload, UploadedFile
from .village import Village

__all__ = [
    "CADRE_POSTS",
    "FACTS",
    "LAST_ORDINAL",
    "STEP",
    "AccessRecord",
    "ApiToken",
    "AppendOnlyError",
    "AppendOnlyModel",
    "AppendOnlyQuerySet",
    "Area",
    "AreaChange",
    "AreaKind",
    "Branch",
    "Cadre",
    "CadreSource",
    "Carrier",
    "ChangeKind",
    "DoubleStrongCertification",
    "Education",
    "ElectionMode",
    "Industry",
    "Level",
    "NewOrgKind",
    "NewOrgUnit",
    "Operation",
    "OrgType",
    "OrganisationStandard",
    "Person",
    "PoliticalStatus",
    "Receipt",
    "RegisterUpload",
    "Role",
    "SavedView",
    "Sector",
    "SetupMode",
    "Sex",
    "SubKind",
    "TermRule",
    "TownshipLeader",
    "TownshipOffice",
    "UploadedFile",
    "User",
    "Village",
    "VillagePost",
    "WorkCarrier",
    "organised_on",
    "standing_on",
    "worked_on",
]
