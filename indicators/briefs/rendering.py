"""A paragraph's text with facts in it. No Django."""

from collections.abc import Iterator
from dataclasses import dataclass

from .condition_reading import ConditionError, parse_condition
from .conditions import Has, operands, walk
from .document import Paragraph, Span
from .facts import Facts
from .grammar import Body, Branch, Choice, Figure, Node, Words, parse, printed
from .rules import write
from .sentences import ENDS, Piece, counted_words, sift, split, tidy, unbroken
from .subjects import Missing, is_path, subject_of


class LanguageError(ValueError):
    """The text was never checked and cannot be read; the message is in Chinese."""


@dataclass(frozen=True)
class Dropped:
    """A sentence left out, as it would have read, for want of the fact at `path` ("" for 其中…)."""

    sentence: str
    path: str
    why: str


@dataclass(frozen=True)
class Rendered:
    """`used` are the paths of the figures shown, each once, in their order."""

    spans: tuple[Span, ...]
    used: tuple[str, ...]
    dropped: tuple[Dropped, ...]

    @property
    def paragraph(self) -> Paragraph | None:
        """None when no sentence is left."""
        return Paragraph(self.spans) if self.spans else None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def applies(when: str, facts: Facts) -> bool | None:
    """Whether a paragraph belongs into a document: an empty condition always holds, None is unknown.

    Raises LanguageError for a text that is no condition.
    """
    if not when.strip():
        return True
    try:
        return parse_condition(when).evaluate(facts)
    except ConditionError as error:
        raise LanguageError(str(error)) from error


def render(text: str, facts: Facts) -> Rendered:
    """Never raises for a text that `check` has passed, whatever the facts are.

    Raises LanguageError for a text with broken brackets or conditions.
    """
    parsed = parse(text)
    if parsed.problems:
        raise LanguageError(parsed.problems[0].message)
    kept, gone = sift(list(split(_joined(_pieces(parsed.nodes, facts)))), counted_words(text))
    pieces = [piece for sentence in kept for piece in sentence.pieces]
    used = dict.fromkeys(path for piece in pieces for path in piece.used)
    dropped = tuple(Dropped(sentence.text.strip(), lack.fact, lack.why) for sentence, lack in gone)
    return Rendered(tuple(_spans(pieces)), tuple(used), dropped)


def _pieces(nodes: tuple[Node, ...], facts: Facts) -> Iterator[Piece]:
    at_start = True
    for node in nodes:
        if isinstance(node, Choice):
            yield from _choose(node, facts, at_start)
            at_start = at_start and _is_whole(node)
        else:
            yield _piece(node, facts)
            at_start = _ends(str(node)) or (at_start and not str(node).strip())


def _piece(node: Words | Figure, facts: Facts) -> Piece:
    if isinstance(node, Words):
        return Piece(unbroken(node.text))
    paths = (node.path, *(word for call in node.calls for word in call.parameters if is_path(word)))
    try:
        return Piece(write(node.path, node.calls, facts), node.path, used=paths)
    except Missing as missing:
        return Piece("", missing.path, missing.why, _named(node, facts))


def _choose(choice: Choice, facts: Facts, at_start: bool) -> Iterator[Piece]:
    """The first branch whose condition holds. A condition that is unknown takes its sentence along."""
    for branch in choice.branches:
        known = True if branch.condition is None else branch.condition.evaluate(facts)
        if known is None:
            path, why = _unknown(branch, facts)
            yield Piece("", path, why, _told(branch.body, facts), stop=at_start and _is_whole(choice))
            return
        if known:
            yield from (_piece(node, facts) for node in branch.body)
            return


def _told(body: Body, facts: Facts) -> str:
    """What a branch would have said, as far as it can be told."""
    pieces = [_piece(node, facts) for node in body]
    return "".join(piece.source if piece.why else piece.text for piece in pieces)


def _named(figure: Figure, facts: Facts) -> str:
    """The name of a figure that is not there, in its place."""
    fact = facts.get(figure.path)
    return f"【{fact.known.label if fact else figure.path}】"


def _unknown(branch: Branch, facts: Facts) -> tuple[str, str]:
    """The first fact that a condition asks for and cannot get."""
    asked = [one for one in walk(branch.condition) if not isinstance(one, Has)]
    for operand in (operand for one in asked for operand in operands(one)):
        try:
            if hasattr(operand, "path"):
                subject_of(operand.path, facts)
        except Missing as missing:
            return missing.path, missing.why
    return "", "条件无法判断"


def _is_whole(choice: Choice) -> bool:
    """Whether every branch is made of whole sentences."""
    return all(_ends(printed(branch.body)) for branch in choice.branches)


def _ends(text: str) -> bool:
    return text.rstrip().rstrip("”）")[-1:] in tuple(ENDS)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Plain words that follow each other are one piece, without loose commas; the ends are trimmed."""
    plain = ""
    for piece in pieces:
        if piece.fact or piece.why:
            if plain:
                yield Piece(tidy(plain))
            plain = ""
            yield piece
        else:
            plain += piece.text
    if plain.rstrip():
        yield Piece(tidy(plain.rstrip()))


def _spans(pieces: list[Piece]) -> Iterator[Span]:
    plain = ""
    for piece in pieces:
        if piece.fact:
            if plain:
                yield Span(plain)
            plain = ""
            yield Span(piece.text, piece.fact)
        else:
            plain += piece.text
    if plain:
        yield Span(plain)
