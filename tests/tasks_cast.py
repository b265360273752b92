"""A small office that arranges tasks and carries them out, day by day, through the verbs.

测试市's reviewer arranges for 甲县 and below, 甲县's reviewer for its townships; the clerks of 东镇 and 西镇 and
the reviewers of the counties carry out.
"""

from datetime import date

from branches.models import Area, Role, User
from indicators import tasks
from indicators.models import Programme, Task, TaskEntry

from . import cast

ARRANGED, DUE = date(2012, 1, 10), date(2012, 3, 20)


class Office:
    """Acts on a given day; `settings` is pytest-django's, whose TODAY is put to that day."""

    def __init__(self, areas: dict[str, Area], settings):
        self.areas, self.settings = areas, settings
        self.programme = Programme.objects.create(code="lead_goose", name="领头雁工程")
        self.city = cast.build_user("city", areas["测试市"], Role.REVIEWER)
        self.county = cast.build_user("county", areas["甲县"], Role.REVIEWER)
        self.other = cast.build_user("other", areas["乙区"], Role.REVIEWER)
        self.east = cast.build_user("east", areas["东镇"], Role.CLERK)
        self.west = cast.build_user("west", areas["西镇"], Role.CLERK)
        self.south = cast.build_user("south", areas["南乡"], Role.CLERK)

    def on(self, day: date) -> None:
        self.settings.TODAY = day

    def arrange(
        self, shares: dict[str, int | None], on: date = ARRANGED, due: date = DUE, by: str = "甲县", **facts
    ) -> list[Task]:
        """One task for the named units, arranged on a day by the reviewer of `by`."""
        self.on(on)
        facts = {"programme": self.programme, "title": "建档立卡", "unit": "户"} | facts
        who = {"测试市": self.city, "甲县": self.county, "乙区": self.other}[by]
        named = {self.areas[name]: planned for name, planned in shares.items()}
        return tasks.arrange(self.areas[by], named, who, arranged_on=on, due_on=due, **facts)

    def one(self, name: str = "东镇", planned: int | None = None, **more) -> Task:
        return self.arrange({name: planned}, **more)[0]

    def clerk_of(self, task: Task) -> User:
        mine = [self.east, self.west, self.south, self.county, self.other]
        return next(user for user in mine if user.area.path == task.area.path[: len(user.area.path)])

    def tell(self, task: Task, on: date, quantity: int | None = None, **facts) -> TaskEntry:
        """Progress on a day, told on that day."""
        self.on(on)
        facts = {"kind": "action", "text": "入户走访"} | facts
        return tasks.tell_progress(task, self.clerk_of(task), on=on, quantity=quantity, **facts)

    def report(self, task: Task, on: date, **facts) -> Task:
        """Reported done on a day, and done on that day unless `done_on` says otherwise."""
        self.on(on)
        facts = {"done_on": on, "evidence": "验收单3号"} | facts
        return tasks.report_done(task, self.clerk_of(task), **facts)

    def judge_of(self, task: Task) -> User:
        return {"测试市": self.city, "甲县": self.county, "乙区": self.other}[task.arranged_by.name]

    def accept(self, task: Task, on: date) -> Task:
        self.on(on)
        return tasks.accept([task], self.judge_of(task))[0]

    def send_back(self, task: Task, on: date, why: str = "缺验收单") -> Task:
        self.on(on)
        return tasks.send_back([task], self.judge_of(task), why)[0]

    def cancel(self, task: Task, on: date, why: str = "上级另有安排") -> Task:
        self.on(on)
        return tasks.cancel([task], self.judge_of(task), why)[0]
