"""What each kind of document is made of besides its paragraphs: titles of the parts, tables, pictures."""

from collections.abc import Mapping

from ..models import DocumentKind, Section
from . import pictures, tables
from .document import Annex, Block
from .gathering import Gathering
from .measured import Measured

MOST_COLUMNS = 6
TITLES: Mapping[DocumentKind, Mapping[Section, str]] = {
    DocumentKind.RESEARCH: {
        Section.SITUATION: "基本情况",
        Section.PRACTICE: "主要做法和成效",
        Section.PROBLEM: "存在问题",
        Section.SUGGESTION: "对策建议",
    },
    DocumentKind.REPORT: {
        Section.SITUATION: "基本情况",
        Section.PRACTICE: "主要做法和成效",
        Section.PROBLEM: "存在问题",
        Section.SUGGESTION: "下一步工作打算",
    },
    DocumentKind.CIRCULAR: {
        Section.SITUATION: "总体情况",
        Section.PRACTICE: "主要成效",
        Section.PROBLEM: "存在问题",
        Section.SUGGESTION: "工作要求",
    },
    DocumentKind.BULLETIN: {
        Section.SITUATION: "主要数据",
        Section.PRACTICE: "工作进展",
        Section.PROBLEM: "需要关注的问题",
        Section.SUGGESTION: "工作建议",
    },
}


def tabled(gathering: Gathering) -> list[Measured]:
    """The featured indicators, which tables and pictures show."""
    specs = gathering.ground.catalogue.featured[:MOST_COLUMNS]
    return [gathering.measured(spec.code) for spec in specs]


def body(kind: str, gathering: Gathering, measured: list[Measured]) -> Mapping[str, list[Block]]:
    """{part: blocks at its end}: a circular ranks in its text, a bulletin has its three tables there."""
    label = gathering.ground.quarter.label
    if kind == DocumentKind.CIRCULAR:
        return {Section.SITUATION: rankings(measured, label)}
    if kind == DocumentKind.BULLETIN:
        found = (
            tables.of_area(measured, f"{label}主要指标"),
            tables.of_units(gathering, measured, f"{label}各{below(gathering)}主要指标"),
            tables.of_reports(gathering, f"{label}各{below(gathering)}报表审核情况"),
        )
        return {Section.SITUATION: [table for table in found if table]}
    return {}


def annex(kind: str, gathering: Gathering, measured: list[Measured]) -> Annex | None:
    """Tables and pictures behind the text; a circular and a bulletin have their tables in it."""
    label = gathering.ground.quarter.label
    shares = [one for one in measured if one.spec.is_percent]
    found: list[Block | None] = []
    if kind not in (DocumentKind.CIRCULAR, DocumentKind.BULLETIN):
        found.append(tables.of_area(measured, f"{label}主要指标"))
        found.append(tables.of_units(gathering, measured, f"{label}各{below(gathering)}主要指标"))
    if shares:
        found.append(pictures.bars(shares[0], f"{label}各{below(gathering)}{shares[0].spec.name}"))
    found.append(pictures.lines(gathering, shares, "主要指标走势"))
    blocks = tuple(block for block in found if block is not None)
    return Annex("主要指标情况", blocks) if blocks else None


def rankings(measured: list[Measured], label: str) -> list[Block]:
    found = (tables.ranking(one, f"{label}{one.spec.name}排名") for one in measured)
    return [table for table in found if table]


def below(gathering: Gathering) -> str:
    return gathering.fact("area.children").value or "单位"
