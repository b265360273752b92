"""The word rules that may follow a path, `{path|规则 参数}`: one table for writing, checking and help. No Django.

A rule that arranges (单位, 高到低, 前) gives the subject on to the next one; a rule that writes ends the chain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from . import rule_writing as writing
from . import words
from .facts import Facts, Kind
from .rule_writing import Arrange, Write
from .subjects import LISTS, NUMBERS, Missing, subject_of, written

NUMBER, WORD, PATH = "number", "word", "path"
COUNTED = frozenset({Kind.COUNT})
RATES = frozenset({Kind.PERCENT})
PLACES = frozenset({Kind.PLACES})
DATES = frozenset({Kind.DATE})
CHANGING = frozenset({Kind.POINTS, Kind.CHANGE, Kind.INDEX})


@dataclass(frozen=True)
class WordRule:
    """`needs` are the parameters that must follow, `may` one more that may; one of `write` and `arrange`
    is set. `rounds`: no 约 or 左右 may stand beside it; `bare`: it leaves the unit out."""

    name: str
    kinds: frozenset[Kind]
    meaning: str
    example: str = ""
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    write: Write | None = None
    arrange: Arrange | None = None
    rounds: bool = False
    bare: bool = False


def round_words() -> Iterator[WordRule]:
    """Words that round, written only where they are true of the exact number."""
    unit = {"may": (WORD,), "rounds": True}
    near = writing.by_kind(words.nearly, words.nearly_percent)
    about = writing.by_kind(words.about, words.about_percent)
    yield WordRule(
        "以上",
        RATES,
        "舍去小数；本来就是整数的不写“以上”",
        "48%以上",
        write=lambda subject, *_: words.at_least(subject.value),
        rounds=True,
    )
    yield WordRule("近", COUNTED | RATES, "只差一点到整数才写“近”，否则照写", "近50%", write=near, **unit)
    yield WordRule("约", COUNTED | RATES, "四舍五入；本来就是整数的不写“约”", "约900名", write=about, **unit)
    for word in "多余":
        yield WordRule(
            word,
            COUNTED,
            "舍到整百，不足一百的舍到整十；正好是整数的照写",
            f"300{word}名",
            write=writing.more_than(word),
            **unit,
        )


def numbers() -> Iterator[WordRule]:
    yield WordRule(
        "单位",
        frozenset({Kind.COUNT, Kind.AMOUNT, Kind.CHANGE}),
        "换一个单位；后面可以再接规则",
        "889名",
        (WORD,),
        arrange=lambda subject, given: replace(subject, unit=given[0]),
    )
    yield WordRule("数字", NUMBERS, "只写数字，不写单位", "889", write=writing.bare, bare=True)
    decimals = frozenset({Kind.PERCENT, Kind.AMOUNT, Kind.INDEX})
    yield WordRule("位数", decimals, "写几位小数", "0.070", (NUMBER,), write=writing.decimals)
    index = frozenset({Kind.INDEX})
    yield WordRule("百分数", index, "把系数写成百分数", "31%", write=writing.as_percent)
    within = {"may": (WORD,), "write": writing.rank}
    yield WordRule("位次", frozenset({Kind.RANK}), "后面可写范围，文字或路径", "居全市第2位", **within)


def changes() -> Iterator[WordRule]:
    rise = "提高1.8个百分点"
    apart = frozenset({Kind.POINTS})
    yield WordRule("百分点", apart, "只写相差多少，不写升降", "1.8个百分点", write=writing.apart)
    yield WordRule("变化", CHANGING, "提高、下降或持平；数量写增加、减少", rise, write=writing.change)
    for word, (before, steady) in words.COMPARED.items():
        meaning = f"前面写“{before}”；没有变化的写“{steady}”"
        yield WordRule(word, CHANGING, meaning, f"{before}{rise}", write=writing.compared(word))
    grown = {"needs": (PATH,), "write": writing.growth}
    yield WordRule("增长", frozenset({Kind.CHANGE}), "写成百分之几，后面写现数的路径", "增长8.3%", **grown)
    sizes = frozenset({Kind.POINTS, Kind.AMOUNT, Kind.CHANGE})
    yield WordRule("高低", sizes, "高多少、低多少，相同写“持平”", "高1.25万元", write=writing.higher_or_lower)


def days() -> Iterator[WordRule]:
    as_of, month = (
        (lambda subject, *_: words.as_of(subject.value)),
        (lambda subject, *_: words.month(subject.value)),
    )
    yield WordRule("截至", DATES, "写成“截至某日”", "截至2012年3月31日", write=as_of)
    yield WordRule("年月", DATES, "只写年和月", "2012年3月", write=month)


def lists() -> Iterator[WordRule]:
    some = {"needs": (NUMBER,), "may": (WORD,), "write": writing.first_of}
    many = {"may": (WORD,), "write": writing.how_many}
    yield WordRule("名称", PLACES, "只写名称", "源汇区、郾城区和召陵区", write=writing.names)
    yield WordRule("数值", PLACES, "只写数值，顺序与名称相同", "76.3%、74.4%和68.7%", write=writing.numbers)
    yield WordRule(
        "分别",
        PLACES,
        "名称和数值一一对应；只有一个的不写“分别”",
        "源汇区和郾城区分别为76.3%和74.4%",
        write=writing.respectively,
    )
    yield WordRule("顿号", LISTS, "名称之间都用顿号", "源汇区、郾城区、召陵区", write=writing.with_commas)
    yield WordRule("名单", LISTS, "只写前几个，其余写“等几个”，可再写单位", "源汇区、郾城区等6个县区", **some)
    yield WordRule("个数", LISTS, "有几个，可再写单位", "3个县区", **many)
    yield WordRule("区间", PLACES, "从最低到最高", "57.1%—76.3%", write=writing.span)
    for word in ("高到低", "低到高"):
        ranked = writing.ranked(highest_first=word == "高到低")
        yield WordRule(word, PLACES, "按数值排好；后面再接规则", f"{word}|前 3|名称", arrange=ranked)
    first, last = writing.only(lambda items, n: items[:n]), writing.only(lambda items, n: items[-n:])
    yield WordRule("前", LISTS, "只取前几个；后面再接规则", "前 3|分别", (NUMBER,), arrange=first)
    yield WordRule("后", LISTS, "只取后几个；后面再接规则", "后 2|分别", (NUMBER,), arrange=last)


RULES: Mapping[str, WordRule] = {
    rule.name: rule for rule in (*round_words(), *numbers(), *changes(), *days(), *lists())
}


def write(path: str, calls, facts: Facts) -> str:
    """A figure with its rules in words. Raises Missing, also for a rule that does not fit the fact."""
    subject = subject_of(path, facts)
    for call in calls:
        rule = RULES.get(call.name)
        if rule is None or subject.kind not in rule.kinds:
            raise Missing(path, f"“{call.name}”不能用在这里")
        if rule.write:
            return rule.write(subject, call.parameters, facts)
        subject = rule.arrange(subject, call.parameters)
    return written(subject)
