"""What is wrong with the text and the condition of a paragraph, with the place of each fault. No Django."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .condition_reading import ConditionError, parse_condition
from .conditions import Compare, Condition, Number, Operand, Path, Text, walk
from .facts import Kind, Known
from .grammar import Body, Call, Choice, Figure, Node, Problem, parse
from .habits import problems_of_habit
from .rules import NUMBER, PATH, RULES, WordRule
from .subjects import LISTS, NUMBERS, is_path

MOST_PLACES = 50
Kinds = Mapping[str, Known]
NAMES = {
    Kind.COUNT: "数量",
    Kind.PERCENT: "百分比",
    Kind.POINTS: "百分点之差",
    Kind.CHANGE: "增减数",
    Kind.AMOUNT: "带小数的数量",
    Kind.INDEX: "系数",
    Kind.DAYS: "天数",
    Kind.RANK: "位次",
    Kind.TEXT: "文字",
    Kind.DATE: "日期",
    Kind.NAMES: "名单",
    Kind.PLACES: "单位和数值的名单",
}


@dataclass(frozen=True)
class Fault:
    """A mistake in "text" or "when"; `line` and `column` are counted from 1, `piece` is what it is about."""

    field: str
    line: int
    column: int
    piece: str
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行第{self.column}字：{self.message}"


def check(text: str, when: str, known: Kinds) -> list[Fault]:
    """Every fault of a paragraph, in the order of their places; an empty list when there is none."""
    return [*_placed("when", when, _in_when(when, known)), *_placed("text", text, _in_text(text, known))]


def _placed(field: str, text: str, problems: Iterable[Problem]) -> Iterator[Fault]:
    for problem in sorted(problems, key=lambda problem: problem.at):
        before = text[: problem.at]
        line, column = before.count("\n") + 1, problem.at - (before.rfind("\n") + 1) + 1
        yield Fault(field, line, column, problem.piece, problem.message)


def _in_when(when: str, known: Kinds) -> Iterator[Problem]:
    if not when.strip():
        return
    try:
        yield from _in_condition(parse_condition(when), known)
    except ConditionError as error:
        yield Problem(error.at, error.piece, str(error))


def _in_text(text: str, known: Kinds) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(0, "", "段落没有文字")
    parsed = parse(text)
    yield from parsed.problems
    yield from _in_nodes(parsed.nodes, known)
    yield from problems_of_habit(parsed.nodes, known)


def _in_nodes(nodes: tuple[Node, ...] | Body, known: Kinds) -> Iterator[Problem]:
    for node in nodes:
        if isinstance(node, Figure):
            yield from _in_figure(node, known)
        elif isinstance(node, Choice):
            for branch in node.branches:
                if branch.condition is not None:
                    yield from _in_condition(branch.condition, known)
                yield from _in_nodes(branch.body, known)


# figures ---------------------------------------------------------------------
def _in_figure(figure: Figure, known: Kinds) -> Iterator[Problem]:
    fact = known.get(figure.path)
    if fact is None:
        yield unknown_path(figure.path, figure.at + 1, known)
    written = ""
    for call in figure.calls:
        rule = RULES.get(call.name)
        if rule is None:
            yield Problem(call.at, call.name, f"没有“{call.name}”这个规则{_like(call.name, RULES)}")
            return
        if written:
            yield Problem(call.at, call.name, f"“{written}”已经写成文字，后面不能再接“{call.name}”")
        if fact is not None and fact.kind not in rule.kinds:
            fits = "、".join(name for kind, name in NAMES.items() if kind in rule.kinds)
            yield Problem(call.at, call.name, f"“{call.name}”只用于{fits}，{figure.path} 是{NAMES[fact.kind]}")
        yield from _in_parameters(call, rule, fact, known)
        written = call.name if rule.write else ""


def _in_parameters(call: Call, rule: WordRule, fact: Known | None, known: Kinds) -> Iterator[Problem]:
    wanted, given = (*rule.needs, *rule.may), call.parameters
    if len(given) < len(rule.needs):
        what = "数字" if NUMBER in rule.needs else "路径" if PATH in rule.needs else "单位"
        yield Problem(call.at, call.name, f"“{call.name}”后面应写{what}")
    if len(given) > len(wanted):
        yield Problem(call.at, call.name, f"“{call.name}”后面多了“{' '.join(given[len(wanted) :])}”")
    for kind, word in zip(wanted, given, strict=False):
        if kind == NUMBER and not (re.fullmatch("[0-9]{1,2}", word) and int(word) in _range(rule)):
            allowed = _range(rule)
            message = f"“{call.name}”后面应为{allowed.start}至{allowed.stop - 1}的整数，不是“{word}”"
            yield Problem(call.at, word, message)
        elif kind == PATH and not is_path(word):
            yield Problem(call.at, word, f"“{call.name}”后面应为指标路径，不是“{word}”")
        elif is_path(word):
            yield from _in_parameter_path(call, kind, word, fact, known)


def _range(rule: WordRule) -> range:
    return range(5) if rule.name == "位数" else range(1, MOST_PLACES + 1)


def _in_parameter_path(call: Call, kind: str, path: str, fact: Known | None, known: Kinds) -> Iterator[Problem]:
    other = known.get(path)
    if other is None:
        yield unknown_path(path, call.at, known)
    elif kind == PATH and (
        other.kind not in (Kind.COUNT, Kind.AMOUNT) or (fact is not None and other.unit != fact.unit)
    ):
        yield Problem(call.at, path, f"“{call.name}”后面应为同一单位的数量，{path} 是{_spoken(other)}")
    elif kind != PATH and other.kind != Kind.TEXT:
        yield Problem(call.at, path, f"“{call.name}”后面应为文字，{path} 是{NAMES[other.kind]}")


def unknown_path(path: str, at: int, known: Kinds) -> Problem:
    """With what is near: another part of the same indicator, or another indicator."""
    code, _, part = path.partition(".")
    siblings = [other for other in known if other.partition(".")[0] == code]
    if siblings:
        parts = [other.partition(".")[2] for other in siblings]
        near = difflib.get_close_matches(part, parts, 1, 0.5)
        told = f"，是不是 {code}.{near[0]}" if near else f"，可用的有 {'、'.join(parts)}"
        return Problem(at, path, f"“{code}”没有“{part}”这一项{told}")
    return Problem(at, path, f"没有“{code}”这个指标{_like(code, {other.partition('.')[0] for other in known})}")


def _like(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(words), 1, 0.6)
    return f"，是不是“{near[0]}”" if near else ""


# conditions ------------------------------------------------------------------
def _in_condition(condition: Condition, known: Kinds) -> Iterator[Problem]:
    for one in walk(condition):
        if not isinstance(one, Compare):
            if one.path.path not in known:
                yield unknown_path(one.path.path, one.path.at, known)
            continue
        lost = [p for p in (one.left, one.right) if isinstance(p, Path) and p.path not in known]
        yield from (unknown_path(path.path, path.at, known) for path in lost)
        if not lost and (wrong := _mismatch(one, known)):
            yield Problem(one.at, str(one.left), wrong)


def _mismatch(one: Compare, known: Kinds) -> str:
    """Why the two sides cannot be compared, or ""."""
    paths = [side for side in (one.left, one.right) if isinstance(side, Path)]
    if not paths:
        return "比较的两边至少一边应为指标路径"
    for path in paths:
        kind = known[path.path].kind
        if kind in LISTS or kind == Kind.DATE:
            return f"{path} 是{NAMES[kind]}，不能比较大小，只能写“有 {path}”"
    left, right = (_sort(side, known) for side in (one.left, one.right))
    if Kind.TEXT in (left[0], right[0]) and one.comparison not in ("=", "≠"):
        return "文字只能比较是否相等"
    fits = left == right or {left[0], right[0]} == {Kind.RANK, Kind.COUNT} or _plain_number(one, left, right)
    return "" if fits else f"{_told(one.left, known)}不能与{_told(one.right, known)}比较"


def _sort(side: Operand, known: Kinds) -> tuple[Kind | None, str]:
    """(kind, unit) of one side; a number without % goes with every kind of number."""
    if isinstance(side, Text):
        return Kind.TEXT, ""
    if isinstance(side, Number):
        return (Kind.PERCENT if side.percent else None), ""
    fact = known[side.path]
    return fact.kind, ("" if fact.kind not in (Kind.COUNT, Kind.AMOUNT, Kind.CHANGE) else fact.unit)


def _plain_number(one: Compare, left, right) -> bool:
    return any(a[0] is None and b[0] in NUMBERS for a, b in ((left, right), (right, left)))


def _told(side: Operand, known: Kinds) -> str:
    if isinstance(side, Path):
        return f"{side}（{_spoken(known[side.path])}）"
    return f"“{side}”（{'文字' if isinstance(side, Text) else '百分比' if side.percent else '数字'}）"


def _spoken(fact: Known) -> str:
    return f"{NAMES[fact.kind]}，单位{fact.unit}" if fact.unit else NAMES[fact.kind]
