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
    "dd_lead_rich": ({"dd_rich_members": 9, "able_members": 20}, "45"),
    "liaison_rate": ({"liaison_paired": 27, "liaison_targets": 36}, "75"),
    "dedication_rate": ({"dedication_attended": 64, "dedication_due": 80}, "80"),
    "assoc_count": ({"assoc_crop": 3, "assoc_livestock": 2, "assoc_sales": 1}, "6"),
    "assoc_org_rate": ({"assoc_with_org": 3, "assoc_eligible": 4}, "75"),
    "ent_zone_rate": ({"ent_zone": 4, "ent_with_org": 5}, "80"),
    "camp_launch_rate_fortress": ({"camp_launched_fortress": 18, "camp_eligible_fortress": 24}, "75"),
    "camp_milestone_rate_good_team": ({"camp_done_good_team": 5, "camp_due_good_team": 8}, "62.5"),
    "th_poor_result_rate": ({"poor_raised": 15, "poor_helped": 60}, "25"),
}
