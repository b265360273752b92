"""Target lines of every indicator of the programme, and figures worked out by hand."""

EXPECTED = {
    "impl_done_rate": (95, 80),
    "impl_ontime_rate": (90, 75),
    "impl_evidence_rate": (100, 90),
    "impl_stalled_rate": (5, 15),
    "impl_effect_rate": (70, 50),
    "impl_paper_ratio": None,
    "impl_first_half": None,
    "impl_second_half": None,
    "impl_town_done_rate": (95, 80),
    "impl_town_ontime_rate": (90, 75),
    "impl_town_stalled_rate": (5, 15),
    "impl_town_evidence_rate": (100, 90),
    "impl_town_effect_rate": (70, 50),
    "impl_town_paper_ratio": None,
    "impl_town_first_half": None,
    "impl_town_second_half": None,
    "impl_return_rate": (5, 15),
    "report_ontime_rate": (100, 95),
}

# code: the parts as the registers give them, and the figure they make
WORKED = {
    # 30 + 10 of 36 + 14 tasks
    "impl_done_rate": (
        {"town_tasks_accepted": 30, "county_tasks_accepted": 10, "town_tasks_due": 36, "county_tasks_due": 14},
        "80",
    ),
    "impl_ontime_rate": (
        {"town_tasks_ontime": 24, "county_tasks_ontime": 11, "town_tasks_due": 36, "county_tasks_due": 14},
        "70",
    ),
    "impl_evidence_rate": (
        {
            "town_tasks_evidenced": 25,
            "county_tasks_evidenced": 11,
            "town_tasks_reported": 28,
            "county_tasks_reported": 12,
        },
        "90",
    ),
    "impl_stalled_rate": (
        {"town_tasks_stalled": 3, "county_tasks_stalled": 0, "town_tasks_ripe": 16, "county_tasks_ripe": 8},
        "12.5",
    ),
    "impl_effect_rate": (
        {
            "town_tasks_outcome_met": 5,
            "county_tasks_outcome_met": 4,
            "town_tasks_outcome_stated": 8,
            "county_tasks_outcome_stated": 4,
        },
        "75",
    ),
    # 90 + 30 meetings and documents for 60 + 20 actions
    "impl_paper_ratio": (
        {"town_task_papers": 90, "county_task_papers": 30, "town_task_actions": 60, "county_task_actions": 20},
        "1.5",
    ),
    # 45 + 15 done of 50 + 25 planned, then 24 + 6: strong first, weak after
    "impl_first_half": (
        {
            "town_done_first_half": 45,
            "county_done_first_half": 15,
            "town_plan_first_half": 50,
            "county_plan_first_half": 25,
        },
        "80",
    ),
    "impl_second_half": (
        {
            "town_done_second_half": 24,
            "county_done_second_half": 6,
            "town_plan_second_half": 50,
            "county_plan_second_half": 25,
        },
        "40",
    ),
    "impl_town_done_rate": ({"town_tasks_accepted": 27, "town_tasks_due": 36}, "75"),
    "impl_town_ontime_rate": ({"town_tasks_ontime": 18, "town_tasks_due": 36}, "50"),
    "impl_town_stalled_rate": ({"town_tasks_stalled": 2, "town_tasks_ripe": 16}, "12.5"),
    "impl_town_evidence_rate": ({"town_tasks_evidenced": 21, "town_tasks_reported": 28}, "75"),
    "impl_town_effect_rate": ({"town_tasks_outcome_met": 3, "town_tasks_outcome_stated": 8}, "37.5"),
    "impl_town_paper_ratio": ({"town_task_papers": 90, "town_task_actions": 60}, "1.5"),
    "impl_town_first_half": ({"town_done_first_half": 45, "town_plan_first_half": 50}, "90"),
    "impl_town_second_half": ({"town_done_second_half": 9, "town_plan_second_half": 50}, "18"),
    "impl_return_rate": ({"reports_returned": 3, "reports_reviewed": 60}, "5"),
    "report_ontime_rate": ({"reports_ontime": 57, "reports_due": 60}, "95"),
}
