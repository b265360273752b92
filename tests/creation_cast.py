"""三级联创 in the known cast's city: one rubric of two items, 60 + 40 points, and its four levels."""

from datetime import date
from decimal import Decimal

from branches.models import Area, Branch, Sector
from indicators.models import (
    Assessment,
    AssessmentState,
    ItemScore,
    Rubric,
    RubricItem,
    RubricKind,
    RubricLevel,
)

State = AssessmentState
POINTS = {"领导班子好": 60, "群众反映好": 40}
LEVELS = [("未达标", 0, False), ("达标", 60, False), ("五个好", 80, True), ("标兵", 93, True)]
DAYS = {State.SCORED: "scored_on", State.CHECKED: "checked_on", State.DECIDED: "decided_on"}


def build_rubric(area: Area, kind=RubricKind.VILLAGE, first_year=2010, points=POINTS, levels=LEVELS, **fields):
    """A complete rubric of the kind, issued by an area."""
    defaults = {"code": f"{kind}-{fields.get('sector', '')}", "name": "评分细则", "version": f"{first_year}版"}
    rubric = Rubric.objects.create(area=area, kind=kind, first_year=first_year, **(defaults | fields))
    for number, (name, full) in enumerate(points.items(), 1):
        RubricItem.objects.create(rubric=rubric, number=number, name=name, points=full)
    for rank, (name, least, is_title) in enumerate(levels):
        RubricLevel.objects.create(rubric=rubric, rank=rank, name=name, minimum=least, is_title=is_title)
    return rubric


def build_assessment(rubric, area, year=2012, state=State.STARTED, level="", **fields) -> Assessment:
    """An assessment in a state; its dates are the first of the months from March on unless told."""
    row = Assessment(rubric=rubric, area=area, year=year, state=state, started_on=date(year, 3, 1))
    reached = [State.SCORED, State.CHECKED, State.DECIDED]
    for month, step in enumerate(reached, 4):
        if list(State).index(state) >= list(State).index(step):
            setattr(row, DAYS[step], date(year, month, 1))
    if level:
        row.level = rubric.levels.get(name=level)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def build_scores(assessment, **columns) -> None:
    """`own=(50, 30)` gives the items their own scores in order; `checked` and `decided` likewise."""
    for place, item in enumerate(assessment.rubric.items.all()):
        scores = {f"{name}_score": Decimal(str(values[place])) for name, values in columns.items()}
        ItemScore.objects.create(assessment=assessment, item=item, **scores)
    assessment.refresh_from_db()


def build_branch(area: Area, sector=Sector.ENTERPRISE, name="某企业支部", **fields) -> Branch:
    return Branch.objects.create(area=area, sector=sector, name=name, **fields)


def columns_of(assessment) -> dict[str, list]:
    """{column: scores in the order of the items}."""
    rows = list(assessment.scores.order_by("item__number"))
    return {
        column: [None if (score := getattr(row, f"{column}_score")) is None else float(score) for row in rows]
        for column in ("own", "checked", "decided")
    }
