"""Figures of the campaigns worked out by hand; their lines stand with their programme, 双学双带."""

KINDS = ("three_rises", "virtuous_rule", "fortress", "two_helps", "dual_promote", "good_team")
EXPECTED = {}

# code: the parts as the registers give them, and the figure they make
WORKED = {
    **{
        f"camp_launch_rate_{kind}": ({f"camp_launched_{kind}": 18, f"camp_eligible_{kind}": 24}, "75")
        for kind in KINDS
    },
    **{f"camp_milestone_rate_{kind}": ({f"camp_done_{kind}": 5, f"camp_due_{kind}": 8}, "62.5") for kind in KINDS},
}
