"""The catalogue files: read and checked as a whole, then put into the database."""

from .entries import CatalogueError, Entry
from .reading import Catalogue, read
from .storing import Outcome, store

__all__ = ["Catalogue", "CatalogueError", "Entry", "Outcome", "read", "store"]
