"""Recompute all totals from the reports, or only compare."""

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Period
from indicators.rollup import differences, rebuild


class Command(BaseCommand):
    help = "重算全部汇总数；加 --check 只核对不改动，有差异时以错误退出。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对")
        parser.add_argument("--period", help="只处理一个报告期，如 2012Q1")

    def handle(self, *args, check, period, **options):
        periods = Period.objects.order_by("ordinal")
        if period:
            periods = periods.filter(code=period)
            if not periods:
                raise CommandError(f"没有报告期 {period}")
        wrong = 0
        for each in periods:
            if check:
                found = differences(each)
                wrong += len(found)
                for item in found:
                    self.stderr.write(
                        f"{item.period} {item.area} {item.kind}：库存 {item.stored}，重算 {item.expected}"
                    )
            else:
                changed = rebuild(each)
                self.stdout.write(f"{each.code}：更正 {changed} 行")
        if check and wrong:
            raise CommandError(f"有 {wrong} 处汇总数与重算不符，请运行 rebuild_totals")
        self.stdout.write("核对无误" if check else "重算完成")
