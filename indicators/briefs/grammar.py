"""The text of a paragraph taken apart: words, figures, choices. No Django.

    {path}  {path|规则 参数|规则}                     a figure
    [[如果 条件：文字|如果 条件：文字|否则：文字]]     a choice; without 否则 it may come to nothing

A choice holds no other choice. Line breaks are for the writer only and leave no trace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .condition_reading import ConditionError, parse_condition
from .conditions import Condition
from .subjects import is_path

BAR, COLON = "|｜", "：:"
IF, ELSE = "如果", "否则"
_MARK = re.compile(r"\{|\}|\[\[|\]\]|[｛｝]")


@dataclass(frozen=True)
class Problem:
    """What is wrong at `at` (counted from 0), with the piece of text that it is about."""

    at: int
    piece: str
    message: str


@dataclass(frozen=True)
class Words:
    text: str
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Call:
    """A word rule as written: its name and what follows it."""

    name: str
    parameters: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return " ".join((self.name, *self.parameters))


@dataclass(frozen=True)
class Figure:
    path: str
    calls: tuple[Call, ...] = ()
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return "{" + "|".join((self.path, *map(str, self.calls))) + "}"


Body = tuple[Words | Figure, ...]


@dataclass(frozen=True)
class Branch:
    """`condition` None is 否则."""

    condition: Condition | None
    body: Body

    def __str__(self) -> str:
        return f"{ELSE if self.condition is None else f'{IF} {self.condition}'}：{printed(self.body)}"


@dataclass(frozen=True)
class Choice:
    branches: tuple[Branch, ...]
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"[[{'|'.join(map(str, self.branches))}]]"


Node = Words | Figure | Choice


@dataclass(frozen=True)
class Parsed:
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]


def printed(nodes) -> str:
    """The text again, in one spelling: parsing it gives the same nodes."""
    return "".join(map(str, nodes))


def parse(text: str) -> Parsed:
    """Never raises: what cannot be understood is a problem, and reading goes on behind it."""
    reader = _Reader(text)
    return Parsed(tuple(reader.read(0, len(text), choices=True)), tuple(reader.problems))


class _Reader:
    def __init__(self, text: str):
        self.text = text
        self.problems: list[Problem] = []

    def problem(self, at: int, piece: str, message: str) -> None:
        self.problems.append(Problem(at, piece, message))

    def read(self, start: int, end: int, choices: bool) -> Iterator[Node]:
        """The nodes of a stretch of the text."""
        while start < end:
            mark = _MARK.search(self.text, start, end)
            if mark is None or mark.start() > start:
                yield Words(self.text[start : mark.start() if mark else end], start)
            if mark is None:
                return
            start = mark.start()
            if mark[0] == "{":
                node, start = self.figure(start, end)
            elif mark[0] == "[[" and choices:
                node, start = self.choice(start, end)
            else:
                node, start = self.stray(mark), mark.end()
            if node:
                yield node

    def stray(self, mark: re.Match) -> None:
        told = {
            "}": "多了一个“}”，前面没有对应的“{”",
            "]]": "多了“]]”，前面没有对应的“[[”",
            "[[": "条件里不能再套条件",
        }
        self.problem(mark.start(), mark[0], told.get(mark[0], "花括号应为半角的 { }"))

    def figure(self, start: int, end: int) -> tuple[Figure | None, int]:
        close = re.compile(r"[{}\n]|\[\[|\]\]").search(self.text, start + 1, end)
        if close is None or close[0] != "}":
            stop = close.start() if close else end
            self.problem(start, self.text[start:stop][:20], "花括号没有闭合，少一个“}”")
            return None, stop
        pieces = list(self.pieces(start + 1, close.start()))
        (at, path), *rest = pieces
        if not is_path(path):
            wrong = f"“{path}”不是指标路径，应如 ds_secretary_rate.value" if path else "花括号里是空的"
            self.problem(at, path or self.text[start : close.end()], wrong)
            return None, close.end()
        return Figure(path, tuple(self.calls(rest)), start), close.end()

    def calls(self, pieces: list[tuple[int, str]]) -> Iterator[Call]:
        for at, piece in pieces:
            if piece:
                name, *parameters = piece.split()
                yield Call(name, tuple(parameters), at)
            else:
                self.problem(at, "|", "“|”后面没有写规则")

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """(position, text without blanks around) of what stands between bars."""
        for match in re.compile(rf"(?:^|(?<=[{{{BAR}]))[^{BAR}]*").finditer(self.text, start, end):
            piece = match[0].strip()
            yield match.start() + len(match[0]) - len(match[0].lstrip()), piece

    def choice(self, start: int, end: int) -> tuple[Choice | None, int]:
        close = self.text.find("]]", start + 2, end)
        if close < 0:
            self.problem(start, self.text[start : start + 20], "“[[”没有闭合，少“]]”")
            return None, start + 2
        branches = []
        for at, stop in self.segments(start + 2, close):
            branch = self.branch(at, stop)
            if branch and branches and branches[-1].condition is None:
                self.problem(at, self.text[at:stop][:20], "“否则”应写在最后")
            branches += [branch] if branch else []
        if branches and branches[0].condition is None:
            self.problem(start, "[[", "“[[”后面应先写“如果 条件：”")
        return (Choice(tuple(branches), start) if branches else None), close + 2

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the branches lie: bars outside braces part them."""
        inside, begin = False, start
        for at in range(start, end):
            inside = (inside or self.text[at] == "{") and self.text[at] != "}"
            if self.text[at] in BAR and not inside:
                yield begin, at
                begin = at + 1
        yield begin, end

    def branch(self, start: int, end: int) -> Branch | None:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        head = self.text[start : start + 2]
        if start >= end or head not in (IF, ELSE):
            self.problem(start, self.text[start:end][:20], "这里应以“如果 条件：”或“否则：”开头")
            return None
        colon = self.colon(start + 2, end)
        if colon is None:
            self.problem(start, self.text[start:end][:20], f"“{head}”后面少一个冒号")
            return None
        condition = None
        if head == IF:
            try:
                condition = parse_condition(self.text[start + 2 : colon], start + 2)
            except ConditionError as error:
                self.problem(error.at, error.piece, str(error))
                return None
        elif self.text[start + 2 : colon].strip():
            self.problem(start + 2, self.text[start + 2 : colon].strip(), "“否则”后面直接写冒号")
        return Branch(condition, tuple(self.read(colon + 1, end, choices=False)))

    def colon(self, start: int, end: int) -> int | None:
        """The first colon outside quotes."""
        quoted = False
        for at in range(start, end):
            quoted = quoted ^ (self.text[at] == '"') if self.text[at] not in "“”" else self.text[at] == "“"
            if self.text[at] in COLON and not quoted:
                return at
        return None
