"""Pinyin of people's names, so that lists sort and search the same on every database.

Databases disagree about Chinese order; stored columns of ASCII letters do not.
"""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

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


@lru_cache(maxsize=10_000)
def _syllable(character: str) -> str:
    return lazy_pinyin(character, style=Style.NORMAL)[0].lower()


def spell_name(name: str) -> tuple[str, str]:
    """(pinyin, initials) of a person's name, lower case without tones: 单小红 → ("shan xiao hong", "sxh")."""
    characters = [character for character in name if not character.isspace()]
    syllables = [_syllable(character) for character in characters]
    if characters and characters[0] in SURNAMES:
        syllables[0] = SURNAMES[characters[0]]
    return " ".join(syllables), "".join(syllable[:1] for syllable in syllables)
