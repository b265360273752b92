"""Accounts of the demonstration city: five to sign in with, and the silent ones whose work is on record."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from branches.models import Area, Level, Role, User

from .rows import CITY

PASSWORD = "dangjian-2012"  # noqa: S105 - printed at every start, good for synthetic data only


@dataclass(frozen=True)
class Account:
    """One account to sign in with; `does` says in a few words what it is for."""

    username: str
    area: str
    role: str
    does: str


ACCOUNTS = [
    Account("clerk", "411121100000", Role.CLERK, "填报本乡镇和各村"),
    Account("reviewer", "411121000000", Role.REVIEWER, "审核全县"),
    Account("city", CITY, Role.REVIEWER, "审核各县、发布全市"),
    Account("leader", CITY, Role.LEADER, "查看全市"),
    Account("screen", CITY, Role.KIOSK, "挂在墙上的大屏"),
    Account("admin", CITY, Role.ADMINISTRATOR, "管理全市台账和指标目录"),
]


@dataclass
class Staff:
    """Who acts for an area: `{area id: account}` of the clerks (townships) and reviewers (above)."""

    clerks: dict[int, User]
    reviewers: dict[int, User]

    def enters_for(self, area: Area) -> User:
        """A village's clerk sits in its township; a county and the city enter their own report."""
        if area.level == Level.VILLAGE:
            return self.clerks[area.parent_id]
        return self.clerks.get(area.pk) or self.reviewers[area.pk]

    def reviews_for(self, area: Area, parents: dict[int, int]) -> User | None:
        """The nearest reviewer above; nobody for the city's own report."""
        above = parents.get(area.pk)
        while above is not None and above not in self.reviewers:
            above = parents.get(above)
        return self.reviewers.get(above)


def make_accounts() -> Staff:
    """Those of ACCOUNTS, and one without a password for every other township and county."""
    areas = {area.code: area for area in Area.objects.exclude(level=Level.VILLAGE)}
    known, none = make_password(PASSWORD), make_password(None)  # hashing is slow on purpose: once is enough
    users = [
        User(
            username=account.username,
            password=known,
            display_name=f"{areas[account.area].name}{account.role.label}员",
            area=areas[account.area],
            role=account.role,
            is_staff=account.role == Role.ADMINISTRATOR,
        )
        for account in ACCOUNTS
    ]
    taken = {(user.area_id, user.role) for user in users}
    for area in sorted(areas.values(), key=lambda area: area.code):
        role = Role.CLERK if area.level == Level.TOWNSHIP else Role.REVIEWER
        if area.level != Level.PROVINCE and (area.pk, role) not in taken:
            users.append(
                User(
                    username=f"{role.value}-{area.code[:9]}",
                    password=none,
                    display_name=f"{area.name}{role.label}员",
                    area=area,
                    role=role,
                )
            )
    users = User.objects.bulk_create(users)
    return Staff(
        clerks={user.area_id: user for user in users if user.role == Role.CLERK},
        reviewers={user.area_id: user for user in users if user.role == Role.REVIEWER},
    )
