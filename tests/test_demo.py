"""The demonstration city adds up to the known figures, to the unit, out of registers and reports."""

import socket
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import pairwise
from statistics import median
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse

from branches.coverage import alert_counts
from branches.marks import DEMO_MARK
from branches.models import (
    AccessRecord,
    Area,
    Cadre,
    Level,
    NewOrgUnit,
    OrganisationStandard,
    Person,
    User,
    Village,
)
from indicators.briefs.choice import Choice, organ_of, suggested_title
from indicators.briefs.composing import compose
from indicators.briefs.document import Chart, Heading, Table
from indicators.counterparts import differences
from indicators.dashboards import Basis, choose, implementation_of, period_choices
from indicators.dashboards.cultivation_names import count_states
from indicators.dashboards.economy_page import economy_summary
from indicators.dashboards.training import tier_progress
from indicators.dashboards.training_batch import batch_summary, faults
from indicators.demo import city as demo
from indicators.demo.accounts import ACCOUNTS, PASSWORD
from indicators.demo.allotment import split
from indicators.demo.economy import led_by_strong
from indicators.demo.population import populate
from indicators.demo.rows import CITY, COUNTIES, OPEN, PRETENDED_DAY
from indicators.eligibility import AIMS, careers, why_not_listed, why_not_reached
from indicators.entry import findings_of
from indicators.formula import Formula
from indicators.models import (
    FINAL,
    Assessment,
    Cultivation,
    DemoHousehold,
    DocumentKind,
    EconomyStudy,
    Element,
    Enrolment,
    InnovationProject,
    ItemScore,
    Liaison,
    Milestone,
    Programme,
    Rectification,
    Report,
    ReviewEvent,
    Revision,
    Rule,
    Satisfaction,
    SkillReview,
    Status,
    SupervisionVisit,
    Task,
    TaskEvent,
    TaskState,
    Total,
    TrainingBatch,
    VillageEconomyYear,
    refusals,
)
from indicators.quarters import Quarter
from indicators.studying import stale
from indicators.tasks import TRANSITIONS

pytestmark = pytest.mark.xdist_group("demo")

