"""Bring in values from a CSV file. The format is described in README.md."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from branches.models import User

from ...value_files import Plan, UnreadableFile, plan, read_lines, store

MOST_LISTED = 200
EVERY_SECONDS = 2


class Command(BaseCommand):
    help = (
        "从 CSV 文件批量导入数值（列：area_code,period,element,value）。先逐行检查，有错则一行也不导入；"
        "按乡镇分批入库，中断后重新运行即可，已导入的自动跳过。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV 文件，UTF-8 或 GBK 编码")
        parser.add_argument("--user", required=True, help="以哪个账号的名义导入（记入修改记录）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不导入")

    def handle(self, *args, file, user, dry_run, verbosity, **options):
        who = User.objects.filter(username=user, is_active=True).select_related("area").first()
        if who is None:
            raise CommandError(f"没有名为“{user}”的有效账号。")
        try:
            lines = read_lines(file)
        except OSError as error:
            raise CommandError(f"打不开文件 {file}：{error.strerror}") from error
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        made = plan(lines, who)
        self.refuse(made, len(lines))
        reports = sum(map(len, made.batches.values()))
        self.stdout.write(
            f"检查通过：{len(lines)}行，{made.same}个数已是此值，"
            f"待导入{made.values}个数（{reports}份报表，{len(made.batches)}批）。"
        )
        if dry_run:
            self.stdout.write("试运行，未导入任何内容。")
        elif made.values:
            self.bring_in(made, who, verbosity)

    def refuse(self, made: Plan, lines: int) -> None:
        if not lines:
            raise CommandError("文件里没有数据行。")
        if not made.errors:
            return
        for row, sentence in made.errors[:MOST_LISTED]:
            self.stderr.write(f"第{row}行：{sentence}")
        if len(made.errors) > MOST_LISTED:
            self.stderr.write(f"……只列出前{MOST_LISTED}行")
        raise CommandError(f"{lines}行中有{len(made.errors)}行有错，未导入任何内容。")

    def bring_in(self, made: Plan, who: User, verbosity: int) -> None:
        began = told = time.monotonic()
        stored, failures = 0, []
        for number, (count, failure) in enumerate(store(made, who), 1):
            stored += count
            if failure:
                failures.append(failure)
            if verbosity and time.monotonic() - told > EVERY_SECONDS:
                told = time.monotonic()
                self.stdout.write(f"  {number}/{len(made.batches)}批，{stored}/{made.values}个数")
        seconds = time.monotonic() - began
        self.stdout.write(f"已导入{stored}个数，用时{seconds:.1f}秒。")
        for failure in failures[:MOST_LISTED]:
            self.stderr.write(failure)
        if failures:
            raise CommandError(f"{len(failures)}批未导入（见上）；处理后重新运行同一文件，已导入的会跳过。")
