"""Keeps a document as it was shown: numbered, with its figures, and with the fingerprint of its file."""

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from branches.models import Area, Receipt, User

from ..admission import WorkflowError
from ..models import Brief
from . import annexes, storing
from .choice import Choice
from .composing import Composed, compose
from .document import Document
from .docx import write_docx
from .subjects import subject_of, written

REGISTER = "briefs"


def digest(document: Document) -> str:
    """What a reader has checked: everything but the number and the moment of writing."""
    plain = storing.document_to_plain(document) | {"written_at": "", "number": "", "author": ""}
    for annex in plain["annexes"]:
        if annex["title"] == annexes.SOURCES:  # the version counts every report below, also where no figure moves
            annex["blocks"] = [block | {"rows": [row[:-1] for row in block["rows"]]} for block in annex["blocks"]]
    return sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def keep(choice: Choice, who: User, token: str, seen: str) -> Brief:
    """The document that `who` saw in the preview (`seen` is its digest), kept once a token.

    Raises WorkflowError when the figures, the paragraphs or the choices are no longer those of the preview.
    """
    Area.objects.select_for_update().get(pk=choice.area.pk)  # one number at a time
    earlier = Receipt.objects.filter(token=token, register=REGISTER, who=who).exclude(record="").first()
    if earlier:
        return Brief.objects.get(pk=int(earlier.record))
    year = choice.signed_on.year
    last = Brief.objects.filter(area=choice.area, year=year).aggregate(last=Max("number"))["last"] or 0
    moment = timezone.localtime().replace(microsecond=0)
    composed = compose(choice, str(who), moment, f"〔{year}〕{last + 1}号")
    if digest(composed.document) != seen:
        raise WorkflowError("预览以后数据、段落或所选内容有了变化，没有留存。请核对新的预览后再留存。")
    brief = stored(choice, composed, who, moment, last + 1)
    Receipt.objects.create(token=token, who=who, register=REGISTER, record=str(brief.pk))
    return brief


def stored(choice: Choice, composed: Composed, who: User, moment: datetime, number: int) -> Brief:
    return Brief.objects.create(
        area=choice.area,
        year=choice.signed_on.year,
        number=number,
        kind=choice.kind,
        period_id=choice.period.pk,
        basis=choice.basis,
        publication=choice.publication,
        title=choice.title,
        recipient=choice.recipient,
        unit=choice.unit,
        signed_on=choice.signed_on,
        author=who,
        created_at=moment,
        document=storing.document_to_plain(composed.document),
        facts=facts_of(composed),
        elements=list(composed.elements),
        stamp=dict(composed.stamp),
        sha256=sha256(write_docx(composed.document)).hexdigest(),
    )


def facts_of(composed: Composed) -> dict:
    """{path: all of the fact, its sources, the words that the document shows, the usual wording of the value}."""
    return {
        path: storing.fact_to_plain(fact)
        | {
            "text": written(subject_of(path, composed.facts)),
            "shown": list(composed.shown.get(path, ())),
            "sources": [storing.source_to_plain(source) for source in composed.sources[path]],
        }
        for path, fact in composed.facts.items()
    }


def document_of(brief: Brief) -> Document:
    return storing.document_from_plain(brief.document)


def file_of(brief: Brief) -> bytes:
    """The same bytes every time, see `Brief.sha256`."""
    return write_docx(document_of(brief))
