"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
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
}

# code: the parts as typed, and the figure they make
WORKED = {
    "fc1_to_member": ({"fc1_admitted": 3, "fc1_listed": 20}, "15"),
    "fc2_to_able": ({"fc2_able": 9, "fc2_listed": 40}, "22.5"),
    "fc3_to_cadre": ({"fc3_took_post": 2, "fc3_listed": 25}, "8"),
    "fc4_to_secretary": ({"fc4_took_post": 1, "fc4_listed": 8}, "12.5"),
    "fc_list_coverage": ({"fc_listed_villages": 19, "villages": 20}, "95"),
    "th_secretary": ({"th_secretary_active": 100, "th_secretary_quota": 100}, "100"),
    "th_head": ({"th_head_active": 96, "th_head_quota": 100}, "96"),
    "th_member": ({"th_member_active": 44, "th_member_quota": 50}, "88"),
    # 90 + 100 + 60 people on the lists make 1,000 pairs with the four measures
    "th_measure_rate": (
        {"th_measures_delivered": 700, "th_secretary_active": 90, "th_head_active": 100, "th_member_active": 60},
        "70",
    ),
    "th_turnover": ({"th_left": 36, "th_start": 300}, "12"),
    "model_cases": ({"model_cases": 7}, "7"),
}
