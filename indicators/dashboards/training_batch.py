"""One batch as its page shows it: how many came, how many completed, what is missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, Sum

from ..models import BatchState, TrainingBatch
from ..models.enrolment import COMPLETED
from .training_parts import rate


@dataclass(frozen=True)
class BatchSummary:
    """Counts of one list of names. `known` have their hours recorded, `followed` were looked up later."""

    batch: TrainingBatch
    listed: int
    known: int
    attended: int
    completed: int
    followed: int
    used: int
    households: int
    mean_hours: float | None

    @property
    def fill_text(self) -> str:
        return rate(self.attended, self.batch.seats)

    @property
    def completed_text(self) -> str:
        return rate(self.completed, self.attended)

    @property
    def used_text(self) -> str:
        return rate(self.used, self.followed)


def batch_summary(batch: TrainingBatch) -> BatchSummary:
    counts = batch.enrolments.aggregate(
        listed=Count("pk"),
        known=Count("pk", filter=Q(hours_attended__isnull=False)),
        attended=Count("pk", filter=Q(hours_attended__gt=0)),
        completed=Count("pk", filter=COMPLETED),
        followed=Count("pk", filter=Q(followed_up_on__isnull=False)),
        used=Count("pk", filter=Q(skill_used=True)),
        households=Sum("households_taught", default=0),
        mean_hours=Avg("hours_attended", filter=Q(hours_attended__gt=0)),
    )
    return BatchSummary(batch, **counts)


def faults(summary: BatchSummary, today: date) -> list[str]:
    """What is wrong with a batch or still to be done, in sentences."""
    batch, found = summary.batch, []
    if batch.state == BatchState.PLANNED and batch.ends_on < today:
        found.append(f"{batch.ends_on:%Y-%m-%d}已结束，还没有办结。登记学时、写明佐证材料后请办结，才计入统计。")
    if summary.attended > batch.seats:
        found.append(f"实到{summary.attended}人，超过计划{batch.seats}人，请核对名单或计划。")
    if batch.state == BatchState.FINISHED and not batch.evidence:
        found.append("已办结而没有佐证材料，请补登通知文号、签到册存放处。")
    if batch.state == BatchState.FINISHED and (missing := summary.listed - summary.known):
        found.append(f"{missing}人还没有登记学时，不计入实到和结业。")
    if refusal := batch.tier_refusal():
        found.append(refusal)
    return found
