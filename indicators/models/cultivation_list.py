"""The lists that people are cultivated on: the four steps, and the three key lists of a county."""

from django.db import models


class CultivationList(models.TextChoices):
    """What somebody is cultivated for. The steps are kept by year in every village; the key lists
    (三百强) where a county has set a quota."""

    STEP_1 = "step_1", "致富能手→党员"
    STEP_2 = "step_2", "党员→致富能手"
    STEP_3 = "step_3", "党员能手→村干部"
    STEP_4 = "step_4", "村干部→村支书"
    KEY_SECRETARY = "key_secretary", "三百强·村支书"
    KEY_HEAD = "key_head", "三百强·村主任"
    KEY_MEMBER = "key_member", "三百强·党员"


STEPS = [CultivationList.STEP_1, CultivationList.STEP_2, CultivationList.STEP_3, CultivationList.STEP_4]
TRACKS = [CultivationList.KEY_SECRETARY, CultivationList.KEY_HEAD, CultivationList.KEY_MEMBER]
# Whoever leaves the Party leaves these lists; a village head need not be a member.
MEMBER_LISTS = [*STEPS[1:], CultivationList.KEY_SECRETARY, CultivationList.KEY_MEMBER]


def lists_beside(on_list: str) -> list[str]:
    """The lists of the same family: a person is on one step, and on one key list, at a time."""
    return TRACKS if on_list in TRACKS else STEPS
