"""People in post, each in one home village (see `posts`); certified people and members count on the
roll of `Person.area`."""

from django.db.models import Exists, OuterRef, Q, Sum

from branches.models import (
    CADRE_POSTS,
    PARTY_MEMBERS,
    Area,
    Cadre,
    CadreSource,
    DoubleStrongCertification,
    Level,
    OrganisationStandard,
    Person,
    Village,
    VillagePost,
)

from ..quarters import Quarter
from .posts import (
    RANK,
    by_village,
    certified,
    double_strong,
    effective,
    first_of_each,
    homes,
    newcomers,
    serving,
    started_in,
    years_before,
)
from .source import Counts, inside, reports, single, units

REVIEW_YEARS = 2  # a certification not looked at again within two years is a dead title


# villages ---------------------------------------------------------------------
@single("villages")
def villages(area: Area, quarter: Quarter) -> Counts:
    """1 for each rural reporting unit."""
    return dict.fromkeys(units(area, Level.VILLAGE, quarter.last_day), 1)


@single("villages")
def villages_with_secretary(area: Area, quarter: Quarter) -> Counts:
    """1 where somebody serves as secretary, even one who is shared with another village."""
    held = serving(quarter.last_day, [VillagePost.PARTY_SECRETARY]).within(area)
    return dict.fromkeys(held.order_by().values_list("village_id", flat=True).distinct(), 1)


@single("villages")
def villages_long_vacant(area: Area, quarter: Quarter) -> Counts:
    """1 where nobody has served as secretary for more days than the standard allows, or ever."""
    day = quarter.last_day
    line = OrganisationStandard.objects.on(day).vacancy_days
    rows = Village.objects.within(area).reporting_on(day).with_secretary(day).vacant_for_long(day, line)
    return dict.fromkeys(rows.values_list("area_id", flat=True), 1)


# people in post ---------------------------------------------------------------
@single("cadres")
def secretaries(area: Area, quarter: Quarter) -> Counts:
    return by_village(homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY]))


@single("cadres")
def ds_secretaries(area: Area, quarter: Quarter) -> Counts:
    return by_village(double_strong(homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY]), quarter))


@single("cadres")
def cadres(area: Area, quarter: Quarter) -> Counts:
    return by_village(homes(area, quarter.last_day, CADRE_POSTS))


@single("cadres")
def ds_cadres(area: Area, quarter: Quarter) -> Counts:
    return by_village(double_strong(homes(area, quarter.last_day, CADRE_POSTS), quarter))


@single("cadres")
def returnee_cadres(area: Area, quarter: Quarter) -> Counts:
    """Cadres who hold at least one of their posts as returned talent."""
    day = quarter.last_day
    returned = serving(day, CADRE_POSTS).filter(person=OuterRef("person"), source=CadreSource.RETURNED)
    return by_village(homes(area, day, CADRE_POSTS).filter(Exists(returned)))


@single("cadres")
def new_cadres(area: Area, quarter: Quarter) -> Counts:
    """People who came into a village post in the quarter and held none on the day before."""
    return by_village(newcomers(quarter, area))


@single("cadres")
def new_returnee_cadres(area: Area, quarter: Quarter) -> Counts:
    """The newcomers of the quarter who came as returned talent."""
    return by_village(newcomers(quarter, area).filter(source=CadreSource.RETURNED))


@single("cadres")
def ds_promoted(area: Area, quarter: Quarter) -> Counts:
    """Members, double-strong on the day, whose very first village post started in the quarter."""
    started = started_in(quarter.first_day, quarter.last_day).within(area)
    careers = effective(Cadre.objects.village_cadres()).filter(person__in=started.values("person"))
    valid = DoubleStrongCertification.objects.valid_on(OuterRef("started_on")).filter(person=OuterRef("person"))
    return by_village(
        started.filter(
            Exists(valid),
            pk__in=first_of_each(careers, ["started_on", RANK, "pk"]),
            person__political_status__in=PARTY_MEMBERS,
        )
    )


# certified people -------------------------------------------------------------
@single("certifications")
def ds_certified(area: Area, quarter: Quarter) -> Counts:
    """People with a valid certification, members or not."""
    return by_village(certified(area, quarter.last_day), "area")


@single("certifications")
def ds_members(area: Area, quarter: Quarter) -> Counts:
    """Full and probationary members with a valid certification."""
    return by_village(certified(area, quarter.last_day).filter(political_status__in=PARTY_MEMBERS), "area")


@single("certifications")
def ds_reviewed(area: Area, quarter: Quarter) -> Counts:
    """Of the certified people, those certified or reviewed within the last two years."""
    day = quarter.last_day
    since = years_before(day, REVIEW_YEARS)
    valid = DoubleStrongCertification.objects.valid_on(day)
    looked_at = valid.filter(reviews__reviewed_on__gt=since, reviews__reviewed_on__lte=day)
    fresh = Q(pk__in=valid.filter(certified_on__gt=since).values("person")) | Q(pk__in=looked_at.values("person"))
    return by_village(certified(area, day).filter(fresh), "area")


@single("certifications")
def ds_households_led(area: Area, quarter: Quarter) -> Counts:
    """Households led, from the newest valid certification of each person."""
    day = quarter.last_day
    valid = DoubleStrongCertification.objects.valid_on(day).within(area)
    newest = first_of_each(valid, ["-certified_on", "-pk"])
    rows = DoubleStrongCertification.objects.filter(reports("person__area", day), pk__in=newest)
    return dict(rows.order_by().values_list("person__area").annotate(total=Sum("households_led")))


# cross checks -------------------------------------------------------------------
@single("cadres")
def secretaries_members(area: Area, quarter: Quarter) -> Counts:
    """Secretaries who are members of the Party, as all of them must be."""
    rows = homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY])
    return by_village(rows.filter(person__political_status__in=PARTY_MEMBERS))


@single("people")
def member_cadres(area: Area, quarter: Quarter) -> Counts:
    """Members who are cadres anywhere, on the roll of their own village."""
    day = quarter.last_day
    people = Person.objects.filter(inside(area, "area"), reports("area", day), political_status__in=PARTY_MEMBERS)
    return by_village(people.filter(pk__in=serving(day, CADRE_POSTS).values("person")), "area")
