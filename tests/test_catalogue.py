"""The catalogue that ships: complete, consistent, and each figure worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from indicators.catalogue import read
from indicators.formula import Formula
from indicators.registers import REGISTERS

from .pins import EXPECTED, WORKED

PERCENT, RATIO, COUNT = "percent", "ratio", "count"


@pytest.fixture(scope="module")
def shipped():
    return read(settings.BASE_DIR / "fixtures" / "catalogue")


@pytest.fixture(scope="module")
def elements(shipped):
    return {entry.code: entry.values for entry in shipped.elements}


@pytest.fixture(scope="module")
def indicators(shipped):
    return {entry.code: entry.values for entry in shipped.indicators}


def test_the_programmes_come_in_the_order_of_the_report(shipped):
    assert [entry.values["name"] for entry in shipped.programmes] == [
        "领头雁工程",
        "四个培养与三百强",
        "素质工程",
        "双学双带及创新载体",
        "村级经济",
        "组织设置与覆盖",
        "干部选育",
        "党员队伍",
        "三级联创与工作机制",
        "部署落实",
    ]


def test_every_indicator_is_there_with_its_target_lines(indicators):
    assert {code: values["target"] and tuple(values["target"]) for code, values in indicators.items()} == EXPECTED


@pytest.mark.parametrize("code", WORKED)
def test_a_figure_is_what_the_hand_works_out(indicators, code):
    parts, worth = WORKED[code]
    values = {part: Decimal(value) for part, value in parts.items()}
    indicator = indicators[code]
    figure = Formula.parse(indicator["numerator"]).evaluate(values)
    if indicator["denominator"]:
        figure /= Formula.parse(indicator["denominator"]).evaluate(values)
    if indicator["display"] == PERCENT:
        figure *= 100
    assert figure == Decimal(worth)


def test_the_first_four_places_show_the_four_figures_of_the_report(indicators):
    places = {values["featured"]: code for code, values in indicators.items() if values["featured"]}
    assert [places[place] for place in sorted(places)] == [
        "ds_secretary_rate",
        "ds_cadre_rate",
        "ds_member_rate",
        "dd_skill_rate",
        "secretary_filled_rate",
        "ds_review_rate",
    ]


def test_nobody_types_what_a_register_knows(elements):
    taken = {code for code, values in elements.items() if values["source"]}
    assert all(elements[code]["source"] == code for code in taken)
    assert taken | {values["counterpart"] for values in elements.values()} - {""} == set(REGISTERS)


def test_register_elements_are_asked_every_quarter_of_the_units_that_the_register_answers_for(elements):
    from_registers = {code: values for code, values in elements.items() if values["source"]}
    assert {values["frequency"] for values in from_registers.values()} == {4}
    assert {code: values["level"] for code, values in from_registers.items()} == {
        code: REGISTERS[code].level for code in from_registers
    }


@pytest.mark.parametrize(
    ("code", "unit", "decimals", "nature", "frequency"),
    [
        ("rural_members", "人", 0, "stock", 4),
        ("skilled_members", "人", 0, "stock", 4),
        ("able_members", "人", 0, "stock", 1),
        ("skills_held", "门", 0, "stock", 4),
        ("dedication_due", "人次", 0, "flow", 4),
        ("pioneer_cup_entered", "个", 0, "stock", 4),
        ("collective_income", "万元", 2, "stock", 4),
        ("ds_promoted", "人", 0, "flow", 4),
        ("returnee_cadres", "人", 0, "stock", 4),
    ],
)
def test_elements_keep_their_unit_nature_and_frequency(elements, code, unit, decimals, nature, frequency):
    element = elements[code]
    found = tuple(element[key] for key in ("unit", "decimals", "nature", "frequency"))
    assert found == (unit, decimals, nature, frequency)


def test_what_begins_anew_each_year_is_known(elements):
    """Those whose definition starts with the year; what is left of old tasks, and yearly plans, do not."""
    restarting = {code for code, values in elements.items() if values["restarts"]}
    anew = {"dd_theory_done", "pioneer_cup_eligible", "pioneer_cup_entered", "th_measures_delivered"}
    anew |= {f"tr_mode_{way}_persons" for way in ("university", "visit", "invited", "secondment", "local")}
    tasks = ("due", "accepted", "ontime", "reported", "evidenced", "outcome_stated", "outcome_met")
    halves = ("plan_first_half", "plan_second_half", "done_first_half", "done_second_half")
    for level in ("town", "county"):
        anew |= {f"{level}_tasks_{each}" for each in tasks} | {f"{level}_{each}" for each in halves}
    assert restarting == anew


def test_a_village_clerk_types_few_cells_a_quarter_and_some_more_at_the_year_end(elements):
    typed = [values for values in elements.values() if values["level"] == "village" and not values["source"]]
    asked = {
        quarter: sum(quarter % (4 // values["frequency"]) == 0 for values in typed) for quarter in (1, 2, 3, 4)
    }
    assert asked == {1: 2, 2: 2, 3: 2, 4: 5}


def test_an_indicator_is_answered_down_to_the_level_of_its_elements(indicators):
    levels = {
        code: indicators[code]["level"]
        for code in ("dd_skill_rate", "ent_zone_rate", "th_head", "tr_town_batches")
    }
    assert levels == {
        "dd_skill_rate": "village",
        "ent_zone_rate": "township",
        "th_head": "county",
        "tr_town_batches": "city",
    }


def test_every_element_serves_an_indicator_or_a_rule(shipped, elements):
    formulas = [entry.values[side] for entry in shipped.indicators for side in ("numerator", "denominator")]
    formulas += [entry.values[side] for entry in shipped.rules for side in ("left", "right")]
    used = {code for text in formulas if text for code in Formula.parse(text).codes}
    assert elements.keys() - used == set()


def test_no_percentage_can_pass_a_hundred_unless_a_rule_says_so(shipped, indicators):
    """Parts of a whole are held by a rule; the others are sums of different periods or places."""
    held = {
        (entry.values["left"], entry.values["right"])
        for entry in shipped.rules
        if entry.values["comparison"] == "<="
    }
    free = {
        code
        for code, values in indicators.items()
        if values["display"] == PERCENT
        and values["direction"] != "context"
        and (values["numerator"], values["denominator"]) not in held
    }
    assert free == {
        "secretary_filled_rate",
        "th_laidoff_result_rate",
        "th_poor_result_rate",
        "dev_plan_rate",  # a plan may be overrun, and since 2013 that is what it shows
        "supervise_rate",
        "tlc_scope_rate",
        *("secretary_filled_rate", "th_laidoff_result_rate", "th_poor_result_rate"),
        # township and county added up: each of the two is held by a rule of its own
        *(f"impl_{what}_rate" for what in ("done", "ontime", "evidence", "stalled", "effect")),
    }


def test_everything_holds_from_2009_but_the_ceiling_of_admissions(shipped):
    later = {
        entry.code: entry.values["effective_from"]
        for entry in [*shipped.elements, *shipped.indicators]
        if entry.values["effective_from"] != date(2009, 1, 1)
    }
    assert later == {"dev_plan_rate": date(2013, 1, 1)}


def test_a_plan_of_admissions_is_a_ceiling_since_2013_and_not_judged_before(shipped):
    versions = [entry.values for entry in shipped.indicators if entry.code == "dev_plan_rate"]
    assert [(v["effective_from"].year, v["direction"], v["target"]) for v in versions] == [
        (2009, "context", None),
        (2013, "lower", [Decimal(100), Decimal(100)]),
    ]


def test_definitions_stand_alone_and_messages_carry_no_full_stop(shipped):
    for entry in [*shipped.elements, *shipped.indicators]:
        assert entry.values["definition"].endswith("。"), entry.where
        assert not {"上述", "同上", "截止目前"} & {entry.values["definition"][i : i + 2] for i in range(200)}, (
            entry.where
        )
    for entry in shipped.rules:
        assert not entry.values["message"].endswith(("。", "；")), entry.where
