"""Sentences of a paragraph: where they end, which go, and what that means for those that stay. No Django.

A sentence that lacks a figure goes as a whole. What is left is put right: 一是…三是… is counted anew,
；at the end becomes 。, and 其中 does not stay behind without what it is part of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

ENDS = "。！？；"
OPEN, SHUT = "（“《「", "）”》」"
NUMERALS = "一二三四五六七八九十"
_ORDINAL = re.compile(rf"\s*([{NUMERALS}])([是要])")
_LEANS = re.compile(r"\s*其中")
_BREAKS = re.compile(r"[ \t\u3000]*\r?\n\s*")
_LOOSE = re.compile(rf"[，、：\s]+(?=[{ENDS}])")
LEANING = "前一句没有写出"


@dataclass(frozen=True)
class Piece:
    """`fact` is the path of a figure; `why` says why there is none, `source` what stood in the text.
    `stop` marks the end of a sentence that is all there is of a choice nobody could make."""

    text: str
    fact: str = ""
    why: str = ""
    source: str = ""
    used: tuple[str, ...] = ()
    stop: bool = False


@dataclass(frozen=True)
class Sentence:
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.source if piece.why else piece.text for piece in self.pieces)

    @property
    def lack(self) -> Piece | None:
        return next((piece for piece in self.pieces if piece.why), None)

    @property
    def is_empty(self) -> bool:
        return not self.text.strip(ENDS + "，、： \t\n\u3000")

    @property
    def ordinal(self) -> tuple[int, str] | None:
        """(1, "是") of a sentence that begins with 一是."""
        match = _ORDINAL.match(self.text)
        return (NUMERALS.index(match[1]) + 1, match[2]) if match else None

    def counted(self, number: int, word: str) -> "Sentence":
        """The same with another number in front, without any when it is 0."""
        first, *rest = self.pieces
        head = f"{NUMERALS[number - 1]}{word}" if number else ""
        return Sentence((replace(first, text=_ORDINAL.sub(head, first.text, count=1)), *rest))

    def ending(self, mark: str) -> "Sentence":
        *rest, last = self.pieces
        return Sentence((*rest, replace(last, text=last.text.rstrip()[:-1] + mark)))


def unbroken(text: str) -> str:
    """Without the writer's line breaks."""
    return _BREAKS.sub("", text)


def split(pieces: Iterable[Piece]) -> Iterator[Sentence]:
    """Sentences end at 。！？； outside brackets and quotes, whose closing mark they keep."""
    current: list[Piece] = []
    depth, ended = 0, False
    for piece in pieces:
        if piece.fact or piece.why:
            current.append(piece)
            ended = False
            if piece.stop:
                yield Sentence(tuple(current))
                current = []
            continue
        start = 0
        for at, character in enumerate(piece.text):
            if character in OPEN:
                depth += 1
            elif character in SHUT:
                depth = max(depth - 1, 0)
            closes = depth == 0 and (character in ENDS or (ended and character in SHUT))
            ended = character in ENDS
            if closes:
                current.append(replace(piece, text=piece.text[start : at + 1]))
                yield Sentence(tuple(current))
                current, start = [], at + 1
        if piece.text[start:]:
            current.append(replace(piece, text=piece.text[start:]))
    if current:
        yield Sentence(tuple(current))


def sift(
    sentences: list[Sentence], whole: frozenset[str] = frozenset("是要")
) -> tuple[list[Sentence], list[tuple[Sentence, Piece]]]:
    """(those that stay, put right; those that go, each with the piece that lacks). `whole` are the
    `counted_words` of the text."""
    kept: list[tuple[int, Sentence]] = []
    gone: list[tuple[Sentence, Piece]] = []
    lost_before = False
    for place, sentence in enumerate(sentences):
        lack = sentence.lack
        if lack is None and lost_before and _LEANS.match(sentence.text):
            lack = Piece("", why=LEANING)
        lost_before = lack is not None
        if lack is not None:
            gone.append((sentence, lack))
            if kept and _ends_with(sentence, "。！？") and _ends_with(kept[-1][1], "；"):
                kept[-1] = (kept[-1][0], kept[-1][1].ending("。"))
        elif not sentence.is_empty:
            kept.append((place, sentence))
    if kept and _ends_with(kept[-1][1], "；"):
        kept[-1] = (kept[-1][0], kept[-1][1].ending("。"))
    return _recounted(sentences, dict(kept), whole), gone


def _ends_with(sentence: Sentence, marks: str) -> bool:
    return sentence.text.rstrip()[-1:] in tuple(marks)


def _recounted(sentences: list[Sentence], kept: dict[int, Sentence], whole: frozenset[str]) -> list[Sentence]:
    """Each run of 一是, 二是, … counted anew; what is left alone of several loses its number."""
    for run in _runs(sentences, whole):
        left = [place for place in run if place in kept]
        numbers = [sentences[place].ordinal[0] for place in left]
        if len(left) > 1 and numbers == list(range(1, len(left) + 1)):
            continue
        for number, place in enumerate(left, 1):
            word = sentences[place].ordinal[1]
            kept[place] = kept[place].counted(number if len(left) > 1 else 0, word)
    return list(kept.values())


def _runs(sentences: list[Sentence], whole: frozenset[str]) -> list[list[int]]:
    """Places of the sentences that are counted together; numbers rise within a run."""
    runs: list[list[int]] = []
    last: tuple[int, str] | None = None
    for place, sentence in enumerate(sentences):
        if sentence.ordinal is None or sentence.ordinal[1] not in whole:
            continue
        number, word = sentence.ordinal
        if last and last[1] == word and number > last[0]:
            runs[-1].append(place)
        else:
            runs.append([place])
        last = (number, word)
    return runs


def counted_words(text: str) -> frozenset[str]:
    """Those of 是 and 要 that a text counts with, from 一 to at least 二: a paragraph that has only 二是
    goes on from another one and keeps it."""
    first, second = (set(re.findall(rf"(?<![^{ENDS}：:\]\s]){numeral}([是要])", text)) for numeral in "一二")
    return frozenset(first & second)


def tidy(text: str) -> str:
    """Without commas that a choice left in front of an end or of another comma."""
    return re.sub(r"，(?=，)", "", _LOOSE.sub("", text))
