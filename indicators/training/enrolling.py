"""Enrolling a list of names: who is meant, what is to be decided, and then all at once or not at all."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from branches.models import Area, Person, PoliticalStatus, Sex, User
from branches.registry.matching import Grade, Match, Someone, doubtful, month_of, squeezed, stem
from branches.registry.person_finder import PersonFinder
from branches.registry.place_finder import AreaFinder
from branches.scope import Scope

from ..models import BatchState, Enrolment, TraineeClass, TrainingBatch, cannot, is_restricted, refusals
from .attendance import refusal as hours_refusal
from .decisions import NEW, SKIP, Candidate, Review, Row
from .name_list import Line, read_list


class Enroller:
    """Reads the registers once for a whole list: a number of queries that does not grow with it."""

    def __init__(self, batch: TrainingBatch, scope: Scope):
        self.batch = batch
        self.finder = PersonFinder(scope)
        self.finder.people = self.finder.people.within(batch.area)
        self.finder.areas = AreaFinder(scope.areas().within(batch.area).select_related("parent"))
        self.group = TraineeClass(batch.trainee)

    def review(self, text: str, answers: Mapping[str, str], *, accept_likely: bool = False) -> Review:
        """Every line matched, with the decisions that came with it. Raises UnusableList."""
        names = read_list(text)
        self.finder.load(line.name for line in names.lines)
        self.enrolled = set(self.batch.enrolments.values_list("person_id", flat=True))
        self.refused = refusals(self.batch, list(self.finder.objects))
        self.is_strict = is_restricted(self.batch)
        rows = [self.matched(line) for line in names.lines]
        for row in rows:
            self.decide(row, answers, accept_likely)
        self.mark_doubles(rows)
        return Review(self.batch, names, rows)

    # what a line may mean ------------------------------------------------------
    def matched(self, line: Line) -> Row:
        match = self.found(line)
        if match.grade in (Grade.SURE, Grade.LIKELY):
            row = self.single(line, match.found, match.grade)
        elif match.grade is Grade.DOUBTFUL:
            row = Row(line, "doubtful", [self.candidate(one) for one in match.candidates], note=match.why)
        else:
            row = Row(line, "unknown", note=f"{self.batch.area}没有登记此人。")
        row.may_register = self.may_register and row.state in ("unknown", "doubtful", "likely")
        if self.batch.hours < (line.hours or 0):
            row.errors.append(f"本班共{self.batch.hours}学时，{line.hours}学时超过了。")
        elif line.hours is not None and (reason := hours_refusal(self.batch)):
            row.errors.append(reason)
        if line.unread:
            row.note = f"{row.note} 看不明白：{'、'.join(line.unread)}。".strip()
        return row

    def found(self, line: Line) -> Match:
        """Where the place of a line is unknown, its name still finds people to choose from."""
        match = self.finder.find_parts(line.name, line.where, line.birth)
        if match.grade is not Grade.NONE or not line.where:
            return match
        namesakes = self.finder.find_parts(line.name, "", line.birth)
        if namesakes.grade is Grade.NONE:
            return namesakes
        people = namesakes.candidates or (namesakes.found,)
        return doubtful(list(people), f"{match.why}有同名的人，请选定是否此人。")

    def single(self, line: Line, someone: Someone, grade: Grade) -> Row:
        found = self.candidate(someone)
        if someone.pk in self.enrolled:
            return Row(line, "enrolled", [found], note="此人已在名单上。")
        if found.refused:
            return Row(line, "refused", [found], note=f"{found.refused}，{cannot(self.batch, found.refused)}。")
        if line.birth and line.birth == someone.birth:
            return Row(line, "sure", [found])
        if not line.where:
            return Row(line, "likely", [found], note="只写了姓名，辖区内叫这个名字的只有一人，请确认。")
        if stem(someone.place.names[-1]) not in squeezed(line.where):
            return Row(line, "likely", [found], note="只对上了乡镇和姓名，请确认。")
        return Row(line, "sure" if grade is Grade.SURE else "likely", [found])

    def candidate(self, someone: Someone) -> Candidate:
        refused = "已在名单上" if someone.pk in self.enrolled else self.refused.get(someone.pk, "")
        return Candidate(someone.pk, someone.words, refused)

    @property
    def may_register(self) -> bool:
        """Whoever is registered here has no post yet, so a tier for people in post cannot take them."""
        return not self.is_strict or self.group is TraineeClass.MEMBER

    # what was decided ----------------------------------------------------------
    def decide(self, row: Row, answers: Mapping[str, str], accept_likely: bool) -> None:
        number = row.line.number
        if row.state in ("enrolled", "refused"):
            row.choice = SKIP
            return
        allowed = {str(one.pk) for one in row.candidates if not one.refused} | {SKIP}
        if row.may_register:
            allowed.add(NEW)
        asked = answers.get(f"pick-{number}", "")
        row.choice = asked if asked in allowed else ""
        row.typed = {
            name: answers.get(f"{name}-{number}", default).strip() for name, default in self.blank(row.line)
        }
        if not row.choice and (row.state == "sure" or (accept_likely and row.state == "likely")):
            row.choice = str(row.candidates[0].pk)
        if row.choice == SKIP:
            row.errors.clear()
        if row.choice == NEW:
            row.errors += self.faults(row)

    def blank(self, line: Line) -> list[tuple[str, str]]:
        """What the form about a new person starts with."""
        status = line.status or (PoliticalStatus.MEMBER.value if self.group is TraineeClass.MEMBER else "")
        birth = f"{line.birth:%Y-%m}" if line.birth else ""
        return [("where", line.where), ("birth", birth), ("sex", line.sex), ("status", status)]

    def faults(self, row: Row) -> list[str]:
        """What is wrong with what was entered about a new person."""
        wrong = []
        at = self.finder.areas.find(row.typed["where"]) if row.typed["where"] else None
        if at is None:
            wrong.append("请写明所在村（单位）。")
        elif at.grade not in (Grade.SURE, Grade.LIKELY):
            wrong.append(at.why)
        if month_of(row.typed["birth"]) is None:
            wrong.append("请填写出生年月，如 1968-05，用来识别同名的人。")
        if row.typed["sex"] not in Sex.values:
            wrong.append("请选择性别。")
        if row.typed["status"] not in PoliticalStatus.values:
            wrong.append("请选择政治面貌。")
        if not wrong:
            wrong += self.conflicts(row, self.area_of(row))
        return wrong

    def conflicts(self, row: Row, area: Area) -> list[str]:
        """Why a well described person cannot be registered: outside the tier, or registered already."""
        if self.is_strict and not self.is_member(row, area):
            return [f"{self.group.refusal}，不能计入“{self.batch.get_tier_display()}”。"]
        born = month_of(row.typed["birth"])
        twins = [one for one in self.finder.objects.values() if (one.area_id, one.birth_month) == (area.pk, born)]
        if any(squeezed(one.name) == row.line.name for one in twins):
            return [f"{area}已登记同名、同出生年月的人，请选此人，不要重复登记。"]
        return []

    def is_member(self, row: Row, area: Area) -> bool:
        members = (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY)
        return row.typed["status"] in members and area.level == "village"

    def area_of(self, row: Row) -> Area:
        return self.finder.areas.get(self.finder.areas.find(row.typed["where"]).found.pk)

    def mark_doubles(self, rows: list[Row]) -> None:
        """The same person twice in a list joins once."""
        first: dict[str, int] = {}
        for row in rows:
            if row.state != "sure" and not row.joins:
                continue
            key = row.choice if row.joins else str(row.candidates[0].pk)
            if row.choice == NEW:
                key = f"{row.line.name}/{row.typed['where']}/{row.typed['birth']}"
            earlier = first.setdefault(key, row.line.number)
            if earlier != row.line.number:
                row.note = f"与第{earlier}行是同一人。"
                if row.state == "sure":
                    row.state, row.choice = "double", SKIP
                else:
                    row.errors.append(f"与第{earlier}行选的是同一人，请改选或跳过。")

    # storing ------------------------------------------------------------------
    def store(self, review: Review, who: User) -> int:
        """Register who is new and put everybody on the list; answers how many."""
        joining = [row for row in review.rows if row.joins]
        fresh = [(row, self.new_person(row)) for row in joining if row.choice == NEW]
        people = [person for _, person in fresh]
        for person in people:
            person.full_clean()
        saved = bulk_create_with_history(people, Person, default_user=who) if people else []
        keys = {row.line.number: person.pk for (row, _), person in zip(fresh, saved, strict=True)}
        rows = [
            Enrolment(
                batch=self.batch,
                person_id=keys.get(row.line.number) or int(row.choice),
                hours_attended=row.line.hours,
            )
            for row in joining
        ]
        bulk_create_with_history(rows, Enrolment, default_user=who)
        return len(rows)

    def new_person(self, row: Row) -> Person:
        return Person(
            name=row.line.name,
            sex=row.typed["sex"],
            birth_month=month_of(row.typed["birth"]),
            political_status=row.typed["status"],
            area=self.area_of(row),
        )


class EnrollingError(Exception):
    """The list cannot be taken; the message says why, in Chinese."""


@transaction.atomic
def apply(
    batch: TrainingBatch, scope: Scope, who: User, text: str, answers: Mapping[str, str]
) -> tuple[Review, int]:
    """Match once more under a lock; store everybody who joins when nothing is open, else nobody.

    A second press of the button finds everybody enrolled already. Raises UnusableList for a text
    that cannot be read and EnrollingError for a batch that takes nobody.
    """
    batch = TrainingBatch.objects.select_for_update(of=("self",)).select_related("area").get(pk=batch.pk)
    if batch.state == BatchState.CANCELLED:
        raise EnrollingError("班次已取消，不能再报名。")
    enroller = Enroller(batch, scope)
    review = enroller.review(text, answers)
    if review.open or not review.joining:
        return review, 0
    try:
        return review, enroller.store(review, who)
    except ValidationError as error:
        raise EnrollingError("；".join(error.messages)) from error
