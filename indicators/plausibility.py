"""Values that may be right but look odd: warnings for the clerk, hints for the reviewer. No Django.

Values are {element code: scaled integer or None}; an element is anything with code, name,
unit, decimals.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from .checks import Finding

CHANGE, OUTLIER = "change", "outlier"
LARGE_SHARE = Decimal("0.30")  # a change by more than this share ...
LARGE_AMOUNT = 5  # ... and by more than this many units needs a word
FEWEST_NEIGHBOURS = 8  # below this a township is too small to say what is usual
MODIFIED_Z = Decimal(6)  # Iglewicz and Hoaglin (1993) advise 3.5; villages differ in size
NORMAL = Decimal("0.6745")  # makes the median absolute deviation comparable with a standard deviation

Values = Mapping[str, int | None]


def changes(values: Values, before: Values, elements: Iterable) -> list[Finding]:
    """Warnings for values that moved far from the last period's."""
    findings = []
    for element in elements:
        new, old = values.get(element.code), before.get(element.code)
        if new is None or not old:
            continue
        share = Decimal(new - old) / Decimal(old)
        if abs(share) > LARGE_SHARE and natural(abs(new - old), element) > LARGE_AMOUNT:
            word = "增至" if new > old else "减至"
            message = (
                f"{element.name}较上期 {spoken(old, element)} {word} {spoken(new, element)}"
                f"（{share * 100:+.0f}%），请核实或说明"
            )
            findings.append(Finding("warning", message, (element.code,), CHANGE))
    return findings


def usual(neighbours: Sequence[Values], elements: Iterable) -> dict[str, tuple[Decimal, Decimal]]:
    """{code: (median, median absolute deviation)}; nothing among fewer than eight neighbours."""
    found = {}
    for element in elements:
        others = [v for row in neighbours if (v := row.get(element.code)) is not None]
        if len(others) >= FEWEST_NEIGHBOURS:
            middle = median(others)
            found[element.code] = Decimal(middle), Decimal(median(abs(other - middle) for other in others))
    return found


def outliers(values: Values, known: Mapping[str, tuple[Decimal, Decimal]], elements: Iterable) -> list[Finding]:
    """Warnings for values far from what is `usual` among the villages of the township.

    The measure is the modified z-score, 0.6745·|x − median| / MAD (Iglewicz and Hoaglin 1993);
    nothing is said when more than half of the neighbours agree.
    """
    findings = []
    for element in elements:
        new = values.get(element.code)
        middle, deviation = known.get(element.code, (None, None))
        if new is not None and deviation and NORMAL * abs(new - middle) / deviation > MODIFIED_Z:
            message = (
                f"{element.name} {spoken(new, element)}，与本乡镇各村差别很大"
                f"（中间值 {spoken(middle, element)}），请核实或说明"
            )
            findings.append(Finding("warning", message, (element.code,), OUTLIER))
    return findings


def hints(
    values: Values, before: Values, neighbours: Iterable[Values], entered: Sequence, targets: Values
) -> list[str]:
    """What a reviewer may want to look at; never a reproach, never blocking.

    `entered` are the elements a person types; `targets` {code: scaled value of the line}.
    """
    answered = {e.code: values[e.code] for e in entered if values.get(e.code) is not None}
    found = []
    if len(answered) >= 3:
        if all(before.get(code) == value for code, value in answered.items()):
            found.append("全部数值与上期相同")
        if all(value % 10 == 0 for value in answered.values()) and any(answered.values()):
            found.append("全部数值为整十数")
        if any(all(row.get(code) == value for code, value in answered.items()) for row in neighbours):
            found.append("与本乡镇另一村的数值完全相同")
    exact = [e.name for e in entered if e.code in answered and answered[e.code] == targets.get(e.code, object())]
    if exact:
        found.append(f"{'、'.join(exact)}恰好等于目标值")
    return found


def natural(value: int | Decimal, element) -> Decimal:
    return Decimal(value).scaleb(-element.decimals)


def spoken(value: int | Decimal, element) -> str:
    number = natural(value, element)
    whole = number == number.to_integral_value()
    return f"{number:.0f}{element.unit}" if whole else f"{number.normalize():f}{element.unit}"
