"""The catalogue to be kept, reports and totals to be looked at. One subject a file."""

from . import (
    arrangements,
    assessments,
    briefs,
    catalogue,
    jobs,
    paragraphs,
    publications,
    reports,
    studies,
    tasks,
    uploads,
)

__all__ = [
    "arrangements",
    "assessments",
    "briefs",
    "catalogue",
    "jobs",
    "paragraphs",
    "publications",
    "reports",
    "studies",
    "tasks",
    "uploads",
]
