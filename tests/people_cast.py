"""People of the known cast, and short words for their posts and titles."""

from datetime import date

from branches.models import Cadre, CertificationReview, DoubleStrongCertification, Person

from . import cast

LONG_AGO = date(2009, 1, 10)
SECRETARY, HEAD, DEPUTY = "party_secretary", "village_head", "deputy_secretary"
COMMITTEE, BRANCH, CLERK, RESERVE = "village_committee", "branch_committee", "village_clerk", "reserve_cadre"


def build_person(area, name="单小红", **fields) -> Person:
    """A woman born in April 1970, a full member since 1995."""
    defaults = {"sex": "2", "birth_month": date(1970, 4, 1), "joined_on": date(1995, 7, 1)}
    return Person.objects.create(name=name, area=area, **(defaults | fields))


def serve(person, village, post, started_on=LONG_AGO, **fields) -> Cadre:
    return Cadre.objects.create(person=person, village=village, post=post, started_on=started_on, **fields)


def tenure(person, village, post, started_on=date(2012, 6, 1), **fields) -> Cadre:
    """A tenure that is not stored yet; a secretary's is by election."""
    mode = "two_recommend_one_elect" if post == SECRETARY else ""
    return Cadre(
        person=person, village=village, post=post, started_on=started_on, **({"election_mode": mode} | fields)
    )


def certify(person, certified_on=LONG_AGO, track="member", **fields) -> DoubleStrongCertification:
    return DoubleStrongCertification.objects.create(
        person=person, standard=cast.build_standard(), certified_on=certified_on, track=track, **fields
    )


def title(person, certified_on=date(2010, 6, 1), track="member", households_led=3, **fields):
    """A certification that is not stored yet, under the standard of 2009."""
    return DoubleStrongCertification(
        person=person,
        certified_on=certified_on,
        track=track,
        households_led=households_led,
        **({"standard": cast.build_standard(), "evidence": "县级备案5号"} | fields),
    )


def look(certification, reviewed_on=date(2011, 6, 1), passed=True, households_led=3, **fields):
    """A review that is not stored yet."""
    return CertificationReview(
        certification=certification,
        reviewed_on=reviewed_on,
        passed=passed,
        households_led=households_led,
        **({"evidence": "会议记录"} | fields),
    )
