"""Rules over the plain values of one report. No Django.

An element is anything with code, name, unit, decimals, required; a rule anything with code,
left, comparison ("<=", ">=", "="), right, severity, message.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, le

from .formula import parse

HOLDS: dict[str, Callable] = {"<=": le, ">=": ge, "=": eq}
DENIED = {"<=": "大于", ">=": "小于", "=": "不等于"}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (error) or odd (warning); `message` is one Chinese sentence."""

    severity: str
    rule: str
    cells: tuple[str, ...]
    message: str


def check(values: Mapping[str, int | None], elements: Iterable, rules: Iterable) -> list[Finding]:
    """What is wrong with the values ({code: scaled integer or None}) of one report.

    `elements` are those asked now: a required one without a value is an error. A rule is
    passed over when one of its elements has no value.
    """
    by_code = {element.code: element for element in elements}
    plain = {code: unscaled(value, by_code.get(code)) for code, value in values.items()}
    findings = [missing(e) for e in by_code.values() if e.required and values.get(e.code) is None]
    for rule in rules:
        left, right = parse(rule.left), parse(rule.right)
        have, limit = left.evaluate(plain), right.evaluate(plain)
        if have is not None and limit is not None and not HOLDS[rule.comparison](have, limit):
            findings.append(broken(rule, left, right, have, limit, by_code))
    return findings


def unscaled(value: int | None, element) -> Decimal | None:
    if value is None:
        return None
    return Decimal(value).scaleb(-element.decimals) if element else Decimal(value)


def missing(element) -> Finding:
    return Finding("error", "required", (element.code,), f"{element.name}未填")


def broken(rule, left, right, have: Decimal, limit: Decimal, by_code: Mapping) -> Finding:
    names = {code: element.name for code, element in by_code.items()}
    numbers = f"{left.spoken(names)} {have:f} {DENIED[rule.comparison]} {right.spoken(names)} {limit:f}"
    cells = tuple(dict.fromkeys(left.codes + right.codes))
    return Finding(rule.severity, rule.code, cells, f"{rule.message}：{numbers}")
