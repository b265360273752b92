"""The catalogue that ships: complete, consistent, and each figure worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from indicators.catalogue import read
from indicators.formula import Formula
from indicators.registers import REGISTERS

PERCENT, RATIO, COUNT = "percent", "ratio", "count"

# every indicator of the four programmes, with its target lines (green, amber)
EXPECTED = {
    # lead goose
    "ds_secretary_rate": (75, 60),
    "ds_cadre_rate": (55, 45),
    "ds_member_rate": (30, 20),
    "secretary_filled_rate": (100, 98),
    "ds_promoted": None,
    "ds_review_rate": (100, 90),
    "ds_households_led": (5, 3),
    "returnee_cadre": None,
    "returnee_rate": None,
    # four cultivations, three hundred, model cases
    "fc1_to_member": (20, 10),
    "fc2_to_able": (25, 15),
    "fc3_to_cadre": (15, 8),
    "fc4_to_secretary": (10, 5),
    "fc_list_coverage": (95, 80),
    "th_secretary": (100, 90),
    "th_head": (100, 90),
    "th_member": (100, 90),
    "th_measure_rate": (90, 70),
    "th_turnover": None,
    "model_cases": None,
    # quality project
    "sbq_ten": None,
    "sbq_hundred": None,
    "sbq_thousand": None,
    "tr_batches": None,
    "tr_persons": None,
    "tr_attendances": None,
    "tr_batches_city": None,
    "tr_persons_city": None,
    "tr_attendances_city": None,
    "tr_fill_rate": (95, 85),
    "tr_complete_rate": (98, 90),
    "tr_town_batches": (1, 1),
    "tr_town_persons": None,
    "tr_member_32h_rate": (100, 85),
    "tr_secretary_56h_rate": (100, 90),
    "tr_town_90h_rate": (100, 90),
    "tr_rural_cover": (100, 80),
    "tr_base_count": None,
    "tr_base_use": (90, 70),
    "tr_rules": None,
    "tr_mode_mix_university": None,
    "tr_mode_mix_visit": None,
    "tr_mode_mix_invited": None,
    "tr_mode_mix_secondment": None,
    "tr_mode_mix_local": None,
    "secondment_out": None,
    # dual learn, dual lead, and other carriers
    "dd_skill_rate": (85, 70),
    "dd_skill_mean": None,
    "dd_theory_rate": (95, 85),
    "dd_lead_rich": (50, 35),
    "dd_lead_households": None,
    "demo_households": None,
    "demo_village_rate": None,
    "liaison_rate": (90, 75),
    "dedication_rate": (80, 60),
    "pioneer_cup_rate": (90, 70),
    "assoc_count": None,
    "assoc_count_county": None,
    "assoc_households": None,
    "assoc_org_rate": (100, 80),
    "ent_pioneer_rate": (85, 60),
    "ent_zone_rate": (80, 60),
    **{
        f"camp_{what}_rate_{campaign}": lines
        for campaign in ("three_rises", "virtuous_rule", "fortress", "two_helps", "dual_promote", "good_team")
        for what, lines in (("launch", (90, 70)), ("milestone", (95, 80)))
    },
    "th_laidoff": None,
    "th_laidoff_result_rate": None,
    "th_poor": None,
    "th_poor_result_rate": None,
    # village economy
    "income_per_village": None,
}

# code: the parts as typed, and the figure they make
WORKED = {
    "ds_secretary_rate": ({"ds_secretaries": 7, "secretaries": 8}, "87.5"),
    "ds_cadre_rate": ({"ds_cadres": 12, "cadres": 25}, "48"),
    "ds_member_rate": ({"ds_members": 30, "rural_members": 120}, "25"),
    "secretary_filled_rate": ({"villages_with_secretary": 9, "villages": 10}, "90"),
    "ds_promoted": ({"ds_promoted": 108}, "108"),
    "ds_review_rate": ({"ds_reviewed": 3, "ds_certified": 4}, "75"),
    "ds_households_led": ({"ds_households_led": 42, "ds_certified": 12}, "3.5"),
    "returnee_cadre": ({"returnee_cadres": 6}, "6"),
    "returnee_rate": ({"new_returnee_cadres": 2, "new_cadres": 5}, "40"),
    "fc1_to_member": ({"fc1_admitted": 3, "fc1_listed": 20}, "15"),
    "fc4_to_secretary": ({"fc4_took_post": 1, "fc4_listed": 8}, "12.5"),
    "fc_list_coverage": ({"fc_listed_villages": 19, "villages": 20}, "95"),
    "th_head": ({"th_head_active": 96, "th_head_quota": 100}, "96"),
    # 90 + 100 + 60 people on the lists make 1,000 pairs with the four measures
    "th_measure_rate": (
        {"th_measures_delivered": 700, "th_secretary_active": 90, "th_head_active": 100, "th_member_active": 60},
        "70",
    ),
    "th_turnover": ({"th_left": 36, "th_start": 300}, "12"),
    "sbq_hundred": ({"sbq_hundred_done": 25, "sbq_hundred_quota": 100}, "25"),
    "tr_fill_rate": ({"tr_seats_attended": 190, "tr_seats_planned": 200}, "95"),
    "tr_complete_rate": ({"tr_seats_completed": 171, "tr_seats_attended": 190}, "90"),
    "tr_member_32h_rate": ({"tr_member_hours_met": 45, "tr_members_due": 50}, "90"),
    "tr_base_use": ({"tr_bases_used": 3, "tr_bases": 4}, "75"),
    # 40 + 30 + 20 + 10 + 100 = 200 people trained in five ways
    "tr_mode_mix_visit": (
        {
            "tr_mode_university_persons": 40,
            "tr_mode_visit_persons": 30,
            "tr_mode_invited_persons": 20,
            "tr_mode_secondment_persons": 10,
            "tr_mode_local_persons": 100,
        },
        "15",
    ),
    "dd_skill_rate": ({"skilled_members": 24, "rural_members": 30}, "80"),
    "dd_skill_mean": ({"skills_held": 36, "skilled_members": 24}, "1.5"),
    "dd_lead_rich": ({"dd_rich_members": 9, "able_members": 20}, "45"),
    "liaison_rate": ({"liaison_paired": 27, "liaison_targets": 36}, "75"),
    "dedication_rate": ({"dedication_attended": 64, "dedication_due": 80}, "80"),
    "assoc_count": ({"assoc_crop": 3, "assoc_livestock": 2, "assoc_sales": 1}, "6"),
    "assoc_org_rate": ({"assoc_with_org": 3, "assoc_eligible": 4}, "75"),
    "ent_zone_rate": ({"ent_zone": 4, "ent_with_org": 5}, "80"),
    "camp_launch_rate_fortress": ({"camp_launched_fortress": 18, "camp_eligible_fortress": 24}, "75"),
    "camp_milestone_rate_good_team": ({"camp_done_good_team": 5, "camp_due_good_team": 8}, "62.5"),
    "th_poor_result_rate": ({"poor_raised": 15, "poor_helped": 60}, "25"),
    "income_per_village": ({"collective_income": Decimal("41.30"), "villages": 10}, "4.13"),
}


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
    assert {code for code, values in elements.items() if values["source"]} == set(REGISTERS)
    assert all(values["source"] == code for code, values in elements.items() if values["source"])


def test_register_elements_are_asked_of_villages_every_quarter(elements):
    from_registers = [values for values in elements.values() if values["source"]]
    assert {(values["level"], values["frequency"]) for values in from_registers} == {("village", 4)}


@pytest.mark.parametrize(
    ("code", "unit", "decimals", "nature", "frequency"),
    [
        ("rural_members", "人", 0, "stock", 4),
        ("skilled_members", "人", 0, "stock", 2),
        ("skills_held", "门", 0, "stock", 2),
        ("collective_income", "万元", 2, "flow", 1),
        ("ds_promoted", "人", 0, "flow", 4),
        ("returnee_cadres", "人", 0, "stock", 4),
    ],
)
def test_elements_keep_their_unit_nature_and_frequency(elements, code, unit, decimals, nature, frequency):
    element = elements[code]
    found = tuple(element[key] for key in ("unit", "decimals", "nature", "frequency"))
    assert found == (unit, decimals, nature, frequency)


def test_a_village_clerk_types_ten_cells_a_quarter_and_thirty_eight_at_the_year_end(elements):
    typed = [values for values in elements.values() if values["level"] == "village" and not values["source"]]
    asked = {
        quarter: sum(quarter % (4 // values["frequency"]) == 0 for values in typed) for quarter in (1, 2, 3, 4)
    }
    assert asked == {1: 10, 2: 30, 3: 10, 4: 38}


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
    assert free == {"secretary_filled_rate", "th_laidoff_result_rate", "th_poor_result_rate"}


def test_everything_holds_from_2009(shipped):
    dated = [*shipped.elements, *shipped.indicators]
    assert {entry.values["effective_from"] for entry in dated} == {date(2009, 1, 1)}


def test_definitions_stand_alone_and_messages_carry_no_full_stop(shipped):
    for entry in [*shipped.elements, *shipped.indicators]:
        assert entry.values["definition"].endswith("。"), entry.where
        assert not {"上述", "同上", "截止目前"} & {entry.values["definition"][i : i + 2] for i in range(200)}, (
            entry.where
        )
    for entry in shipped.rules:
        assert not entry.values["message"].endswith(("。", "；")), entry.where
