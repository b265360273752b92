"""Annexes: where the figures of a document come from, and what could not be written. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .. import wording
from .document import Annex, Table
from .facts import Known, Source
from .grammar import Choice, Figure, Node, parse
from .paths import PARTS

SOURCES, LEFT_OUT = "数据来源表", "未能写入的内容"


@dataclass(frozen=True)
class LeftOut:
    """A sentence or paragraph that a document had to do without, and why."""

    sentence: str
    why: str


def of_sources(sources: Iterable[Source], names: Mapping[str, str]) -> Annex | None:
    """Every figure once: indicator, unit, parts, value, day, version. `names` are those of areas by code."""
    once = {(one.indicator, one.name, one.area): one for one in sources}
    if not once:
        return None
    rows = tuple(
        (
            one.name,
            names.get(one.area, one.area),
            wording.natural(one.numerator),
            wording.natural(one.denominator),
            one.text,
            one.as_of.isoformat(),
            one.version,
        )
        for one in once.values()
    )
    columns = ("指标", "单位", "分子", "分母", "数值", "截至", "版本")
    return Annex(SOURCES, (Table("", columns, rows, text_columns=frozenset({0, 1, 5, 6})),))


def of_left_out(left_out: Sequence[LeftOut]) -> Annex | None:
    if not left_out:
        return None
    rows = tuple((one.sentence, one.why) for one in left_out)
    return Annex(LEFT_OUT, (Table("", ("内容", "原因"), rows, text_columns=frozenset({0, 1})),))


def readable(sentence: str, known: Mapping[str, Known]) -> str:
    """A sentence as written, with what each figure is in place of its path."""
    return "".join(_word(node, known) for node in parse(sentence).nodes)


def unlabelled(sentence: str) -> str:
    """A sentence that names a figure as 【名称：指标值】, which says no more than the name."""
    return sentence.replace(f"：{PARTS['value']}】", "】")


def plainly(known: Known) -> str:
    """What a fact is called in a sentence."""
    return known.label.removesuffix(f"：{PARTS['value']}")


def _word(node: Node, known: Mapping[str, Known]) -> str:
    if isinstance(node, Figure):
        return f"【{plainly(known[node.path]) if node.path in known else node.path}】"
    if isinstance(node, Choice):
        return "".join(_word(each, known) for each in node.branches[0].body)
    return node.text
