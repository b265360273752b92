"""Target lines of every indicator of the programme, and figures worked out by hand."""

LAYERS = ("farmers", "government", "enterprise", "community")

EXPECTED = {
    "dev_count": None,
    "dev_plan_rate": (100, 100),  # since 2013; before it was no ceiling
    "dev_u35_rate": None,
    "dev_women_rate": None,
    "dev_college_rate": None,
    "dev_frontline_rate": None,
    "dev_strata_rate": None,
    "dev_no3y_rate": (2, 8),
    "post_assign_rate": (90, 70),
    "post_good_rate": (85, 70),
    "retired_role_rate": (60, 40),
    "float_rate": None,
    "float_contact_rate": (100, 90),
    "float_org_rate": (80, 60),
    "float_role_rate": (30, 15),
    "dual_duty_rate": (100, 90),
    "gov_pioneer_rate": (85, 60),
    "zone_cover_rate": (85, 60),
    "gov_pioneer_rate_city": (85, 60),
    "zone_cover_rate_city": (85, 60),
    "mem_scheme_rate": (100, 75),
    **{f"mem_layer_{layer}{where}": None for layer in LAYERS for where in ("", "_city")},
    "mem_layer_retired": None,
}

# code: the parts as typed, and the figure they make
WORKED = {
    "dev_count": ({"dev_admitted": 64}, "64"),
    "dev_plan_rate": ({"dev_admitted": 66, "dev_plan": 60}, "110"),
    "dev_u35_rate": ({"dev_young": 48, "dev_admitted": 64}, "75"),
    "dev_women_rate": ({"dev_women": 16, "dev_admitted": 64}, "25"),
    "dev_college_rate": ({"dev_college": 24, "dev_admitted": 64}, "37.5"),
    "dev_frontline_rate": ({"dev_frontline": 40, "dev_admitted": 64}, "62.5"),
    "dev_strata_rate": ({"dev_strata": 4, "dev_admitted": 64}, "6.25"),
    "dev_no3y_rate": ({"dev_idle_villages": 3, "villages": 50}, "6"),
    # 150 able members, of whom 30 sit on the committees
    "post_assign_rate": ({"post_assigned": 90, "able_members": 150, "member_cadres": 30}, "75"),
    "post_good_rate": ({"post_rated_good": 36, "post_reviewed": 40}, "90"),
    "retired_role_rate": ({"retired_active": 65, "retired_able": 130}, "50"),
    "float_rate": ({"float_out": 3, "rural_members": 40}, "7.5"),
    "float_contact_rate": ({"float_contacted": 19, "float_out": 20}, "95"),
    "float_org_rate": ({"float_in_org": 13, "float_out": 20}, "65"),
    "float_role_rate": ({"float_role": 4, "float_out": 20}, "20"),
    "dual_duty_rate": ({"dual_done": 27, "dual_posts": 30}, "90"),
    "gov_pioneer_rate": ({"gov_pioneer_orgs": 21, "gov_orgs": 28}, "75"),
    "zone_cover_rate": ({"gov_zone_members": 330, "gov_members": 400}, "82.5"),
    "gov_pioneer_rate_city": ({"gov_pioneer_orgs_city": 126, "gov_orgs_city": 140}, "90"),
    "zone_cover_rate_city": ({"gov_zone_members_city": 1500, "gov_members_city": 2000}, "75"),
    # six counties owe four schemes each
    "mem_scheme_rate": ({"schemes": 18, "counties": 6}, "75"),
    **{
        f"mem_layer_{layer}{where}": ({f"layer_{layer}{where}": 1234}, "1234")
        for layer in LAYERS
        for where in ("", "_city")
    },
    "mem_layer_retired": ({"retired_members": 880}, "880"),
}
