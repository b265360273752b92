"""Target lines of every indicator of the programme, and figures worked out by hand."""

CARRIERS = ("industry_chain", "share_company", "cooperative", "association", "intermediary", "central_village")
TYPES = ("committee", "general", "branch", "working")

EXPECTED = {
    "cov_np_all": (70, 55),
    "cov_np_all_individual": None,
    "cov_np_all_private": None,
    "cov_np_all_foreign": None,
    "cov_np_eligible": (100, 95),
    "cov_np_solo": (30, 15),
    "cov_np_work": (100, 90),
    "cov_so_all": (60, 45),
    "cov_so_eligible": (100, 95),
    "cov_scale": (95, 85),
    "gap_people_no_member": (20, 40),
    "gap_member_no_org": (0, 5),
    **{f"org_mode_mix_{mode}": None for mode in ("solo", "joint", "affiliated", "regional", "none")},
    "rural_new_carrier": None,
    **{f"rural_new_carrier_{carrier}": None for carrier in CARRIERS},
    **{f"org_structure_{kind}{where}": None for kind in TYPES for where in ("", "_city")},
    "org_size_alert": (0, 3),
    "org_size_alert_city": (0, 3),
    "np_backbone": (100, 80),
}

# 20 + 10 + 6 + 4 + 40 = 80 units at work
MODES = {"mode_solo": 20, "mode_joint": 10, "mode_affiliated": 6, "mode_regional": 4, "mode_none": 40}

# code: the parts as typed, and the figure they make
WORKED = {
    # the same 30 covered of two denominators: of all that work, and of those with three members
    "cov_np_all": ({"np_covered": 30, "np_operating": 60}, "50"),
    "cov_np_eligible": ({"np_eligible_covered": 24, "np_eligible": 25}, "96"),
    "cov_np_all_individual": ({"np_covered_individual": 1, "np_operating_individual": 8}, "12.5"),
    "cov_np_all_private": ({"np_covered_private": 27, "np_operating_private": 50}, "54"),
    "cov_np_all_foreign": ({"np_covered_foreign": 2, "np_operating_foreign": 2}, "100"),
    "cov_np_solo": ({"np_solo": 21, "np_operating": 60}, "35"),
    "cov_np_work": ({"np_work_covered": 57, "np_operating": 60}, "95"),
    "cov_so_all": ({"so_covered": 9, "so_operating": 20}, "45"),
    "cov_so_eligible": ({"so_eligible_covered": 8, "so_eligible": 10}, "80"),
    "cov_scale": ({"np_scale_covered": 11, "np_scale": 16}, "68.75"),
    "gap_people_no_member": ({"gap_crowd_no_member": 6, "gap_crowd_units": 48}, "12.5"),
    "gap_member_no_org": ({"gap_member_no_org": 2, "gap_member_units": 40}, "5"),
    "org_mode_mix_solo": (MODES, "25"),
    "org_mode_mix_joint": (MODES, "12.5"),
    "org_mode_mix_affiliated": (MODES, "7.5"),
    "org_mode_mix_regional": (MODES, "5"),
    "org_mode_mix_none": (MODES, "50"),
    "rural_new_carrier": ({f"carrier_{carrier}": number for number, carrier in enumerate(CARRIERS, 1)}, "21"),
    **{f"rural_new_carrier_{carrier}": ({f"carrier_{carrier}": 7}, "7") for carrier in CARRIERS},
    "org_structure_committee": ({"org_committees": 14}, "14"),
    "org_structure_general": ({"org_general_branches": 30}, "30"),
    "org_structure_branch": ({"org_branches": 420}, "420"),
    "org_structure_working": ({"org_working_committees": 3}, "3"),
    "org_structure_committee_city": ({"org_committees_city": 64}, "64"),
    "org_structure_general_city": ({"org_general_branches_city": 130}, "130"),
    "org_structure_branch_city": ({"org_branches_city": 1420}, "1420"),
    "org_structure_working_city": ({"org_working_committees_city": 13}, "13"),
    "org_size_alert": ({"org_small": 6, "org_large": 4, "org_sized": 400}, "2.5"),
    "org_size_alert_city": ({"org_small_city": 30, "org_large_city": 20, "org_sized_city": 1000}, "5"),
    "np_backbone": ({"np_backbone": 3, "counties": 6}, "50"),
}
