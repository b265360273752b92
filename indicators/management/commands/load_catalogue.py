"""Load the catalogue files. See fixtures/catalogue/README.md for the format and the rules."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from branches.models import Area

from ...catalogue import CatalogueError, Outcome, read, store
from ...models import Element


class Command(BaseCommand):
    help = "读取指标目录（工程、指标项、指标、目标值、校验规则）；可重复运行，相同的不动，有错则一项也不读入。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--dir",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "catalogue",
            help="目录文件所在文件夹，默认 fixtures/catalogue",
        )
        parser.add_argument("--targets-for", metavar="CODE", help="目标值建在此区划上，默认建在各市")
        parser.add_argument("--amend", action="store_true", help="更正已生效的公式和已另定的目标值")

    def handle(self, *args, dir, targets_for, amend, verbosity, **options):
        areas = None
        if targets_for:
            areas = list(Area.objects.filter(code=targets_for))
            if not areas:
                raise CommandError(f"没有代码为 {targets_for} 的区划。")
        try:
            catalogue = read(dir, known=dict(Element.objects.order_by().values_list("code", "level")))
            outcome = store(catalogue, areas, amend=amend)
        except CatalogueError as error:
            listing = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"指标目录有{len(error.problems)}处问题，未读入任何内容：\n{listing}") from error
        if verbosity:
            self.report(outcome)

    def report(self, outcome: Outcome) -> None:
        kinds = dict.fromkeys([*outcome.created, *outcome.changed, *outcome.unchanged])
        for kind in kinds:
            self.stdout.write(
                f"{kind}：新增{outcome.created[kind]}，更新{outcome.changed[kind]}，未变{outcome.unchanged[kind]}"
            )
        for line in outcome.left:
            self.stdout.write(self.style.WARNING(line))
