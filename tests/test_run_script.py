"""tests/run.sh on machines that lack something, with stand-ins for every program it calls."""

import shutil
import subprocess

import pytest

from .imports import ROOT

BASICS = ["bash", "cat", "dirname", "env", "grep", "id", "mktemp", "readlink", "rm", "sed", "tail", "tee", "tr"]
STAND_INS = {
    ".venv/bin/ruff": "exit 0",
    ".venv/bin/python": "exit 0",
    ".venv/bin/pytest": 'case "$*" in *"$FAIL_ON"*) [ -z "$FAIL_ON" ] || exit 1;; esac; echo "7 passed in 0.10s"',
    "tests/with_postgres.sh": '"$@"',
    "bin/chromium": "exit 0",
    "bin/fc-list": "echo Noto Sans CJK SC",
    "bin/initdb": "exit 0",
    "bin/soffice": "exit 0",
    "bin/soffice.bin": "exit 0",
    "bin/libsclo.so": "",
    "bin/libswlo.so": "",
    "bin/apt-get": 'echo "asked to $*"; exit 100',
    "bin/sudo": "exit 1",
}


@pytest.fixture
def machine(tmp_path):
    """`machine(without=[…], **environment)` runs the script there and returns the finished process."""
    for name, body in STAND_INS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)
    for name in BASICS:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    shutil.copy(ROOT / "tests" / "run.sh", tmp_path / "tests")

    def run(without=(), **environment):
        for name in without:
            (tmp_path / "bin" / name).unlink()
        return subprocess.run(
            [tmp_path / "tests" / "run.sh"],
            env={"PATH": str(tmp_path / "bin"), "CI": "", "FAIL_ON": "", "TMPDIR": str(tmp_path), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return run


def test_a_complete_machine_runs_every_part(machine):
    done = machine(CI="true")
    assert done.returncode == 0, done.stdout
    parts = done.stdout.split("== summary")[1]
    for name in ("style", "format", "migrations complete", "suite on SQLite", "suite on PostgreSQL", "browser"):
        assert name in parts
    assert "NOT RUN" not in parts
    assert parts.count("7 tests good") == 3


def test_one_failing_part_fails_the_run_and_the_others_still_run(machine):
    done = machine(FAIL_ON="not browser")
    assert done.returncode == 1
    parts = done.stdout.split("== summary")[1]
    assert parts.count("FAILED") == 2
    assert "ok      browser" in parts


@pytest.mark.parametrize(
    ("program", "named"),
    [
        ("chromium", "Chromium"),
        ("fc-list", "fonts-noto-cjk"),
        ("soffice", "libreoffice-calc"),
        ("soffice", "libreoffice-writer"),
        ("libsclo.so", "libreoffice-calc"),
        ("libswlo.so", "libreoffice-writer"),
    ],
)
def test_what_is_missing_is_asked_for_then_named(machine, program, named):
    done = machine(without=[program])
    assert done.returncode == 0, done.stdout
    assert named in done.stdout.split("NOT RUN")[1]
    assert "could not install" in done.stdout


@pytest.mark.parametrize(
    ("present", "missing"), [("libswlo.so", "libreoffice-calc"), ("libsclo.so", "libreoffice-writer")]
)
def test_only_the_missing_half_of_libreoffice_is_installed(machine, present, missing):
    """A Calc without Writer writes no PDF of a document, and the other way round."""
    [absent] = {"libswlo.so", "libsclo.so"} - {present}
    done = machine(without=[absent])
    assert f"could not install: {missing}\n" in done.stdout


def test_an_office_that_hides_its_libraries_is_taken_at_its_word(machine):
    """A snap or another wrapper has no library beside the command."""
    done = machine(without=["soffice.bin", "libsclo.so", "libswlo.so"], CI="true")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("program", ["chromium", "fc-list", "soffice", "libswlo.so"])
def test_in_ci_a_missing_part_is_a_failure(machine, program):
    assert machine(without=[program], CI="true").returncode == 1
