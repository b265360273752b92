"""What an administrator needs to know to write a paragraph: rules, paths, parts of an indicator. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass

from .checking import NAMES
from .facts import Known
from .paths import PARTS, fixed
from .rules import RULES

CONDITIONS = (
    ("ds_secretary_rate.value >= 75", "比较：> < >= <= = !=，也可写“大于、不低于、等于……”"),
    ("ds_cadre_rate.value < ds_cadre_rate.target", "两个路径相比，须同类同单位"),
    ("有 ds_secretary_rate.worst", "有数、名单不空；反过来写“没有”"),
    ("area.name = “舞阳县”", "文字加引号，只能比较是否相等"),
    ("甲 且 乙，甲 或 乙，非 甲", "可以用括号；缺数的比较视为不成立"),
)


@dataclass(frozen=True)
class Row:
    """One line of help: what is written, what it means, and an example or a kind."""

    written: str
    meaning: str
    more: str = ""


@dataclass(frozen=True)
class Manual:
    rules: tuple[Row, ...]
    conditions: tuple[Row, ...]
    paths: tuple[Row, ...]
    parts: tuple[Row, ...]
    indicators: tuple[Row, ...]


def manual(known: Mapping[str, Known]) -> Manual:
    """Of an indicator there is one line; its parts are the same for all."""
    own = {one.path for one in fixed()}
    values = [one for path, one in known.items() if path.endswith(".value") and path not in own]
    return Manual(
        rules=tuple(Row(_written(rule), rule.meaning, rule.example) for rule in RULES.values()),
        conditions=tuple(Row(*row) for row in CONDITIONS),
        paths=tuple(Row(one.path, one.label, kind_of(one)) for path, one in known.items() if path in own),
        parts=tuple(Row(f".{part}", meaning) for part, meaning in PARTS.items()),
        indicators=tuple(
            Row(one.path.removesuffix(".value"), one.label.rpartition("：")[0], kind_of(one)) for one in values
        ),
    )


def kind_of(known: Known) -> str:
    return f"{NAMES[known.kind]}，{known.unit}" if known.unit else NAMES[known.kind]


def _written(rule) -> str:
    placeholders = {"number": "数字", "word": "文字", "path": "路径"}
    needs = [f" {placeholders[each]}" for each in rule.needs]
    return f"{rule.name}{''.join(needs)}{''.join(f' （{placeholders[each]}）' for each in rule.may)}"
