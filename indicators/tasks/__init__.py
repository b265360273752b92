"""Tasks (督办): arranged, carried out, judged. This face names the transition table and its verbs."""

from .verbs import (
    TRANSITIONS,
    TaskRefused,
    accept,
    adjust,
    arrange,
    cancel,
    may,
    report_done,
    send_back,
    tell_progress,
    verbs_for,
)

__all__ = [
    "TRANSITIONS",
    "TaskRefused",
    "accept",
    "adjust",
    "arrange",
    "cancel",
    "may",
    "report_done",
    "send_back",
    "tell_progress",
    "verbs_for",
]
