"""Two records of one person become one, or are noted to be two people: the acts, and what is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model

from .acts import ActRefused, Faults, StaleAct, fault, keep, refuse, settle
from .models import Person, PersonMatch, User
from .scope import Scope
from .tenures import SINGLE_POSTS

FILLED = ["birth_month", "education", "later_education", "joined_on", "occupation"]  # blanks that a merge fills


@dataclass
class Merger:
    """What merging would do: rows that move, rows that both have alike and one of which goes, blanks
    that are filled, and what speaks against it."""

    kept: Person
    other: Person
    moving: list[Model] = field(default_factory=list)
    repeated: list[Model] = field(default_factory=list)
    filled: dict[str, object] = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)

    @property
    def counted(self) -> list[tuple[str, int, int]]:
        """(kind of record, how many move, how many are alike) in the order found."""
        kinds: dict[str, list[int]] = {}
        for place, rows in enumerate((self.moving, self.repeated)):
            for row in rows:
                kinds.setdefault(str(row._meta.verbose_name), [0, 0])[place] += 1
        return [(kind, *numbers) for kind, numbers in kinds.items()]


def plan_merger(kept: Person, other: Person) -> Merger:
    """What merging `other` into `kept` would do. It stores nothing; the rows that move name `kept` already."""
    plan = Merger(kept, other)
    check_people(kept, other, plan.faults)
    check_posts(kept, other, plan.faults)
    plan.filled = blanks(kept, other)
    moving: dict[tuple[type[Model], int], Model] = {}
    for model, name in links(Person):
        mine = [content(row, name) for row in model._base_manager.filter(**{name: kept})]
        for row in model._base_manager.filter(**{name: other}):
            if content(row, name) in mine:
                plan.repeated.append(row)
            else:
                setattr(moving.setdefault((model, row.pk), row), name, kept)
    plan.moving = list(moving.values())
    for row in plan.moving:
        check_row(row, plan.faults)
    for row in plan.repeated:
        check_alone(row, plan.faults)
    return plan


@transaction.atomic
def merge(kept: Person, other: Person, note: str, who: User, versions: tuple[int, int] | None = None) -> Person:
    """Rows go over to `kept`, its blanks are filled, `other` goes and leaves its history.

    `versions` are those of the two that the caller saw. Raises ActRefused, StaleAct or PermissionDenied.
    """
    kept, other = lock(kept, other, who, versions)
    plan = plan_merger(kept, other)
    check_note(note, plan.faults)
    refuse(plan.faults)
    number, why = other.pk, f"记录{other.pk}并入记录{kept.pk}"
    for row in plan.repeated:
        remove(row, who, why)
    for row in plan.moving:
        keep(row, who, why)
    remove(other, who, why)
    for name, value in plan.filled.items():
        setattr(kept, name, value)
    keep(kept, who, why)
    PersonMatch.objects.create(
        kept_id=kept.pk, other_id=number, area=kept.area, is_same=True, moved=len(plan.moving), note=note, who=who
    )
    settle(kept)
    return kept


@transaction.atomic
def tell_apart(one: Person, other: Person, note: str, who: User) -> PersonMatch:
    """The two are different people; they are no longer listed as alike."""
    one, other = lock(one, other, who, None)
    faults: Faults = {}
    check_note(note, faults)
    refuse(faults)
    return PersonMatch.objects.create(
        kept_id=one.pk, other_id=other.pk, area=one.area, is_same=False, note=note, who=who
    )


def lock(kept: Person, other: Person, who: User, versions: tuple[int, int] | None) -> list[Person]:
    """Both, locked in the order of their numbers, if `who` may judge both."""
    if not all(Scope(who).may_certify(person) for person in (kept, other)):
        raise PermissionDenied("合并人员由县级以上审核人员或管理员办理，且两人都在管辖范围内。")
    rows = Person.objects.select_for_update(of=("self",)).select_related("area").order_by("pk")
    found = {person.pk: person for person in rows.filter(pk__in=[kept.pk, other.pk])}
    if len(found) < 2:
        raise ActRefused({"": ["其中一条记录已不存在，可能刚被合并，请返回名单查看。"]})
    pair = [found[kept.pk], found[other.pk]]
    for person, version in zip(pair, versions or (), strict=False):
        if person.version != version:
            raise StaleAct(person)
    return pair


def remove(row: Model, who: User, why: str) -> None:
    row._history_user, row._change_reason = who, why
    row.delete()


# what is looked at -----------------------------------------------------------------------
def links(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """(model, name of its field) of everything that refers to rows of a model; histories stay as they are."""
    for relation in model._meta.get_fields(include_hidden=True):
        points_here = relation.one_to_many or relation.one_to_one
        if points_here and relation.auto_created and not hasattr(relation.related_model, "history_type"):
            yield relation.related_model, relation.field.name


def content(row: Model, link: str) -> dict:
    """Everything that a row says besides its number and whom it is about."""
    return {
        f.name: f.value_from_object(row) for f in row._meta.concrete_fields if not f.primary_key and f.name != link
    }


def blanks(kept: Person, other: Person) -> dict[str, object]:
    """What `other` knows and `kept` does not."""
    names = [name for name in FILLED if name != "joined_on" or kept.is_member]
    known = {name: getattr(other, name) for name in names if getattr(other, name) and not getattr(kept, name)}
    tags = [tag for tag in other.tags if tag not in kept.tags]
    return known | ({"tags": [*kept.tags, *tags]} if tags else {})


# what is refused -------------------------------------------------------------------------
def check_note(note: str, faults: Faults) -> None:
    if not note.strip():
        fault(faults, "note", "请写明依据。")


def check_people(kept: Person, other: Person, faults: Faults) -> None:
    if kept.sex != other.sex:
        fault(faults, "", "两条记录的性别不同，不能合并；确是一人的，请先更正。")
    if kept.birth_month and other.birth_month and kept.birth_month != other.birth_month:
        fault(faults, "", "两条记录的出生年月不同，不能合并；确是一人的，请先更正。")
    if bool(kept.left_on) != bool(other.left_on):
        fault(faults, "", "两条记录中有一条已减员，不能合并；请先核对。")


def check_posts(kept: Person, other: Person, faults: Faults) -> None:
    """The same seat at the same time with different dates, or the lead of two villages at once."""
    for theirs in other.tenures.select_related("village"):
        at_once = kept.tenures.filter(post=theirs.post).overlapping(theirs.started_on, theirs.ended_on)
        for mine in at_once.select_related("village"):
            same_village = mine.village_id == theirs.village_id
            shared = mine.is_shared or theirs.is_shared
            if same_village and content(mine, "person") != content(theirs, "person"):
                words = f"两条记录同时任{mine.village}{mine.get_post_display()}，但任职内容不一致"
            elif not same_village and theirs.post in SINGLE_POSTS and not shared:
                words = f"两条记录同时任{mine.village}和{theirs.village}的{mine.get_post_display()}"
            else:
                continue
            fault(faults, "", f"{words}，不能合并；请先更正其中一条任职。")


def check_row(row: Model, faults: Faults) -> None:
    """The row under its new name breaks no rule of its register."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        fault(faults, "", f"{row._meta.verbose_name}：{'；'.join(error.messages)}请先更正其中一条。")


def check_alone(row: Model, faults: Faults) -> None:
    """A row that goes because both have it must have nothing below it."""
    if any(model._base_manager.filter(**{name: row}).exists() for model, name in links(type(row))):
        fault(faults, "", f"两条记录有相同的{row._meta.verbose_name}，其下都有记录；请先更正其中一条。")
