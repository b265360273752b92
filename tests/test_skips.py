"""In CI nothing is skipped silently."""

import os
import subprocess
import sys

import pytest

BODIES = {
    "a marked test": "import pytest\n@pytest.mark.skip(reason='no Chromium')\ndef test_it(): pass\n",
    "a test that skips itself": "import pytest\ndef test_it(): pytest.skip('no Chromium')\n",
    "a whole file": "import pytest\npytest.skip('no Chromium', allow_module_level=True)\n",
    "a missing module": "import pytest\npytest.importorskip('no_such_module', reason='no Chromium')\n",
}


def run(tmp_path, body, ci):
    (tmp_path / "test_trial.py").write_text(body)
    command = [sys.executable, "-m", "pytest", "-p", "tests.skips", "-p", "no:django", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-c", os.devnull, f"--rootdir={tmp_path}", str(tmp_path)],
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", BODIES)
def test_a_skip_is_a_failure_in_ci_and_says_why(tmp_path, kind):
    result = run(tmp_path, BODIES[kind], ci="true")
    assert result.returncode in (1, 2)
    assert "no Chromium" in result.stdout


def test_a_skip_stays_a_skip_elsewhere(tmp_path):
    result = run(tmp_path, BODIES["a marked test"], ci="")
    assert result.returncode == 0
    assert "1 skipped" in result.stdout


def test_an_expected_failure_is_no_skip(tmp_path):
    body = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it(): assert False\n"
    assert run(tmp_path, body, ci="true").returncode == 0
