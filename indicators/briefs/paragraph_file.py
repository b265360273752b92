"""The paragraphs that a new site starts with: read from a file, checked as a whole, put into the database.

A paragraph that somebody has edited since it was loaded stays as it is unless `amend` is asked for.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.db import transaction

from ..catalogue import CatalogueError, Entry, Outcome
from ..catalogue.entries import read_entry
from ..models import DocumentKind, ParagraphTemplate, Programme
from .facts import Known
from .language import check

REASON = "读取文稿段落"
STEP = 10


def read_paragraphs(path: Path, known: Mapping[str, Known], programmes: Mapping[str, Programme]) -> list[Entry]:
    """The paragraphs of a TOML file, checked; their order is that of the file.

    Raises CatalogueError with every mistake.
    """
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError([f"{path.name}：不能读取（{error}）"]) from error
    problems = [f"{path.name}：不认识“{key}”" for key in tables if key != "paragraph"]
    rows = tables.get("paragraph")
    if not isinstance(rows, list) or not rows:
        raise CatalogueError([*problems, f"{path.name}：没有 [[paragraph]]"])
    entries = [Entry(path.name, "paragraph", number) for number in range(1, len(rows) + 1)]
    for entry, row in zip(entries, rows, strict=True):
        problems += read_entry(entry, row)
    if not problems:
        problems = [f"{entry.where}：{wrong}" for entry in entries for wrong in _wrong(entry, known, programmes)]
        codes = [entry.code for entry in entries]
        problems += [f"{path.name}：代码 {code} 重复" for code in sorted({c for c in codes if codes.count(c) > 1})]
    if problems:
        raise CatalogueError(problems)
    return entries


def _wrong(entry: Entry, known: Mapping[str, Known], programmes: Mapping[str, Programme]) -> Iterator[str]:
    values = entry.values
    if not values["for"]:
        yield "for 至少写一种文稿"
    if values["programme"] and values["programme"] not in programmes:
        yield f"没有“{values['programme']}”这个工程与主题"
    for fault in check(values["text"], values["when"], known):
        yield f"{fault.field} {fault}"


@transaction.atomic
def store_paragraphs(entries: list[Entry], programmes: Mapping[str, Programme], amend: bool = False) -> Outcome:
    """New and changed ones are saved one by one, with their history; what the file lacks stays."""
    outcome = Outcome()
    name = ParagraphTemplate._meta.verbose_name
    existing = {row.code: row for row in ParagraphTemplate.objects.all()}
    reasons = {past.code: past.history_change_reason for past in ParagraphTemplate.history.latest_of_each()}
    for number, entry in enumerate(entries, 1):
        row = existing.pop(entry.code, None)
        values = _columns(entry, number * STEP, programmes)
        if row and all(getattr(row, key) == value for key, value in values.items()):
            outcome.unchanged[name] += 1
        elif row and reasons.get(row.code) != REASON and not amend:
            outcome.left.append(f"{name}“{row}”（{row.code}）已在本站改过，保留不动")
        else:
            outcome_of = outcome.changed if row else outcome.created
            _save(row or ParagraphTemplate(), values)
            outcome_of[name] += 1
    outcome.left += [f"{name}“{row}”（{row.code}）不在文件中，保留不动" for row in existing.values()]
    return outcome


def _columns(entry: Entry, order: int, programmes: Mapping[str, Programme]) -> dict:
    same = {key: entry.values[key] for key in ("code", "section", "heading", "when", "text", "note")}
    kinds = {f"in_{kind.value}": kind in entry.values["for"] for kind in DocumentKind}
    return same | kinds | {"order": order, "programme": programmes.get(entry.values["programme"])}


def _save(row: ParagraphTemplate, values: dict) -> None:
    for key, value in values.items():
        setattr(row, key, value)
    row._change_reason = REASON
    row.save()
