"""The two chart scripts this site uses: where they come from, and which content is the right one.

The only place that names a version or a hash. The hash is that of the file in the npm package,
which the CDN serves unchanged; the browser checks it for either source.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks

SOURCES = ("auto", "cdn", "local")


@dataclass(frozen=True)
class ChartFile:
    """One script: `package` and `path` as npm has them, `integrity` in the notation of SRI."""

    package: str
    path: str
    integrity: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def cdn_url(self) -> str:
        return f"{settings.CDN_ORIGIN}/npm/{self.package}/{self.path}"

    @property
    def static_name(self) -> str:
        """What `{% static %}` calls the copy kept here."""
        return f"vendor/{self.name}"

    @property
    def kept_at(self) -> Path:
        return settings.BASE_DIR / "static" / self.static_name


# In the order in which they must run.
CHART_FILES = (
    ChartFile(
        "chart.js@4.6.1",
        "dist/chart.umd.min.js",
        "sha384-Emf5ZVIUiarAdhkgtqK+5/Z5qIvM6QoVrS+qAVtfyZVuD5lIHrac0me485+Antp0",
    ),
    ChartFile(
        "chartjs-plugin-datalabels@2.2.0",
        "dist/chartjs-plugin-datalabels.min.js",
        "sha384-y49Zu59jZHJL/PLKgZPv3k2WI9c0Yp3pWB76V8OBVCb0QBKS8l4Ff3YslzHVX76Y",
    ),
)


def integrity(content: bytes) -> str:
    """`sha384-…`, as the integrity attribute of a script has it."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def fault(file: ChartFile) -> str | None:
    """What is wrong with the copy kept here, in words; None when it is the right one."""
    if not file.kept_at.is_file():
        return f"缺少图表文件 {file.kept_at}"
    actual = integrity(file.kept_at.read_bytes())
    if actual != file.integrity:
        return f"图表文件 {file.kept_at} 的内容不对：应为 {file.integrity}，实为 {actual}"
    return None


def check_chart_files(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """System check: without the right local copies, `local` cannot draw and `auto` has no fallback."""
    if settings.CHART_SOURCE not in SOURCES:
        told = f"CHART_SOURCE={settings.CHART_SOURCE!r} 无效，应为 auto、cdn 或 local"
        return [checks.Error(told, id="indicators.E001")]
    if settings.CHART_SOURCE == "cdn":
        return []
    level = checks.Error if settings.CHART_SOURCE == "local" else checks.Warning
    hint = "运行 python manage.py vendor_charts --cdn，或用 --from 指定已下载的文件。"
    return [
        level(told, hint=hint, id="indicators.E002" if level is checks.Error else "indicators.W002")
        for told in map(fault, CHART_FILES)
        if told
    ]
