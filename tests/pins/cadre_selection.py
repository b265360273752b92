"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
    "sel_source_mix_grown": None,
    "sel_source_mix_outside": None,
    "sel_source_mix_sent": None,
    "sel_source_mix_returned": None,
    "sel_source_mix_other": None,
    "sel_secretary_able": None,
    "sel_secretary_returned": None,
    "sel_secretary_cooperative": None,
    "sel_secretary_veteran": None,
    "sel_secretary_graduate": None,
    "sel_tr_rate": (95, 80),
    "sel_ds_new_rate": (80, 60),
    "sel_cross_rate": None,
    "reserve_per_village": (3, 2),
    "reserve_villages_rate": None,
    "cadre_age": None,
    "cadre_college": None,
    "cadre_women": None,
    "both_posts_rate": None,
    "cross_posting_rate": None,
    "energy_econ_rate": (60, 40),
}

# 100 cadres: 70 + 5 + 4 + 20 + 1
MIX = {
    "cadres_grown": 70,
    "cadres_selected_outside": 5,
    "cadres_sent_down": 4,
    "cadres_called_back": 20,
    "cadres_other_source": 1,
}

# code: the parts as typed, and the figure they make
WORKED = {
    "sel_source_mix_grown": (MIX, "70"),
    "sel_source_mix_outside": (MIX, "5"),
    "sel_source_mix_sent": (MIX, "4"),
    "sel_source_mix_returned": (MIX, "20"),
    "sel_source_mix_other": (MIX, "1"),
    "sel_secretary_able": ({"secretaries_able": 9, "secretaries": 20}, "45"),
    "sel_secretary_returned": ({"secretaries_returned": 1, "secretaries": 20}, "5"),
    "sel_secretary_cooperative": ({"secretaries_cooperative": 2, "secretaries": 20}, "10"),
    "sel_secretary_veteran": ({"secretaries_veteran": 3, "secretaries": 20}, "15"),
    "sel_secretary_graduate": ({"secretaries_graduate_official": 1, "secretaries": 200}, "0.5"),
    "sel_tr_rate": ({"term_secretaries_recommended": 19, "term_secretaries": 20}, "95"),
    "sel_ds_new_rate": ({"ds_new_secretaries": 3, "new_secretaries": 4}, "75"),
    "sel_cross_rate": ({"term_newcomers_crossing": 3, "term_newcomers": 24}, "12.5"),
    "reserve_per_village": ({"reserve_cadres": 30, "villages": 12}, "2.5"),
    "reserve_villages_rate": ({"villages_with_reserve": 9, "villages": 12}, "75"),
    "cadre_age": ({"cadre_age_sum": 219, "cadres_with_age": 5}, "43.8"),
    "cadre_college": ({"cadres_college": 12, "cadres": 96}, "12.5"),
    "cadre_women": ({"cadres_women": 21, "cadres": 100}, "21"),
    "both_posts_rate": ({"both_posts_secretaries": 48, "secretaries": 125}, "38.4"),
    "cross_posting_rate": ({"cross_posting_cadres": 13, "cadres": 25}, "52"),
    "energy_econ_rate": ({"cadres_leading_project": 9, "cadres": 20}, "45"),
}
