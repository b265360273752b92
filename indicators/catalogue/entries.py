"""What may stand in a catalogue file: the keys of each table and what their values must be."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from branches.models import Level

from ..formula import Formula
from ..models import Comparison, Direction, Display, DocumentKind, Frequency, Nature, Section, Severity
from ..registers import REGISTERS

NEEDED = object()  # the default of a key that must be written
FREQUENCIES = {
    "quarterly": Frequency.QUARTERLY,
    "half-yearly": Frequency.HALF_YEARLY,
    "yearly": Frequency.YEARLY,
}


class CatalogueError(Exception):
    """The files cannot be loaded; `problems` lists every mistake, in Chinese."""

    def __init__(self, problems: Iterable[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass
class Entry:
    """One table of one file; `values` has every key of its kind, read and defaulted."""

    file: str
    kind: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.values.get("code", "")

    @property
    def where(self) -> str:
        """lead_goose.toml 第3个[[element]]（secretaries）"""
        table = "[programme]" if self.kind == "programme" else f"第{self.number}个[[{self.kind}]]"
        code = f"（{self.code}）" if self.code else ""
        return f"{self.file} {table}{code}"


Reader = Callable[[Any], Any]  # converts a value, or raises ValueError saying what it should be


def text(most: int, least: int = 1) -> Reader:
    def read(value):
        if not isinstance(value, str) or not least <= len(value.strip()) <= most:
            raise ValueError(f"应为{least}至{most}个字的文字" if least else f"应为不超过{most}个字的文字")
        return value.strip()

    return read


def code(value):
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value):
        raise ValueError("应为小写字母开头，只含小写字母、数字和下划线，不超过40个字符")
    return value


def whole(least: int, most: int) -> Reader:
    def read(value):
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"应为{least}至{most}的整数")
        return value

    return read


def flag(value):
    if not isinstance(value, bool):
        raise ValueError("应为 true 或 false")
    return value


def day(value):
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("应为日期，如 2009-01-01，不加引号")
    return value


def one_of(choices: Iterable[str] | dict[str, Any]) -> Reader:
    allowed = choices if isinstance(choices, dict) else {str(choice): choice for choice in choices}

    def read(value):
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"应为 {'、'.join(allowed)} 之一")
        return allowed[value]

    return read


def formula(value):
    if not isinstance(value, str) or len(value) > 300:
        raise ValueError("应为不超过300个字符的公式")
    Formula.parse(value)
    return value


def list_of(reader: Reader) -> Reader:
    def read(value):
        if not isinstance(value, list):
            raise ValueError("应为方括号中的列表")
        return [reader(item) for item in value]

    return read


def lines(value):
    """[green, amber] as Decimals."""
    plain = isinstance(value, list) and len(value) == 2
    if not plain or any(not isinstance(n, int | float) or isinstance(n, bool) for n in value):
        raise ValueError("应为两个数：[达标线, 预警线]")
    return [Decimal(str(n)) for n in value]


DATES = {"effective_from": (day, None), "effective_until": (day, None)}
KEYS: dict[str, dict[str, tuple[Reader, Any]]] = {
    "programme": {
        "code": (code, NEEDED),
        "name": (text(40), NEEDED),
        "description": (text(2000, least=0), ""),
        "sort_order": (whole(0, 10_000), NEEDED),
        "effective_from": (day, NEEDED),
        "target_years": (list_of(whole(1990, 2100)), []),
    },
    "element": {
        "code": (code, NEEDED),
        "name": (text(60), NEEDED),
        "definition": (text(2000), NEEDED),
        "level": (one_of(Level), NEEDED),
        "unit": (text(10), NEEDED),
        "decimals": (whole(0, 4), 0),
        "nature": (one_of(Nature), NEEDED),
        "restarts": (flag, False),
        "frequency": (one_of(FREQUENCIES), NEEDED),
        "source": (one_of(REGISTERS.keys()), ""),
        "counterpart": (one_of(REGISTERS.keys()), ""),
        "required": (flag, True),
        **DATES,
    },
    "indicator": {
        "code": (code, NEEDED),
        "name": (text(60), NEEDED),
        "short_name": (text(20), NEEDED),
        "definition": (text(2000), NEEDED),
        "numerator": (formula, NEEDED),
        "denominator": (formula, ""),
        "display": (one_of(Display), Display.PERCENT),
        "unit": (text(10), "%"),
        "count_unit": (text(10), ""),
        "decimals": (whole(0, 4), None),
        "direction": (one_of(Direction), NEEDED),
        "featured": (whole(1, 100), None),
        "target": (lines, None),
        **DATES,
    },
    "rule": {
        "code": (code, NEEDED),
        "left": (formula, NEEDED),
        "comparison": (one_of(Comparison), NEEDED),
        "right": (formula, NEEDED),
        "severity": (one_of(Severity), NEEDED),
        "message": (text(200), NEEDED),
    },
    "paragraph": {
        "code": (code, NEEDED),
        "for": (list_of(one_of(DocumentKind)), NEEDED),
        "section": (one_of(Section), NEEDED),
        "programme": (code, ""),
        "heading": (text(60, least=0), ""),
        "when": (text(300, least=0), ""),
        "text": (text(2000), NEEDED),
        "note": (text(200, least=0), ""),
    },
}


def read_entry(entry: Entry, table: Any) -> list[str]:
    """Fill `entry.values` from a table of a file; answers what is wrong with it."""
    if not isinstance(table, dict):
        return [f"{entry.where}：应为表，不是{type(table).__name__}"]
    keys = KEYS[entry.kind]
    if isinstance(table.get("code"), str):
        entry.values["code"] = table["code"]  # so that every message can name the entry
    problems = [f"{entry.where}：不认识“{key}”，可用的有 {'、'.join(keys)}" for key in table if key not in keys]
    for key, (reader, default) in keys.items():
        if key in table:
            try:
                entry.values[key] = reader(table[key])
            except ValueError as error:
                problems.append(f"{entry.where}：{key} {error}")
        elif default is NEEDED:
            problems.append(f"{entry.where}：缺少 {key}")
        else:
            entry.values[key] = default
    return problems
