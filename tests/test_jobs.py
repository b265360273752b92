"""Files that take long: ordered once, made part by part, cancelled, taken away by their owner alone."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import AccessRecord, Area, Role
from indicators import jobs
from indicators.models import Job, JobPart, JobState

from . import cast

pytestmark = pytest.mark.django_db


def letter(job, code):
    """A file that names the area it is about; 甲县's has three rows, 乙区's two."""
    area = Area.objects.get(code=code)
    return jobs.Made(f"{area}.txt", f"{area} {job.period}".encode(), {"甲县": 3, "乙区": 2}[area.name])


@pytest.fixture
def kind(monkeypatch):
    """An order with one short file a child."""
    kind = jobs.JobKind("分县材料", lambda area: Area.objects.filter(parent=area).order_by("path"), letter)
    monkeypatch.setitem(jobs.KINDS, "letters", kind)
    return kind


@pytest.fixture
def leader(users):
    return users["leader"]


@pytest.fixture
def job(kind, areas, period, leader):
    return jobs.start("letters", areas["测试市"], period, "approved", leader)[0]


def post(client, job, act, **headers):
    return client.post(reverse(f"job-{act}", args=[job.pk]), headers=headers)


def test_an_order_lists_its_parts_and_has_made_none(job):
    assert [part["name"] for part in job.plan] == ["甲县", "乙区"]
    assert jobs.progress_of(job) == jobs.Progress(0, 2, "甲县")


def test_part_by_part_until_it_is_done(job):
    job = jobs.step(job)
    assert jobs.progress_of(job) == jobs.Progress(1, 2, "乙区")
    assert (job.state, jobs.progress_of(job).percent) == (JobState.RUNNING, 50)
    job = jobs.step(job)
    assert (job.state, jobs.progress_of(job).percent) == (JobState.DONE, 100)
    assert jobs.step(job).parts.count() == 2  # nothing is left to make


def test_the_archive_holds_every_part_in_order(job):
    job = jobs.step(jobs.step(job))
    with ZipFile(BytesIO(jobs.archive(job))) as archive:
        assert archive.namelist() == ["甲县.txt", "乙区.txt"]
        assert archive.read("乙区.txt").decode() == "乙区 2012年第一季度"


def test_two_clicks_start_one_job(client, kind, areas, period, leader):
    client.force_login(leader)
    order = {"kind": "letters", "area": areas["测试市"].code, "period": "2012Q1"}
    first, second = (client.post(reverse("job-start"), order) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Job.objects.count() == 1
    assert "没有重复开始" in client.get(second["Location"]).content.decode()


def test_after_it_is_done_the_same_order_may_be_given_again(job, areas, period, leader):
    jobs.step(jobs.step(job))
    again, new = jobs.start("letters", areas["测试市"], period, "approved", leader)
    assert new
    assert again.pk != job.pk


def test_a_part_asked_for_by_two_pages_is_kept_once(job):
    stale = Job.objects.get(pk=job.pk)
    jobs.step(job)
    JobPart.objects.filter(job=job).update(code="elsewhere")  # the other page had not seen it yet
    JobPart.objects.create(job=job, code=job.plan[0]["code"], file_name="first.txt", data=b"first", rows=1)
    jobs.step(stale)
    assert job.parts.filter(code=job.plan[0]["code"]).count() == 1


def test_a_cancelled_job_leaves_nothing_and_makes_nothing_more(client, job, leader):
    jobs.step(job)
    client.force_login(leader)
    assert "已取消" in client.post(reverse("job-cancel", args=[job.pk]), follow=True).content.decode()
    job.refresh_from_db()
    assert (job.state, job.parts.count()) == (JobState.CANCELLED, 0)
    assert jobs.step(job).parts.count() == 0


def test_a_cancel_that_falls_into_the_making_of_a_part_holds(job, kind, monkeypatch):
    def cancelled_meanwhile(job, code):
        jobs.cancel(job)
        return letter(job, code)

    monkeypatch.setitem(jobs.KINDS, "letters", jobs.JobKind(kind.title, kind.parts_of, cancelled_meanwhile))
    job = jobs.step(job)
    assert (job.state, job.parts.count()) == (JobState.CANCELLED, 0)


def test_a_part_that_fails_stops_the_job_and_says_which(client, job, kind, leader, monkeypatch, caplog):
    def broken(job, code):
        raise ZeroDivisionError

    monkeypatch.setitem(jobs.KINDS, "letters", jobs.JobKind(kind.title, kind.parts_of, broken))
    job = jobs.step(job)
    assert job.state == JobState.FAILED
    client.force_login(leader)
    page = client.get(reverse("job-page", args=[job.pk])).content.decode()
    assert "生成“甲县”时出错" in page
    assert "重新生成" in page
    assert "ZeroDivisionError" in caplog.text


def test_a_script_is_told_how_far_it_is_and_a_form_goes_back(client, job, leader):
    client.force_login(leader)
    told = post(client, job, "step", accept="application/json").json()
    assert told == {"state": "running", "percent": 50, "done": 1, "next": "乙区"}
    assert post(client, job, "step")["Location"] == reverse("job-page", args=[job.pk])


def test_a_download_is_recorded_with_what_and_how_much(client, job, areas, leader):
    jobs.step(jobs.step(job))
    client.force_login(leader)
    answer = client.get(reverse("job-download", args=[job.pk]))
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert len(archive.namelist()) == 2
    record = AccessRecord.objects.get()
    assert (record.who, record.action, record.area, record.rows) == (leader, "export", areas["测试市"], 5)
    assert record.what == "测试市2012年第一季度分县材料"


def test_an_unfinished_file_cannot_be_taken(client, job, leader):
    client.force_login(leader)
    assert client.get(reverse("job-download", args=[job.pk])).status_code == 404


def test_nobody_else_finds_the_job(client, job, areas):
    client.force_login(cast.build_user("other", areas["测试市"], Role.LEADER))
    for name, method in [("page", "get"), ("download", "get"), ("step", "post"), ("cancel", "post")]:
        assert getattr(client, method)(reverse(f"job-{name}", args=[job.pk])).status_code == 404
    assert "还没有生成过文件" in client.get(reverse("job-list")).content.decode()


def test_who_lost_the_area_lost_the_file(client, job, areas, leader):
    jobs.step(jobs.step(job))
    leader.area = areas["甲县"]
    leader.save()
    client.force_login(leader)
    assert client.get(reverse("job-download", args=[job.pk])).status_code == 404


def test_an_area_without_anything_below_says_so(client, kind, areas, period, leader):
    client.force_login(leader)
    order = {"kind": "letters", "area": areas["一村"].code, "period": "2012Q1"}
    assert "没有下级单位" in client.post(reverse("job-start"), order, follow=True).content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"kind": "nothing"}, {"period": "1999Q1"}, {"basis": "hearsay"}, {"area": "000000000000"}]
)
def test_an_order_that_makes_no_sense_is_not_found(client, kind, areas, period, leader, wrong):
    client.force_login(leader)
    order = {"kind": "letters", "area": areas["测试市"].code, "period": "2012Q1"} | wrong
    assert client.post(reverse("job-start"), order).status_code == 404


def test_files_of_last_week_are_cleared_away_with_the_next_order(job, kind, areas, period, leader):
    jobs.step(jobs.step(job))
    Job.objects.update(started_at=timezone.now() - jobs.running.KEPT * 1.1)
    jobs.start("letters", areas["测试市"], period, "reported", leader)
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not JobPart.objects.exists()


def test_the_page_shows_how_far_it_is(client, job, leader):
    jobs.step(job)
    client.force_login(leader)
    page = client.get(reverse("job-page", args=[job.pk])).content.decode()
    assert "正在生成：乙区（1 / 2）" in page
    assert '<progress max="2" value="1"' in page
    assert "我的文件" in page
