"""Where a title breaks: at a word, in lines that form a trapezoid or a diamond (GB/T 9704-2012, 7.3.1).

Chinese has no spaces, so words are known by a list; between two characters that no word claims a break is
dear but possible. All ways to break are compared by what they cost.
"""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from .text import clean, width

LONGEST = 18  # characters of 22 pt in a line; 20 would touch both margins
MOST_LINES = 4
MOST_PLACES = 24  # places compared; a longer title is left to Word
END = "。.，,；;：:、！!？? 　"

WORDS = (
    "基层党建|关于|情况|报告|汇报|通报|简报|月报|季报|年报|调研|分析|通知|意见|方案|办法|建议|"
    "总结|专题|综合|工作|指标|统计|全市|全县|全区|全乡|全镇|各县区|农村|基层|党建|"
    "党组织|基层党组织|党支部|党委|党员|干部|村干部|村党支部书记|书记|队伍|建设|发展|"
    "推进|开展|落实|加强|提高|完成|进展|实施|创建|活动|主题活动|制度|机制|创新|教育|"
    "管理|培训|培养|考核|评比|述职|评议|整改|督办|存在|问题|对策|思考|做法|成效|经验|"
    "领头雁|双强|四个培养|三百强|三级联创|五个好|十百千|双学双带|素质工程|示范户|后备|"
    "入党|积极分子|集体经济|经济|社会|企业|组织|覆盖|非公有制|两新组织|合作社|社区|街道|"
    "第一季度|第二季度|第三季度|第四季度|上半年|下半年|年度|半年|季度|月份|中共|漯河市|"
    "源汇区|郾城区|召陵区|舞阳县|临颍县|经济技术开发区|经开区|委员会|组织部|办公室|进一步|"
    "有关|主要|目标|责任"
)
TOGETHER = re.compile(
    r"“[^”]{1,16}”|《[^》]{1,16}》|（[^）]{1,16}）|\d[\d.,]*(?:年度?|月份?|日|季度|个|名|户|期|%|—\d+)*|[A-Za-z]+|"
    + "|".join(sorted(WORDS.split("|"), key=len, reverse=True))
)
NOT_FIRST = "，。、；：！？”’）》】的了和与及等中"  # 和 and 与 may not begin a line of a title either
NOT_LAST = "“‘（《【"
GOOD_END = "的、，；：”》）"


def title_lines(title: str) -> list[str]:
    """The lines of a title, without the punctuation at its end."""
    text = clean(title).rstrip(END)
    least = -(-width(text) // LONGEST)
    ways = [way for count in (least, least + 1) for way in broken(text, int(count))] if least > 1 else []
    return min(ways, key=lambda lines: (cost(lines), lines)) if ways else [text]


def broken(text: str, count: int) -> Iterator[list[str]]:
    """All ways to break a text into so many lines that fit."""
    places = breaks(text)
    if count > MOST_LINES or len(places) > MOST_PLACES:
        return
    for chosen in combinations(places, count - 1):
        edges = [0, *chosen, len(text)]
        lines = [text[start:end] for start, end in pairwise(edges)]
        if all(width(line) <= LONGEST for line in lines):
            yield lines


def breaks(text: str) -> list[int]:
    """Places between words; inside what no word claims, between any two characters."""
    inside = {place for found in TOGETHER.finditer(text) for place in range(found.start() + 1, found.end())}
    return [
        place
        for place in range(1, len(text))
        if place not in inside and text[place] not in NOT_FIRST and text[place - 1] not in NOT_LAST
    ]


def cost(lines: list[str]) -> float:
    """What a way to break costs: torn words, lines of very different length, the shape of an hourglass."""
    lengths = [width(line) for line in lines]
    mean = sum(lengths) / len(lengths)
    torn = sum(seam(before, after) for before, after in pairwise(lines))
    uneven = sum((length - mean) ** 2 for length in lengths) / len(lines) / 4
    waist = 12 * any(
        left > middle < right for left, middle, right in zip(lengths, lengths[1:], lengths[2:], strict=False)
    )
    block = 0.5 * (max(lengths) == min(lengths))
    return torn + uneven + waist + block + 3 * len(lines)


def seam(before: str, after: str) -> float:
    """How well a line ends here: 0 after 的, 1 between two known words, 6 in the unknown."""
    if before[-1] in GOOD_END:
        return 0
    known_end = any(found.end() == len(before) for found in TOGETHER.finditer(before))
    return 1 if known_end and TOGETHER.match(after) else 3 if known_end or TOGETHER.match(after) else 6
