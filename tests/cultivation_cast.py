"""People of the known cast who may be listed, and short ways to list them."""

from datetime import date

from branches.models import Area, Cadre, DoubleStrongCertification, Person, VillagePost
from indicators.models import Cultivation, CultivationList, CultivationMeasure, KeyListQuota

from . import cast

SECRETARY, HEAD = VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD
COMMITTEE = VillagePost.VILLAGE_COMMITTEE
STEP_1, STEP_2, STEP_3, STEP_4, KEY_SECRETARY, KEY_HEAD, KEY_MEMBER = CultivationList
NEW_YEAR = date(2012, 1, 1)
LONG_AGO = date(2009, 1, 10)


class Villagers:
    """Makes people of a village, each known by the name given."""

    def __init__(self, areas: dict[str, Area]):
        self.areas = areas

    def person(self, village: str = "一村", name: str = "测试人", **fields) -> Person:
        return Person.objects.create(
            name=name, sex="1", area=self.areas[village], **({"political_status": "01"} | fields)
        )

    def outsider(self, village: str = "一村", name: str = "测试人") -> Person:
        """No member of the Party."""
        return self.person(village, name, political_status="13")

    def able(self, village: str = "一村", name: str = "测试人", day: date = LONG_AGO) -> Person:
        """A member certified as double-strong."""
        who = self.person(village, name)
        certify(who, day)
        return who

    def serving(self, village: str = "一村", post: str = COMMITTEE, name: str = "测试人") -> Person:
        who = self.person(village, name)
        serve(who, self.areas[village], post)
        return who

    def quota(self, places: int, on_list: str = KEY_MEMBER, county: str = "甲县", **fields) -> KeyListQuota:
        defaults = {"effective_from": LONG_AGO, "evidence": "甲组〔2009〕1号"}
        return KeyListQuota.objects.create(
            county=self.areas[county], on_list=on_list, quota=places, **(defaults | fields)
        )


def certify(who: Person, day: date = LONG_AGO, **fields) -> DoubleStrongCertification:
    return DoubleStrongCertification.objects.create(
        person=who, standard=cast.build_standard(), certified_on=day, **fields
    )


def serve(who: Person, village: Area, post: str = COMMITTEE, day: date = LONG_AGO, **fields) -> Cadre:
    return Cadre.objects.create(person=who, village=village, post=post, started_on=day, **fields)


def unsaved(who: Person, on_list: str, day: date = NEW_YEAR, **fields) -> Cultivation:
    """A row as a form would make it, with the person's own village."""
    defaults = {"village": who.area, "evidence": "村支部会议记录"}
    return Cultivation(person=who, on_list=on_list, listed_on=day, **(defaults | fields))


def listed(who: Person, on_list: str, day: date = NEW_YEAR, **fields) -> Cultivation:
    """A row put straight into the register."""
    row = unsaved(who, on_list, day, **fields)
    row.save()
    return row


def promoted(who: Person, on_list: str, converted_on: date, day: date = NEW_YEAR, **fields) -> Cultivation:
    defaults = {"result": "promoted", "converted_on": converted_on, "result_on": converted_on}
    return listed(who, on_list, day, **(defaults | fields))


def dropped(who: Person, on_list: str, result_on: date, day: date = NEW_YEAR, **fields) -> Cultivation:
    return listed(who, on_list, day, result="dropped", result_on=result_on, reason="外出务工", **fields)


def measured(row: Cultivation, kind: str, day: date = date(2012, 2, 1)) -> CultivationMeasure:
    return CultivationMeasure.objects.create(
        cultivation=row, kind=kind, held_on=day, content="培训3天", evidence="签到册"
    )
