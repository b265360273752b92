"""Names and places are spelt as people say them."""

import pytest

from branches.models import Person
from branches.pinyin import spell_name


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单小红", "shan xiao hong", "sxh"),
        ("曾长河", "zeng chang he", "zch"),
        ("李 安", "li an", "la"),
        ("", "", ""),
    ],
)
def test_a_surname_is_read_as_a_surname(name, pinyin, initials):
    assert spell_name(name) == (pinyin, initials)


def test_the_pinyin_follows_the_name_however_it_is_saved(areas):
    one = Person.objects.create(name="任安", sex="1", area=areas["一村"])
    assert (one.pinyin, one.initials) == ("ren an", "ra")
    one.name = "李安"
    one.save(update_fields=["name"])
    one.refresh_from_db()
    assert one.pinyin == "li an"
    Person.objects.bulk_create([Person(name="华强", sex="1", area=areas["一村"])])
    assert Person.objects.get(name="华强").pinyin == "hua qiang"
