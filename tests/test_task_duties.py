"""What waits of the tasks on the first page of clerk and reviewer."""

from datetime import date

import pytest

from .tasks_cast import Office

pytestmark = pytest.mark.django_db

TODAY = date(2012, 7, 5)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


def duties(client, user):
    client.force_login(user)
    return client.get("/todo/")


def test_a_clerk_reads_first_what_is_overdue_returned_stalled_or_due_within_a_week(client, office):
    begun = date(2012, 6, 20)
    office.one("东镇", title="逾期的", on=begun, due=date(2012, 7, 1))
    office.one("一村", title="一周内的", on=begun, due=date(2012, 7, 12))
    office.one("东镇", title="还早的", on=begun, due=date(2012, 7, 13))
    office.one("东镇", title="停滞的", on=date(2012, 6, 5), due=date(2012, 9, 1))
    returned = office.one("东镇", title="退回的", on=begun, due=date(2012, 9, 2))
    office.report(returned, date(2012, 6, 25))
    office.send_back(returned, date(2012, 6, 26))
    office.one("西镇", title="别处的", on=begun, due=date(2012, 7, 1))
    office.on(TODAY)
    response = duties(client, office.east)
    told = response.context["duties"]
    assert [line.task.title for line in told.pressing] == ["逾期的", "一周内的", "停滞的", "退回的"]
    assert (told.counts["open"], told.counts["overdue"], told.counts["stalled"]) == (5, 1, 1)
    assert told.judged == {}
    html = response.content.decode()
    for words in ("逾期4天", "剩7天", "停滞30天", "退回整改", "去整改", "东镇 一村"):
        assert words in html, words


def test_a_reviewer_reads_what_to_judge_and_to_chase_and_the_own_tasks(client, office):
    begun = date(2012, 6, 1)
    made = office.arrange({"东镇": None, "西镇": None, "四村": None}, on=begun, due=date(2012, 7, 1))
    office.report(made[0], date(2012, 6, 30))
    office.one("甲县", title="县里的", by="测试市", on=begun, due=date(2012, 7, 4))
    office.on(TODAY)
    response = duties(client, office.county)
    told = response.context["duties"]
    assert told.judged == {"reported": 1, "overdue": 2, "stalled": 2}
    assert [line.task.title for line in told.pressing] == ["县里的"]
    html = response.content.decode()
    assert "待验收 1" in html
    assert "/tasks/?side=arranged&amp;focus=reported" in html


def test_a_city_has_nothing_to_carry_out_itself(client, office):
    office.one("甲县", by="测试市")
    office.on(TODAY)
    told = duties(client, office.city).context["duties"]
    assert (told.pressing, told.counts, told.judged["overdue"]) == ([], {}, 1)


def test_without_tasks_the_page_speaks_of_none(client, office):
    office.on(TODAY)
    response = duties(client, office.east)
    assert response.context["duties"].is_empty
    assert "督办任务" not in response.content.decode()
