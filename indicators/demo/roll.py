"""Writes the people of the demonstration city into the registers of who and where."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from branches.models import (
    BRANCH_POSTS,
    HAN,
    Cadre,
    CertificationReview,
    DoubleStrongCertification,
    DoubleStrongStandard,
    Education,
    Occupation,
    Person,
)

from . import calendar
from .people import Character, Tenure
from .rows import SEED

BATCH = 800
HUI, HUI_PERCENT = "03", 2
LATER_COLLEGE_PERCENT = 11  # of the people born since 1965 who came into a post, by courses while in office
COUNTIES = {  # first six digits of a code: who certifies there
    "411102": "源汇区委组织部",
    "411103": "郾城区委组织部",
    "411104": "召陵区委组织部",
    "411121": "舞阳县委组织部",
    "411122": "临颍县委组织部",
    "411171": "经开区党工委组织部",
}


def write_people(people: Sequence[Character], villages: dict[str, int]) -> None:
    """Persons, tenures, standards, certifications and reviews; `villages` is {code: area id}."""
    rng = Random(f"{SEED}/traits")  # noqa: S311
    rows = Person.objects.bulk_create([person_row(rng, each, villages) for each in people], batch_size=BATCH)
    pairs = list(zip(rows, people, strict=True))
    tenures = [tenure_row(rng, row, each, villages) for row, someone in pairs for each in someone.tenures]
    Cadre.objects.bulk_create(tenures, batch_size=BATCH)
    standards = write_standards()
    titles = [
        (title_row(row, someone, each, standards), each) for row, someone in pairs for each in someone.certificates
    ]
    DoubleStrongCertification.objects.bulk_create([row for row, _ in titles], batch_size=BATCH)
    CertificationReview.objects.bulk_create(
        (
            CertificationReview(
                certification=row,
                reviewed_on=title.reviewed_on,
                households_led=row.households_led,
                evidence=f"{title.reviewed_on.year}年双强人员复核会议记录",
            )
            for row, title in titles
            if title.reviewed_on
        ),
        batch_size=BATCH,
    )


def person_row(rng: Random, someone: Character, villages: dict[str, int]) -> Person:
    studied = bool(someone.tenures) and someone.birth_month.year >= 1965
    later = studied and someone.education > Education.COLLEGE and rng.randrange(100) < LATER_COLLEGE_PERCENT
    return Person(
        name=someone.name,
        sex=someone.sex,
        nationality=HUI if rng.randrange(100) < HUI_PERCENT else HAN,
        birth_month=someone.birth_month,
        education=someone.education,
        later_education=Education.COLLEGE if later else "",
        political_status=someone.political_status,
        joined_on=someone.joined_on,
        occupation=Occupation.FARMER,
        area_id=villages[someone.village],
        tags=someone.tags,
    )


def tenure_row(rng: Random, person: Person, tenure: Tenure, villages: dict[str, int]) -> Cadre:
    started = tenure.started_on
    filed = started + timedelta(days=rng.randint(3, 25))
    party_post = tenure.post in BRANCH_POSTS
    return Cadre(
        person=person,
        village_id=villages[tenure.village],
        post=tenure.post,
        started_on=started,
        ended_on=tenure.ended_on,
        source=tenure.source,
        election_mode=tenure.election_mode,
        crossed=tenure.crossed,
        vetted=True if started >= calendar.FIRST_DAY else None,
        filed_on=filed if party_post and started >= calendar.FIRST_DAY else None,
        evidence=f"乡镇党委〔{started.year}〕{rng.randint(3, 88)}号" if party_post else "",
        leave_reason=tenure.leave_reason,
    )


def write_standards() -> dict[str, DoubleStrongStandard]:
    """The trial standard of 2009 and its successor of 2011, by version."""
    least = {"secretary_households": 10, "cadre_households": 5, "member_households": 3}
    common = "上年度考核称职以上，近三年没有受过处分；收入水平按与本村平均水平的倍数分档，不登记金额。"
    rows = [
        DoubleStrongStandard(
            version=calendar.TRIAL_STANDARD,
            in_force_from=calendar.CERTIFYING_BEGAN,
            in_force_until=calendar.NEWER_STANDARD_FROM,
            criteria=f"家庭收入高于本村平均水平，有带动群众致富的项目。{common}",
            **least,
        ),
        DoubleStrongStandard(
            version=calendar.NEWER_STANDARD,
            in_force_from=calendar.NEWER_STANDARD_FROM,
            criteria=f"家庭收入达到本村平均水平的1.5倍以上，领办或参与一个以上经济项目并带动群众。{common}",
            **least,
        ),
    ]
    return {row.version: row for row in DoubleStrongStandard.objects.bulk_create(rows)}


def title_row(person: Person, someone: Character, title, standards) -> DoubleStrongCertification:
    day = title.certified_on
    return DoubleStrongCertification(
        person=person,
        track=someone.track_on(day),
        standard=standards[title.standard],
        certified_on=day,
        certified_by=COUNTIES[someone.village[:6]],
        households_led=title.households_led,
        evidence=f"乡镇初审意见，县级备案〔{day.year}〕{day.timetuple().tm_yday // 7 + 1}号",
        revoked_on=title.revoked_on,
        revoked_reason=title.revoked_reason,
    )
