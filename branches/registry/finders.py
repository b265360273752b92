"""What the foreign keys of a form may point to: found by text, offered by beginnings.

Everything stays inside the user's scope. A finder asks the database for what one text needs;
`load` reads what many texts need, so that an import asks once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import ForeignKey, Model, Q, QuerySet

from ..models import Area, Person
from ..scope import Scope
from ..sheets.cells import squeezed
from .declaration import Register, register_of
from .matching import SEPARATORS, Match, doubtful, none, only
from .naming import title_of
from .person_finder import PersonFinder, homes
from .place_finder import FEW, MOST_OFFERED, AreaFinder


@dataclass(frozen=True)
class Option:
    pk: int
    words: str


class RecordFinder:
    """Records of another model: those of the scope, and those of the units above that bind it."""

    hint = "名称里的字"

    def __init__(self, rows: QuerySet[Model], scope: Scope):
        self.scope, self.register = scope, register_of(rows.model)
        self.rows = bound(rows, self.register, scope)
        self.loaded: dict[int, Model] | None = None

    def load(self) -> None:
        self.loaded = {row.pk: row for row in self.rows}

    def few(self) -> list[Option] | None:
        """All of them for a drop-down; None when they are too many for one."""
        if self.loaded is None:
            rows = list(self.rows[: FEW + 1])
            if len(rows) > FEW:
                return None
            self.loaded = {row.pk: row for row in rows}
        return self.options(self.loaded.values()) if len(self.loaded) <= FEW else None

    def options(self, rows: Iterable[Model]) -> list[Option]:
        return [Option(row.pk, self.words(row)) for row in rows]

    def find(self, text: str) -> Match:
        plain = squeezed(text)
        rows = self.loaded.values() if self.loaded is not None else self.rows.filter(self.having(text))
        options = self.options(rows)
        if exact := [one for one in options if squeezed(one.words) == plain]:
            return only(exact, f"有{len(exact)}条都是“{text}”，请选定。")
        titles = {row.pk: squeezed(title_of(row, self.scope)) for row in rows}
        if named := [one for one in options if titles[one.pk] == plain]:
            return only(named, f"有{len(named)}条都叫“{text}”，请选定。")
        if near := [one for one in options if plain in squeezed(one.words)]:
            return doubtful(near, f"没有叫“{text}”的，请在相近的里面选定。")
        return none(f"没有“{text}”，或不在您的管辖范围内。")

    def having(self, text: str) -> Q:
        """Rows whose person, place or searched text has the first word."""
        fields = list(self.register.search) if self.register else []
        if self.register and self.register.to_person:
            fields.append(f"{self.register.to_person}__name")
        words = [word for word in SEPARATORS.split(text) if word]
        return Q(*[(f"{field}__icontains", word) for field in fields for word in words[:1]], _connector=Q.OR)

    def get(self, pk: int) -> Model | None:
        return self.loaded.get(pk) if self.loaded is not None else self.rows.filter(pk=pk).first()

    def words(self, row: Model) -> str:
        title = title_of(row, self.scope)
        area = self.register.area_of(row) if self.register else None
        return title if area is None or area.name in title else f"{title}（{area.name}）"

    def offer(self, text: str) -> list[str]:
        return [one.words for one in self.options(self.rows.filter(self.having(text))[:MOST_OFFERED])]


def bound(rows: QuerySet, register: Register | None, scope: Scope) -> QuerySet:
    """The rows in the scope and those kept for a unit above it; rows of no area are everybody's."""
    if register is None or not register.to_area:
        return rows
    rows = rows.select_related(
        *filter(None, [register.to_area, register.to_person and f"{register.to_person}__area"])
    )
    if scope.everywhere or scope.area is None:
        return scope.rows(rows, register.to_path)
    path = register.to_path
    inside = Q(**{f"{path}__gte": scope.area.path, f"{path}__lt": scope.area.path_end})
    if register.to_person:
        return rows.filter(inside)
    return rows.filter(inside | Q(**{f"{path}__in": scope.area.ancestor_paths}))


class Finders:
    """One finder for each foreign key of a register's form."""

    def __init__(self, register: Register, scope: Scope):
        self.register, self.scope = register, scope
        self.made: dict[str, AreaFinder | PersonFinder | RecordFinder] = {}

    def __getitem__(self, name: str):
        if name not in self.made:
            self.made[name] = self.make(self.register.model._meta.get_field(name))
        return self.made[name]

    def make(self, field: ForeignKey):
        rows = field.related_model._default_manager.complex_filter(field.get_limit_choices_to())
        if field.related_model is Person:
            return PersonFinder(self.scope)
        if field.related_model is not Area:
            return RecordFinder(rows, self.scope)
        inside = homes(self.scope) if self.register.model is Person else self.scope.areas()
        areas = rows.select_related("parent").filter(pk__in=inside.order_by().values("pk"))
        if field.name == self.register.to_area:
            areas = areas.filter(level__in=self.register.levels)
        return AreaFinder(areas)
