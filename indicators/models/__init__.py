"""What is measured. One noun a file; this face names them all."""

from .document import ProgrammeDocument
from .economic_project import EconomicProject, ProjectKind
from .element import Element, Frequency, Nature
from .indicator import Comparison, Direction, Display, Indicator, Rule, Severity, Target
from .period import Period
from .programme import Programme
from .publication import Handover, Publication
from .report import How, Report, Revision, Status
from .review import Explanation, ReviewEvent, Verb
from .total import Total
from .upload import Upload

__all__ = [
    "Comparison",
    "Direction",
    "Display",
    "EconomicProject",
    "Element",
    "Explanation",
    "Frequency",
    "Handover",
    "How",
    "Indicator",
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
]
