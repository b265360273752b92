"""Records of who and where, for administrators. One subject a file."""

from . import accounts, areas, people

__all__ = ["accounts", "areas", "people"]
