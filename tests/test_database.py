"""Which database a run is on, by which driver and with which settings."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3


def configured(**environment):
    """`DATABASES["default"]` as a fresh process with these variables has it."""
    code = (
        "import json, django; django.setup(); from django.conf import settings;"
        "print(json.dumps(settings.DATABASES['default']))"
    )
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CONN_MAX_AGE")}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "partybuild.settings", **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_the_run_is_on_the_database_it_was_meant_for():
    """tests/run.sh names the engine of each pass; a pass on PostgreSQL must not quietly use SQLite."""
    assert connection.vendor == os.environ.get("EXPECT_DATABASE", connection.vendor)


def test_psycopg2_is_the_driver():
    """Django would prefer psycopg 3 if it were installed, and the driver of the sites would go untested."""
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None
    assert is_psycopg3 is False


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_open_connection_is_psycopg2s():
    connection.ensure_connection()
    assert type(connection.connection).__module__ == "psycopg2.extensions"


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_stores_chinese_in_utf8():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        assert cursor.fetchone() == ("UTF8",)


def test_sqlite_in_the_data_directory_is_the_default(tmp_path):
    database = configured(VAR_DIR=str(tmp_path))
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "db.sqlite3")


def test_sqlite_queues_its_writers(tmp_path):
    """The write lock is taken at BEGIN and waited for; readers go on beside a writer."""
    options = configured(VAR_DIR=str(tmp_path))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_a_sqlite_file_is_really_in_wal_mode(tmp_path):
    code = (
        "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
        "k.execute('PRAGMA journal_mode'); print(k.fetchone()[0]);"
        "k.execute('PRAGMA foreign_keys'); print(k.fetchone()[0])"
    )
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "partybuild.settings", "VAR_DIR": str(tmp_path)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["wal", "1"]


def test_a_database_address_gives_host_port_name_and_user():
    database = configured(DATABASE_URL="postgres://dangjian:secret@db.example:6432/zuzhibu")
    wanted = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": 6432,
        "NAME": "zuzhibu",
        "USER": "dangjian",
        "PASSWORD": "secret",
    }
    assert {key: database[key] for key in wanted} == wanted


def test_a_percent_encoded_password_is_decoded():
    database = configured(DATABASE_URL="postgres://dangjian:p%40ss%2Fw%3Ard%25@127.0.0.1/zuzhibu")
    assert database["PASSWORD"] == "p@ss/w:rd%"


def test_a_socket_directory_comes_as_host_parameter():
    database = configured(DATABASE_URL="postgres://app@/postgres?host=/run/postgresql")
    assert database["HOST"] == "/run/postgresql"
    assert "host" not in database.get("OPTIONS", {})


def test_other_parameters_reach_the_driver():
    database = configured(DATABASE_URL="postgres://app@db.example/x?sslmode=require")
    assert (database["HOST"], database["OPTIONS"]) == ("db.example", {"sslmode": "require"})


@pytest.mark.parametrize(("given", "seconds"), [({}, 600), ({"CONN_MAX_AGE": "0"}, 0)])
def test_connections_to_postgresql_are_kept_and_checked(given, seconds):
    database = configured(DATABASE_URL="postgres://app@/postgres", **given)
    assert database["CONN_MAX_AGE"] == seconds
    assert database["CONN_HEALTH_CHECKS"] is True
