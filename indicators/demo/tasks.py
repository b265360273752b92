"""Tasks of the demonstration city: about sixty matters over counties and townships, done well, late, on
paper only, faded, stalled, returned or waiting to be judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from branches.models import STEP, Area, Level, Village

from ..models import AlertStandard, Campaign, EntryKind, Programme, Task, TaskEntry, TaskEvent, TaskStandard
from .accounts import Staff
from .allotment import VillagePlan
from .campaigns import DILIGENCE
from .matters import CANCELLED, CITY_MATTERS, COUNTY_MATTERS, PROOFS, TO_TOWNSHIPS, Matter
from .rows import CITY, SEED
from .story import Story

BATCH = 500
LONG_AGO = date(2012, 1, 1)  # what fell due before was chased until it was done


@dataclass
class Share:
    """One matter of one unit: its place among the matters, who arranges, who carries out, villages there."""

    number: int
    matter: Matter
    by: Area
    unit: Area
    villages: int


def write_tasks(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """All matters with their tasks, their steps and their progress."""
    TaskStandard.objects.create(
        effective_from=date(2010, 1, 1), stalled_days=30, document_number="漯河组〔2010〕3号"
    )
    AlertStandard.objects.create(effective_from=date(2010, 1, 1), document_number="漯河组〔2010〕3号")
    under = {programme.code: {"programme": programme} for programme in Programme.objects.all()}
    campaigns = Campaign.objects.filter(area__code=CITY)
    under |= {f"@{campaign.kind}": {"campaign": campaign} for campaign in campaigns}
    stories = []
    for share in shares():
        rng = Random(f"{SEED}/tasks/{share.number}/{share.unit.code}")  # noqa: S311
        task = Task(**under[share.matter.under], **facts(share))
        story = Story(task, staff.enters_for(share.unit), staff.reviewers[share.by.pk], rng)
        tell(story, share.matter, rng.randrange(100) + DILIGENCE[share.unit.code[:6]])
        stories.append(story)
    for task, story in zip(
        Task.objects.bulk_create([story.task for story in stories], batch_size=BATCH), stories, strict=True
    ):
        for one in (*story.events, *story.entries):
            one.task = task
    TaskEvent.objects.bulk_create((one for story in stories for one in story.events), batch_size=BATCH)
    TaskEntry.objects.bulk_create((one for story in stories for one in story.entries), batch_size=BATCH)


def shares() -> Iterator[Share]:
    """The city's matters for counties or townships, then each county's for its townships."""
    city = Area.objects.get(code=CITY)
    counties = list(Area.objects.at(Level.COUNTY).order_by("code"))
    townships = list(Area.objects.at(Level.TOWNSHIP).order_by("code"))
    villages: dict[str, int] = {}
    for path in Village.objects.filter(is_rural_unit=True).values_list("area__path", flat=True):
        for above in (path[:-STEP], path[: -2 * STEP]):
            villages[above] = villages.get(above, 0) + 1
    for number, matter in enumerate(CITY_MATTERS, 1):
        for unit in townships if matter.title in TO_TOWNSHIPS else counties:
            yield Share(number, matter, city, unit, villages.get(unit.path, 0))
    for county in counties:
        for number, matter in enumerate(COUNTY_MATTERS, len(CITY_MATTERS) + 1):
            for unit in townships:
                if county.contains(unit):
                    yield Share(number, matter, county, unit, villages.get(unit.path, 0))


def facts(share: Share) -> dict:
    matter, by = share.matter, share.by
    later = 0 if by.level == Level.CITY else int(by.code[4:6]) % 7  # counties do not act on one day
    arranged = matter.arranged + timedelta(days=later)
    measure, stated = matter.outcome or ("", None)
    return {
        "batch": f"{arranged:%Y%m%d}-{by.code[:6]}-{share.number:02d}",
        "title": matter.title,
        "requirement": f"按要求完成{matter.title}，进展随时登记，办结须有佐证。",
        "area": share.unit,
        "arranged_by": by,
        "arranged_on": arranged,
        "document_number": f"{by.name[:-1]}组〔{arranged.year}〕{share.number + 10}号",
        "due_on": arranged + timedelta(days=matter.days),
        "planned": max(1, round(matter.each * share.villages)) if matter.each else None,
        "unit": matter.unit if matter.each else "",
        "outcome_measure": measure,
        "outcome_stated": stated,
    }


def tell(story: Story, matter: Matter, luck: int) -> None:
    """One unit's way with one matter; the luck is that of the draw and of its county's diligence."""
    story.arrange()
    old = story.task.due_on < LONG_AGO
    if luck in (1, 2):
        story.cancel(story.after(10, 16), story.rng.choice(CANCELLED))
    elif matter.paper and luck < 75:
        on_paper(story, luck)
    elif luck < (-6 if old else 12):
        story.begin()  # and then nothing more was heard
    else:
        carry_out(story, matter, luck, late=40 if luck < 8 else 0)


def carry_out(story: Story, matter: Matter, luck: int, late: int) -> None:
    """Work up to the end: before the day by the diligent, after it by the others."""
    rng, due = story.rng, story.task.due_on
    story.begin()
    if luck >= 12 and not (matter.fades and luck < 25):
        end = due - timedelta(days=rng.randint(0, 10))
    else:
        end = due + timedelta(days=rng.randint(4, 30) + late)
    share = 100 if luck >= 14 else rng.randint(88, 99)
    story.work(end, share, matter.fades)
    if story.report(end, luck, f"{matter.title}{rng.choice(PROOFS)}"):
        judge(story, end, luck)


def judge(story: Story, end: date, luck: int) -> None:
    """Accepted within two weeks; one in eight comes back first, and then goes through."""
    rng = story.rng
    day = end + timedelta(days=rng.randint(2, 12))
    if rng.randrange(8):
        story.accept(day)
    elif story.send_back(day):
        again = day + timedelta(days=rng.randint(6, 16))
        story.tell(EntryKind.ACTION, again, None)
        if story.report(again, luck, "补充验收单和名册"):
            story.accept(again + timedelta(days=rng.randint(2, 6)))


def on_paper(story: Story, luck: int) -> None:
    """Meetings and papers to the last; some pass with a summary, some come back and stay."""
    rng = story.rng
    story.begin()
    life = (story.task.due_on - story.task.arranged_on).days
    for place in range(1, 4):
        kind = EntryKind.MEETING if place % 2 else EntryKind.DOCUMENT
        story.tell(kind, story.after(life * place // 4, life * place // 4 + 3))
    if story.report(story.task.due_on, luck, "工作总结"):
        day = story.task.due_on + timedelta(days=rng.randint(2, 8))
        if luck >= 45:
            story.accept(day)
        elif story.send_back(day) and story.task.due_on < LONG_AGO:
            again = day + timedelta(days=25)
            story.tell(EntryKind.ACTION, again, story.task.planned)
            story.report(again, luck, "补充实施记录")
            story.accept(again + timedelta(days=5))
