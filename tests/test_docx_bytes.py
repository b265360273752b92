"""The same document gives the same bytes: in another process, at another time."""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from indicators.briefs.docx import write_docx

from .brief_sample import SAMPLE
from .imports import ROOT

ELSEWHERE = """
import {first}
from hashlib import sha256
from indicators.briefs.docx import write_docx
from tests.brief_sample import SAMPLE
print(sha256(write_docx(SAMPLE)).hexdigest())
"""


def digest_elsewhere(first, **environment):
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE.format(first=first)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_another_process_in_another_zone_writes_the_same_bytes():
    """openpyxl tells lxml which prefixes to write, for the whole process."""
    here = sha256(write_docx(SAMPLE)).hexdigest()
    assert digest_elsewhere("decimal", PYTHONHASHSEED="1", TZ="America/New_York") == here
    assert digest_elsewhere("openpyxl", PYTHONHASHSEED="2", TZ="Asia/Shanghai") == here


def test_every_member_carries_the_time_of_the_document():
    with ZipFile(BytesIO(write_docx(SAMPLE))) as file:
        assert {member.date_time for member in file.infolist()} == {(2012, 7, 10, 8, 30, 0)}


def test_another_number_gives_another_file():
    assert write_docx(replace(SAMPLE, title="另一个题目")) != write_docx(SAMPLE)


def test_a_time_before_the_first_day_of_zip_is_no_obstacle():
    old = SAMPLE.written_at.replace(year=1949, month=10, day=1)
    with ZipFile(BytesIO(write_docx(replace(SAMPLE, written_at=old)))) as file:
        assert file.infolist()[0].date_time[:3] == (1980, 1, 1)
