"""Habits of official writing that a text must keep: forbidden words, units not twice, 分别 in step. No Django."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .facts import Kind, Known
from .grammar import Body, Choice, Figure, Node, Problem, Words
from .rules import RULES
from .sentences import ENDS, OPEN, SHUT

FORBIDDEN = (
    (re.compile(r"截止目前"), "应写“截至目前”"),
    (re.compile(r"截止(?=到|至|[0-9今本上去]|$)"), "“截止”后面不跟时间，应写“截至”"),
    (re.compile(r"(?:减少|下降|降低|缩小)[了到]?[0-9一二两三四五六七八九十百几]+多?倍"), "减少、下降不能用“倍”"),
    (re.compile(r"[0-9.]+[—\-－~～至][0-9.]+[%％]"), "范围两端都写百分号，如 5%—10%"),
    (re.compile(r"(?<![0-9])[0-9]{2}年(?=[0-9]{1,2}月|底|初|末|度)"), "年份写四位数，如 2012年"),
    (re.compile(r"[0-9]+,[0-9]{3}(?![0-9])"), "正文中的整数不分节，不写逗号"),
    (
        re.compile(r"约[0-9.]+(?:多|余|左右|以上)|近[0-9.]+(?:多|余|左右|以上)"),
        "“约”“近”与“多”“余”“左右”“以上”不连用",
    ),
)
BEFORE = re.compile(r"(?:约|近|大约|将近|超过)$")
AFTER = re.compile(r"(?:多|余|左右|以上|上下)")
POINTS = "个百分点"


def problems_of_habit(nodes: tuple[Node, ...], known: Mapping[str, Known]) -> Iterator[Problem]:
    """Of the text as a whole, each branch of a choice by itself."""
    for body in _bodies(nodes):
        yield from _forbidden(body)
        yield from _unpaired(body)
        yield from _doubled(body, known)
        yield from _out_of_step(body, known)


def _bodies(nodes: tuple[Node, ...]) -> Iterator[Body]:
    """Stretches without a choice inside, then what the choices hold."""
    yield tuple(node for node in nodes if not isinstance(node, Choice))
    for node in nodes:
        if isinstance(node, Choice):
            yield from (branch.body for branch in node.branches)


def _forbidden(body: Body) -> Iterator[Problem]:
    for place, node in enumerate(body):
        if not isinstance(node, Words):
            continue
        for pattern, message in FORBIDDEN:
            for match in pattern.finditer(node.text):
                last = match.end() == len(node.text)
                if match[0] == "截止" and last and not _is_figure(body, place + 1):
                    continue
                yield Problem(node.at + match.start(), match[0], message)


def _is_figure(body: Body, place: int) -> bool:
    return place < len(body) and isinstance(body[place], Figure)


def _unpaired(body: Body) -> Iterator[Problem]:
    waiting: list[tuple[str, int]] = []
    for node in body:
        for at, character in enumerate(node.text, node.at) if isinstance(node, Words) else ():
            if character in OPEN:
                waiting.append((character, at))
            elif character in SHUT:
                if not waiting or OPEN.index(waiting[-1][0]) != SHUT.index(character):
                    yield Problem(at, character, f"“{character}”前面没有对应的前一半")
                else:
                    waiting.pop()
    yield from (Problem(at, character, f"“{character}”没有对应的后一半") for character, at in waiting)


def _doubled(body: Body, known: Mapping[str, Known]) -> Iterator[Problem]:
    """A unit or a word of rounding that the figure writes already."""
    for place, node in enumerate(body):
        if not isinstance(node, Figure) or node.path not in known:
            continue
        before = body[place - 1].text if place and isinstance(body[place - 1], Words) else ""
        behind = body[place + 1] if place + 1 < len(body) else None
        after = behind.text if isinstance(behind, Words) else ""
        rules = [RULES[call.name] for call in node.calls if call.name in RULES]
        if any(rule.rounds for rule in rules):
            if match := BEFORE.search(before):
                yield Problem(node.at - len(match[0]), match[0], f"“{match[0]}”与后面的约数重复")
            if match := AFTER.match(after):
                yield Problem(behind.at, match[0], f"“{match[0]}”与前面的约数重复")
        unit = _unit_of(node, known[node.path], rules)
        if unit and after.startswith(unit):
            yield Problem(behind.at, unit, f"前面的数已经带了单位“{unit}”")
        elif after.startswith(("%", "％")) and known[node.path].kind == Kind.POINTS:
            yield Problem(behind.at, after[0], "变化和差距用“个百分点”，不用百分号")


def _unit_of(figure: Figure, fact: Known, rules) -> str:
    """The unit that a figure ends with; "" where it writes none or one cannot tell."""
    if any(rule.bare for rule in rules):
        return ""
    if fact.kind == Kind.PERCENT:
        return "%" if not any(rule.name == "以上" for rule in rules) else ""
    if fact.kind == Kind.POINTS:
        return POINTS
    if fact.kind in (Kind.COUNT, Kind.AMOUNT, Kind.CHANGE):
        own = [call.parameters[0] for call in figure.calls if call.name in RULES and call.parameters]
        return own[-1] if own else fact.unit
    return "天" if fact.kind == Kind.DAYS else ""


@dataclass(frozen=True)
class Use:
    path: str
    rule: str
    at: int


def _out_of_step(body: Body, known: Mapping[str, Known]) -> Iterator[Problem]:
    """In one sentence, 名称 and 数值 must come from the same list: the n-th number is the n-th name's."""
    for uses in _sentences(body):
        names = [use for use in uses if use.rule in ("名称", "顿号")]
        numbers = [use for use in uses if use.rule == "数值"]
        for use in numbers:
            if names and use.path not in {name.path for name in names}:
                yield Problem(use.at, use.path, f"“分别”的名称来自 {names[0].path}，数值来自 {use.path}，对不上")


def _sentences(body: Body) -> Iterator[list[Use]]:
    uses: list[Use] = []
    for node in body:
        if isinstance(node, Figure):
            arranged = " ".join(str(call) for call in node.calls[:-1])
            last = node.calls[-1].name if node.calls else ""
            uses.append(Use(f"{node.path}{'|' if arranged else ''}{arranged}", last, node.at))
        elif any(mark in node.text for mark in ENDS):
            yield uses
            uses = []
    yield uses
