"""Formulas: sums and differences of elements with whole-number coefficients. No Django.

    formula = [sign] term {sign term}
    term    = [number "*"] (code | number | "(" formula ")")
    sign    = "+" | "-"

A formula is linear, so the formula of a sum is the sum of the formulas: what holds for
villages holds for the totals above them. Products and quotients of elements have no place
here; an indicator divides once, at the end.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+)|(?P<code>[a-z][a-z0-9_]*)|(?P<mark>[-+*()])|(?P<other>\S))")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class FormulaError(ValueError):
    """The text is no formula; the message says in Chinese where and why."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula: `text` as written, `terms` as (code, coefficient), and a constant."""

    text: str
    terms: tuple[tuple[str, int], ...]
    constant: int = 0

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "Formula":
        """From text; raises FormulaError."""
        terms, constant = _Reader(text).read()
        return cls(text, tuple(terms.items()), constant)

    @property
    def codes(self) -> tuple[str, ...]:
        """The element codes, each once, in the order of their first appearance."""
        return tuple(code for code, _ in self.terms)

    def evaluate(self, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """The exact value in natural units, or None when any of the codes is missing or None."""
        total = Decimal(self.constant)
        for code, coefficient in self.terms:
            value = values.get(code)
            if value is None:
                return None
            total += coefficient * value
        return total

    def spoken(self, names: Mapping[str, str]) -> str:
        """The text with element names in place of their codes."""
        return _CODE.sub(lambda match: names.get(match[0], match[0]), self.text)


class _Reader:
    """Reads one text from left to right; brackets are a stack of factors, so depth costs nothing."""

    def __init__(self, text: str):
        self.text = text
        self.tokens = list(self._tokens())

    def _tokens(self):
        """(kind, token, position counted from 1); the last is the end."""
        for match in _TOKEN.finditer(self.text):
            yield match.lastgroup, match[match.lastgroup], match.start(match.lastgroup) + 1
        yield "end", "", len(self.text.rstrip()) + 1

    def read(self) -> tuple[dict[str, int], int]:
        terms: dict[str, int] = {}
        constant = 0
        factors, factor = [1], 1  # of the open brackets, and of the operand to come
        signable, operand = True, True  # may a sign come; must an operand come
        index = 0
        while self.tokens[index][0] != "end":
            kind, piece, _ = self.tokens[index]
            if operand and piece in ("+", "-") and signable:
                factor, signable = factor * (-1 if piece == "-" else 1), False
            elif operand and kind == "number" and self.tokens[index + 1][1] == "*":
                factor, signable = factor * int(piece), False
                index += 1
            elif operand and piece == "(":
                factors.append(factor)
                signable = True
            elif operand and kind == "code":
                terms[piece] = terms.get(piece, 0) + factor
                operand = False
            elif operand and kind == "number":
                constant += factor * int(piece)
                operand = False
            elif not operand and piece in ("+", "-"):
                factor, operand, signable = factors[-1] * (-1 if piece == "-" else 1), True, False
            elif not operand and piece == ")" and len(factors) > 1:
                factors.pop()
            else:
                self._refuse(index, operand)
            index += 1
        if operand or len(factors) > 1:
            self._refuse(index, operand)
        return terms, constant

    def _refuse(self, index: int, operand: bool):
        kind, piece, position = self.tokens[index]
        if not self.text.strip():
            raise FormulaError("公式为空")
        if kind == "end" and not operand:
            raise FormulaError(f"公式少一个右括号：{self.text}")
        if kind == "other":
            raise FormulaError(f"公式第{position}个字符“{piece}”不能识别：{self.text}")
        found = "公式已结束" if kind == "end" else f"却是“{piece}”"
        missing = "指标项代码、数字或左括号" if operand else "加号、减号或右括号"
        raise FormulaError(f"公式第{position}个字符处应为{missing}，{found}：{self.text}")


parse = Formula.parse
