"""The interface speaks Chinese where libraries do not."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from axes.models import AccessLog
from django.conf import settings
from django.utils.translation import gettext as translate
from django.utils.translation import ngettext
from django_filters.filters import DateRangeFilter

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
QUOTED = r"((?:\"(?:[^\"\\]|\\.)*\"\s*)+)"


def written_by_hand() -> dict[str, str]:
    """{msgid: msgstr} of django.po, plural forms under their singular."""
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(rf"msgid {QUOTED}(?:msgid_plural {QUOTED})?msgstr(?:\[0\])? {QUOTED}", text)
    joined = ((ast.literal_eval(f"({key})"), ast.literal_eval(f"({value})")) for key, _, value in pairs)
    return {key: value for key, value in joined if key}


def test_the_compiled_catalogue_is_in_step_with_the_text():
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    in_file = {key if isinstance(key, str) else key[0]: value for key, value in compiled._catalog.items() if key}
    assert in_file == written_by_hand()


@pytest.mark.parametrize("text", sorted(written_by_hand()))
def test_every_translation_is_in_use_and_keeps_its_placeholders(text):
    chinese = written_by_hand()[text]
    assert chinese in (translate(text), ngettext(text, text + "s", 2), ngettext(text, f"{text[:-1]}s.", 2))
    assert re.findall(r"%(?:\(\w+\))?[sdr]", text) == re.findall(r"%(?:\(\w+\))?[sdr]", chinese)


def test_libraries_speak_chinese():
    assert AccessLog._meta.verbose_name == "登录记录"
    assert [str(label) for _, label in DateRangeFilter.choices][:2] == ["今天", "昨天"]
