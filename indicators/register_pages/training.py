"""Batches, their trainees, and the bases where they are held."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from branches.life_lines import Entry, joined, life_line
from branches.models import Level, Person, Role
from branches.registry import Choice, Column, Register, Tag, register

from ..models import BatchState, Enrolment, TrainingBase, TrainingBatch
from ..models.enrolment import completion

GROUP = "素质工程"
ORGANISERS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
ABOVE = (Role.REVIEWER, Role.ADMINISTRATOR)
ATTENDED = Q(enrolments__hours_attended__gt=0)
DONE = completion("enrolments__", "hours")
FAULTS = [
    ("late", "过了结束日期未办结"),
    ("overfull", "实到超过计划"),
    ("evidence", "办结而缺佐证"),
    ("hours", "办结而学时未登记完"),
]


def faulty(rows, value, day):
    """Batches with one of FAULTS."""
    return rows.filter(
        {
            "late": Q(state=BatchState.PLANNED, ends_on__lt=day),
            "overfull": Q(attended__gt=F("seats")),
            "evidence": Q(state=BatchState.FINISHED, evidence=""),
            "hours": Q(state=BatchState.FINISHED, listed__gt=F("known")),
        }[value]
    )


def state(batch: TrainingBatch, day):
    words = batch.get_state_display()
    if batch.state == BatchState.PLANNED and batch.ends_on < day:
        return Tag("逾期未办结", "bad")
    if batch.state == BatchState.FINISHED:
        return Tag("缺佐证", "bad") if not batch.evidence else Tag(words, "good")
    return words


def attended(batch: TrainingBatch, day):
    if batch.attended > batch.seats:
        return Tag(f"{batch.attended}（超员）", "near")
    return batch.attended


@register
class TrainingBatches(Register):
    key = "training-batches"
    model = TrainingBatch
    title = "培训班次"
    group = GROUP
    programme = "quality_project"
    unit = "期"
    description = "有学员名单的培训班，由主办的市、县区登记；乡镇主办的由县区登记。大课和支部学习记在“学时核定”。"
    empty = "没有符合条件的班次。请放宽筛选条件，或登记一期。"
    levels = ORGANISERS
    kept_by = ABOVE
    columns = (
        *("number", "name", "area", "tier", "mode"),
        Column("place_words", "地点", order=("place", "province", "city")),
        *("starts_on", "hours", "seats"),
        Column("attended", "实到", attended, ("attended",), is_number=True),
        Column("completed", "结业", order=("completed",), is_number=True),
        Column("state", "", state),
    )
    fields = (
        *("number", "name", "area", "tier", "trainee", "mode", "place", "province", "city", "host", "base"),
        *("starts_on", "ends_on", "days", "hours", "seats", "curriculum", "satisfaction", "evidence"),
        *("state", "cancelled_reason"),
    )
    filters = ("tier", "trainee", "mode", "place", "state", "starts_on", Choice("fault", "待办", FAULTS, faulty))
    search = ("number", "name", "city", "host")
    ordering = ("-starts_on", "number")
    same = ("number",)

    def rows(self, queryset, day):
        """Adds how many are `listed`, have `known` hours, have `attended` and have `completed`."""
        return queryset.annotate(
            listed=Count("enrolments"),
            known=Count("enrolments", filter=Q(enrolments__hours_attended__isnull=False)),
            attended=Count("enrolments", filter=ATTENDED),
            completed=Count("enrolments", filter=DONE),
        )

    def sums(self, rows, day):
        held = rows.filter(state=BatchState.FINISHED)
        found = held.aggregate(people=Sum("attended", default=0), done=Sum("completed", default=0))
        return [("其中办结", held.count()), ("实到人次", found["people"]), ("结业人次", found["done"])]

    def links(self, scope, record=None):
        if record is None:
            area = scope.area
            return [("培训进度", reverse("training-progress", args=[area.code]))] if area else []
        where = {"code": record.area.code, "batch": record.pk}
        found = [("班次页", reverse("training-batch", kwargs=where))]
        if self.may_keep(scope, record.area) and record.state != BatchState.CANCELLED:
            found += [
                ("报名：粘贴名单", reverse("training-enrol", kwargs=where)),
                ("登记学时", reverse("training-attendance", kwargs=where)),
            ]
        return found


def outcome(row: Enrolment, day):
    words = row.outcome
    return Tag(words, {"结业": "good", "未结业": "bad", "未到训": "bad"}.get(words, "near"))


@register
class Enrolments(Register):
    key = "enrolments"
    model = Enrolment
    title = "学员"
    group = GROUP
    programme = "quality_project"
    unit = "人"
    description = "培训班的学员和实到学时。结业由学时算出：缺课（含请假）不超过总学时七分之一。"
    empty = "名单上还没有人。可在班次页粘贴名单报名。"
    to_area = "batch__area"
    to_person = "person"
    levels = ORGANISERS
    kept_by = ABOVE
    parent = "batch"
    columns = (
        *("person", "person__area", "batch", "hours_attended", "leave_hours"),
        Column("outcome", "结果", outcome, ()),
        *("grade", "followed_up_on", "skill_used", "households_taught"),
    )
    fields = (
        *("batch", "person", "hours_attended", "leave_hours", "grade"),
        *("followed_up_on", "skill_used", "households_taught"),
    )
    filters = ("grade", "skill_used", "followed_up_on")
    ordering = ("person__area__path",)
    same = ("batch", "person")


@life_line(Enrolment)
def courses(person: Person) -> Iterable[Entry]:
    """A course stands at its first day, once it was held; a planned one is told as such."""
    for row in person.enrolments.select_related("batch__area"):
        course = row.batch
        if course.state == BatchState.CANCELLED:
            continue
        held = course.state == BatchState.FINISHED
        hours = f"实到{row.hours_attended}/{course.hours}学时" if row.hours_attended is not None else ""
        more = joined(
            f"{course.area}主办", course.place_words, hours, row.outcome if held else "", row.get_grade_display()
        )
        yield Entry(course.starts_on, "培训", f"{'参加' if held else '报名'}{course.name}", more)


@register
class TrainingBases(Register):
    key = "training-bases"
    model = TrainingBase
    title = "培训基地"
    group = GROUP
    programme = "quality_project"
    unit = "个"
    description = "经认定的村级党员干部培训基地（党校、农业示范园区等），按所在地登记；停用的填停用日期，不删除。"
    empty = "还没有登记培训基地。"
    states = ("在用", "已停用")
    levels = (Level.COUNTY, Level.TOWNSHIP)
    kept_by = ABOVE
    columns = (
        *("name", "area", "kind", "accredited_on", "closed_on"),
        Column("held", "今年办班", order=("held",), is_number=True),
        "evidence",
    )
    fields = ("name", "area", "kind", "accredited_on", "closed_on", "evidence")
    filters = ("kind",)
    search = ("name",)
    ordering = ("area__path", "name")
    start, end = "accredited_on", "closed_on"
    same = ("area", "name")

    def rows(self, queryset, day):
        """Adds `held`: batches that ended here this year up to the day."""
        year = (day.replace(month=1, day=1), day)
        this_year = Q(batches__state=BatchState.FINISHED, batches__ends_on__range=year)
        return super().rows(queryset, day).annotate(held=Count("batches", filter=this_year))
