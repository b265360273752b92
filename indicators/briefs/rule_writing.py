"""What the word rules do: each makes words of a subject, or arranges it for the next one. No Django."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from . import words
from .facts import Facts, Kind
from .subjects import NUMBERS, Missing, Subject, decimals_of, is_path, subject_of, written

Write = Callable[[Subject, tuple[str, ...], Facts], str]
Arrange = Callable[[Subject, tuple[str, ...]], Subject]


# what the rules write --------------------------------------------------------
def by_kind(on_count: Callable[..., str], on_percent: Callable[[Decimal], str]) -> Write:
    def write(subject, parameters, facts):
        if subject.kind == Kind.PERCENT:
            return on_percent(subject.value)
        return on_count(subject.value, parameters[0] if parameters else subject.unit)

    return write


def more_than(word: str) -> Write:
    def write(subject, parameters, facts):
        return words.more_than(subject.value, parameters[0] if parameters else subject.unit, word)

    return write


def change(subject: Subject, *_) -> str:
    if subject.kind == Kind.POINTS:
        return words.change_of_rate(subject.value)
    if subject.kind == Kind.INDEX:
        return words.change_of_index(subject.value, decimals_of(subject))
    return words.change_of_count(subject.value, subject.unit, decimals_of(subject))


def compared(word: str) -> Write:
    return lambda subject, parameters, facts: words.compared(word, change(subject))


def growth(subject, parameters, facts):
    now = subject_of(parameters[0], facts)
    grown = words.growth(now.value, subject.value) if now.kind in NUMBERS else None
    if grown is None:
        raise Missing(subject.path, "上期为零，不能计算增长幅度")
    return grown


def higher_or_lower(subject, parameters, facts):
    size = written(replace(subject, value=abs(subject.value)))
    return words.higher_or_lower(subject.value, size, decimals_of(subject))


def bare(subject, parameters, facts):
    if subject.kind in (Kind.PERCENT, Kind.POINTS, Kind.DAYS):
        return words.short(subject.value)
    places = decimals_of(subject)
    return words.number(subject.value, places) if places else words.count(subject.value)


def decimals(subject, parameters, facts):
    unit = "%" if subject.kind == Kind.PERCENT else subject.unit
    return words.number(subject.value, int(parameters[0])) + unit


def as_percent(subject, parameters, facts):
    return words.percent(subject.value * words.HUNDRED)


def rank(subject, parameters, facts):
    within = parameters[0] if parameters else ""
    return words.rank(subject.value, str(subject_of(within, facts).value) if is_path(within) else within)


def numbers_of(subject: Subject) -> list[str]:
    return [written(subject.number(number)) for number in subject.numbers]


def apart(subject, parameters, facts):
    return words.points(abs(subject.value))


def as_of(subject, parameters, facts):
    return words.as_of(subject.value)


def month(subject, parameters, facts):
    return words.month(subject.value)


def names(subject, parameters, facts):
    return words.listing(subject.names)


def numbers(subject, parameters, facts):
    return words.listing(numbers_of(subject))


def respectively(subject, parameters, facts):
    return words.respectively(subject.names, numbers_of(subject))


def with_commas(subject, parameters, facts):
    return "、".join(subject.names)


def first_of(subject, parameters, facts):
    return words.first_of(subject.names, int(parameters[0]), "".join(parameters[1:]) or "个")


def how_many(subject, parameters, facts):
    return words.count(Decimal(len(subject.names)), parameters[0] if parameters else "个")


def span(subject, parameters, facts):
    low, high = (written(subject.number(end(subject.numbers))) for end in (min, max))
    return words.between(low, high)


# what the rules arrange ------------------------------------------------------
def only(part: Callable[[tuple, int], tuple]) -> Arrange:
    return lambda subject, parameters: replace(subject, value=part(subject.value, int(parameters[0])))


def ranked(highest_first: bool) -> Arrange:
    return lambda subject, parameters: replace(subject, value=words.ranked(subject.value, highest_first))
