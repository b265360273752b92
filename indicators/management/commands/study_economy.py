"""Compute the studies of Party building and village economy, which the page only reads."""

from django.core.management.base import BaseCommand, CommandError

from branches.models import Area, Level
from indicators.models.economy_study import FIRST_YEAR, LAST_YEAR
from indicators.studying import audited_years, study_below


class Command(BaseCommand):
    help = "按村集体经济年报计算“党建与经济结合”分析：本级及以下县区、乡镇一并计算。"

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, help="账目年度；不填时计算最近两个有经审核账的年度")
        parser.add_argument("--area", help="区划代码；不填时计算全部")

    def handle(self, *args, year, area, **options):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"没有{year}年度。")
        tops = Area.objects.filter(code=area) if area else Area.objects.filter(parent=None)
        tops = list(tops.exclude(level=Level.VILLAGE).select_related("parent").order_by("path"))
        if not tops:
            raise CommandError(f"没有区划 {area}，或它是村。" if area else "还没有区划，请先运行 load_areas。")
        for top in tops:
            years = [year] if year else audited_years(top)[:2]
            if not years:
                self.stdout.write(f"{top}：没有经审核的村集体经济账。")
            for one in years:
                self.stdout.write(f"{top} {one}年：计算了 {study_below(top, one)} 个单位")
