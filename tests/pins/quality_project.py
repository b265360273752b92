"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
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
}

# code: the parts as typed, and the figure they make
WORKED = {
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
}
