"""Target lines of every indicator of the programme, and figures worked out by hand."""

SECTORS = ["enterprise", "government", "school", "hospital", "community", "social_org"]
EXPECTED = {
    "fg_village_rate": (60, 45),
    "fg_town_rate": (60, 45),
    "fg_county": None,
    "tlc_scope_rate": (95, 80),
    "tlc_six": (100, 65),
    "fg_move": None,
    "fg_move_up": None,
    "fg_move_down": None,
    "fg_town_move_up": None,
    "fg_town_move_down": None,
    "city_fg_rate": (50, 35),
    **{f"city_fg_rate_{sector}": (50, 35) for sector in SECTORS},
    "weak_rate": (5, 10),
    "weak_fixed_rate": (100, 90),
    "weak_relisted": None,
    "so_included_rate": (100, 85),
    "mech_rate": (100, 75),
    "supervise_rate": (100, 80),
    "masses_satisfaction": (90, 80),
}

# code: the parts as typed, and the figure they make
WORKED = {
    "fg_village_rate": ({"fg_villages": 11, "villages": 20}, "55"),
    "fg_town_rate": ({"fg_towns": 3, "town_committees": 8}, "37.5"),
    "fg_county": ({"fg_counties": 2}, "2"),
    # 19 of 20 villages, 3 of 4 townships and the county take part: 23 of 25
    "tlc_scope_rate": (
        {
            "tlc_villages": 19,
            "tlc_towns": 3,
            "tlc_counties": 1,
            "villages": 20,
            "town_committees": 4,
            "county_committees": 1,
        },
        "92",
    ),
    "tlc_six": ({"tlc_aspects": 9, "tlc_aspects_due": 12}, "75"),
    "fg_move": ({"fg_village_ups": 7, "fg_village_downs": 4}, "11"),
    "fg_move_up": ({"fg_village_ups": 7}, "7"),
    "fg_move_down": ({"fg_village_downs": 4}, "4"),
    "fg_town_move_up": ({"fg_town_ups": 2}, "2"),
    "fg_town_move_down": ({"fg_town_downs": 1}, "1"),
    # 3 + 2 + 1 + 0 + 4 + 0 = 10 of 6 + 4 + 2 + 1 + 10 + 2 = 25
    "city_fg_rate": (
        {f"city_fg_{sector}": number for sector, number in zip(SECTORS, [3, 2, 1, 0, 4, 0], strict=True)}
        | {f"city_orgs_{sector}": number for sector, number in zip(SECTORS, [6, 4, 2, 1, 10, 2], strict=True)},
        "40",
    ),
    **{
        f"city_fg_rate_{sector}": ({f"city_fg_{sector}": fives, f"city_orgs_{sector}": organisations}, worth)
        for sector, fives, organisations, worth in [
            ("enterprise", 3, 6, "50"),
            ("government", 2, 5, "40"),
            ("school", 1, 4, "25"),
            ("hospital", 3, 4, "75"),
            ("community", 1, 8, "12.5"),
            ("social_org", 0, 3, "0"),
        ]
    },
    "weak_rate": ({"weak_villages": 3, "villages": 40}, "7.5"),
    "weak_fixed_rate": ({"weak_fixed": 9, "weak_due": 12}, "75"),
    "weak_relisted": ({"weak_relisted": 2}, "2"),
    "so_included_rate": ({"so_supervised": 7, "so_with_org": 8}, "87.5"),
    "mech_rate": ({"mech_met": 9, "mech_due": 12}, "75"),
    # 18 of 20 villages and 3 of 10 other organisations: 21 of 30
    "supervise_rate": (
        {"supervised_villages": 18, "supervised_orgs": 3, "villages": 20, "town_orgs": 10},
        "70",
    ),
    "masses_satisfaction": ({"satisfaction_satisfied": 171, "satisfaction_valid": 200}, "85.5"),
}
