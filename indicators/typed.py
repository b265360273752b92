"""What people type into a cell, read as an exact number. No Django.

Understood: full-width digits and points, thousands separators of both widths, 万, spaces
around and inside, a trailing unit. A blank, "-", "－", "—" and "/" mean "no value"; 不适用 and
无此项 mean that the unit has no such thing, which is neither a blank nor 0.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

NOT_APPLICABLE = "n/a"  # stands for a value where the question does not apply to the unit
NOT_APPLICABLE_WORDS = {"不适用", "无此项", "n/a", "na"}
BLANK = {"", "-", "—", "——", "/", "无数据"}
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"\d+(\.\d+)?|\.\d+")
WAN = Decimal(10_000)
MOST_DIGITS = 15


class NotANumber(ValueError):
    """The text cannot be read; the message says why, in Chinese."""


def read_cell(text: str, decimals: int = 0, unit: str = "") -> int | str | None:
    """As `read_number`, and NOT_APPLICABLE for 不适用, 无此项 and N/A."""
    if normal(text).lower() in NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    return read_number(text, decimals, unit)


def read_number(text: str, decimals: int = 0, unit: str = "") -> int | None:
    """The typed text as an integer scaled by `decimals`, or None for a blank.

    Raises NotANumber for anything unclear: never guesses, never rounds away digits.
    """
    plain = normal(text)
    if plain in BLANK:
        return None
    if unit and plain.endswith(unit):
        plain = plain.removesuffix(unit)
    factor = Decimal(1)
    if plain.endswith("万"):
        plain, factor = plain.removesuffix("万"), WAN
    if plain.startswith("-"):
        raise NotANumber(f"“{shown(text)}”是负数，此处不能小于0")
    if plain.endswith("%"):
        raise NotANumber(f"“{shown(text)}”是百分比，此处应填数量")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise NotANumber(f"“{shown(text)}”不是数字")
    return scaled(plain, factor, decimals, text)


def normal(text: str) -> str:
    """Full-width forms made half-width; spaces of every kind and quotes of text cells gone."""
    plain = unicodedata.normalize("NFKC", str(text))
    plain = "".join(char for char in plain if not char.isspace() and char not in "\u200b\ufeff'")
    return plain.replace("−", "-").replace("–", "-").replace("，", ",").replace("。", ".")


def scaled(plain: str, factor: Decimal, decimals: int, text: str) -> int:
    try:
        value = Decimal(plain) * factor * 10**decimals
    except InvalidOperation as error:
        raise NotANumber(f"“{shown(text)}”不是数字") from error
    if value != value.to_integral_value():
        place = f"最多{decimals}位小数" if decimals else "应为整数"
        raise NotANumber(f"“{shown(text)}”小数位过多，{place}")
    if value >= 10**MOST_DIGITS:
        raise NotANumber(f"“{shown(text)}”过大，请核对单位")
    return int(value)


def shown(text: str) -> str:
    """The text as it is repeated in a message: one line, not endless."""
    line = " ".join(str(text).split())
    return line if len(line) <= 20 else line[:20] + "…"


def typed_text(value: int | str | None, decimals: int = 0) -> str:
    """A stored value as one would type it: 12.5, 不适用, nothing for a blank. Reads back as itself."""
    if value is None:
        return ""
    if value == NOT_APPLICABLE:
        return "不适用"
    number = Decimal(value).scaleb(-decimals)
    return f"{number:.0f}" if number == number.to_integral_value() else f"{number.normalize():f}"
