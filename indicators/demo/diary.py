"""What the record says about each report: who filled, sent and reviewed it, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from branches.models import Area

from ..models import Element, How, Period, Report, ReviewEvent, Revision, Status, Verb
from .accounts import Staff

STEPS = {  # status: the verbs that led to it, in order
    Status.EMPTY: [],
    Status.DRAFT: [Verb.SAVE],
    Status.SUBMITTED: [Verb.SAVE, Verb.SUBMIT],
    Status.APPROVED: [Verb.SAVE, Verb.SUBMIT, Verb.APPROVE],
    Status.RETURNED: [Verb.SAVE, Verb.SUBMIT, Verb.RETURN],
    Status.WAIVED: [Verb.WAIVE],
}
LEADS_TO = {
    Verb.SAVE: Status.DRAFT,
    Verb.SUBMIT: Status.SUBMITTED,
    Verb.APPROVE: Status.APPROVED,
    Verb.RETURN: Status.RETURNED,
    Verb.WAIVE: Status.WAIVED,
}
REVIEWING = {Verb.APPROVE, Verb.RETURN, Verb.WAIVE}


@dataclass(frozen=True)
class Office:
    """Who acts for which area, and which area lies under which: `{area id: parent id}`."""

    staff: Staff
    parents: dict[int, int]

    def acts(self, verb: str, area: Area):
        if verb in REVIEWING:
            return self.staff.reviews_for(area, self.parents)
        return self.staff.enters_for(area)


def moment(rng: Random, period: Period, days_before_due: int) -> datetime:
    """Some minute of the working day so many days before the due date."""
    day = period.due_on - timedelta(days=days_before_due)
    return timezone.make_aware(datetime.combine(day, time(rng.randint(8, 17), rng.randint(0, 59))))


def moments(rng: Random, period: Period, late: bool = False) -> dict[str, datetime]:
    """One time for each verb, in the order in which they happen; `late` is sent after the due day."""
    saved = rng.randint(4, 8)
    sent = -rng.randint(1, 5) if late else saved - rng.randint(0, 3)
    reviewed = min(sent - 1, rng.randint(-4, 0))
    return {
        Verb.SAVE: moment(rng, period, saved + 1),
        Verb.SUBMIT: moment(rng, period, sent),
        Verb.APPROVE: moment(rng, period, reviewed),
        Verb.RETURN: moment(rng, period, reviewed),
        Verb.WAIVE: moment(rng, period, reviewed),
    }


def events_of(
    report: Report, times: dict[str, datetime], office: Office, why: str = "", cells: Iterable[str] = ()
) -> Iterator[ReviewEvent]:
    """The steps that led to the report's status; `why` and `cells` belong to the last one, or to the return
    that an approved report went through first."""
    status = Status.EMPTY
    verbs = steps_of(report, times, why)
    spoken = [Verb.RETURN] if report.status == Status.APPROVED else STEPS[report.status][-1:]
    for verb, at in verbs:
        speaks = verb in spoken
        yield ReviewEvent(
            report=report,
            verb=verb,
            from_status=status,
            to_status=LEADS_TO[verb],
            who=office.acts(verb, report.area),
            at=at,
            why=why if speaks else "",
            cells=list(cells) if speaks else [],
        )
        status = LEADS_TO[verb]


def steps_of(report: Report, times: dict[str, datetime], why: str) -> list[tuple[str, datetime]]:
    """(verb, when); an approved report with a `why` came back once and was sent again a day later."""
    steps = [(verb, times[verb]) for verb in STEPS[report.status]]
    if report.status != Status.APPROVED or not why:
        return steps
    *before, (_, reviewed) = steps
    a_day = timedelta(days=1)
    again = [(Verb.RETURN, reviewed), (Verb.SUBMIT, reviewed + a_day), (Verb.APPROVE, reviewed + 2 * a_day)]
    return [*before, *again]


def revisions_of(
    report: Report,
    before: dict[str, int],
    elements: Iterable[Element],
    times: dict[str, datetime],
    office: Office,
) -> Iterator[Revision]:
    """One row for each cell that was typed; `before` is what stood there at opening."""
    who = office.acts(Verb.SAVE, report.area)
    for element in elements:
        old, new = before.get(element.code), report.values.get(element.code)
        if old != new:
            yield Revision(
                report=report, element=element, old=old, new=new, who=who, at=times[Verb.SAVE], how=How.FORM
            )
