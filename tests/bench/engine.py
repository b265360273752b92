"""Runs a measurement on the database that DATABASE_URL names: `engine.py reads` or `engine.py writes`.

Started by run.py in a process of its own; the result is one line of JSON. Reading is measured on
two cities, in two databases beside each other.
"""

import copy
import importlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "partybuild.settings"

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402


def add_second_database() -> None:
    """`large`: a file beside the first on SQLite, a database on the same server on PostgreSQL."""
    large = copy.deepcopy(settings.DATABASES["default"])
    sqlite = large["ENGINE"].endswith("sqlite3")
    large["NAME"] = f"{large['NAME']}.large" if sqlite else "large"
    settings.DATABASES["large"] = large
    settings.DATABASE_ROUTERS = ["tests.bench.current.Router"]
    django.setup()
    if not sqlite:
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE large")


if sys.argv[1] == "reads":
    add_second_database()
    importlib.import_module("tests.bench.measure").main()
else:
    django.setup()
    importlib.import_module("tests.bench.writes").main()
