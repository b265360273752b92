"""What a document can say of an area: every fact worked out by hand, the missing ones with their reason."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import dashboards
from indicators.briefs import indicator_facts, place_facts
from indicators.briefs.facts import Kind, Known
from indicators.briefs.gathering import Gathering, ground_of
from indicators.dashboards import Basis
from indicators.models import Indicator, Period, Publication, Report, Status
from indicators.publishing import freeze
from indicators.rollup import rebuild

from . import dashboard_cast

RATE, SKILL, PROMOTED = "ds_secretary_rate", "dd_skill_rate", "ds_promoted"


@pytest.fixture
def city(areas):
    dashboard_cast.build_city(areas)
    return areas


def known_of(path):
    return Known(path, Kind.PLACES, path)


def gathering(area, code="2012Q1", basis=Basis.APPROVED, publication=None, codes=(RATE, SKILL, PROMOTED)):
    period = dashboards.choose(dashboards.period_choices(area), code)
    ground = ground_of(area, period, basis, publication, codes)
    paths = [f"{each}.{what}" for each in codes for what in indicator_facts.FACTS] + list(place_facts.FACTS)
    return Gathering(ground, {path: known_of(path) for path in paths})


def said(found, *paths):
    """The values of paths, or the reason why there is none."""
    facts = [found.fact(path) for path in paths]
    return [fact.missing if fact.value is None else fact.value for fact in facts]


def test_x(city):
    found = gathering(city["测试市"])
    for p in found.known:
        f = found.fact(p)
        print(p, f.value, f.missing, f.source and f.source.version)
    1/0
