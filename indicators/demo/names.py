"""Names and traits of synthetic people. The given names are put together from the words of the field
and the threshing floor, rare enough to be nobody's in particular."""

from datetime import date
from random import Random

from branches.models import Education, Sex

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文"
)
MEN_FIRST, MEN_SECOND = "福根喜石松保庆旺来顺铁书运秋麦栓满水树稳", "锁收仓岭坡聚院社垛犁畦穗禾陌圃稼耧场囤埂"
WOMEN_FIRST, WOMEN_SECOND = "巧雪桂菊翠银素改爱秀", "穗苗叶枝蕊絮桃杏棉菱麻藕"

SCHOOLING = [  # education, weight among the older, weight among the younger
    (Education.COLLEGE, 4, 14),
    (Education.VOCATIONAL, 8, 16),
    (Education.HIGH_SCHOOL, 34, 40),
    (Education.MIDDLE_SCHOOL, 44, 29),
    (Education.PRIMARY_SCHOOL, 10, 1),
]
YOUNG_FROM = 1972


def name(rng: Random, sex: str) -> str:
    first, second = (MEN_FIRST, MEN_SECOND) if sex == Sex.MALE else (WOMEN_FIRST, WOMEN_SECOND)
    return rng.choice(SURNAMES) + rng.choice(first) + rng.choice(second)


def sex(rng: Random, women_percent: int) -> str:
    return Sex.FEMALE if rng.randrange(100) < women_percent else Sex.MALE


def birth_month(rng: Random, first_year: int = 1948, last_year: int = 1982) -> date:
    """The first of a month; two draws make the middle years likelier."""
    year = (rng.randint(first_year, last_year) + rng.randint(first_year, last_year)) // 2
    return date(year, rng.randint(1, 12), 1)


def education(rng: Random, birth: date) -> str:
    column = 2 if birth.year >= YOUNG_FROM else 1
    return rng.choices([row[0] for row in SCHOOLING], [row[column] for row in SCHOOLING])[0]


def joined_on(rng: Random, birth: date) -> date:
    """Admission to the Party, grown up and before 2009."""
    return date(rng.randint(birth.year + 20, max(birth.year + 21, 2008)), rng.choice([3, 6, 7, 11, 12]), 1)
