"""What may stand in a file, and how wide it is."""

import re
import unicodedata

# Controls, lone surrogates, non-characters, and marks that turn the writing direction around.
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")


LONG_WORD = re.compile("[!-~]{25}")


def safe(text: str) -> str:
    """Without what XML or a reader's eye would stumble over; line breaks become a space."""
    return BREAKS.sub(" ", UNWANTED.sub("", text))


def clean(text: str) -> str:
    """Safe, and without blanks at the ends."""
    return safe(text).strip()


def width(text: str) -> float:
    """In characters of full width: 漯河 is 2, 12.5% is 2.5."""
    return sum(0.5 if unicodedata.east_asian_width(char) in ("N", "Na", "H") else 1 for char in text)
