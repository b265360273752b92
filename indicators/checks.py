"""Rules over the plain values of one report. No Django."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, le
from typing import Protocol

from .formula import Formula

HOLDS = {"<=": le, ">=": ge, "=": eq}
SHOULD = {"<=": "不应大于", ">=": "不应小于", "=": "应等于"}
SIGNS = str.maketrans({"+": "＋", "-": "－", "*": "×"})
# names of the rules that hold without being written
REQUIRED, NEGATIVE, INAPPLICABLE = "required", "negative", "not_applicable"


class ElementSpec(Protocol):
    """What a check reads of an element; `indicators.models.Element` has it all."""

    code: str
    name: str
    unit: str
    decimals: int
    required: bool
    source: str


class RuleSpec(Protocol):
    """What a check reads of a rule; `indicators.models.Rule` has it all."""

    code: str
    left: str
    comparison: str  # "<=", ">=" or "="
    right: str
    severity: str  # "error" or "warning"
    message: str


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong ("error") or odd ("warning"): one Chinese sentence and its cells."""

    severity: str
    message: str
    cells: tuple[str, ...]
    rule: str


def check(
    values: Mapping[str, int | None],
    elements: Iterable[ElementSpec],
    rules: Iterable[RuleSpec],
    asked: Collection[str] | None = None,
    not_applicable: Collection[str] = (),
) -> list[Finding]:
    """What is wrong with the values ({code: scaled integer or None}) of one report.

    `elements` are all elements of the report's level in force, in the order of the form;
    `asked` the codes asked in this quarter (None: all of them). Found are required cells
    that are asked and blank, values below zero, and broken rules. A required cell answered with
    不适用 (`not_applicable`, codes) is not blank, but asks for an explanation. A rule is passed over when
    a value is missing or an element of it is not among `elements`. Findings come in the order
    of the form, then of the rules. Raises FormulaError for a rule that cannot be read.
    """
    known = {element.code: element for element in elements}
    findings = [
        found
        for element in known.values()
        for found in _of_cell(element, values.get(element.code), asked, element.code in not_applicable)
    ]
    natural = {
        code: Decimal(value).scaleb(-known[code].decimals)
        for code, value in values.items()
        if value is not None and code in known
    }
    return findings + [found for rule in rules for found in _of_rule(rule, natural, known)]


def _of_cell(
    element: ElementSpec, value: int | None, asked: Collection[str] | None, inapplicable: bool
) -> Iterable[Finding]:
    if value is None:
        if not element.required or not (asked is None or element.code in asked):
            return
        if inapplicable:
            message = f"{element.name}为必填项，填为不适用，请说明原因"
            yield Finding("warning", message, (element.code,), INAPPLICABLE)
        else:
            reason = "台账里还没有数，请先登记台账" if element.source else "为必填项，尚未填写"
            yield Finding("error", f"{element.name}{reason}", (element.code,), REQUIRED)
    elif value < 0:
        shown = f"{Decimal(value).scaleb(-element.decimals):f}{element.unit}"
        yield Finding("error", f"{element.name} {shown} 不应小于 0", (element.code,), NEGATIVE)


def _of_rule(
    rule: RuleSpec, natural: Mapping[str, Decimal], known: Mapping[str, ElementSpec]
) -> Iterable[Finding]:
    left, right = Formula.parse(rule.left), Formula.parse(rule.right)
    have, limit = left.evaluate(natural), right.evaluate(natural)
    if have is None or limit is None or HOLDS[rule.comparison](have, limit):
        return
    cells = tuple(dict.fromkeys(left.codes + right.codes))
    sides = [_spoken(side, value, cells, known) for side, value in ((left, have), (right, limit))]
    sentence = f"{sides[0]} {SHOULD[rule.comparison]} {sides[1]}"
    yield Finding(rule.severity, f"{sentence}：{rule.message}" if rule.message else sentence, cells, rule.code)


def _spoken(side: Formula, value: Decimal, cells: tuple[str, ...], known: Mapping[str, ElementSpec]) -> str:
    """A side in words with its value: 双强党员数 120人. A bare number takes the unit of the other side."""
    mine = [known[code] for code in side.codes] or [known[code] for code in cells]
    units = {element.unit for element in mine}
    decimals = max((element.decimals for element in mine), default=0)
    shown = f"{value:.{decimals}f}{units.pop() if len(units) == 1 else ''}"
    if not side.codes:
        return shown
    return f"{side.spoken({e.code: e.name for e in mine}).translate(SIGNS)} {shown}"
