"""Put the pinned chart scripts in place, from files at hand or from the CDN, after checking their hash."""

import os
import tempfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management.base import BaseCommand, CommandError

from indicators.chart_files import CHART_FILES, ChartFile, fault, integrity

PATIENCE = 30  # seconds for one download
LARGEST = 5_000_000  # bytes; the largest pinned file has 210,082


class Command(BaseCommand):
    help = "核对图表脚本，或从本机文件、CDN 更新。不带参数时只核对。"
    requires_system_checks = []  # it repairs what the check complains about

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--from", dest="paths", nargs="+", type=Path, metavar="文件或目录", help="本机已有的文件"
        )
        source.add_argument("--cdn", action="store_true", help="从 CDN 下载")

    def handle(self, *args, paths, cdn, **options):
        if paths or cdn:
            # All are read and checked before the first is written: no half-changed pair.
            contents = [(file, _fetched(file) if cdn else _found(file, paths)) for file in CHART_FILES]
            for file, content in contents:
                _write(file.kept_at, content)
                self.stdout.write(f"已更新 {file.kept_at}")
        faults = [told for told in map(fault, CHART_FILES) if told]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("图表文件齐全，内容与登记的校验值一致。")


def _found(file: ChartFile, paths: list[Path]) -> bytes:
    """The content of the right file among `paths`; a directory is searched with all below it."""
    candidates = []
    for path in paths:
        if path.is_dir():
            candidates += sorted(path.rglob(file.name))
        elif path.is_file():
            candidates += [path] if path.name == file.name else []
        else:
            raise CommandError(f"没有这个文件或目录：{path}")
    if not candidates:
        raise CommandError(f"所给的位置没有 {file.name}")
    refusals = []
    for candidate in candidates:
        content = candidate.read_bytes()
        if integrity(content) == file.integrity:
            return content
        refusals.append(_refusal(file, str(candidate), content))
    raise CommandError("\n".join(refusals))


def _fetched(file: ChartFile) -> bytes:
    try:
        with urlopen(file.cdn_url, timeout=PATIENCE) as answer:  # noqa: S310 (a constant https address)
            content = answer.read(LARGEST)
    except (URLError, TimeoutError, ConnectionError) as error:
        raise CommandError(f"下载失败 {file.cdn_url}：{error}。可在能上网的电脑下载后用 --from 指定。") from error
    if integrity(content) != file.integrity:
        raise CommandError(_refusal(file, file.cdn_url, content))
    return content


def _refusal(file: ChartFile, where: str, content: bytes) -> str:
    return (
        f"{where} 不是 {file.package} 的原文件，拒绝使用。\n  应为 {file.integrity}\n  实为 {integrity(content)}"
    )


def _write(target: Path, content: bytes) -> None:
    """Replace `target` as a whole: a reader sees the old file or the new one, never a part."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as half:
            half.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
