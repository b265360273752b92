"""A database of the version before the registers comes along: nothing that was kept is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

BEFORE = [("indicators", "0001_initial"), ("branches", "0001_initial")]
FILL = """
from django.db import connection as c
from django.db.migrations.executor import MigrationExecutor
apps = MigrationExecutor(c).loader.project_state([("branches", "0001_initial")]).apps
area = apps.get_model("branches", "Area").objects.create(
    code="990101100201", name="一村", level="village", path="0001", sort_order=1)
person = apps.get_model("branches", "Person").objects.create(name="甲一", sex="1", village=area)
old = apps.get_model("branches", "DoubleStrongCertification").objects
old.create(person=person, standard="2009年试行标准", certified_on="2009-05-01", reviewed_on="2011-01-10")
old.create(person=person, standard="2011年标准", certified_on="2011-05-01")
units = apps.get_model("branches", "NewOrgUnit").objects
units.create(name="停", kind="social_org", area=area, operation="suspended", work_covered=True)
"""
READ = """
from branches.models import CertificationReview, DoubleStrongCertification, NewOrgUnit, Person
print([p.area.name for p in Person.objects.all()])
print(sorted(c.standard.version for c in DoubleStrongCertification.objects.all()))
reviews = CertificationReview.objects.all()
print([(r.certification.standard.version, str(r.reviewed_on), r.passed) for r in reviews])
print([(u.exclusion_reason, u.get_work_carrier_display()) for u in NewOrgUnit.objects.all()])
"""


def manage(url: str, *args: str) -> str:
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *args]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "partybuild.settings"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def old_database(tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    name = f"upgrade_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"create database {name}")
    parts = connection.settings_dict
    where = f"host={parts['HOST']}&port={parts['PORT'] or 5432}"
    yield f"postgres://{parts['USER']}:{parts['PASSWORD']}@/{name}?{where}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"drop database {name} with (force)")


@pytest.mark.django_db(transaction=True)
def test_people_certifications_and_enterprises_of_the_first_version_come_along(old_database):
    for app, name in BEFORE:
        manage(old_database, "migrate", app, name, "-v0")
    manage(old_database, "shell", "-v0", "-c", FILL)
    manage(old_database, "migrate", "-v0")
    lines = manage(old_database, "shell", "-v0", "-c", READ).splitlines()
    assert lines[-4:] == [
        "['一村']",
        "['2009年试行标准', '2011年标准']",
        "[('2009年试行标准', '2011-01-10', True)]",
        "[('登记时未写明', '党建指导员')]",
    ]
