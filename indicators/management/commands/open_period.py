"""Open a quarter for reporting."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Period
from indicators.opening import open_period
from indicators.quarters import Quarter


class Command(BaseCommand):
    help = "开报一个季度：为每个填报单位建报表，结转期末数，提取台账数。"

    def add_arguments(self, parser):
        parser.add_argument("code", help="季度代码，如 2012Q2")
        for name, text in [
            ("opens-on", "开始填报"),
            ("due-on", "截止日期"),
            ("late-until", "补报截止"),
            ("closes-on", "关闭日期"),
        ]:
            parser.add_argument(f"--{name}", type=date.fromisoformat, help=f"{text}，如 2012-07-10")

    def handle(self, *args, code, **options):
        try:
            quarter = Quarter.parse(code)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if Period.objects.filter(code=code).exists():
            raise CommandError(f"{quarter.label}已经开报")
        names = ["opens_on", "due_on", "late_until", "closes_on"]
        period = open_period(quarter, **{name: options[name] for name in names if options[name]})
        self.stdout.write(f"已开报{period}：{period.reports.count()} 份报表，{period.due_on} 截止")
