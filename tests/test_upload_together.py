"""One upload confirmed twice at the same moment, on PostgreSQL: stored once."""

import threading

import pytest
from django.db import connection

from indicators import uploads
from indicators.admission import WorkflowError
from indicators.models import Report, Revision

from .sheets_cast import build_form, download, edited

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_clicks_at_once_store_an_upload_once(areas, users):
    period, _ = build_form(areas)
    data = edited(download(areas["东镇"], period), {"D8": 41, "D9": 32, "D10": 20})
    upload = uploads.receive("东镇.xlsx", data, areas["东镇"], period, users["clerk"])
    answers, together = [], threading.Barrier(4)

    def click():
        together.wait()
        try:
            answers.append(uploads.apply(upload, users["clerk"]))
        except WorkflowError as error:
            answers.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer for answer in answers if isinstance(answer, int)] == [3]
    assert all("不会重复导入" in answer for answer in answers if not isinstance(answer, int))
    assert Revision.objects.count() == 3
    assert Report.objects.get(area=areas["一村"]).version == 1
