"""The catalogue to be kept, reports and totals to be looked at. One subject a file."""

from . import catalogue, publications, reports, tasks, uploads

__all__ = ["catalogue", "publications", "reports", "tasks", "uploads"]
