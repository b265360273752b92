"""A document and its facts as plain values that JSON can hold, and back again. No Django.

What goes out comes back equal: a kept document makes the same file for ever.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from .document import Annex, Block, Chart, Document, Heading, Paragraph, Span, Table
from .facts import Fact, Kind, Known, Source, Value

Plain = dict | list | str | int | float | bool | None


# documents -----------------------------------------------------------------
def document_to_plain(document: Document) -> dict:
    return {
        "title": document.title,
        "blocks": [block_to_plain(block) for block in document.blocks],
        "unit": document.unit,
        "signed_on": document.signed_on.isoformat(),
        "written_at": document.written_at.isoformat(),
        "recipient": document.recipient,
        "closing": document.closing,
        "annexes": [
            {"title": annex.title, "blocks": [block_to_plain(block) for block in annex.blocks]}
            for annex in document.annexes
        ],
        "marks": list(document.marks),
        "author": document.author,
        "number": document.number,
    }


def document_from_plain(plain: Mapping) -> Document:
    return Document(
        title=plain["title"],
        blocks=blocks_from_plain(plain["blocks"]),
        unit=plain["unit"],
        signed_on=date.fromisoformat(plain["signed_on"]),
        written_at=datetime.fromisoformat(plain["written_at"]),
        recipient=plain["recipient"],
        closing=plain["closing"],
        annexes=tuple(Annex(annex["title"], blocks_from_plain(annex["blocks"])) for annex in plain["annexes"]),
        marks=tuple(plain["marks"]),
        author=plain["author"],
        number=plain["number"],
    )


def block_to_plain(block: Block) -> dict:
    match block:
        case Heading():
            return {"heading": block.text, "level": block.level}
        case Paragraph():
            return {"spans": [[span.text, span.fact] for span in block.spans]}
        case Table():
            return {
                "table": block.title,
                "columns": list(block.columns),
                "rows": [list(row) for row in block.rows],
                "unit": block.unit,
                "total": block.total,
                "text_columns": sorted(block.text_columns),
                "cells": [list(row) for row in block.cells],
            }
        case Chart():
            return {
                "chart": block.title,
                "kind": block.kind,
                "labels": list(block.labels),
                "series": [[name, list(numbers)] for name, numbers in block.series],
                "unit": block.unit,
            }


def blocks_from_plain(plain: list) -> tuple[Block, ...]:
    return tuple(map(block_from_plain, plain))


def block_from_plain(plain: Mapping) -> Block:
    """Raises KeyError for what is no block."""
    if "heading" in plain:
        return Heading(plain["level"], plain["heading"])
    if "table" in plain:
        return Table(
            plain["table"],
            tuple(plain["columns"]),
            tuple(map(tuple, plain["rows"])),
            plain["unit"],
            plain["total"],
            frozenset(plain["text_columns"]),
            tuple(map(tuple, plain["cells"])),
        )
    if "chart" in plain:
        series = tuple((name, tuple(numbers)) for name, numbers in plain["series"])
        return Chart(plain["chart"], plain["kind"], tuple(plain["labels"]), series, plain["unit"])
    return Paragraph(tuple(Span(text, fact) for text, fact in plain["spans"]))


# facts ---------------------------------------------------------------------
def fact_to_plain(fact: Fact) -> dict:
    known = fact.known
    return {
        "kind": known.kind.value,
        "label": known.label,
        "unit": known.unit,
        "of": known.of.value if known.of else None,
        "value": value_to_plain(fact.value),
        "decimals": fact.decimals,
        "missing": fact.missing,
        "source": source_to_plain(fact.source) if fact.source else None,
    }


def fact_from_plain(path: str, plain: Mapping) -> Fact:
    kind, of = Kind(plain["kind"]), plain["of"] and Kind(plain["of"])
    return Fact(
        Known(path, kind, plain["label"], plain["unit"], of),
        value_from_plain(kind, plain["value"]),
        plain["decimals"],
        plain["missing"],
        source_from_plain(plain["source"]) if plain["source"] else None,
    )


def value_to_plain(value: Value) -> Plain:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [[item[0], f"{item[1]:f}"] if isinstance(item, tuple) else item for item in value]
    return value


def value_from_plain(kind: Kind, plain: Plain) -> Value:
    if plain is None or kind is Kind.TEXT:
        return plain
    if kind is Kind.DATE:
        return date.fromisoformat(plain)
    if kind is Kind.NAMES:
        return tuple(plain)
    if kind is Kind.PLACES:
        return tuple((name, Decimal(number)) for name, number in plain)
    return Decimal(plain)


def source_to_plain(source: Source) -> dict:
    parts = {
        name: None if value is None else f"{value:f}"
        for name, value in (("numerator", source.numerator), ("denominator", source.denominator))
    }
    words = {name: getattr(source, name) for name in ("indicator", "name", "area", "text", "version")}
    return words | parts | {"as_of": source.as_of.isoformat()}


def source_from_plain(plain: Mapping) -> Source:
    parts = {name: None if plain[name] is None else Decimal(plain[name]) for name in ("numerator", "denominator")}
    words = {name: plain[name] for name in ("indicator", "name", "area", "text", "version")}
    return Source(**words, **parts, as_of=date.fromisoformat(plain["as_of"]))
