"""What a user may see and do where: the only place that knows. Asked as rows and as yes/no."""

from django.db.models import Q
from django.utils.functional import cached_property

from .models import Area, Cadre, Level, Person, Role, User

ENTRY_LEVELS = {Level.TOWNSHIP, Level.VILLAGE}
TOP_LEVELS = {Level.PROVINCE, Level.CITY}


class Scope:
    """The reach of one user: their area and everything below it, as far as the role allows.

    A superuser without an area reaches everything.
    """

    def __init__(self, user: User):
        self.user = user
        self.area: Area | None = user.area if user.is_authenticated else None
        self.everywhere = user.is_authenticated and user.is_superuser and self.area is None

    # rows -----------------------------------------------------------------
    def rows(self, queryset, to_path: str = "path"):
        """The rows of a queryset inside the scope; `to_path` leads to an area's path."""
        if self.everywhere:
            return queryset
        if self.area is None:
            return queryset.none()
        return queryset.filter(
            Q(**{f"{to_path}__gte": self.area.path}) & Q(**{f"{to_path}__lt": self.area.path_end})
        )

    def areas(self):
        return self.rows(Area.objects.all())

    def people(self):
        """People on a roll inside the scope and its guests: somebody with posts in two villages belongs
        to both chains."""
        people = Person.objects.all()
        if self.everywhere or self.area is None:
            return people if self.everywhere else people.none()
        served = self.rows(Cadre.objects.all(), "village__path").values("person")
        return people.filter(
            Q(area__path__gte=self.area.path, area__path__lt=self.area.path_end) | Q(pk__in=served)
        )

    @cached_property
    def guests(self) -> frozenset[int]:
        """The few who serve or served in a village of the scope and are on a roll outside it."""
        if self.everywhere or self.area is None:
            return frozenset()
        outside = Q(person__area__path__lt=self.area.path) | Q(person__area__path__gte=self.area.path_end)
        served = self.rows(Cadre.objects.filter(outside), "village__path")
        return frozenset(served.order_by().values_list("person", flat=True))

    # yes/no ---------------------------------------------------------------
    def may_see(self, area: Area) -> bool:
        return self.everywhere or (self.area is not None and self.area.contains(area))

    def may_enter(self, area: Area) -> bool:
        """A clerk enters the villages and the own report of the township; a reviewer the own
        report of their county or city."""
        if not self.may_see(area):
            return False
        if self.user.role == Role.CLERK:
            return area.level in ENTRY_LEVELS
        return self.user.role == Role.REVIEWER and area == self.area

    def may_review(self, area: Area) -> bool:
        """A reviewer reviews below their own area; nobody is above a city, so it reviews itself."""
        if self.user.role != Role.REVIEWER or not self.may_see(area):
            return False
        return area != self.area or area.level in TOP_LEVELS

    def may_keep(self, area: Area) -> bool:
        """Keeps register rows: a clerk those of the township and its villages, a reviewer and an
        administrator those of their whole area; a leader looks on."""
        if not self.may_see(area):
            return False
        if self.everywhere or self.user.role in (Role.REVIEWER, Role.ADMINISTRATOR):
            return True
        return self.user.role == Role.CLERK and area.level in ENTRY_LEVELS

    def may_see_person(self, person: Person) -> bool:
        """Sees the name in full: the own chain, by roll or by post."""
        return self.may_see(person.area) or person.pk in self.guests

    def may_certify(self, person: Person) -> bool:
        """Certifies, reviews, revokes and merges: the reviewer or administrator of a chain of the person."""
        judges = self.everywhere or self.user.role in (Role.REVIEWER, Role.ADMINISTRATOR)
        return judges and self.may_see_person(person)

    def may_arrange(self, area: Area) -> bool:
        """Arranges tasks in the name of an area and judges them: its own reviewer, or an administrator of it."""
        if not self.may_see(area):
            return False
        if self.everywhere or self.user.role == Role.ADMINISTRATOR:
            return True
        return self.user.role == Role.REVIEWER and area == self.area

    def may_study(self, area: Area) -> bool:
        """Has an analysis of the area computed anew: everybody who looks over areas; a clerk enters."""
        looks = self.user.role in (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
        return (self.everywhere or looks) and self.may_see(area)

    def may_administer(self, area: Area | None = None) -> bool:
        """Keeps the records of the area (or of any area at all)."""
        if not self.user.is_active or not (self.everywhere or self.user.role == Role.ADMINISTRATOR):
            return False
        return area is None or self.may_see(area)

    def may_change_catalogue(self) -> bool:
        """The catalogue is one for all below: it belongs to the administrator at the top."""
        return self.everywhere or (
            self.may_administer() and self.area is not None and self.area.level in TOP_LEVELS
        )
