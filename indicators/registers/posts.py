"""How questions about people in post are asked: who serves, where a person counts, who came in.

A person counts once in the whole tree, not once in each post or village. The home of a cadre is the
village of the serving post that ranks first (secretary before head before the others, then the
older tenure, then the older row), chosen among all the person's posts and not only among those
inside the area asked for. So a city is always the sum of its townships.
"""

from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber

from branches.models import CADRE_POSTS, Area, Cadre, DoubleStrongCertification, Person

from ..quarters import Quarter
from .source import Counts, reports

RANK = Case(*[When(post=post, then=Value(rank)) for rank, post in enumerate(CADRE_POSTS)], default=Value(99))


def serving(day: date, posts: list[str]):
    """Tenures of some posts in reporting villages that hold on a day."""
    return Cadre.objects.serving_on(day).filter(reports("village", day), post__in=posts)


def homes(area: Area, day: date, posts: list[str]):
    """One tenure a person: the one that decides where the person counts."""
    return deciding(serving(day, posts), area)


def deciding(tenures, area: Area):
    """Of each person's tenures the one that ranks first, if it lies in the area."""
    of_people_here = tenures.filter(person__in=tenures.within(area).values("person"))
    return Cadre.objects.filter(pk__in=first_of_each(of_people_here, [RANK, "started_on", "pk"])).within(area)


def first_of_each(rows, order: list, whose: str | list = "person"):
    """The keys of each one's first row, to be used with `pk__in`: of each person, or of what `whose` names.

    Numbered in one pass: a subquery for every row is quick only while the database has
    statistics to plan it by, and a table just filled has none.
    """
    numbered = rows.order_by().annotate(place=Window(RowNumber(), partition_by=whose, order_by=order))
    return numbered.filter(place=1).values("pk")


def effective(tenures):
    """A tenure that ends on the day it starts was never served."""
    return tenures.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")))


def started_in(first: date, last: date):
    """Village posts that started between two days, in villages reporting on the last."""
    return effective(Cadre.objects.village_cadres()).filter(
        reports("village", last), started_on__range=(first, last)
    )


def arriving(tenures):
    """Those of some tenures with which somebody came in: moving on from post to post is not coming in."""
    earlier = effective(Cadre.objects.village_cadres()).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("started_on")),
        person=OuterRef("person"),
        started_on__lt=OuterRef("started_on"),
    )
    return tenures.filter(~Exists(earlier))


def newcomers(quarter: Quarter, area: Area):
    """One tenure for each person who came into post in the quarter."""
    return deciding(arriving(started_in(quarter.first_day, quarter.last_day)), area)


def double_strong(tenures, quarter: Quarter):
    valid = DoubleStrongCertification.objects.valid_on(quarter.last_day)
    return tenures.filter(Exists(valid.filter(person=OuterRef("person"))))


def certified(area: Area, day: date):
    valid = DoubleStrongCertification.objects.valid_on(day).filter(person=OuterRef("pk"))
    return Person.objects.within(area).filter(reports("area", day), Exists(valid))


def years_before(day: date, years: int) -> date:
    """The same day some years ago. Quarters never end on 29 February, so there is one."""
    return day.replace(year=day.year - years)


def by_village(rows, to_village: str = "village") -> Counts:
    return dict(rows.order_by().values_list(to_village).annotate(people=Count("pk")))
