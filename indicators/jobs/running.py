"""The verbs of a job: start, the next part, cancel, put together."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from branches.models import Area, User

from ..models import Job, JobPart, JobState, Period
from .kinds import KINDS

logger = logging.getLogger(__name__)
KEPT = timedelta(days=7)  # finished files are then cleared away
LONGEST_WHY = 200


@dataclass(frozen=True)
class Progress:
    """`done` of `parts` are made; `next` is the name of the one being made, "" when none is left."""

    done: int
    parts: int
    next: str

    @property
    def percent(self) -> int:
        return self.done * 100 // self.parts if self.parts else 100


def start(kind: str, area: Area, period: Period, basis: str, who: User) -> tuple[Job, bool]:
    """The job and whether it is new: the same order is not begun twice while it runs.

    Raises ValueError in words when there is nothing to make.
    """
    plan = [{"code": one.code, "name": one.name} for one in KINDS[kind].parts_of(area)]
    if not plan:
        raise ValueError(f"{area}没有下级单位，不需要分县打包。")
    clear_away(who)
    order = {"who": who, "kind": kind, "area": area, "period": period, "basis": basis}
    running = Job.objects.filter(**order, state=JobState.RUNNING)
    found = running.first()
    if found:
        return found, False
    try:
        with transaction.atomic():
            return Job.objects.create(**order, plan=plan), True
    except IntegrityError:  # the other click was quicker
        return running.get(), False


def clear_away(who: User) -> None:
    """Files of a week ago that nobody waits for."""
    Job.objects.filter(who=who, started_at__lt=timezone.now() - KEPT).delete()


def made_codes(job: Job) -> set[str]:
    return set(job.parts.values_list("code", flat=True))


def progress_of(job: Job) -> Progress:
    made = made_codes(job)
    left = [part["name"] for part in job.plan if part["code"] not in made]
    return Progress(len(job.plan) - len(left), len(job.plan), left[0] if left else "")


def step(job: Job) -> Job:
    """Make the next part, outside of any transaction so that nobody waits for it, and keep it.

    A job that is no longer running stays as it is; two pages that ask at once make the part once.
    """
    made = made_codes(job)
    left = [part["code"] for part in job.plan if part["code"] not in made]
    if job.state != JobState.RUNNING:
        return job
    part, why = None, ""
    if left:
        try:
            part = KINDS[job.kind].make(job, left[0])
        except Exception:
            logger.exception("part %s of job %s failed", left[0], job.pk)
            name = next(part["name"] for part in job.plan if part["code"] == left[0])
            why = f"生成“{name}”时出错，已停止。请重新生成；仍不行的请告诉管理员。"
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state != JobState.RUNNING:
            return job
        if why:
            job.state, job.why = JobState.FAILED, why[:LONGEST_WHY]
        elif part:
            fields = {"file_name": part.file_name, "data": part.data, "rows": part.rows}
            JobPart.objects.get_or_create(job=job, code=left[0], defaults=fields)
        if not why and made_codes(job) >= {part["code"] for part in job.plan}:
            job.state = JobState.DONE
        job.save(update_fields=["state", "why"])
    return job


def cancel(job: Job) -> Job:
    """Stop a running job and let go of its parts."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state == JobState.RUNNING:
            job.state = JobState.CANCELLED
            job.save(update_fields=["state"])
            job.parts.all().delete()
    return job


def archive(job: Job) -> bytes:
    """All parts in one ZIP, in the order of the plan."""
    order = {part["code"]: place for place, part in enumerate(job.plan)}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archived:
        for part in sorted(job.parts.all(), key=lambda part: order.get(part.code, len(order))):
            local = timezone.localtime(job.started_at).timetuple()[:6]
            entry = ZipInfo(part.file_name, local)
            entry.compress_type = ZIP_DEFLATED
            archived.writestr(entry, bytes(part.data))
    return file.getvalue()
