"""What the branches found of their members: skills, households led, theory study."""

from django.db.models import F, Sum

from branches.models import Area, Level

from ..models import SkillReview, TheoryStudy
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports

ONE, TWO, THREE = F("with_one"), F("with_two"), F("with_three")


@register("skilled_members", "skills_held", "member_households_led", kept_in="skill-reviews")
def reviewed(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """From each village's newest review; three skills and more count as three."""
    rows = SkillReview.objects.standing_on(quarter.last_day).filter(reports("village", quarter.last_day))
    return by_unit(
        rows,
        "village",
        area,
        Level.VILLAGE,
        skilled_members=Sum(ONE + TWO + THREE),
        skills_held=Sum(ONE + 2 * TWO + 3 * THREE),
        member_households_led=Sum("households_led"),
    )


@register("dd_theory_done", kept_in="theory-studies")
def studied(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """From each village's newest check of the year: who was not checked has done nothing that we know of."""
    rows = TheoryStudy.objects.standing_on(quarter.last_day).filter(reports("village", quarter.last_day))
    return by_unit(rows, "village", area, Level.VILLAGE, dd_theory_done=Sum("done"))
