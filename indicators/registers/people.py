"""People in post and certified people.

A person counts once in the whole tree, not once in each post or village. The home of a cadre is the
village of the serving post that ranks first (secretary before head before the others, then the
older tenure, then the older row), chosen among all the person's posts and not only among those
inside the area asked for. So a city is always the sum of its townships. Members and certified
people count on the roll of `Person.area`.
"""

from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from branches.models import (
    CADRE_POSTS,
    Area,
    Cadre,
    CadreSource,
    DoubleStrongCertification,
    Level,
    Person,
    PoliticalStatus,
    VillagePost,
)

from ..quarters import Quarter
from .source import Counts, reports, single, units

REVIEW_YEARS = 2  # a certification not looked at again within two years is a dead title
PARTY_MEMBERS = [PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]
RANK = Case(*[When(post=post, then=Value(rank)) for rank, post in enumerate(CADRE_POSTS)], default=Value(99))


# villages ---------------------------------------------------------------------
@single("villages")
def villages(area: Area, quarter: Quarter) -> Counts:
    """1 for each rural reporting unit."""
    return dict.fromkeys(units(area, Level.VILLAGE, quarter.last_day), 1)


@single("villages")
def villages_with_secretary(area: Area, quarter: Quarter) -> Counts:
    """1 where somebody serves as secretary, even one who is shared with another village."""
    serving = _serving(quarter.last_day, [VillagePost.PARTY_SECRETARY]).within(area)
    return dict.fromkeys(serving.order_by().values_list("village_id", flat=True).distinct(), 1)


# people in post ---------------------------------------------------------------
@single("cadres")
def secretaries(area: Area, quarter: Quarter) -> Counts:
    return _by_village(_homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY]))


@single("cadres")
def ds_secretaries(area: Area, quarter: Quarter) -> Counts:
    return _by_village(_double_strong(_homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY]), quarter))


@single("cadres")
def cadres(area: Area, quarter: Quarter) -> Counts:
    return _by_village(_homes(area, quarter.last_day, CADRE_POSTS))


@single("cadres")
def ds_cadres(area: Area, quarter: Quarter) -> Counts:
    return _by_village(_double_strong(_homes(area, quarter.last_day, CADRE_POSTS), quarter))


@single("cadres")
def returnee_cadres(area: Area, quarter: Quarter) -> Counts:
    """Cadres who hold at least one of their posts as returned talent."""
    day = quarter.last_day
    returned = _serving(day, CADRE_POSTS).filter(person=OuterRef("person"), source=CadreSource.RETURNED)
    return _by_village(_homes(area, day, CADRE_POSTS).filter(Exists(returned)))


@single("cadres")
def new_cadres(area: Area, quarter: Quarter) -> Counts:
    """People who came into a village post in the quarter and held none on the day before."""
    return _by_village(_newcomers(quarter, area))


@single("cadres")
def new_returnee_cadres(area: Area, quarter: Quarter) -> Counts:
    """The newcomers of the quarter who came as returned talent."""
    return _by_village(_newcomers(quarter, area).filter(source=CadreSource.RETURNED))


@single("cadres")
def ds_promoted(area: Area, quarter: Quarter) -> Counts:
    """Members, double-strong on the day, whose very first village post started in the quarter."""
    started = _started_in(quarter).within(area)
    careers = _effective(Cadre.objects.village_cadres()).filter(person__in=started.values("person"))
    valid = DoubleStrongCertification.objects.valid_on(OuterRef("started_on")).filter(person=OuterRef("person"))
    return _by_village(
        started.filter(
            Exists(valid),
            pk__in=_first_of_each(careers, ["started_on", RANK, "pk"]),
            person__political_status__in=PARTY_MEMBERS,
        )
    )


# certified people -------------------------------------------------------------
@single("certifications")
def ds_certified(area: Area, quarter: Quarter) -> Counts:
    """People with a valid certification, members or not."""
    return _by_village(_certified(area, quarter.last_day), "area")


