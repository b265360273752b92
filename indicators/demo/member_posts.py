"""Public posts and floating members of the demonstration city: people of the registers without an office."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from branches.models import CADRE_POSTS, Area, Cadre, Level, Person, PoliticalStatus

from ..models import (
    ContactWay,
    Contribution,
    FloatingContact,
    FloatingMember,
    PostAssignment,
    PostGroup,
    PostReview,
    PublicPost,
    Rating,
)
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import PRETENDED_DAY, SEED

BATCH = 800
PUBLISHED = date(2009, 2, 10)
POSTS = [
    ("科技示范岗", PostGroup.ECONOMY, "带头采用新技术、新品种，带动周围农户"),
    ("致富帮带岗", PostGroup.ECONOMY, "结对帮扶困难户，提供门路和信息"),
    ("市场信息岗", PostGroup.ECONOMY, "收集发布产销信息"),
    ("村务监督岗", PostGroup.OVERSIGHT, "监督村务、财务公开和集体资产处置"),
    ("民主评议岗", PostGroup.OVERSIGHT, "反映群众对村两委工作的意见"),
    ("环境卫生岗", PostGroup.AFFAIRS, "负责责任路段、渠道的保洁"),
    ("治安巡防岗", PostGroup.AFFAIRS, "参加治安巡逻，排查隐患"),
    ("纠纷调解岗", PostGroup.AFFAIRS, "调解邻里和家庭纠纷"),
    ("政策宣传岗", PostGroup.IDEOLOGY, "宣讲惠农政策和党的方针"),
    ("文明新风岗", PostGroup.IDEOLOGY, "引导移风易俗，组织文体活动"),
]
REACHED_PERCENT = 95  # of the people without office who may be asked, given a post or away
ABLE_SHARE = 0.4  # of a village's members, of whom the cadres have an office already
AWAY_PERCENT = 17
PLACES = [
    ("广东", ["深圳", "东莞", "广州"]),
    ("浙江", ["杭州", "宁波", "义乌"]),
    ("江苏", ["苏州", "无锡"]),
    ("上海", [""]),
    ("北京", [""]),
    ("河南", ["郑州"]),
    ("新疆", ["乌鲁木齐"]),
]
FORGOTTEN_PERCENT = 3  # of those away, whom nobody has asked after for a long time
FIRST_CONTACTS, LAST_CONTACTS = Quarter(2010, 1), Quarter(2012, 3)  # the last one has just begun


def write_member_posts(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/member posts")  # noqa: S311
    listed = PublicPost.objects.bulk_create(
        PublicPost(name=name, group=group, duty=duty, published_on=PUBLISHED) for name, group, duty in POSTS
    )
    assigned, away = [], []
    for village, people in without_office(plans).items():
        for person in people:
            luck = rng.randrange(100)
            if luck < AWAY_PERCENT:
                away.append(absence(rng, person))
            elif luck < REACHED_PERCENT:
                assigned.append(assignment(rng, village, person, rng.choice(listed)))
    PostAssignment.objects.bulk_create(assigned, batch_size=BATCH)
    PostReview.objects.bulk_create((r for one in assigned for r in reviews(rng, one)), batch_size=BATCH)
    FloatingMember.objects.bulk_create(away, batch_size=BATCH)
    FloatingContact.objects.bulk_create((c for one in away for c in contacts(rng, one)), batch_size=BATCH)


def without_office(plans: Sequence[VillagePlan]) -> dict[int, list[int]]:
    """{village: members on its roll who hold no office}, no more than its able members without one."""
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("code", "pk"))
    serving = set(Cadre.objects.filter(post__in=CADRE_POSTS).values_list("person_id", flat=True))
    found: dict[int, list[int]] = defaultdict(list)
    members = Person.objects.filter(political_status=PoliticalStatus.MEMBER, joined_on__lt=date(2010, 1, 1))
    for person, area in members.order_by("pk").values_list("pk", "area_id"):
        if person not in serving:
            found[area].append(person)
    return {
        villages[plan.code]: found[villages[plan.code]][: max(0, int(plan.members * ABLE_SHARE) - plan.cadres)]
        for plan in plans
    }


def assignment(rng: Random, village: int, person: int, post: PublicPost) -> PostAssignment:
    """Most took their post in the first year; some have left it since."""
    early = rng.randrange(100) < 66
    first, last = (date(2009, 3, 1), date(2010, 3, 25)) if early else (date(2010, 3, 26), date(2012, 3, 25))
    day = day_between(rng, first, last)
    ended = day + timedelta(days=rng.randint(300, 900)) if rng.randrange(100) < 4 else None
    return PostAssignment(
        village_id=village,
        person_id=person,
        post=post,
        claimed_on=day - timedelta(days=rng.randint(3, 25)),
        assigned_on=day,
        ended_on=ended if ended and ended < date(2012, 6, 30) else None,
        evidence="村党组织公示",
    )


def reviews(rng: Random, held: PostAssignment) -> Iterator[PostReview]:
    """One before each new year, of most who held the post for some months."""
    for year in (2009, 2010, 2011):
        day = date(year, 12, rng.randint(5, 26))
        holds = held.assigned_on + timedelta(days=90) <= day and (held.ended_on is None or held.ended_on > day)
        if holds and rng.randrange(100) < 88:
            good = 78 + 3 * (year - 2009)
            ratings = [Rating.EXCELLENT, Rating.GOOD, Rating.FAIR, Rating.POOR]
            rating = rng.choices(ratings, [25, good - 25, 96 - good, 4])[0]
            yield PostReview(assignment=held, rated_on=day, rating=rating, evidence="党员大会评议")


def absence(rng: Random, person: int) -> FloatingMember:
    province, cities = rng.choices(PLACES, [30, 22, 14, 10, 8, 12, 4])[0]
    left = day_between(rng, date(2008, 2, 10), date(2012, 3, 10))
    row = FloatingMember(
        person_id=person,
        left_on=left,
        province=province,
        city=rng.choice(cities),
        certificate=rng.randrange(100) < 82,
    )
    if rng.randrange(100) < 16:
        back = left + timedelta(days=rng.randint(200, 900))
        row.returned_on = back if back < date(2012, 6, 30) else None
    if rng.randrange(100) < 75:
        day = left + timedelta(days=rng.randint(20, 420))
        if day < date(2012, 6, 30):
            row.joined_org_on, row.receiving_org = day, f"{province}{row.city}流动党员党支部"
    if rng.randrange(100) < 27:
        day = left + timedelta(days=rng.randint(90, 800))
        if day < date(2012, 6, 30):
            row.contribution, row.contributed_on = rng.choice(list(Contribution)), day
    return row


def contacts(rng: Random, away: FloatingMember) -> Iterator[FloatingContact]:
    """About one a quarter, oftener of late; a few people nobody has asked after for long."""
    forgotten = rng.randrange(100) < FORGOTTEN_PERCENT
    for ordinal in range(FIRST_CONTACTS.ordinal, LAST_CONTACTS.ordinal + 1):
        quarter = Quarter.of_ordinal(ordinal)
        first = max(away.left_on, quarter.first_day)
        last = min(away.returned_on or quarter.last_day, quarter.last_day, PRETENDED_DAY)
        reached = 40 if quarter == LAST_CONTACTS else 87 + (ordinal - FIRST_CONTACTS.ordinal)
        if first < last and rng.randrange(100) < reached and not (forgotten and quarter.year >= 2011):
            ways = [ContactWay.TELEPHONE, ContactWay.MESSAGE, ContactWay.HOME, ContactWay.LETTER]
            yield FloatingContact(
                floating=away,
                contacted_on=day_between(rng, first, last),
                way=rng.choices(ways, [62, 22, 10, 6])[0],
            )
