"""The people of one village, as plain values: who served when, and who was certified when."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from branches.models import (
    CADRE_POSTS,
    Education,
    ElectionMode,
    PoliticalStatus,
    Sex,
    SourceTag,
    Track,
    VillagePost,
)

from . import calendar, names


@dataclass
class Tenure:
    """One post; `village` is a code."""

    village: str
    post: str
    started_on: date
    ended_on: date | None = None
    source: str = "grown"
    election_mode: str = ""
    crossed: str = ""
    leave_reason: str = ""

    def holds_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)


@dataclass
class Certificate:
    certified_on: date
    households_led: int
    reviewed_on: date | None = None
    revoked_on: date | None = None
    revoked_reason: str = ""

    @property
    def standard(self) -> str:
        return calendar.standard_on(self.certified_on)


@dataclass
class Character:
    """One synthetic person with everything the registers hold about them."""

    village: str
    name: str
    sex: str
    birth_month: date
    education: str
    political_status: str = PoliticalStatus.MEMBER
    joined_on: date | None = None
    tags: list[str] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)

    def certify(self, certified_on: date, households_led: int, rng: Random) -> Certificate:
        """Give the title, with the review that a title of that age has had."""
        certificate = Certificate(certified_on, households_led, calendar.review_day(rng, certified_on))
        self.certificates.append(certificate)
        self.tags = sorted({*self.tags, SourceTag.ABLE})
        return certificate

    def track_on(self, day: date) -> str:
        """As what somebody is certified on a day."""
        posts = {tenure.post for tenure in self.tenures if tenure.holds_on(day)}
        if VillagePost.PARTY_SECRETARY in posts:
            return Track.SECRETARY
        return Track.CADRE if posts & {*CADRE_POSTS} else Track.MEMBER

    def lose_title(self, day: date, reason: str) -> None:
        for certificate in self.certificates:
            if certificate.certified_on <= day and certificate.revoked_on is None:
                certificate.revoked_on, certificate.revoked_reason = day, reason
                if certificate.reviewed_on and certificate.reviewed_on > day:
                    certificate.reviewed_on = None


def villager(rng: Random, village: str, *, women: int, youngest: int = 1982, member: bool = True) -> Character:
    """Somebody of the village; `women` is the chance in a hundred of a woman."""
    sex = names.sex(rng, women)
    birth = names.birth_month(rng, last_year=youngest)
    return Character(
        village=village,
        name=names.name(rng, sex),
        sex=sex,
        birth_month=birth,
        education=names.education(rng, birth),
        political_status=PoliticalStatus.MEMBER if member else PoliticalStatus.MASSES,
        joined_on=names.joined_on(rng, birth) if member else None,
        tags=[SourceTag.VETERAN] if sex == Sex.MALE and rng.randrange(100) < 9 else [],
    )


def graduate(rng: Random, village: str) -> Character:
    """A graduate sent to the village, who is no village cadre."""
    someone = villager(rng, village, women=45, member=False)
    someone.birth_month = date(rng.randint(1984, 1988), rng.randint(1, 12), 1)
    someone.education = Education.BACHELOR
    someone.political_status = PoliticalStatus.LEAGUE
    someone.tags = [SourceTag.GRADUATE_OFFICIAL]
    started_on = date(rng.choice([2009, 2010, 2011]), 8, rng.randint(1, 28))
    someone.tenures.append(Tenure(village, VillagePost.GRADUATE_OFFICIAL, started_on, source="sent_down"))
    return someone


def other_member(rng: Random, village: str, certified_on: date, reserve: bool) -> Character:
    """A certified member who is no cadre, perhaps on the reserve list, perhaps newly admitted."""
    someone = villager(rng, village, women=24, youngest=1986)
    if certified_on >= date(2011, 7, 1) and rng.randrange(100) < 12:
        someone.political_status = PoliticalStatus.PROBATIONARY
        someone.joined_on = calendar.day_between(rng, date(2011, 6, 1), certified_on)
    if rng.randrange(100) < 6:
        someone.tags = sorted({*someone.tags, SourceTag.COOPERATIVE})
    someone.certify(certified_on, rng.randint(3, 6), rng)
    if reserve:
        day = calendar.day_between(rng, date(2009, 1, 1), date(2011, 12, 31))
        someone.tenures.append(Tenure(village, VillagePost.RESERVE_CADRE, day))
    return someone


def election_mode(rng: Random, post: str) -> str:
    """How somebody came into a post."""
    if post in (VillagePost.VILLAGE_HEAD, VillagePost.VILLAGE_COMMITTEE):
        return ElectionMode.VILLAGE_ELECTION
    if post == VillagePost.VILLAGE_CLERK:
        return ElectionMode.APPOINTED
    modes = [
        ElectionMode.TWO_RECOMMEND_ONE_ELECT,
        ElectionMode.PUBLIC_RECOMMEND_DIRECT,
        ElectionMode.APPOINTED,
    ]
    return rng.choices(modes, [82, 11, 7])[0]
