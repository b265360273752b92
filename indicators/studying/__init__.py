"""与经济结合: what the accounts of a year say about villages led by double-strong secretaries, kept to be read."""

from .findings import CAUTION
from .stamps import stale
from .verbs import Refused, audited_years, study, study_anew, study_below

__all__ = ["CAUTION", "Refused", "audited_years", "stale", "study", "study_anew", "study_below"]
