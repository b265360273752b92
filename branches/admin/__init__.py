"""Records of who and where, for administrators. One subject a file."""

from . import accounts, areas, organisations, people

__all__ = ["accounts", "areas", "organisations", "people"]
