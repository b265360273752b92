"""Pinyin of people and places, so that lists sort and search the same on every database.

Databases disagree about Chinese order; stored columns of ASCII letters do not.
"""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

# Surnames that are read differently as surnames.
SURNAMES = {
    "仇": "qiu",
    "任": "ren",
    "区": "ou",
    "单": "shan",
    "员": "yun",
    "华": "hua",
    "曾": "zeng",
    "朴": "piao",
    "查": "zha",
    "盖": "ge",
    "秘": "bi",
    "翟": "zhai",
    "解": "xie",
}

# Places that are read differently from what the dictionary says.
PLACES = {
    "漯河": ["luo", "he"],
    "召陵": ["shao", "ling"],
    "浚县": ["xun", "xian"],
    "长垣": ["chang", "yuan"],
    "长葛": ["chang", "ge"],
}
PLACE_PARTS = re.compile(f"({'|'.join(PLACES)})")
SETTLEMENTS = ("庄", "家", "村", "寨", "楼", "营", "湾", "岗", "店", "桥", "坡", "集", "屯", "堂", "堡", "洼")


@lru_cache(maxsize=10_000)
def _syllables(characters: str) -> list[str]:
    return [syllable.lower() for syllable in lazy_pinyin(characters)]


def spell_name(name: str) -> tuple[str, str]:
    """(pinyin, initials) of a person's name, lower case without tones: 单小红 → ("shan xiao hong", "sxh")."""
    surname, given = (joined := "".join(name.split()))[:1], joined[1:]
    syllables = [SURNAMES[surname]] if surname in SURNAMES else _syllables(surname)
    syllables = [*syllables, *_syllables(given)]
    return " ".join(syllables), "".join(syllable[:1] for syllable in syllables)


def spell_place(name: str) -> tuple[str, str]:
    """(pinyin, initials) of a place's name: 漯河市 → ("luo he shi", "lhs").

    A surname at its head is read as one: 单庄村 → "shan zhuang cun".
    """
    name = "".join(name.split())
    syllables: list[str] = []
    for part in PLACE_PARTS.split(name):
        syllables += PLACES.get(part) or [syllable.lower() for syllable in lazy_pinyin(part)]
    if name[:1] in SURNAMES and name[1:2] in SETTLEMENTS:
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables), "".join(syllable[:1] for syllable in syllables)
