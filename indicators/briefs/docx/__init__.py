"""A document as a Word file in the layout of GB/T 9704-2012. One subject a file. No Django."""

from .faces import Faces
from .writing import write_docx

__all__ = ["Faces", "write_docx"]
