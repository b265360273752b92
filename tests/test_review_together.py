"""A decision and a handover at the same moment, on PostgreSQL: one of them gives way."""

import threading
import time

import pytest
from django.db import connection, transaction

from indicators import reviewing
from indicators.models import Publication, Report, Revision, Status, Verb
from indicators.publishing import hand_over, publish
from indicators.rollup import differences, rebuild
from indicators.workflow import WorkflowError

from .review_cast import build_quarters, build_reviewers, report_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LONG_ENOUGH = 1.0  # seconds for the other to reach the lock that is held here


@pytest.fixture
def quarter(areas):
    """Everything waived but 四村, which is approved with 7."""
    period = build_quarters(areas)
    Report.objects.filter(period=period).exclude(area=areas["四村"]).update(status=Status.WAIVED)
    rebuild(period)
    return period


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


def meanwhile(first, second) -> list[str]:
    """Start `second` while the transaction of `first` is open; what `second` was told."""
    told = []

    def other():
        try:
            second()
            told.append("done")
        except WorkflowError as error:
            told.append(str(error))
        finally:
            connection.close()

    with transaction.atomic():
        first()
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(LONG_ENOUGH)
    thread.join()
    return told


def test_what_is_sent_while_a_return_waits_stays_as_it_was_sent(areas, quarter, reviewers):
    report = report_of(areas["四村"], quarter)
    told = meanwhile(
        lambda: hand_over(areas["甲县"], quarter, reviewers["county"]),
        lambda: reviewing.decide(
            Verb.RETURN, {report.pk: report.version}, areas["西镇"], quarter, reviewers["county"], "有误"
        ),
    )
    assert told == ["2012年第二季度已由县区报送市级，如需修改须先由市级退回县区。"]
    assert report_of(areas["四村"], quarter).status == Status.APPROVED
    assert differences(quarter) == []


def test_what_is_published_while_a_correction_waits_stays_as_published(areas, quarter, reviewers):
    hand_over(areas["甲县"], quarter, reviewers["county"])
    hand_over(areas["乙区"], quarter, reviewers["other"])
    report = report_of(areas["四村"], quarter)
    told = meanwhile(
        lambda: publish(areas["测试市"], quarter, reviewers["city"]),
        lambda: reviewing.correct(report, {"a": 9}, reviewers["city"], "核实", report.version),
    )
    assert told == ["2012年第二季度刚刚发布，请重新打开后再更正。"]
    assert report_of(areas["四村"], quarter).values == {"a": 7}
    assert not Revision.objects.exists()
    assert Publication.objects.count() == 1


def test_two_reviewers_decide_the_same_report_once(areas, quarter, reviewers):
    Report.objects.filter(area=areas["一村"], period=quarter).update(status=Status.SUBMITTED)
    report = report_of(areas["一村"], quarter)
    picks = {report.pk: report.version}
    meanwhile(
        lambda: reviewing.decide(Verb.APPROVE, picks, areas["东镇"], quarter, reviewers["county"]),
        lambda: reviewing.decide(Verb.RETURN, picks, areas["东镇"], quarter, reviewers["city"], "有误"),
    )
    assert list(report.events.values_list("verb", flat=True)) == ["approve"]
    assert report_of(areas["一村"], quarter).status == Status.APPROVED
