"""Item scores of the demonstration city: they add up to the total, and fall a little from step to step."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from ..models import Assessment, AssessmentState, ItemScore, RubricItem
from .allotment import split

HALF = Decimal("0.5")
STEPS = {  # how many columns are filled in a state; a started one is filled by half
    AssessmentState.STARTED: 1,
    AssessmentState.SCORED: 1,
    AssessmentState.CHECKED: 2,
    AssessmentState.DECIDED: 3,
    AssessmentState.LOST: 3,
}
BEGUN_PERCENT = 12  # of those that wait for their own score, how many are half filled in
CUT_PERCENT, RAISED_PERCENT = 22, 4  # of the scores of a step, against the step before
NOTES = ["会议记录不全", "公开栏更新不及时", "流动党员联系不够", "年初目标未完成", "测评满意率偏低", "台账缺页"]


def item_scores(rng: Random, row: Assessment, total: float, items: list[RubricItem]) -> Iterator[ItemScore]:
    """The scores of one assessment: decided as `total` says, checked and own a little higher."""
    if row.state == AssessmentState.STARTED:
        blank, items = (items[3:], items[:3]) if rng.randrange(100) < BEGUN_PERCENT else (items, [])
        yield from (ItemScore(assessment=row, item=item) for item in blank)
    full = [int(item.points * 2) for item in items]
    weights = [points * rng.randint(80, 120) for points in full]
    decided = split(int(total * 2) * sum(full) // 200, weights, [0] * len(full), full) if full else []
    filled = STEPS[row.state]
    for item, most, last in zip(items, full, decided, strict=True):
        checked, own, note = last, last, ""
        luck = rng.randrange(100)
        if luck < CUT_PERCENT:
            checked = own = min(most, last + rng.randint(1, 4))
            note = rng.choice(NOTES) if own > last else ""
        elif luck < CUT_PERCENT * 2:
            own = min(most, last + rng.randint(1, 3))
            note = rng.choice(NOTES) if own > last else ""
        elif luck >= 100 - RAISED_PERCENT:
            own = max(0, last - 1)
        columns = [own * HALF, checked * HALF, last * HALF][:filled] + [None] * (3 - filled)
        yield ItemScore(
            assessment=row,
            item=item,
            own_score=columns[0],
            checked_score=columns[1],
            decided_score=columns[2],
            note=note if filled > 2 or (filled == 2 and own > checked) else "",
        )
