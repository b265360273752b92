"""The chart scripts kept here: the right content, checked, replaced only by the right content."""

import re
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

import pytest
from django.contrib.staticfiles.management.commands import collectstatic
from django.core import checks
from django.core.management import CommandError, call_command

from indicators import chart_files
from indicators.chart_files import CHART_FILES, integrity
from indicators.management.commands import vendor_charts

CHART, LABELS = CHART_FILES
RIGHT = {file.name: file.kept_at.read_bytes() for file in CHART_FILES}


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A project directory of its own with the right files in static/vendor."""
    settings.BASE_DIR = tmp_path / "site"
    for file in CHART_FILES:
        file.kept_at.parent.mkdir(parents=True, exist_ok=True)
        file.kept_at.write_bytes(RIGHT[file.name])
    return settings.BASE_DIR


@pytest.fixture
def download(tmp_path):
    """A directory as npm unpacks it, with both right files two levels down."""
    folder = tmp_path / "download" / "package" / "dist"
    folder.mkdir(parents=True)
    for name, content in RIGHT.items():
        (folder / name).write_bytes(content)
    return tmp_path / "download"


def found(tag="charts"):
    return checks.run_checks(tags=[tag])


def test_the_integrity_of_a_known_text_is_as_openssl_gives_it():
    # printf abc | openssl dgst -sha384 -binary | base64
    assert integrity(b"abc") == "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"


def test_the_repository_carries_the_right_files_and_their_licences():
    assert [chart_files.fault(file) for file in CHART_FILES] == [None, None]
    vendor = CHART.kept_at.parent
    for file in CHART_FILES:
        licence = vendor / f"{file.package.split('@')[0]}.LICENSE.md"
        assert "MIT" in licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["auto", "cdn", "local"])
def test_right_files_pass_the_check_in_every_mode(elsewhere, settings, source):
    settings.CHART_SOURCE = source
    assert found() == []


@pytest.mark.parametrize(("source", "level"), [("local", checks.ERROR), ("auto", checks.WARNING)])
def test_a_missing_file_stops_local_and_warns_auto(elsewhere, settings, source, level):
    settings.CHART_SOURCE = source
    LABELS.kept_at.unlink()
    (message,) = found()
    assert message.level == level
    assert "缺少图表文件" in message.msg
    assert LABELS.name in message.msg


def test_an_altered_file_is_told_with_both_hashes(elsewhere, settings):
    settings.CHART_SOURCE = "local"
    CHART.kept_at.write_bytes(b"abc")
    (message,) = found()
    assert CHART.integrity in message.msg
    assert integrity(b"abc") in message.msg


def test_the_cdn_alone_needs_no_local_file(elsewhere, settings):
    settings.CHART_SOURCE = "cdn"
    CHART.kept_at.unlink()
    assert found() == []


def test_an_unknown_source_is_an_error(settings):
    settings.CHART_SOURCE = "CDN"
    (message,) = found()
    assert "auto、cdn 或 local" in message.msg


def test_a_directory_is_searched_for_both_files(elsewhere, download, capsys):
    CHART.kept_at.unlink()
    LABELS.kept_at.write_bytes(b"old")
    call_command("vendor_charts", "--from", str(download))
    assert {file.name: file.kept_at.read_bytes() for file in CHART_FILES} == RIGHT
    assert sorted(path.name for path in CHART.kept_at.parent.iterdir()) == sorted(RIGHT)
    assert "一致" in capsys.readouterr().out


def test_files_may_be_named_one_by_one(elsewhere, download):
    CHART.kept_at.unlink()
    call_command("vendor_charts", "--from", *(str(path) for path in sorted(download.rglob("*.js"))))
    assert CHART.kept_at.read_bytes() == RIGHT[CHART.name]


def test_wrong_content_is_refused_and_nothing_is_written(elsewhere, download):
    (wrong,) = download.rglob(LABELS.name)
    wrong.write_bytes(b"abc")
    CHART.kept_at.unlink()
    with pytest.raises(CommandError) as refusal:
        call_command("vendor_charts", "--from", str(download))
    assert LABELS.integrity in str(refusal.value)
    assert integrity(b"abc") in str(refusal.value)
    assert not CHART.kept_at.exists()


def test_a_wrong_copy_beside_the_right_one_does_not_matter(elsewhere, download):
    older = download / "a-older" / CHART.name
    older.parent.mkdir()
    older.write_bytes(b"older")
    CHART.kept_at.unlink()
    call_command("vendor_charts", "--from", str(download))
    assert CHART.kept_at.read_bytes() == RIGHT[CHART.name]


def test_a_place_without_the_file_is_named(elsewhere, tmp_path):
    with pytest.raises(CommandError, match="没有这个文件或目录"):
        call_command("vendor_charts", "--from", str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=f"没有 {re.escape(CHART.name)}"):
        call_command("vendor_charts", "--from", str(tmp_path / "empty"))


def test_the_cdn_is_asked_for_exactly_the_two_pinned_addresses(elsewhere, monkeypatch):
    asked = []

    def answer(url, timeout):
        asked.append(url)
        return BytesIO(RIGHT[url.rsplit("/", 1)[1]])

    monkeypatch.setattr(vendor_charts, "urlopen", answer)
    CHART.kept_at.unlink()
    call_command("vendor_charts", "--cdn")
    assert asked == [
        "https://cdn.jsdelivr.net/npm/chart.js@4.6.1/dist/chart.umd.min.js",
        "https://cdn.jsdelivr.net/npm/chartjs-plugin-datalabels@2.2.0/dist/chartjs-plugin-datalabels.min.js",
    ]
    assert CHART.kept_at.read_bytes() == RIGHT[CHART.name]


def test_an_altered_download_is_refused(elsewhere, monkeypatch):
    monkeypatch.setattr(vendor_charts, "urlopen", lambda url, timeout: BytesIO(b"abc"))
    with pytest.raises(CommandError, match="拒绝使用"):
        call_command("vendor_charts", "--cdn")
    assert CHART.kept_at.read_bytes() == RIGHT[CHART.name]


def test_without_a_network_the_other_way_is_told(elsewhere, monkeypatch):
    def refuse(url, timeout):
        raise URLError("no route")

    monkeypatch.setattr(vendor_charts, "urlopen", refuse)
    with pytest.raises(CommandError, match="--from"):
        call_command("vendor_charts", "--cdn")


def test_without_arguments_the_command_only_checks(elsewhere):
    call_command("vendor_charts")
    CHART.kept_at.write_bytes(b"abc")
    with pytest.raises(CommandError, match="内容不对"):
        call_command("vendor_charts")
    assert CHART.kept_at.read_bytes() == b"abc"


def test_collected_chart_scripts_stay_byte_for_byte(settings, tmp_path):
    """A rewritten source map comment would break the pinned hash; so would any other change."""
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "partybuild.static_storage.StaticStorage"},
    }
    call_command(collectstatic.Command(), interactive=False, verbosity=0)
    for file in CHART_FILES:
        stem = Path(file.name).stem
        (hashed,) = Path(settings.STATIC_ROOT, "vendor").glob(f"{stem}.????????????.js")
        assert hashed.read_bytes() == RIGHT[file.name]
        assert hashed.with_name(f"{hashed.name}.gz").exists()
