"""LibreOffice as a reader of the files that the project writes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="no LibreOffice (Debian: apt-get install libreoffice-calc libreoffice-writer)"
)


def convert(data: bytes, source: str, target: str, profile: Path, folder: Path) -> bytes:
    """`target` is a suffix, or a suffix with its filter ("xls:MS Excel 97"). `profile` belongs to the run alone,
    so that no LibreOffice that is open is disturbed."""
    file = folder / f"form.{source}"
    file.write_bytes(data)
    command = [
        *(SOFFICE, "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"),
        *("--convert-to", target, "--outdir", str(folder / "out"), str(file)),
    ]
    environment = {**os.environ, "HOME": str(profile)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
    return (folder / "out" / f"form.{target.partition(':')[0]}").read_bytes()
