"""The batches of an area in a year: its own, those below it, and those that its people went to."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.models import BatchState, Tier

from .training_cast import batch, enrol, person

MAY = date(2012, 5, 10)


@pytest.fixture
def names(client, users, areas):
    """Names of the batches shown to the leader of the city, in order."""

    def ask(area="测试市", **data):
        client.force_login(users["leader"])
        response = client.get(reverse("training-batches", args=[areas[area].code]), data)
        return [row.name for row in response.context["sheet"]]

    return ask


def test_an_area_sees_what_it_organised_and_where_its_people_went(areas, names):
    batch(areas["东镇"], MAY, name="镇办")
    batch(areas["乙区"], MAY, name="区办")
    citys = batch(areas["测试市"], date(2012, 6, 1), name="市办")
    enrol(citys, person(areas["五村"]), person(areas["五村"]))
    assert names() == ["市办", "区办", "镇办"] or names() == ["市办", "镇办", "区办"]
    assert names("甲县") == ["镇办"]
    assert names("乙区") == ["市办", "区办"]
    assert names("五村") == ["市办"]


def test_year_tier_and_state_narrow_and_nonsense_does_not(areas, names):
    batch(areas["甲县"], date(2011, 12, 31), name="去年")
    batch(areas["甲县"], MAY, name="千", tier=Tier.THOUSAND)
    batch(areas["甲县"], MAY, name="计划", state=BatchState.PLANNED)
    assert names(year=2011) == ["去年"]
    assert set(names()) == {"千", "计划"}
    assert names(tier="thousand") == ["千"]
    assert names(state="planned") == ["计划"]
    assert set(names(tier="horses", state="'", year="x")) == {"千", "计划"}


def test_overfull_overdue_and_unproven_batches_are_marked(client, users, areas):
    client.force_login(users["leader"])
    overfull = batch(areas["甲县"], MAY, seats=1)
    enrol(overfull, person(areas["一村"]), person(areas["一村"]))
    batch(areas["甲县"], MAY, evidence="")
    batch(areas["甲县"], date(2012, 7, 4), state=BatchState.PLANNED)
    text = client.get(reverse("training-batches", args=[areas["甲县"].code])).content.decode()
    assert [text.count(word) for word in (">超员<", ">缺佐证<", ">逾期未办结<")] == [1, 1, 1]


def test_many_batches_come_in_pages_that_keep_the_question(client, users, areas, django_assert_num_queries):
    client.force_login(users["leader"])
    for _ in range(60):
        batch(areas["甲县"], MAY, tier=Tier.THOUSAND)
    with django_assert_num_queries(6):
        text = client.get(
            reverse("training-batches", args=[areas["甲县"].code]), {"tier": "thousand"}
        ).content.decode()
    assert "第 1 / 2 页" in text
    assert "?year=2012&amp;tier=thousand&amp;page=2" in text
