"""The catalogue to be kept, reports and totals to be looked at. One subject a file."""

from . import catalogue, reports

__all__ = ["catalogue", "reports"]
