"""Who may enter and who may review, for the reports of every level, seen from every desk."""

import pytest
from django.core.exceptions import PermissionDenied

from branches.models import Level, Role
from indicators import workflow
from indicators.models import Report, Verb
from indicators.workflow import TRANSITIONS

from .cast import build_element, build_report, build_user

pytestmark = pytest.mark.django_db

REPORTS = {"village": "一村", "township": "东镇", "county": "甲县", "city": "测试市"}
DESKS = {
    # desk: (role, area, levels it enters, levels it reviews)
    "clerk of the township": (Role.CLERK, "东镇", {"village", "township"}, set()),
    "clerk of the county": (Role.CLERK, "甲县", {"village", "township"}, set()),
    "clerk of a neighbour": (Role.CLERK, "西镇", set(), set()),
    "reviewer of the township": (Role.REVIEWER, "东镇", {"township"}, {"village"}),
    "reviewer of the county": (Role.REVIEWER, "甲县", {"county"}, {"village", "township"}),
    "reviewer of a neighbour": (Role.REVIEWER, "乙区", set(), set()),
    "reviewer of the city": (Role.REVIEWER, "测试市", {"city"}, {"village", "township", "county", "city"}),
    "leader of the city": (Role.LEADER, "测试市", set(), set()),
    "administrator of the city": (Role.ADMINISTRATOR, "测试市", set(), set()),
}
ENTERING = {Verb.SAVE, Verb.SUBMIT, Verb.WITHDRAW}
ACTS = {
    Verb.SAVE: lambda report, who: workflow.save_values(report, {report.area.level: 5}, who),
    Verb.SUBMIT: lambda report, who: workflow.submit([report], who),
    Verb.WITHDRAW: lambda report, who: workflow.withdraw([report], who),
    Verb.START: lambda report, who: workflow.start_review([report], who),
    Verb.APPROVE: lambda report, who: workflow.approve([report], who),
    Verb.RETURN: lambda report, who: workflow.return_reports([report], who, "数字有误"),
    Verb.WAIVE: lambda report, who: workflow.waive([report], who, "整村搬迁"),
    Verb.REOPEN: lambda report, who: workflow.reopen([report], who, "误办免报"),
    Verb.CORRECT: lambda report, who: workflow.correct(report, {report.area.level: 5}, who, "核实"),
}


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("level", REPORTS)
@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_at_every_level_from_every_desk(verb, level, desk, areas, period):
    for each in REPORTS:
        build_element(each, level=Level(each))
    role, place, enters, reviews = DESKS[desk]
    who = build_user("somebody", areas[place], role)
    before = next(iter(TRANSITIONS[verb]))
    report = build_report(areas[REPORTS[level]], period, before, **{level: 3})
    if level in (enters if verb in ENTERING else reviews):
        ACTS[verb](report, who)
        assert Report.objects.get().status == TRANSITIONS[verb][before]
    else:
        with pytest.raises(PermissionDenied):
            ACTS[verb](report, who)
        assert Report.objects.get().status == before
