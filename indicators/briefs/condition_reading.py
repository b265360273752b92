"""Conditions from text: `ds_secretary_rate.value < 75 且 有 ds_secretary_rate.worst`. No Django.

condition = all {"或" all}          all  = one {"且" one}
one       = "非" one | "(" condition ")" | ("有" | "没有") path | operand comparison operand
operand   = path | number ["%"] | “text”
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .conditions import COMPARISONS, Compare, Condition, Has, Joined, Not, Number, Operand, Path, Text
from .subjects import is_path

SPELT = {
    ">=": "≥", "大于等于": "≥", "不低于": "≥", "不小于": "≥", "＞=": "≥",
    "<=": "≤", "小于等于": "≤", "不高于": "≤", "不大于": "≤", "＜=": "≤",
    "!=": "≠", "不等于": "≠",
    "＞": ">", "大于": ">", "高于": ">",
    "＜": "<", "小于": "<", "低于": "<",
    "==": "=", "＝": "=", "等于": "=",
}  # fmt: skip
WORDS = {"且": "且", "并且": "且", "或": "或", "或者": "或", "非": "非", "有": "有", "没有": "没有"}
BRACKETS = {"(": "(", "（": "(", ")": ")", "）": ")"}
DEEPEST = 10
_MARKS = sorted([*COMPARISONS, *SPELT, *WORDS, *BRACKETS], key=len, reverse=True)
_TOKEN = re.compile(
    r"\s*(?:(?P<path>[a-z][a-z0-9_.]*)|(?P<number>[-−]?[0-9]+(?:\.[0-9]+)?[%％]?)"
    rf"|“(?P<text>[^”]*)”|\"(?P<quoted>[^\"]*)\"|(?P<mark>{'|'.join(map(re.escape, _MARKS))})|(?P<other>\S))"
)


class ConditionError(ValueError):
    """No condition; `at` is where in its text, `piece` what stands there, the message is in Chinese."""

    def __init__(self, at: int, piece: str, message: str):
        self.at, self.piece = at, piece
        super().__init__(message)


def parse_condition(text: str, at: int = 0) -> Condition:
    """From text; positions are counted from `at`. Raises ConditionError."""
    return _Reader(text, at).read()


class _Reader:
    def __init__(self, text: str, at: int):
        self.tokens = list(self._tokens(text, at))
        self.index = 0
        self.depth = 0

    def _tokens(self, text: str, start: int) -> Iterator[tuple[str, str, int, str]]:
        """(kind, meaning, position, as written); the last is the end."""
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            piece = match[kind]
            position = start + match.start(kind)
            if kind == "mark":
                meaning = WORDS.get(piece) or BRACKETS.get(piece) or SPELT.get(piece, piece)
                yield "mark", meaning, position, piece
            else:
                yield ("text" if kind == "quoted" else kind), piece, position, piece
        yield "end", "", start + len(text.rstrip()), ""

    def read(self) -> Condition:
        if self.tokens[0][0] == "end":
            raise ConditionError(self.tokens[0][2], "", "条件是空的")
        condition = self.joined("或")
        if self.tokens[self.index][0] != "end":
            self.refuse("这里应为“且”“或”，或到此为止")
        return condition

    def accept(self, *marks: str) -> str:
        kind, meaning, *_ = self.tokens[self.index]
        if kind != "mark" or meaning not in marks:
            return ""
        self.index += 1
        return meaning

    def joined(self, word: str) -> Condition:
        parts: list[Condition] = []
        while True:
            part = self.joined("且") if word == "或" else self.one()
            parts += part.parts if isinstance(part, Joined) and part.word == word else [part]
            if not self.accept(word):
                return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def one(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"条件套得太深，最多{DEEPEST}层")
        condition = self.negated() if self.accept("非") else self.statement()
        self.depth -= 1
        return condition

    def negated(self) -> Condition:
        return Not(self.one())

    def statement(self) -> Condition:
        if self.accept("("):
            condition = self.joined("或")
            if not self.accept(")"):
                self.refuse("少一个右括号")
            return condition
        if word := self.accept("有", "没有"):
            operand = self.operand()
            if not isinstance(operand, Path):
                self.index -= 1
                self.refuse(f"“{word}”后面应为指标路径")
            return Has(operand) if word == "有" else Not(Has(operand))
        left = self.operand()
        comparison = self.accept(*COMPARISONS)
        if not comparison:
            self.refuse("这里应为大于、小于或等于（> < = >= <= !=）")
        return Compare(left, comparison, self.operand(), left.at)

    def operand(self) -> Operand:
        kind, _, at, piece = self.tokens[self.index]
        if kind == "path":
            if not is_path(piece):
                self.refuse(f"“{piece}”不是指标路径，应如 ds_secretary_rate.value")
            self.index += 1
            return Path(piece, at)
        if kind == "number":
            self.index += 1
            digits = piece.rstrip("%％").replace("−", "-")
            return Number(Decimal(digits), piece != piece.rstrip("%％"), at)
        if kind == "text":
            self.index += 1
            return Text(piece, at)
        return self.refuse("这里应为指标路径、数字或加引号的文字")

    def refuse(self, message: str):
        kind, _, at, piece = self.tokens[self.index]
        found = "条件已经结束" if kind == "end" else f"却是“{piece}”" if "这里" in message else ""
        raise ConditionError(at, piece, f"{message}{'，' if found else ''}{found}")
