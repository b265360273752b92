"""Who completed a tier: the people of the area by name, each once, in the batch that counted."""

from datetime import date

from django.urls import reverse

from branches.models import AccessRecord
from indicators.models import Tier

from .training_cast import batch, enrol, person


def look(client, user, area, **data):
    client.force_login(user)
    return client.get(reverse("training-trainees", args=[area.code]), data)


def test_each_of_the_area_is_listed_once_with_the_first_completion(client, users, areas):
    mine, other, failed = (
        person(areas[v], n) for v, n in [("一村", "王福顺"), ("五村", "李巧叶"), ("一村", "赵石保")]
    )
    first = batch(areas["测试市"], date(2012, 2, 1), name="春季班", tier=Tier.HUNDRED)
    second = batch(areas["测试市"], date(2012, 5, 1), name="夏季班", tier=Tier.HUNDRED)
    enrol(first, mine, other)
    enrol(second, mine)
    enrol(first, failed, hours=2)
    enrol(batch(areas["测试市"], date(2012, 5, 1), tier=Tier.TEN), failed)
    response = look(client, users["reviewer"], areas["甲县"], tier="hundred")
    assert [(row.person.name, row.batch.name) for row in response.context["sheet"]] == [("王福顺", "春季班")]
    record = AccessRecord.objects.get()
    assert (record.what, record.area, record.rows) == ("2012年“百”完成名单第1页", areas["甲县"], 1)
    names = [
        row.person.name for row in look(client, users["leader"], areas["测试市"], tier="hundred").context["sheet"]
    ]
    assert names == ["王福顺", "李巧叶"]


def test_another_year_and_a_tier_that_is_none(client, users, areas):
    enrol(batch(areas["测试市"], date(2011, 5, 1), tier=Tier.TEN), person(areas["一村"], "王福顺"))
    for data, shown in [({"year": 2011}, 1), ({"year": 2011, "tier": "other"}, 1), ({}, 0)]:
        response = look(client, users["clerk"], areas["东镇"], **data)
        assert len(response.context["sheet"]) == shown


def test_queries_do_not_grow_with_the_names(client, users, areas, django_assert_num_queries):
    course = batch(areas["测试市"], date(2012, 5, 1), tier=Tier.TEN)
    client.force_login(users["leader"])
    address = reverse("training-trainees", args=[areas["测试市"].code])
    for number in range(10):
        enrol(course, person(areas["一村"], f"学员{number}"))
        if number in (0, 9):
            with django_assert_num_queries(6):
                assert client.get(address).status_code == 200
