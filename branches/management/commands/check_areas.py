"""Check the tree of areas: rebuild every path from the parents and compare."""

import sys

from django.core.management.base import BaseCommand

from branches.models import Area
from branches.tree import flaws


class Command(BaseCommand):
    help = "核对区划树：由上级关系重算路径并比对，同时检查层级、撤销日期和村情记录；有出入时退出码为 1"

    def handle(self, **options):
        found = flaws()
        for line in found:
            self.stdout.write(line)
        if found:
            self.stderr.write(self.style.ERROR(f"发现 {len(found)} 处问题。"))
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(f"区划树无误：共 {Area.objects.count():,} 个单位。"))
