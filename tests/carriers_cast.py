"""Rows of the carriers' registers as tests write them: what a test does not name is plausible."""

from datetime import date

from branches.models import Branch, NewOrgUnit, Person
from indicators.models import (
    DedicationDay,
    DemoHousehold,
    EnterprisePost,
    HelpRecord,
    Liaison,
    LiaisonVisit,
    MemberAssociation,
    PioneerCup,
    PioneerCupEntry,
    SkillReview,
    TheoryStudy,
)
from indicators.quarters import Quarter
from indicators.registers import REGISTERS

Q1 = Quarter(2012, 1)
LONG_AGO = date(2009, 6, 1)
PAPER = "登记表1号"


class Book:
    """Writes rows for places that are named, and asks what the registers count: `book.count("assoc_crop")`."""

    def __init__(self, areas):
        self.areas = areas

    def member(self, village="一村", **fields) -> Person:
        return Person.objects.create(**{"name": "测试", "sex": "1", "area": self.areas[village]} | fields)

    def review(self, village, day, one=0, two=0, three=0, led=0) -> SkillReview:
        counts = {"with_one": one, "with_two": two, "with_three": three, "households_led": led}
        return SkillReview.objects.create(
            village=self.areas[village], reviewed_on=day, method="test", evidence=PAPER, **counts
        )

    def study(self, village, day, done, sessions=3) -> TheoryStudy:
        return TheoryStudy.objects.create(
            village=self.areas[village], checked_on=day, done=done, sessions=sessions, evidence=PAPER
        )

    def demo_household(self, village, person=None, certified_on=LONG_AGO, **fields) -> DemoHousehold:
        return DemoHousehold.objects.create(
            village=self.areas[village],
            person=person or self.member(village),
            certified_on=certified_on,
            **{"trade": "大蒜", "certificate_no": f"{DemoHousehold.objects.count() + 1}号"} | fields,
        )

    def liaison(self, village, households=3, **fields) -> Liaison:
        defaults = {"person": self.member(village), "started_on": LONG_AGO, "evidence": PAPER}
        return Liaison.objects.create(village=self.areas[village], households=households, **defaults | fields)

    def visit(self, liaison, day, households) -> LiaisonVisit:
        return LiaisonVisit.objects.create(liaison=liaison, visited_on=day, households=households, what="送农资")

    def dedicate(self, village, day, able, attended) -> DedicationDay:
        return DedicationDay.objects.create(
            village=self.areas[village],
            held_on=day,
            theme="植树",
            able_members=able,
            attended=attended,
            evidence=PAPER,
        )

    def branch(self, place, **fields) -> Branch:
        return Branch.objects.create(**{"name": f"{place}支部", "area": self.areas[place]} | fields)

    def association(self, place, kind="crop", **fields) -> MemberAssociation:
        number = MemberAssociation.objects.count() + 1
        defaults = {"name": f"协会{number}", "founded_on": LONG_AGO, "evidence": PAPER}
        return MemberAssociation.objects.create(area=self.areas[place], kind=kind, **defaults | fields)

    def enterprise(self, place, covered=True, **fields) -> NewOrgUnit:
        """An operating enterprise, with a branch of its own unless `covered` says otherwise."""
        defaults = {"name": "示例企业", "kind": "non_public_enterprise", "staff": 30}
        if covered:
            defaults |= {"branch": self.branch(place, sector="enterprise"), "setup_mode": "solo"}
        return NewOrgUnit.objects.create(area=self.areas[place], **defaults | fields)

    def post(self, unit, kind="pioneer_post", set_on=LONG_AGO, **fields) -> EnterprisePost:
        return EnterprisePost.objects.create(unit=unit, kind=kind, set_on=set_on, evidence=PAPER, **fields)

    def cup(self, county, year=2012, announced_on=date(2012, 2, 10), reach="rural") -> PioneerCup:
        return PioneerCup.objects.create(
            area=self.areas[county], year=year, announced_on=announced_on, reach=reach, document="竞赛方案"
        )

    def enter(self, cup, branch, day=date(2012, 3, 1)) -> PioneerCupEntry:
        return PioneerCupEntry.objects.create(cup=cup, branch=branch, entered_on=day, evidence=PAPER)

    def help(self, place, helped, helped_on, kind="laid_off", **fields) -> HelpRecord:
        defaults = {"helper_branch": self.branch(place), "content": "培训", "evidence": PAPER}
        return HelpRecord.objects.create(
            area=self.areas[place], kind=kind, helped=helped, helped_on=helped_on, **defaults | fields
        )

    def count(self, source, area="测试市", quarter=Q1) -> dict[str, int]:
        """{name of the unit: number} for the area, without the units left out."""
        names = {a.pk: a.name for a in self.areas.values()}
        return {names[pk]: number for pk, number in REGISTERS[source](self.areas[area], quarter).items()}
