"""Who and where. One noun a file; this face names them all."""

from .account import Role, User
from .append_only import AppendOnlyError, AppendOnlyModel, AppendOnlyQuerySet
from .area import LAST_ORDINAL, STEP, Area, AreaKind, Level
from .branch import Branch, Carrier, OrgType, Sector, SetupMode
from .cadre import (
    CADRE_POSTS,
    Cadre,
    CadreSource,
    DoubleStrongCertification,
    ElectionMode,
    VillagePost,
)
from .change import AccessRecord, AreaChange, ChangeKind
from .new_org import NewOrgKind, NewOrgUnit, Operation
from .person import Education, Person, PoliticalStatus, Sex
from .receipt import Receipt
from .saved_view import SavedView
from .token import ApiToken
from .upload import RegisterUpload, UploadedFile
from .village import Village

__all__ = [
    "CADRE_POSTS",
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
    "Level",
    "NewOrgKind",
    "NewOrgUnit",
    "Operation",
    "OrgType",
    "Person",
    "PoliticalStatus",
    "Receipt",
    "RegisterUpload",
    "Role",
    "SavedView",
    "Sector",
    "SetupMode",
    "Sex",
    "UploadedFile",
    "User",
    "Village",
    "VillagePost",
]
