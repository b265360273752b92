"""Load the paragraphs of documents. See fixtures/briefs/README.md for the language and the rules."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...briefs.known import known_paths
from ...briefs.paragraph_file import read_paragraphs, store_paragraphs
from ...catalogue import CatalogueError, Outcome
from ...models import Programme


class Command(BaseCommand):
    help = "读取文稿段落；可重复运行，在本站改过的不动，有错则一段也不读入。须先读取指标目录。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--file",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "briefs" / "paragraphs.toml",
            help="段落文件，默认 fixtures/briefs/paragraphs.toml",
        )
        parser.add_argument("--amend", action="store_true", help="在本站改过的段落也换成文件中的")

    def handle(self, *args, file, amend, verbosity, **options):
        programmes = {programme.code: programme for programme in Programme.objects.all()}
        try:
            entries = read_paragraphs(file, known_paths(), programmes)
        except CatalogueError as error:
            listing = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"文稿段落有{len(error.problems)}处问题，未读入任何内容：\n{listing}") from error
        outcome = store_paragraphs(entries, programmes, amend=amend)
        if verbosity:
            self.report(outcome)

    def report(self, outcome: Outcome) -> None:
        counts = [sum(counter.values()) for counter in (outcome.created, outcome.changed, outcome.unchanged)]
        self.stdout.write("文稿段落：新增{}，更新{}，未变{}".format(*counts))
        for line in outcome.left:
            self.stdout.write(self.style.WARNING(line))
