"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
    "ds_secretary_rate": (75, 60),
    "ds_cadre_rate": (55, 45),
    "ds_member_rate": (30, 20),
    "secretary_filled_rate": (100, 98),
    "secretary_long_vacant": None,
    "ds_promoted": None,
    "ds_review_rate": (100, 90),
    "ds_households_led": (5, 3),
    "returnee_cadre": None,
    "returnee_rate": None,
}

# code: the parts as typed, and the figure they make
WORKED = {
    "ds_secretary_rate": ({"ds_secretaries": 7, "secretaries": 8}, "87.5"),
    "ds_cadre_rate": ({"ds_cadres": 12, "cadres": 25}, "48"),
    "ds_member_rate": ({"ds_members": 30, "rural_members": 120}, "25"),
    "secretary_filled_rate": ({"villages_with_secretary": 9, "villages": 10}, "90"),
    "secretary_long_vacant": ({"villages_long_vacant": 2}, "2"),
    "ds_promoted": ({"ds_promoted": 108}, "108"),
    "ds_review_rate": ({"ds_reviewed": 3, "ds_certified": 4}, "75"),
    "ds_households_led": ({"ds_households_led": 42, "ds_certified": 12}, "3.5"),
    "returnee_cadre": ({"returnee_cadres": 6}, "6"),
    "returnee_rate": ({"new_returnee_cadres": 2, "new_cadres": 5}, "40"),
}
