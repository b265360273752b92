"""Reading the catalogue files and checking them as a whole. Nothing here touches the database."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from branches.models import Level

from ..formula import Formula
from ..models import Direction, Display, Nature
from ..registers import REGISTERS
from .entries import CatalogueError, Entry, read_entry

TABLES = ("element", "indicator", "rule")
ONE_DAY = timedelta(days=1)


@dataclass
class Catalogue:
    """The entries of all files, in the order of programmes, then of each file."""

    programmes: list[Entry] = field(default_factory=list)
    elements: list[Entry] = field(default_factory=list)
    indicators: list[Entry] = field(default_factory=list)
    rules: list[Entry] = field(default_factory=list)


def read(directory: Path, known: Mapping[str, str] | None = None) -> Catalogue:
    """The catalogue of a folder of TOML files, checked.

    `known` is {element code: level} of elements that exist already, so that a file may use them.
    Each entry's values get what follows from the rest: `programme` (its code), `sort_order`, and the
    `level` of an indicator or rule. Raises CatalogueError with every mistake of every file.
    """
    paths = sorted(Path(directory).glob("*.toml"))
    if not paths:
        raise CatalogueError([f"{directory}：没有找到 .toml 文件"])
    catalogue = Catalogue()
    problems = [problem for path in paths for problem in _read_file(path, catalogue)]
    if not problems:
        problems = _check(catalogue, dict(known or {}))
    if problems:
        raise CatalogueError(problems)
    catalogue.programmes.sort(key=lambda entry: (entry.values["sort_order"], entry.code))
    return catalogue


def _read_file(path: Path, catalogue: Catalogue) -> list[str]:
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        return [f"{path.name}：不是 UTF-8 编码（第{error.start + 1}个字节）"]
    except tomllib.TOMLDecodeError as error:
        return [f"{path.name}：不是有效的 TOML（{error}）"]
    problems = [f"{path.name}：不认识“{key}”" for key in tables if key not in ("programme", *TABLES)]
    programme = Entry(path.name, "programme", 1)
    if "programme" not in tables:
        return [*problems, f"{path.name}：缺少 [programme]"]
    problems += read_entry(programme, tables["programme"])
    catalogue.programmes.append(programme)
    for kind in TABLES:
        rows = tables.get(kind, [])
        if not isinstance(rows, list):
            problems.append(f"{path.name}：{kind} 应写成 [[{kind}]]")
            continue
        for number, row in enumerate(rows, 1):
            entry = Entry(path.name, kind, number)
            problems += read_entry(entry, row)
            _inherit(entry, programme)
            getattr(catalogue, f"{kind}s").append(entry)
    return problems


def _inherit(entry: Entry, programme: Entry) -> None:
    entry.values["programme"] = programme.code
    if entry.kind == "rule":
        return
    entry.values["sort_order"] = entry.number * 10
    if entry.values.get("effective_from") is None:
        entry.values["effective_from"] = programme.values.get("effective_from")
    if entry.kind == "indicator":
        entry.values["target_years"] = programme.values.get("target_years", [])
        if entry.values.get("decimals") is None:
            entry.values["decimals"] = 0 if entry.values.get("display") == Display.COUNT else 1


def _check(catalogue: Catalogue, known: dict[str, str]) -> list[str]:
    """What is wrong between entries that are each well-formed; fills in the levels."""
    levels = known | {entry.code: entry.values["level"] for entry in catalogue.elements}
    problems = _repeated(catalogue.programmes, lambda e: e.code)
    problems += _repeated(catalogue.elements, lambda e: e.code)
    problems += _repeated(catalogue.rules, lambda e: e.code)
    problems += _repeated(catalogue.indicators, lambda e: (e.code, e.values["effective_from"]))
    problems += _repeated(
        [e for e in catalogue.indicators if e.values["featured"] and e.values["effective_until"] is None],
        lambda e: ("featured", e.values["featured"]),
    )
    for entry in [*catalogue.elements, *catalogue.indicators]:
        until = entry.values["effective_until"]
        if until is not None and until < entry.values["effective_from"]:
            problems.append(f"{entry.where}：停用日期早于启用日期")
    for entry in catalogue.elements:
        if entry.values["restarts"] and entry.values["nature"] != Nature.STOCK:
            problems.append(f"{entry.where}：restarts 只用于期末数（stock）")
        for name in ("source", "counterpart"):
            answers = REGISTERS[entry.values[name]].level if entry.values[name] else None
            if answers and entry.values["level"] != answers:
                problems.append(f"{entry.where}：台账来源 {entry.values[name]} 是{Level(answers).label}一级的")
    for entry in catalogue.indicators:
        problems += [f"{entry.where}：{wrong}" for wrong in _check_indicator(entry, levels)]
    problems += _check_versions(catalogue.indicators)
    for entry in catalogue.rules:
        problems += [f"{entry.where}：{wrong}" for wrong in _check_rule(entry, levels)]
    return problems


def _repeated(entries: Iterable[Entry], key) -> list[str]:
    first: dict = {}
    problems = []
    for entry in entries:
        other = first.setdefault(key(entry), entry)
        if other is not entry:
            what = "首页位置" if key(entry)[0] == "featured" else "代码"
            problems.append(f"{entry.where}：{what}与 {other.where} 重复")
    return problems


def _unknown(formulas: Iterable[str], levels: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """(codes used, one complaint for each that does not exist)"""
    codes = list(dict.fromkeys(code for text in formulas if text for code in Formula.parse(text).codes))
    return codes, [f"公式用到的指标项“{code}”不存在" for code in codes if code not in levels]


def _check_indicator(entry: Entry, levels: Mapping[str, str]) -> Iterable[str]:
    values = entry.values
    codes, problems = _unknown([values["numerator"], values["denominator"]], levels)
    yield from problems
    if (values["display"] == Display.COUNT) != (not values["denominator"]):
        yield "百分比和比值须有分母公式，数量不填分母"
    if values["display"] == Display.PERCENT and values["unit"] != "%":
        yield "百分比的单位应为 %"
    if values["display"] != Display.PERCENT and values["unit"] == "%":
        yield "数量和比值须写单位"
    for side in ("numerator", "denominator"):
        if values[side] and not Formula.parse(values[side]).codes:
            yield f"{side} 没有用到任何指标项"
    if codes and not problems:
        values["level"] = min((levels[code] for code in codes), key=lambda level: Level(level).rank)
    if values["target"] is None:
        return
    green, amber = values["target"]
    if values["direction"] == Direction.CONTEXT:
        yield "仅供参考的指标不设目标"
    elif (green < amber) if values["direction"] == Direction.HIGHER else (green > amber):
        yield "达标线与预警线的大小和方向不符"
    if not values["target_years"]:
        yield "有目标但 [programme] 没有 target_years"


def _check_versions(indicators: list[Entry]) -> Iterable[str]:
    """Versions of one code follow one another; an open one ends the day before the next."""
    versions: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(indicators, key=lambda entry: entry.values["effective_from"]):
        versions[entry.code].append(entry)
    for entries in versions.values():
        for entry, following in pairwise(entries):
            start = following.values["effective_from"]
            if entry.values["effective_until"] is None:
                entry.values["effective_until"] = start - ONE_DAY
            elif entry.values["effective_until"] >= start:
                yield f"{entry.where}：停用日期与 {following.where} 的启用日期重叠"


def _check_rule(entry: Entry, levels: Mapping[str, str]) -> Iterable[str]:
    codes, problems = _unknown([entry.values["left"], entry.values["right"]], levels)
    yield from problems
    if not codes:
        yield "没有用到任何指标项"
    used = sorted({Level(levels[code]) for code in codes if code in levels}, key=lambda level: level.rank)
    if len(used) > 1:
        yield f"指标项分属{'、'.join(level.label for level in used)}，一条规则只能核对同一级的报表"
    elif used:
        entry.values["level"] = used[0]
