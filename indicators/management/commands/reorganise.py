"""Change the tree of areas from the command line, figures included."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from branches.models import Area, Branch, Cadre, Person, User
from branches.tree import HierarchyError
from indicators.reorganisation import close_area, merge_areas, move_area


class Command(BaseCommand):
    help = "区划调整：划转、合并、撤销；生效日所在季度及以后各期的数据随之调整，以前各期不变"

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        move = acts.add_parser("move", help="把一个单位连同下级划入新的上级")
        move.add_argument("code", metavar="CODE")
        move.add_argument("other", metavar="NEW_PARENT_CODE")
        merge = acts.add_parser("merge", help="把一个单位并入同级的另一个单位，下级一并划入")
        merge.add_argument("code", metavar="SOURCE_CODE")
        merge.add_argument("other", metavar="TARGET_CODE")
        close = acts.add_parser("close", help="撤销一个已无下级的单位")
        close.add_argument("code", metavar="CODE")
        for act in (move, merge, close):
            act.add_argument("--on", type=date.fromisoformat, required=True, help="生效日期，如 2012-04-01")
            act.add_argument("--note", default="", help="依据，如批复文号")
            act.add_argument("--user", help="经办人的登录名")

    def handle(self, *, act: str, code: str, on: date, note: str, user: str | None, other: str = "", **options):
        area, who = self.area(code), self.account(user)
        try:
            if act == "move":
                move_area(area, self.area(other), on, who, note)
                done = f"已把 {area.name}（{code}）划入 {self.area(other).name}（{other}）"
            elif act == "merge":
                merge_areas(area, self.area(other), on, who, note)
                done = f"已把 {area.name}（{code}）并入 {self.area(other).name}（{other}）"
            else:
                close_area(area, on, who, note)
                done = f"已撤销 {area.name}（{code}）"
        except HierarchyError as error:
            raise CommandError(f"没有改动：{error}") from error
        self.stdout.write(self.style.SUCCESS(f"{done}，自 {on} 起生效。"))
        if act != "move":
            self.remind(area)

    def area(self, code: str) -> Area:
        try:
            return Area.objects.get(code=code)
        except Area.DoesNotExist:
            raise CommandError(f"没有区划代码为“{code}”的单位") from None

    def account(self, username: str | None) -> User | None:
        if username is None:
            return None
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist:
            raise CommandError(f"没有登录名为“{username}”的账号") from None

    def remind(self, area: Area) -> None:
        """The registers do not follow by themselves: people are moved by those who know them."""
        left = {
            "名人员": Person.objects.filter(area=area).count(),
            "项未结束的任职": Cadre.objects.filter(village=area, ended_on=None).count(),
            "个未撤销的党组织": Branch.objects.filter(area=area, dissolved_on=None).count(),
            "个账号": area.users.count(),
        }
        if any(left.values()):
            parts = "、".join(f"{count} {noun}" for noun, count in left.items() if count)
            self.stdout.write(self.style.WARNING(f"提醒：{area.name}名下还有 {parts}，请在台账和账号管理中转出。"))
