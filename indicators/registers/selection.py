"""How cadres were chosen and who they are: sources, terms, newcomers, reserve, structure, projects.

Cadres and secretaries count in their home village, as in `people`.
"""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Sum, Value, When
from django.db.models.functions import ExtractYear

from branches.models import (
    BRANCH_POSTS,
    CADRE_POSTS,
    COLLEGE_AND_ABOVE,
    VILLAGE_COMMITTEE_POSTS,
    Area,
    Cadre,
    CadreSource,
    DoubleStrongCertification,
    ElectionMode,
    ElectionTerm,
    Level,
    Sex,
    SourceTag,
    VillagePost,
    tagged,
)

from ..models import EconomicProject
from ..quarters import Quarter
from .posts import arriving, homes, serving, started_in, years_before
from .source import Counts, by_unit, register, units

SECRETARY = [VillagePost.PARTY_SECRETARY]
SOURCES = {
    "cadres_grown": CadreSource.GROWN,
    "cadres_selected_outside": CadreSource.SELECTED_OUTSIDE,
    "cadres_sent_down": CadreSource.SENT_DOWN,
    "cadres_called_back": CadreSource.RETURNED,
    "cadres_other_source": CadreSource.OTHER,
}
TAGS = {f"secretaries_{tag.value}": tag for tag in SourceTag}
FULL_RESERVE = 2  # so many reserve cadres a village should have at least


def people(**conditions) -> Count:
    return Count("pk", filter=Q(**conditions))


# cadres -----------------------------------------------------------------------
@register(
    *SOURCES,
    "cadre_age_sum",
    "cadres_with_age",
    "cadres_college",
    "cadres_women",
    "cross_posting_cadres",
    "cadres_leading_project",
    kept_in="cadres",
)
def cadre_structure(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Cadres by where they came from, age, schooling, sex, membership of both committees, project led."""
    day = quarter.last_day
    here = serving(day, CADRE_POSTS).filter(person=OuterRef("person"), village=OuterRef("village"))
    led = EconomicProject.objects.running_on(day).filter(person=OuterRef("person"))
    college = Q(person__education__in=COLLEGE_AND_ABOVE) | Q(person__later_education__in=COLLEGE_AND_ABOVE)
    cadres = homes(area, day, CADRE_POSTS).annotate(
        in_branch=Exists(here.filter(post__in=BRANCH_POSTS)),
        in_village_committee=Exists(here.filter(post__in=VILLAGE_COMMITTEE_POSTS)),
        leads=Exists(led),
    )
    return by_unit(
        cadres,
        "village",
        area,
        Level.VILLAGE,
        **{code: people(source=source) for code, source in SOURCES.items()},
        cadre_age_sum=Sum(age_on(day, "person__birth_month")),
        cadres_with_age=people(person__birth_month__isnull=False),
        cadres_college=Count("pk", filter=college),
        cadres_women=people(person__sex=Sex.FEMALE),
        cross_posting_cadres=people(in_branch=True, in_village_committee=True),
        cadres_leading_project=people(leads=True),
    )


def age_on(day, to_month: str) -> Case:
    """Full years reached on a day, null without a birth month; a birth month counts from its first day."""
    not_yet = Case(When(**{f"{to_month}__month__gt": day.month}, then=Value(1)), default=Value(0))
    years = Value(day.year) - ExtractYear(to_month) - not_yet
    return Case(When(**{f"{to_month}__isnull": False}, then=years), output_field=IntegerField())


# secretaries ------------------------------------------------------------------
@register("both_posts_secretaries", "new_secretaries", "ds_new_secretaries", *TAGS, kept_in="cadres")
def secretary_structure(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Secretaries by what they are known for, who is head as well, who came within a year and is double-strong.

    Who was secretary until the very day of the new tenure, here or in another village, is not new.
    """
    day = quarter.last_day
    head = serving(day, [VillagePost.VILLAGE_HEAD]).filter(person=OuterRef("person"), village=OuterRef("village"))
    before = Cadre.objects.secretaries().filter(
        person=OuterRef("person"), started_on__lt=OuterRef("started_on"), ended_on__gte=OuterRef("started_on")
    )
    valid = DoubleStrongCertification.objects.valid_on(day).filter(person=OuterRef("person"))
    secretaries = homes(area, day, SECRETARY).annotate(
        is_head=Exists(head), was_secretary=Exists(before), double_strong=Exists(valid)
    )
    new = {"started_on__gt": years_before(day, 1), "was_secretary": False}
    return by_unit(
        secretaries,
        "village",
        area,
        Level.VILLAGE,
        both_posts_secretaries=people(is_head=True),
        new_secretaries=people(**new),
        ds_new_secretaries=people(**new, double_strong=True),
        **{code: Count("pk", filter=Q(tagged(tag, "person"))) for code, tag in TAGS.items()},
    )


# the term ---------------------------------------------------------------------
@register("term_secretaries", "term_secretaries_recommended", absent=None, kept_in="cadres")
def secretaries_of_the_term(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Secretaries who took their post in the term of the day, and by 两推一选; no answer without a term."""
    rows, start = of_term(area, quarter, SECRETARY)
    if start is None:
        return {"term_secretaries": {}, "term_secretaries_recommended": {}}
    found = by_unit(
        rows.filter(started_on__gte=start),
        "village",
        area,
        Level.VILLAGE,
        term_secretaries=Count("pk"),
        term_secretaries_recommended=people(election_mode=ElectionMode.TWO_RECOMMEND_ONE_ELECT),
    )
    return everywhere(found, area, quarter)


@register("term_newcomers", "term_newcomers_crossing", absent=None, kept_in="cadres")
def newcomers_of_the_term(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Serving cadres who came in since the term began, and those whose choice went beyond an old bound."""
    rows, start = of_term(area, quarter, CADRE_POSTS)
    if start is None:
        return {"term_newcomers": {}, "term_newcomers_crossing": {}}
    begun = started_in(start, quarter.last_day).filter(person=OuterRef("person"))
    found = by_unit(
        rows.annotate(crossing=Exists(begun.exclude(crossed=""))).filter(Exists(arriving(begun))),
        "village",
        area,
        Level.VILLAGE,
        term_newcomers=Count("pk"),
        term_newcomers_crossing=people(crossing=True),
    )
    return everywhere(found, area, quarter)


def of_term(area: Area, quarter: Quarter, posts: list[str]):
    """(homes of those who serve, first day of the term), the day None where no term is recorded."""
    term = ElectionTerm.objects.on(quarter.last_day)
    return homes(area, quarter.last_day, posts), term and term.starts_on


def everywhere(found: dict[str, Counts], area: Area, quarter: Quarter) -> dict[str, Counts]:
    """The same with 0 for the villages where nobody was found."""
    none = dict.fromkeys(units(area, Level.VILLAGE, quarter.last_day), 0)
    return {code: none | counts for code, counts in found.items()}


# the reserve ------------------------------------------------------------------
@register("reserve_cadres", "villages_with_reserve", kept_in="cadres")
def reserve(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """People on the reserve list who are no cadres yet, and villages that have enough of them."""
    day = quarter.last_day
    waiting = homes(area, day, [VillagePost.RESERVE_CADRE]).exclude(
        person__in=serving(day, CADRE_POSTS).values("person")
    )
    listed = by_unit(waiting, "village", area, Level.VILLAGE, n=Count("pk"))["n"]
    enough = {village: 1 for village, number in listed.items() if number >= FULL_RESERVE}
    return {"reserve_cadres": listed, "villages_with_reserve": enough}
