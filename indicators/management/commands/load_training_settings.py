"""Load the hour lines and the rules of 十百千 that a new site starts with."""

from django.core.management import BaseCommand

from ...training.settings_file import load_settings


class Command(BaseCommand):
    help = "装入学时标准和十百千资格（fixtures/training/settings.toml）；已有的不改动。"

    def handle(self, *args, **options):
        added = load_settings()
        self.stdout.write(f"新增 {added} 条；已有的没有改动。")