ELEMENTS = [
    "secretaries", "ds_secretaries", "cadres", "ds_cadres", "rural_members", "ds_members", "skilled_members",
]  # fmt: skip
ROWS_OF_2012Q1 = {
    "源汇区": [114, 87, 612, 325, 4011, 1122, 3317],
    "郾城区": [160, 119, 859, 439, 5468, 1474, 4467],
    "召陵区": [182, 125, 978, 461, 5976, 1462, 4750],
    "舞阳县": [398, 292, 2137, 1082, 13336, 3529, 10841],
    "临颍县": [367, 238, 1971, 870, 12297, 2763, 9579],
    "经开区": [49, 28, 263, 106, 1560, 312, 1165],
    "漯河市": [1270, 889, 6820, 3283, 42648, 10662, 34119],
}
COUNTY_CODES = dict(zip(["源汇区", "郾城区", "召陵区", "舞阳县", "临颍县", "经开区"], COUNTIES, strict=True))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The whole city, built once for this file and rolled back after it.

    pytest-django makes the test database when any collected test asks for `db`; this fixture
    cannot ask, so it makes sure.
    """
    assert "test_" in connection.settings_dict["NAME"] or "memory" in connection.settings_dict["NAME"], (
        "no test database: run the whole file"
    )
    with django_db_blocker.unblock(), transaction.atomic():
        lines = []
        demo.build(lines.append)
        yield lines
        transaction.set_rollback(True)


def sums(code: str, quarter: str, elements=ELEMENTS) -> list[int]:
    approved = Total.objects.get(area__code=code, period__code=quarter).approved
    return [approved[element][0] for element in elements]


def code_of(name: str) -> str:
    return demo.CITY if name == "漯河市" else COUNTY_CODES[name].code


@pytest.mark.parametrize("name", ROWS_OF_2012Q1)
def test_every_row_of_2012q1_is_right_to_the_unit(built, name):
    assert sums(code_of(name), "2012Q1") == ROWS_OF_2012Q1[name]


def test_the_city_has_1270_rural_units_and_one_secretary_in_each(built):
    assert Village.objects.filter(is_rural_unit=True).count() == 1270
    assert Village.objects.filter(converted=True).count() == 11
    assert sums(demo.CITY, "2012Q1", ["villages", "villages_with_secretary"]) == [1270, 1270]


def test_all_certified_people_are_members(built):
    assert sums(demo.CITY, "2012Q1", ["ds_certified", "ds_members"]) == [10662, 10662]


def test_wuyang_promoted_108_double_strong_members_in_nine_quarters(built):
    totals = Total.objects.filter(area__code="411121000000", period__ordinal__lte=2012 * 4)
    assert sum(total.approved["ds_promoted"][0] for total in totals) == 108


REPORTED = (  # what the report of 2012 says of the city, in its words
    "双强村党组织书记889名，占村党组织书记总数的70%",
    "双强村干部3283名，占村干部总数的48%以上",
    "双强党员10662人，占农村党员总数的25%",
    "占农村党员总数的80%",
)


def test_the_research_report_says_what_the_report_of_2012_says(built):
    city = Area.objects.get(code=demo.CITY)
    period = choose(period_choices(city), "2012Q1")
    choice = Choice(
        kind=DocumentKind.RESEARCH,
        area=city,
        period=period,
        basis=Basis.APPROVED,
        publication=None,
        title=suggested_title(DocumentKind.RESEARCH, city, period, "全市"),
        recipient="",
        unit=organ_of(city),
        signed_on=date(2012, 4, 8),
    )
    composed = compose(choice, "试用", datetime(2012, 4, 8, tzinfo=UTC))
    text = "".join(block.text for block in composed.document.blocks if not isinstance(block, Table | Chart))
    assert [words for words in REPORTED if words not in text] == []
    headings = [
        block.text for block in composed.document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert headings == ["一、基本情况", "二、主要做法和成效", "三、存在问题", "四、对策建议"]
    assert "{" not in text
    assert "截止" not in text
    assert composed.document.marks == ("演示数据：人员与数字均为虚构，仅供试用",)


@pytest.mark.parametrize(
    ("account", "route", "path", "query"),
    [
        ("leader", "area-summary", {"code": CITY}, ""),
        ("leader", "area-alerts-export", {"code": CITY}, ""),
        ("leader", "compare-export", {}, ""),
        ("leader", "implementation-export", {}, ""),
        ("leader", "economy-export", {}, ""),
        ("leader", "indicator-export", {"indicator": "ds_secretary_rate"}, ""),
        ("leader", "brief-draft-download", {}, "?kind=bulletin"),
        ("reviewer", "register-export", {"key": "cadres"}, "?area=411121100000"),
        ("reviewer", "chasing-export", {}, ""),
        ("clerk", "entry-workbook", {"code": "411121100000", "period": "2012Q2"}, ""),
    ],
)
def test_every_file_that_is_taken_away_says_that_its_data_are_a_demonstrations(
    built, client, account, route, path, query
):
    who = User.objects.get(username=account)
    client.force_login(who)
    taken = AccessRecord.objects.filter(who=who, action="export").count()
    answer = client.get(reverse(route, kwargs=path) + query)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with ZipFile(BytesIO(content)) as parts:
        assert any(DEMO_MARK in parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert AccessRecord.objects.filter(who=who, action="export").count() == taken + 1


def test_the_three_leading_rates_rise_from_quarter_to_quarter(built):
    totals = Total.objects.filter(area__code=demo.CITY, period__ordinal__lte=2012 * 4).order_by("period__ordinal")
    assert len(totals) == 9
    for part, whole, first in [
        ("ds_secretaries", "secretaries", (0.59, 0.62)),
        ("ds_cadres", "cadres", (0.39, 0.43)),
        ("ds_members", "rural_members", (0.19, 0.22)),
    ]:
        rates = [total.approved[part][0] / total.approved[whole][0] for total in totals]
        assert rates == sorted(rates)
        assert first[0] < rates[0] < first[1]


def test_about_eighteen_thousand_people_and_three_hundred_new_organisations(built):
    assert 17_200 <= Person.objects.count() <= 19_200
    assert NewOrgUnit.objects.count() == 300


def test_coverage_and_the_member_body_rise_and_leave_something_to_find(built):
    def rate(part, whole, quarter):
        part, whole = sums(demo.CITY, quarter, [part, whole])
        return part / whole

    for part, whole, first, last in [
        ("np_covered", "np_operating", (0.5, 0.62), (0.68, 0.8)),
        ("np_eligible_covered", "np_eligible", (0.7, 0.85), (0.95, 0.999)),
        ("np_work_covered", "np_operating", (0.7, 0.8), (0.9, 0.999)),
        ("float_in_org", "float_out", (0.45, 0.6), (0.6, 0.8)),
        ("gov_pioneer_orgs", "gov_orgs", (0.45, 0.6), (0.7, 0.85)),
        ("schemes", "counties", (0.8, 1.3), (3, 3.5)),
    ]:
        assert first[0] < rate(part, whole, "2010Q1") < first[1], part
        assert last[0] < rate(part, whole, "2012Q1") < last[1], part
    assert 0.02 < rate("dev_idle_villages", "villages", "2012Q1") < 0.08


def test_one_county_admitted_more_members_than_its_plan_of_2011(built):
    over = []
    for name, row in COUNTY_CODES.items():
        totals = Total.objects.filter(area__code=row.code, period__code__startswith="2011")
        admitted = sum(total.approved["dev_admitted"][0] for total in totals)
        if admitted > sums(row.code, "2011Q4", ["dev_plan"])[0]:
            over.append(name)
    assert over == ["临颍县"]


def test_every_kind_of_alert_has_something_to_show(built):
    day = PRETENDED_DAY
    numbers = alert_counts(Area.objects.get(code=demo.CITY), day, OrganisationStandard.objects.on(day))
    assert all(numbers.values()), numbers


def test_the_rolls_of_the_villages_agree_with_the_reports_but_for_a_few(built):
    reports = list(
        Report.objects.filter(period__code="2012Q1", area__level="village").select_related("area", "period")
    )
    found = differences(reports, [Element.objects.get(code="rural_members")])
    assert 20 <= sum(bool(those) for those in found.values()) <= 120


def test_titles_rise_over_the_years_and_everybody_is_assessed(built):
    for year in (2010, 2011):
        final = Assessment.objects.filter(year=year, state__in=FINAL)
        assert [final.of_kind(kind).count() for kind in ("village", "township", "county")] == [1270, 58, 6]
    shares = [sums(demo.CITY, quarter, ["fg_villages"])[0] / 1270 for quarter in ("2010Q1", "2011Q1", "2012Q1")]
    assert shares == sorted(shares)
    assert 0.42 < shares[0] < 0.49
    assert 0.52 < shares[2] < 0.58
    year = Assessment.objects.filter(year=2012).of_kind("village")
    assert set(year.values_list("state", flat=True)) == {"started", "scored", "checked", "decided"}
    assert not year.filter(area__code__startswith="411171").exists()  # the zone starts later than the others


def test_the_scores_of_2011_add_up_to_the_level_that_was_given(built):
    scored = Assessment.objects.filter(year=2011).with_totals().select_related("level", "rubric")
    rows = list(scored.prefetch_related("rubric__levels"))
    assert len(rows) > 1500
    assert {row.rubric.level_for(row.decided_total) == row.level for row in rows} == {True}
    assert ItemScore.objects.count() < 20_000


def test_villages_led_by_the_double_strong_are_moderately_richer_and_overlap(built):
    led = led_by_strong()
    incomes = {True: [], False: []}
    for village, income in VillageEconomyYear.objects.filter(year=2011).values_list("village", "income"):
        incomes[(village, 2011) in led].append(income)
    strong, others = median(incomes[True]), median(incomes[False])
    assert min(len(those) for those in incomes.values()) > 300
    assert 1.15 < strong / others < 1.7
    assert 0.2 < sum(income > strong for income in incomes[False]) / len(incomes[False]) < 0.45


def test_the_newest_accounts_are_studied_for_every_unit_and_tell_a_moderate_story(built):
    """More income where a double-strong secretary leads, well beyond chance and with much overlap; scores
    and incomes hardly go together, so that there are villages to look at on either side."""
    city = Area.objects.get(code=demo.CITY)
    found = economy_summary(city, PRETENDED_DAY)
    assert (found.year, found.as_of) == (2011, PRETENDED_DAY)
    assert found.n1 == len([pair for pair in led_by_strong() if pair[1] == 2011]) - led_without_accounts()
    assert Decimal("0.3") < found.gap_low < found.gap < found.gap_high < Decimal("1.2")
    assert Decimal("0.1") < found.cliff < Decimal("0.33")
    assert abs(found.rho) < Decimal("0.2")
    assert 0 < found.growth_gap < 60
    assert min(found.strong_poor, found.weak_rich) > 100
    assert found.reasons == {}
    units = Area.objects.within(city).exclude(level=Level.VILLAGE)
    assert EconomyStudy.objects.count() == units.count()
    assert not any(stale(one) for one in EconomyStudy.objects.select_related("area__parent"))


def led_without_accounts() -> int:
    known = VillageEconomyYear.objects.filter(year=2011).audited_by(PRETENDED_DAY)
    known = set(known.values_list("village", flat=True))
    return sum(village not in known for village, year in led_by_strong() if year == 2011)


def test_creation_and_economy_leave_something_to_find(built):
    day = PRETENDED_DAY
    listed = Rectification.objects.listed_on(day)
    assert listed.filter(due_on__lt=day).exists()
    assert listed.filter(measures="").exists()
    assert sums(demo.CITY, "2012Q1", ["weak_relisted"])[0] > 0
    assert VillageEconomyYear.objects.filter(year=2011, audited_on=None).exists()
    assert any(survey.valid >= 30 and survey.percent < 60 for survey in Satisfaction.objects.all())
    assert Satisfaction.objects.filter(valid__lt=30).exists()
    met, due = sums(demo.CITY, "2012Q1", ["mech_met", "mech_due"])
    assert due - 12 < met < due
    assert SupervisionVisit.objects.waiting_for_follow_up(day).exists()
    with_goal = InnovationProject.objects.filter(has_economic_goal=True).count()
    assert 0.4 < with_goal / InnovationProject.objects.count() < 0.55


def test_villages_differ_within_plausible_bounds(built):
    reports = Report.objects.filter(period__code="2012Q1", area__level="village").values_list("values", flat=True)
    cadres = {values["cadres"] for values in reports}
    members = {values["rural_members"] for values in reports}
    assert min(cadres) >= 3
    assert max(cadres) <= 9
    assert min(members) >= 15
    assert max(members) <= 80
    assert len(members) > 25


def test_a_yearly_cell_asked_at_the_year_end_is_carried_by_the_first_quarter(built):
    report = Report.objects.filter(period__code="2012Q1", area__level="village").first()
    before = Report.objects.get(period__code="2011Q4", area=report.area_id)
    assert "able_members" in report.carried
    assert "able_members" not in before.carried
    assert report.values["able_members"] == before.values["able_members"]


def test_every_village_stands_on_its_own_review_of_skills(built):
    """Register and report agree village by village, and a review is counted until the next."""
    villages = Report.objects.filter(period__code="2012Q1", area__level="village")
    reviews = {review.village_id: review for review in SkillReview.objects.standing_on(date(2012, 3, 31))}
    assert {review.reviewed_on.year for review in reviews.values()} == {2011}
    reported = {area: values["skilled_members"] for area, values in villages.values_list("area", "values")}
    assert reported == {village: review.skilled for village, review in reviews.items()}
    assert len(reported) == 1270


def test_the_carriers_stand_at_believable_figures_and_leave_something_to_find(built):
    skills, held, paired, targets = sums(
        demo.CITY, "2012Q1", ["skilled_members", "skills_held", "liaison_paired", "liaison_targets"]
    )
    assert 1.4 < held / skills < 1.5
    assert 0.8 < paired / targets < 0.9
    [with_one] = sums(demo.CITY, "2012Q1", ["demo_villages"])
    assert 1000 < with_one < 1270  # the others are on the list of villages without
    day = date(2012, 6, 30)
    assert DemoHousehold.objects.filter(valid_until__lt=day, revoked_on=None).exclude(person__in=valid_on(day))
    assert Liaison.objects.standing_on(day).filter(visits=None).exists()
    assert Liaison.objects.filter(households__gt=5).exists()


def valid_on(day):
    return DemoHousehold.objects.valid_on(day).values("person")


def test_only_wuyang_keeps_the_three_hundred_and_elsewhere_the_cells_stay_blank(built):
    reports = Report.objects.filter(period__code="2012Q1", area__level="county").order_by("area__code")
    assert [report.values.get("th_member_active") for report in reports] == [None, None, None, 100, None, None]
    wuyang = {code: value for code, value in reports[3].values.items() if code.startswith("th_")}
    for track in ("secretary", "head", "member"):
        assert (wuyang[f"th_{track}_quota"], wuyang[f"th_{track}_active"]) == (100, 100)
    assert wuyang["th_start"] == 300
    assert 0.80 <= wuyang["th_measures_delivered"] / 1200 <= 0.85


def test_the_108_promoted_of_wuyang_stood_on_the_list_of_members_before(built):
    wuyang = Area.objects.get(code="411121000000")
    rows = Cultivation.objects.within(wuyang).filter(on_list="key_member", result="promoted")
    assert rows.values("person").distinct().count() == 108
    assert len(rows) == 108
    for row in rows.select_related("person"):
        first = row.person.tenures.village_cadres().earliest("started_on")
        assert row.listed_on <= row.converted_on == first.started_on <= date(2012, 3, 31)


def test_the_lists_say_what_the_registers_of_people_say(built):
    rows = list(Cultivation.objects.select_related("person", "village"))
    known = careers(row.person_id for row in rows)
    for row in rows:
        career = known[row.person_id]
        assert why_not_listed(career, row.on_list, row.listed_on) == "", row
        if row.result == "promoted" and row.on_list in AIMS:
            assert why_not_reached(career, row.on_list, row.converted_on) == "", row


def test_the_four_steps_rise_and_some_counties_stay_behind(built):
    parts = [("fc1_admitted", "fc1_listed"), ("fc2_able", "fc2_listed"), ("fc3_took_post", "fc3_listed")]
    for done, listed in [*parts, ("fc4_took_post", "fc4_listed")]:
        rates = []
        for year in (2010, 2011):
            totals = Total.objects.filter(area__code=demo.CITY, period__code__startswith=str(year))
            lists = {total.approved[listed][0] for total in totals}
            assert len(lists) == 1  # the list of New Year stands all year
            rates.append(sum(total.approved[done][0] for total in totals) / lists.pop())
        assert 0.02 < rates[0] < rates[1] < 0.25
    covered = [sums(demo.CITY, f"{year}Q1", ["fc_listed_villages"])[0] for year in (2010, 2011, 2012)]
    assert covered == sorted(covered)
    assert 0.95 <= covered[-1] / 1270 < 1


def test_the_lists_have_a_few_things_to_see_to(built):
    counts = count_states(Area.objects.get(code=demo.CITY), date(2012, 7, 16))
    for fault in ("unmeasured", "unmentored", "unconfirmed", "unsettled"):
        assert 0 < counts[fault] < 150, fault
    assert counts["dropped"] > 0


def test_the_approved_reports_of_2012q1_have_no_errors(built):
    reports = list(Report.objects.filter(period__code="2012Q1").select_related("area", "period"))
    assert {report.status for report in reports} == {Status.APPROVED}
    assert [f for _, findings in findings_of(reports) for f in findings if f.severity == "error"] == []


def test_the_open_quarter_shows_every_state(built):
    reports = Report.objects.filter(period__code="2012Q2")
    assert set(reports.values_list("status", flat=True)) == set(Status.values)
    assert reports.filter(status=Status.WAIVED).count() == 1
    returned = ReviewEvent.objects.filter(report__in=reports, verb="return")
    assert all(event.why and event.cells for event in returned)
    clerks = reports.filter(area__parent__code="411121100000").values_list("status", flat=True)
    assert set(clerks) >= {Status.EMPTY, Status.DRAFT, Status.SUBMITTED, Status.RETURNED}


def test_some_draft_breaks_each_rule_that_typed_cells_can_break_and_nothing_sent_does(built):
    reports = list(Report.objects.filter(period__code="2012Q2").select_related("area", "period"))
    found = {Status.DRAFT: set(), Status.SUBMITTED: set(), Status.APPROVED: set()}
    for report, findings in findings_of(reports):
        found.get(report.status, set()).update((finding.severity, finding.rule) for finding in findings)
    assert {("error", "required"), ("error", "skilled_of_members"), ("warning", "liaison_five_a_member")} <= found[
        Status.DRAFT
    ]
    asked = {e.code for e in Element.objects.filter(level="village", source="") if e.asked_in(OPEN)}
    breakable = {
        rule.code
        for rule in Rule.objects.filter(level="village", severity="error")
        if asked & {*Formula.parse(rule.left).codes, *Formula.parse(rule.right).codes}
    }
    assert len(breakable) >= 8
    assert breakable <= {rule for severity, rule in found[Status.DRAFT] if severity == "error"}
    for status in (Status.SUBMITTED, Status.APPROVED):
        assert [rule for severity, rule in found[status] if severity == "error"] == []


def test_the_record_tells_who_did_what_in_the_right_order(built):
    report = Report.objects.filter(period__code="2011Q3", area__parent__code="411121100000").first()
    events = list(report.events.order_by("at"))
    assert [event.verb for event in events] == ["save", "submit", "approve"]
    assert [event.who.username for event in events] == ["clerk", "clerk", "reviewer"]
    assert events[-1].at.year == 2011
    assert report.updated_at.year == 2011
    typed = Revision.objects.filter(report__period__code="2012Q1", how="form")
    assert typed.filter(element__code="rural_members").exists()


def year_sums(code: str, year: int, element: str) -> int:
    totals = Total.objects.filter(area__code=code, period__ordinal__range=(year * 4, year * 4 + 3))
    return sum(total.approved[element][0] for total in totals if total.approved.get(element))


@pytest.mark.parametrize("year", [2010, 2011])
def test_ten_hundred_and_thousand_are_trained_every_year_almost_all(built, year):
    done = [year_sums(demo.CITY, year, f"sbq_{tier}_done") for tier in ("ten", "hundred", "thousand")]
    for number, quota in zip(done, (10, 100, 1000), strict=True):
        assert 0.95 * quota <= number <= quota
    quotas = [sums(demo.CITY, f"{year}Q4", [f"sbq_{tier}_quota"])[0] for tier in ("ten", "hundred", "thousand")]
    assert quotas == [10, 100, 1000]


def test_in_the_first_half_of_2012_linying_alone_is_far_behind_with_its_thousand(built):
    words = {
        name: tier_progress(Area.objects.get(code=code_of(name)), Quarter(2012, 2))[2].word
        for name in COUNTY_CODES
    }
    assert [name for name, word in words.items() if word == "滞后"] == ["临颍县"]


def test_six_courses_took_312_township_leaders_to_four_cities(built):
    courses = TrainingBatch.objects.filter(tier="township_course")
    assert sorted(courses.values_list("city", flat=True)) == ["杭州", "杭州", "潍坊", "苏州", "苏州", "青岛"]
    people = Enrolment.objects.attended().filter(batch__in=courses).values("person").distinct().count()
    assert people == Enrolment.objects.filter(batch__in=courses).count() == 312
    quarters = {"2010Q2": (1, 52), "2010Q4": (2, 104), "2011Q2": (1, 51), "2011Q4": (2, 105), "2012Q1": (0, 0)}
    for quarter, expected in quarters.items():
        assert tuple(sums(demo.CITY, quarter, ["town_batches_held", "town_persons_trained"])) == expected
    assert sums(demo.CITY, "2012Q1", ["town_leaders"]) == [522]


def test_nobody_on_a_list_of_a_tier_is_out_of_place_there(built):
    counted = TrainingBatch.objects.exclude(tier="other").exclude(state="planned")
    assert counted.count() == 79
    for batch in counted:
        assert batch.tier_refusal() == ""
        assert refusals(batch, list(batch.enrolments.values_list("person", flat=True))) == {}


def test_training_has_a_few_faults_to_find(built):
    assert 150 <= TrainingBatch.objects.count() <= 250
    assert Enrolment.objects.count() <= 9000
    today = date(2012, 7, 16)
    found = [faults(batch_summary(batch), today) for batch in TrainingBatch.objects.filter(starts_on__year=2012)]
    sentences = [sentence for one in found for sentence in one]
    for part in ("超过计划", "没有佐证材料", "还没有办结"):
        assert sum(part in sentence for sentence in sentences) == 1
    left_early = Enrolment.objects.attended().exclude(pk__in=Enrolment.objects.completed().values("pk"))
    assert left_early.filter(leave_hours__gt=0).exists()


def test_every_task_went_the_way_of_the_transition_table(built):
    """Written as rows, not by the verbs: so each record is followed step by step."""
    tasks = Task.objects.prefetch_related("events", "entries").select_related("area", "arranged_by")
    assert 550 <= len(tasks) <= 750
    for task in tasks:
        steps = sorted(task.events.all(), key=lambda step: step.pk)
        assert [step.verb for step in steps[:1]] == ["arrange"]
        assert [step.on for step in steps] == sorted(step.on for step in steps)
        for before, step in pairwise(steps):
            assert step.from_state == before.to_state
            assert step.to_state == TRANSITIONS[step.verb][step.from_state]
        assert task.state == steps[-1].to_state
        days = [step.on for step in steps] + [entry.on for entry in task.entries.all()]
        assert task.arranged_on <= min(days)
        assert max(days) <= PRETENDED_DAY
        assert task.arranged_by.contains(task.area)
        if task.done_on:
            assert task.done_on == [step.on for step in steps if step.verb == "report"][-1]


def test_tasks_show_every_way_in_which_something_is_not_carried_out(built):
    city = Area.objects.get(code=demo.CITY)
    now = implementation_of(city, PRETENDED_DAY)
    assert now.open > 100
    assert 15 <= now.overdue <= 60
    assert 15 <= now.stalled <= 60
    assert set(Task.objects.values_list("state", flat=True)) == set(TaskState.values) - {TaskState.ARRANGED}
    assert TaskEvent.objects.filter(verb="return").count() > 30
    values = Total.objects.get(area=city, period__code="2011Q4").approved
    first, second = (values[f"town_done_{half}_half"][0] for half in ("first", "second"))
    planned = values["town_plan_first_half"][0]
    assert first > planned > second * 1.1  # strong at first, weak later
    due, accepted = (values[f"town_tasks_{what}"][0] for what in ("due", "accepted"))
    assert 0.8 < accepted / due < 0.97


def test_campaigns_are_launched_by_most_and_run_where_they_are_run(built):
    launched, eligible = sums(demo.CITY, "2012Q1", ["camp_launched_three_rises", "camp_eligible_three_rises"])
    assert 0.82 < launched / eligible < 0.9
    reports = Report.objects.filter(period__code="2012Q1", area__level="county").order_by("area__code")
    ran = [report.values.get("camp_eligible_fortress") is not None for report in reports]
    assert ran == [False, False, True, True, False, False]
    done, due = (
        sum(
            sums(demo.CITY, quarter, [f"camp_{what}_three_rises"])[0] for quarter in ("2011Q3", "2011Q4", "2012Q1")
        )
        for what in ("done", "due")
    )
    assert 0.8 < done / due < 1
    assert Milestone.objects.overdue_on(PRETENDED_DAY).exists()


def test_some_reports_came_late_or_came_back(built):
    due, on_time, reviewed, returned = sums(
        demo.CITY, "2012Q1", ["reports_due", "reports_ontime", "reports_reviewed", "reports_returned"]
    )
    assert due == reviewed == 1334
    assert 0.85 < on_time / due < 1
    assert 0.03 < returned / reviewed < 0.1


def test_every_programme_has_the_citys_paper_and_some_counties_their_own(built):
    for programme in Programme.objects.all():
        levels = [document.area.level for document in programme.documents.select_related("area")]
        assert levels.count("city") == 1
        assert 1 <= levels.count("county") <= 6


def test_no_total_was_written_by_hand(built):
    out = StringIO()
    call_command("rebuild_totals", check=True, stdout=out)
    assert "核对无误" in out.getvalue()


def test_the_accounts_can_sign_in_and_everything_is_marked_as_demonstration(built):
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(PASSWORD)
        assert (user.area.code, user.role) == (account.area, account.role)
    assert not Area.objects.filter(is_demo=False).exists()


def test_a_built_city_is_kept_on_the_next_run(built):
    before = Cadre.objects.count()
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out)
    assert "保留现有数据" in out.getvalue()
    assert Cadre.objects.count() == before


def test_the_same_people_are_drawn_every_time():
    villages = [(f"411171100{number}", f"411171{number // 25 + 100}000") for number in range(200, 249)]
    first, second = populate(COUNTIES[-1], villages), populate(COUNTIES[-1], villages)
    assert first == second
    assert sum(plan.ds_members for plan in first[0]) == 312


def test_a_split_keeps_the_total_and_the_bounds():
    assert split(10, [1, 1, 1], [0, 0, 0], [9, 9, 9]) == [4, 3, 3]
    assert split(10, [8, 1, 1], [1, 1, 1], [4, 9, 9]) == [4, 3, 3]
    with pytest.raises(ValueError, match="does not lie between"):
        split(10, [1, 1], [0, 0], [4, 4])


@pytest.mark.django_db
@pytest.mark.parametrize("reset", [False, True])
def test_a_database_with_other_data_is_not_touched(areas, reset):
    with pytest.raises(CommandError, match="正式数据"):
        call_command("demo", no_serve=True, reset=reset, stdout=StringIO())
    assert Area.objects.count() == 12


def test_a_port_in_use_is_said_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 不能用"):
            call_command("demo", port=port, stdout=StringIO())
