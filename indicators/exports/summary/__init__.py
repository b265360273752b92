"""The quarter's summary tables as a workbook, with the very figures of the page. One sheet of it a file."""

from .book import Summarised, write_summary

__all__ = ["Summarised", "write_summary"]
