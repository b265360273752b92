"""Settings of a real installation."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.utils import get_random_secret_key


def deploy_check(tmp_path, **environment):
    """`manage.py check --deploy` in a process of its own, with nothing of this one's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [
            sys.executable,
            "-W",
            "error::RuntimeWarning",
            "manage.py",
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
        ],
        cwd=settings.BASE_DIR,
        env=kept | {"VAR_DIR": str(tmp_path), "PYTHONPATH": ""} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_installation_behind_https_passes_the_deploy_check_without_a_warning(tmp_path):
    done = deploy_check(tmp_path, HTTPS="on", SECRET_KEY=get_random_secret_key())
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_the_check_would_notice_plain_http(tmp_path):
    done = deploy_check(tmp_path, SECRET_KEY=get_random_secret_key())
    assert done.returncode != 0
    assert "security.W012" in done.stderr
