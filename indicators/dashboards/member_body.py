"""How the member body stands, for the programme's page: the way into the Party, and who needs looking after."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from branches.models import Area

from ..development_stages import Pipeline, pipeline
from ..models import FloatingContact, FloatingMember, PostAssignment, Rating, Stage
from ..quarters import Quarter


@dataclass(frozen=True)
class Concern:
    """Something to follow up: `number` of `whole` people; `key` and `query` lead to the register's list."""

    words: str
    number: int
    whole: int
    key: str
    query: str = ""


@dataclass(frozen=True)
class MemberBody:
    """Plain values of the panel; nobody's name is among them."""

    area: Area
    day: date
    pipeline: Pipeline
    concerns: tuple[Concern, ...]

    template = "programmes/member_body.html"

    @property
    def over(self) -> list[str]:
        """Names of the units below that admitted more than their plan."""
        return [unit.area.name for unit in self.pipeline.units if unit.is_over]


def member_body_of(area: Area, quarter: Quarter) -> MemberBody:
    """As of the last day of the quarter. The number of queries does not depend on the area."""
    day = quarter.last_day
    stands = pipeline(area, day)
    return MemberBody(area, day, stands, (probation(stands), *floating(area, quarter), posts(area, quarter)))


def probation(stands: Pipeline) -> Concern:
    one = next(one for one in stands.stages if one.stage is Stage.ADMITTED)
    words = "预备期满、还没有转正的预备党员"
    return Concern(words, one.due or 0, one.now, "member-developments", "stage=admitted")


def floating(area: Area, quarter: Quarter) -> list[Concern]:
    day = quarter.last_day
    contacts = FloatingContact.objects.filter(
        floating=OuterRef("pk"), contacted_on__range=(quarter.first_day, day)
    )
    away = FloatingMember.objects.within(area).away_on(day).annotate(contacted=Exists(contacts))
    outside = Q(joined_org_on__isnull=True) | Q(joined_org_on__gt=day)
    numbers = away.aggregate(
        whole=Count("pk"), silent=Count("pk", filter=Q(contacted=False)), outside=Count("pk", filter=outside)
    )
    key, whole = "floating-members", numbers["whole"]
    return [
        Concern("本季度没有联系到的流动党员", numbers["silent"], whole, key, "contacted=no"),
        Concern("没有纳入流入地组织的流动党员", numbers["outside"], whole, key, "organised=no"),
    ]


def posts(area: Area, quarter: Quarter) -> Concern:
    """Of the posts reviewed in the year those whose review was poor or only fair."""
    day = quarter.last_day
    this_year = Q(reviews__rated_on__range=(date(day.year, 1, 1), day))
    weak = Q(reviews__rating__in=[Rating.FAIR, Rating.POOR])
    held = PostAssignment.objects.within(area).holding_on(day)
    numbers = held.aggregate(
        whole=Count("pk", distinct=True, filter=this_year),
        weak=Count("pk", distinct=True, filter=this_year & weak),
    )
    return Concern(
        "本年履岗评议一般或较差的岗位", numbers["weak"], numbers["whole"], "post-assignments", "rating=weak"
    )
