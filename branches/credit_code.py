"""The unified social credit code of a unit: 18 characters, the last one a check (GB 32100-2015)."""

import re

from django.core.exceptions import ValidationError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z: they are taken for digits
WEIGHTS = [pow(3, place, 31) for place in range(17)]
_FORM = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")


def check_character(body: str) -> str:
    """The character that belongs after the first 17."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def validate_credit_code(value: str) -> None:
    """Raises ValidationError, in Chinese, for what cannot be a code."""
    if not _FORM.fullmatch(value):
        raise ValidationError("统一社会信用代码为18位数字和大写字母，不含I、O、S、V、Z。", code="credit_code_form")
    if check_character(value[:17]) != value[17]:
        raise ValidationError("统一社会信用代码的校验位不对，请核对是否抄错。", code="credit_code_check")
