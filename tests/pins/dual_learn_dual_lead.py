"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
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
}

# code: the parts as typed, and the figure they make
WORKED = {
    "dd_skill_rate": ({"skilled_members": 24, "rural_members": 30}, "80"),
    "dd_skill_mean": ({"skills_held": 36, "skilled_members": 24}, "1.5"),
    "dd_theory_rate": ({"dd_theory_done": 27, "rural_members": 30}, "90"),
    "dd_lead_rich": ({"dd_rich_members": 9, "able_members": 20}, "45"),
    "dd_lead_households": ({"member_households_led": 51}, "51"),
    "demo_households": ({"demo_households": 7}, "7"),
    "demo_village_rate": ({"demo_villages": 3, "villages": 4}, "75"),
    "liaison_rate": ({"liaison_paired": 27, "liaison_targets": 36}, "75"),
    "dedication_rate": ({"dedication_attended": 64, "dedication_due": 80}, "80"),
    "pioneer_cup_rate": ({"pioneer_cup_entered": 36, "pioneer_cup_eligible": 40}, "90"),
    "assoc_count": ({"assoc_crop": 3, "assoc_livestock": 2, "assoc_sales": 1}, "6"),
    "assoc_count_county": ({"assoc_county": 4}, "4"),
    "assoc_households": ({"assoc_households": 48}, "48"),
    "assoc_org_rate": ({"assoc_with_org": 3, "assoc_eligible": 4}, "75"),
    "ent_pioneer_rate": ({"ent_pioneer": 17, "ent_with_org": 20}, "85"),
    "ent_zone_rate": ({"ent_zone": 4, "ent_with_org": 5}, "80"),
    "camp_launch_rate_fortress": ({"camp_launched_fortress": 18, "camp_eligible_fortress": 24}, "75"),
    "camp_milestone_rate_good_team": ({"camp_done_good_team": 5, "camp_due_good_team": 8}, "62.5"),
    "th_laidoff": ({"laidoff_helped": 13}, "13"),
    "th_laidoff_result_rate": ({"laidoff_employed": 3, "laidoff_helped": 8}, "37.5"),
    "th_poor": ({"poor_helped": 60}, "60"),
    "th_poor_result_rate": ({"poor_raised": 15, "poor_helped": 60}, "25"),
}
