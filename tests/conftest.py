"""Fixtures that many tests share; the cast itself is in tests/cast.py."""

from datetime import date

import pytest
from django.db import connection

from branches.models import Role

from . import cast
from .skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]  # hooks of every test here


def pytest_collection_modifyitems(config, items):
    """Tests of PostgreSQL's row locks are left out on SQLite, which has one lock for all."""
    if connection.vendor != "postgresql":
        left_out = [item for item in items if "postgres" in item.keywords]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def today(settings):
    """Tests live on 5 July 2012, when the cast's first two quarters are open."""
    settings.TODAY = date(2012, 7, 5)
    return settings.TODAY


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory):
    """A LibreOffice profile of this run alone."""
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def areas(db):
    """The known cast's tree, by name."""
    return cast.build_areas()


@pytest.fixture
def period(db):
    """2012Q1."""
    return cast.build_period()


@pytest.fixture
def users(areas):
    """One account a role: clerk of 东镇, reviewer of 甲县, leader and administrator of 测试市."""
    return {
        "clerk": cast.build_user("clerk", areas["东镇"], Role.CLERK),
        "reviewer": cast.build_user("reviewer", areas["甲县"], Role.REVIEWER),
        "leader": cast.build_user("leader", areas["测试市"], Role.LEADER),
        "administrator": cast.build_user("administrator", areas["测试市"], Role.ADMINISTRATOR),
    }
