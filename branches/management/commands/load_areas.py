"""Load administrative divisions from a CSV file, plain or gzip; repeatable, all or nothing."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from branches.clock import today
from branches.divisions import DivisionsError, decode
from branches.loading import Loading, load
from branches.models import Level
from branches.tree import HierarchyError

SHOWN = 50  # faults and notes listed one by one


class Command(BaseCommand):
    help = "从 CSV 文件（可用 gzip 压缩）装入行政区划，可重复执行，有错则全部不装；格式见 fixtures/divisions"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--on", type=date.fromisoformat, help="更名的生效日期，如 2012-04-01；不填为今天")
        parser.add_argument("--demo", action="store_true", help="把新增的单位标为演示数据")

    def handle(self, *, file: Path, on: date | None, demo: bool, verbosity: int, **options):
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise CommandError(f"不能读取文件 {file}：{error.strerror}") from error
        say = self.stdout.write if verbosity else lambda text: None
        try:
            loading = load(decode(raw), on or today(), is_demo=demo, say=say)
        except DivisionsError as error:
            lines = [str(problem) for problem in error.problems[:SHOWN]]
            hidden = len(error.problems) - len(lines)
            lines += [f"……另有 {hidden} 处"] if hidden else []
            summary = f"{file.name} 有 {len(error.problems)} 处错误，没有装入任何内容：\n"
            raise CommandError(summary + "\n".join(lines)) from error
        except HierarchyError as error:
            raise CommandError(f"没有装入任何内容：{error}") from error
        if verbosity:
            self.report(loading)

    def report(self, loading: Loading) -> None:
        for lines in (loading.notes, loading.renamed, loading.changed):
            for line in lines[:SHOWN]:
                self.stdout.write(line)
            if len(lines) > SHOWN:
                self.stdout.write(f"……另有 {len(lines) - SHOWN} 条")
        if loading.nothing_happened:
            self.stdout.write(self.style.SUCCESS(f"没有变化：{loading.unchanged:,} 个单位与文件一致。"))
            return
        levels = "、".join(f"{level.label}级 {loading.added[level]:,}" for level in Level if loading.added[level])
        self.stdout.write(
            self.style.SUCCESS(
                f"完成：新增 {loading.added.total():,} 个单位{f'（{levels}）' if levels else ''}，"
                f"更名 {len(loading.renamed):,} 个，改类别 {len(loading.changed):,} 个，"
                f"未变 {loading.unchanged:,} 个。"
            )
        )
