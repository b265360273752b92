"""Puts a document together: the paragraphs that apply in their order, tables, pictures, annexes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from branches.marks import demo_marks
from branches.models import Area

from ..models import DocumentKind, ParagraphTemplate
from ..models import Section as Part
from . import annexes, layout
from .annexes import LeftOut, plainly, readable, unlabelled
from .choice import Choice
from .document import Block, Document, Paragraph
from .facts import Facts, Known, Source
from .gathering import Gathering, ground_of, subjects_of
from .ground import Ground
from .groups import GROUPS
from .known import known_paths
from .language import LanguageError, applies, render
from .outline import Section, numbered

NAMES = re.compile(r"[a-z][a-z0-9_.]*")
CLOSING = "特此报告。"


@dataclass(frozen=True)
class Composed:
    """`facts` are those that the document shows, `sources` what each was made from, `shown` the words that the
    text shows of it, `elements` the codes of what the indicators behind them add up, `stamp` the state of the
    data that they were read from."""

    document: Document
    facts: Facts
    sources: Mapping[str, tuple[Source, ...]]
    shown: Mapping[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]
    elements: tuple[str, ...]
    stamp: Mapping


def compose(choice: Choice, author: str, written_at: datetime, number: str = "") -> Composed:
    """The document as it reads now. Its queries do not grow with the villages."""
    return _Composition(choice).composed(author, written_at, number)


def paths_in(templates: Iterable[ParagraphTemplate], known: Mapping[str, Known]) -> list[str]:
    """The known paths that texts and conditions name, each once."""
    words = (word for one in templates for word in NAMES.findall(f"{one.when}\n{one.text}"))
    return [path for path in dict.fromkeys(words) if path in known]


@dataclass
class _Said:
    """What the paragraphs came to."""

    by_part: dict[str, list[tuple[str, Paragraph]]] = field(default_factory=dict)  # part: (heading, paragraph)
    used: dict[str, None] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


class _Composition:
    def __init__(self, choice: Choice):
        self.choice = choice
        self.templates = list(ParagraphTemplate.objects.for_kind(choice.kind))
        self.known = known_paths(choice.period.quarter.last_day)
        self.paths = paths_in(self.templates, self.known)
        self.gathering = Gathering(self.ground(), self.known, GROUPS)
        self.facts = self.gathering.facts(self.paths)

    def ground(self) -> Ground:
        """With everything read that the texts and the tables ask of the children."""
        choice = self.choice
        ground = ground_of(choice.area, choice.period, choice.basis, choice.publication, subjects_of(self.paths))
        asked = [*ground.of_children, *ground.catalogue.featured]
        ground.of_children = tuple(dict.fromkeys(asked))
        return ground

    # paragraphs ----------------------------------------------------------------
    def say(self) -> _Said:
        said = _Said()
        for template in self.templates:
            try:
                self.say_one(template, said)
            except LanguageError as error:
                said.left_out.append(LeftOut(template.text, f"段落写法有误：{error}"))
        return said

    def say_one(self, template: ParagraphTemplate, said: _Said) -> None:
        """Raises LanguageError where the paragraph was never checked."""
        applies_now = applies(template.when, self.facts)
        if applies_now is None:
            said.left_out.append(LeftOut(readable(template.text, self.known), self.why_unknown(template)))
        if not applies_now:
            return
        rendered = render(template.text, self.facts)
        for one in rendered.dropped:
            said.left_out.append(LeftOut(unlabelled(one.sentence), self.why(one.path, one.why)))
        if rendered.paragraph is None:
            return
        said.by_part.setdefault(template.section, []).append((template.heading, rendered.paragraph))
        said.used |= dict.fromkeys(rendered.used)
        for span in rendered.spans:
            if span.fact:
                said.shown[span.fact] = (*said.shown.get(span.fact, ()), span.text)

    def why_unknown(self, template: ParagraphTemplate) -> str:
        lacking = [
            path for path in NAMES.findall(template.when) if path in self.facts and self.facts[path].missing
        ]
        return self.why(lacking[0], self.facts[lacking[0]].missing) if lacking else "写入条件无从判断"

    def why(self, path: str, why: str) -> str:
        return f"{plainly(self.known[path])}：{why}" if path in self.known else why

    # the whole -------------------------------------------------------------------
    def composed(self, author: str, written_at: datetime, number: str) -> Composed:
        choice, said = self.choice, self.say()
        tabled = layout.tabled(self.gathering)
        for measured in tabled:
            said.used |= dict.fromkeys((f"{measured.spec.code}.value", f"{measured.spec.code}.children"))
        used = {path: fact for path, fact in self.gathering.facts(said.used).items() if fact.value is not None}
        document = Document(
            title=choice.title,
            blocks=self.blocks(said, layout.body(choice.kind, self.gathering, tabled)),
            unit=choice.unit,
            signed_on=choice.signed_on,
            written_at=written_at,
            recipient=choice.recipient,
            closing=CLOSING if choice.kind == DocumentKind.REPORT else "",
            annexes=self.annexes(said, tabled),
            marks=tuple(demo_marks(choice.area)),
            author=author,
            number=number,
        )
        return Composed(
            document=document,
            facts=used,
            sources={path: self.gathering.sources(path) for path in used},
            shown=said.shown,
            left_out=tuple(said.left_out),
            elements=self.elements(used),
            stamp=self.stamp(used),
        )

    def blocks(self, said: _Said, more: Mapping[str, list[Block]]) -> tuple[Block, ...]:
        """Lead, numbered parts, close. `more` are tables and pictures that stand at the end of a part."""
        texts = {part: [paragraph for _, paragraph in rows] for part, rows in said.by_part.items()}
        titles = layout.TITLES[DocumentKind(self.choice.kind)]
        parts = [part_of(title, said.by_part.get(part, []), more.get(part, [])) for part, title in titles.items()]
        return (*texts.get(Part.LEAD, ()), *numbered(parts), *texts.get(Part.CLOSING, ()))

    def annexes(self, said: _Said, tabled) -> tuple:
        sources: list[Source] = [source for path in said.used for source in self.gathering.sources(path)]
        codes = {source.area for source in sources}
        names = dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
        found = (
            layout.annex(self.choice.kind, self.gathering, tabled),
            annexes.of_sources(sources, names),
            annexes.of_left_out(said.left_out),
        )
        return tuple(annex for annex in found if annex is not None)

    # what stands behind ----------------------------------------------------------
    def elements(self, used: Facts) -> tuple[str, ...]:
        specs = [self.gathering.ground.catalogue.find(code) for code in sorted(subjects_of(used))]
        return tuple(sorted({code for spec in specs if spec for code in spec.codes}))

    def stamp(self, used: Facts) -> dict:
        since, codes = self.gathering.ground.since, subjects_of(used)
        ranked = any(path.endswith((".rank", ".siblings")) for path in used)
        publication = self.choice.publication
        return {
            "totals": {} if publication else self.gathering.ground.stamp(ranked),
            "publication": publication.number if publication else None,
            "definitions": {code: since[code].isoformat() for code in sorted(codes) if code in since},
        }


def part_of(title: str, rows: list[tuple[str, Paragraph]], more: list[Block]) -> Section:
    """A part with its paragraphs; those under one heading stand together where the first of them stands."""
    grouped: dict[str, list[Paragraph]] = {}
    for heading, paragraph in rows:
        grouped.setdefault(heading, []).append(paragraph)
    inner = tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in grouped.items())
    return Section(title, (), (*inner, Section("", tuple(more))))
