"""Two people at one assessment at the same moment, on PostgreSQL: one acts, the other is told."""

import threading

import pytest
from django.db import connection

from branches.models import Role
from indicators import assessing
from indicators.admission import WorkflowError
from indicators.assessing import StaleAssessment
from indicators.models import Assessment, AssessmentEvent, AssessmentVerb, RubricKind

from .cast import build_user
from .creation_cast import State, build_assessment, build_rubric, build_scores

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*acts):
    """Run all at once; what each raised, None where it succeeded, in no particular order."""
    start, said = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait(timeout=20)
            act()
            said.append(None)
        except Exception as error:
            said.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(said, key=str)


@pytest.fixture
def reviewers(areas):
    return [build_user(f"reviewer{number}", areas["甲县"], Role.REVIEWER) for number in (1, 2)]


def test_one_decision_stands_and_the_other_is_told(areas, reviewers):
    row = build_assessment(build_rubric(areas["测试市"]), areas["一村"], 2012, State.CHECKED)
    build_scores(row, own=(50, 30), checked=(50, 30))
    said = together(
        *(lambda who=who: assessing.act(row, AssessmentVerb.DECIDE, who, row.version) for who in reviewers)
    )
    assert said == [StaleAssessment, None]
    assert AssessmentEvent.objects.count() == 1


def test_a_year_is_started_once(areas, reviewers):
    build_rubric(areas["测试市"])
    said = together(
        *(lambda who=who: assessing.start(areas["甲县"], RubricKind.VILLAGE, 2012, who) for who in reviewers)
    )
    assert said == [WorkflowError, None]
    assert Assessment.objects.count() == 4