@single("certifications")
def ds_members(area: Area, quarter: Quarter) -> Counts:
    """Full and probationary members with a valid certification."""
    return _by_village(_certified(area, quarter.last_day).filter(political_status__in=PARTY_MEMBERS), "area")


@single("certifications")
def ds_reviewed(area: Area, quarter: Quarter) -> Counts:
    """Of the certified people, those certified or reviewed within the last two years."""
    day = quarter.last_day
    since = _years_before(day, REVIEW_YEARS)
    fresh = (
        DoubleStrongCertification.objects.valid_on(day)
        .filter(person=OuterRef("pk"))
        .filter(Q(certified_on__gt=since) | Q(reviewed_on__gt=since, reviewed_on__lte=day))
    )
    return _by_village(_certified(area, day).filter(Exists(fresh)), "area")


@single("certifications")
def ds_households_led(area: Area, quarter: Quarter) -> Counts:
    """Households led, from the newest valid certification of each person."""
    day = quarter.last_day
    valid = DoubleStrongCertification.objects.valid_on(day).within(area)
    newest = _first_of_each(valid, ["-certified_on", "-pk"])
    rows = DoubleStrongCertification.objects.filter(reports("person__area", day), pk__in=newest)
    return dict(rows.order_by().values_list("person__area").annotate(total=Sum("households_led")))


# how the questions are asked ----------------------------------------------------
def _serving(day: date, posts: list[str]):
    """Tenures of some posts in reporting villages that hold on a day."""
    return Cadre.objects.serving_on(day).filter(reports("village", day), post__in=posts)


def _homes(area: Area, day: date, posts: list[str]):
    """One tenure a person: the one that decides where the person counts."""
    return _deciding(_serving(day, posts), area)


def _deciding(tenures, area: Area):
    """Of each person's tenures the one that ranks first, if it lies in the area."""
    of_people_here = tenures.filter(person__in=tenures.within(area).values("person"))
    return Cadre.objects.filter(pk__in=_first_of_each(of_people_here, [RANK, "started_on", "pk"])).within(area)


def _first_of_each(rows, order: list):
    """The keys of each person's first row, to be used with `pk__in`.

    Numbered in one pass: a subquery for every row is quick only while the database has
    statistics to plan it by, and a table just filled has none.
    """
    numbered = rows.order_by().annotate(place=Window(RowNumber(), partition_by="person", order_by=order))
    return numbered.filter(place=1).values("pk")


def _effective(tenures):
    """A tenure that ends on the day it starts was never served."""
    return tenures.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")))


def _started_in(quarter: Quarter):
    """Village posts that started in the quarter, in villages reporting at its end."""
    return _effective(Cadre.objects.village_cadres()).filter(
        reports("village", quarter.last_day), started_on__range=(quarter.first_day, quarter.last_day)
    )


def _newcomers(quarter: Quarter, area: Area):
    """One tenure for each person who came into post; moving on from post to post is not coming in."""
    earlier = _effective(Cadre.objects.village_cadres()).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("started_on")),
        person=OuterRef("person"),
        started_on__lt=OuterRef("started_on"),
    )
    return _deciding(_started_in(quarter).filter(~Exists(earlier)), area)


def _double_strong(tenures, quarter: Quarter):
    valid = DoubleStrongCertification.objects.valid_on(quarter.last_day)
    return tenures.filter(Exists(valid.filter(person=OuterRef("person"))))


def _certified(area: Area, day: date):
    valid = DoubleStrongCertification.objects.valid_on(day).filter(person=OuterRef("pk"))
    return Person.objects.within(area).filter(reports("area", day), Exists(valid))


def _years_before(day: date, years: int) -> date:
    """The same day some years ago. Quarters never end on 29 February, so there is one."""
    return day.replace(year=day.year - years)


def _by_village(rows, to_village: str = "village") -> Counts:
    return dict(rows.order_by().values_list(to_village).annotate(people=Count("pk")))
