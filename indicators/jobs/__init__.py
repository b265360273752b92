"""Files that take long: ordered once, made part by part while the page shows how far it is, cancelled at will.

No process of its own is needed: the page that waits asks for the next part. Closed in the middle, the
work stands still and goes on when the page is opened again.
"""

from .kinds import KINDS, JobKind, Made
from .running import Progress, archive, cancel, progress_of, start, step
from .summaries import SUMMARIES

__all__ = [
    "KINDS",
    "SUMMARIES",
    "JobKind",
    "Made",
    "Progress",
    "archive",
    "cancel",
    "progress_of",
    "start",
    "step",
]
