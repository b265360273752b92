"""Builds the demonstration city, all or nothing, and takes it down again."""

import gc
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from branches.analyze import refresh_statistics
from branches.models import Area, User

from ..models import Period
from .accounts import make_accounts
from .associations import write_associations
from .campaigns import write_campaigns
from .carriers import write_carriers
from .creation import write_creation
from .cultivation import write_cultivation
from .developments import write_developments
from .diary import Office
from .documents import write_documents
from .economy import study_accounts, write_economy
from .helping import write_helping
from .learning import write_learning
from .member_posts import write_member_posts
from .new_orgs import write_new_orgs
from .open_quarter import write_open_quarter
from .organisations import write_organisations
from .registry import settle
from .reports import Desk, write_quarters
from .rows import CITY, OPEN, TILES
from .selection import write_selection
from .supervision import write_supervision
from .tasks import write_tasks
from .training import write_training
from .training_hours import write_training_hours

REGISTERS = [  # what fills the registers, in this order; each takes (plans, staff)
    write_new_orgs,
    write_documents,
    write_selection,
    write_cultivation,
    write_learning,
    write_carriers,
    write_associations,
    write_helping,
    write_organisations,
    write_developments,
    write_member_posts,
    write_creation,
    write_supervision,
    write_economy,
    write_training,
    write_training_hours,
    write_campaigns,
    write_tasks,
]
DIVISIONS = Path("fixtures/divisions/luohe.csv")
Say = Callable[[str], None]


class NotDemo(Exception):
    """The database holds data that is not the demonstration's; the message says so in Chinese."""


def is_built() -> bool:
    """The city is written in one transaction and the open quarter comes last."""
    return Area.objects.filter(code=CITY, is_demo=True).exists() and Period.objects.filter(code=OPEN.code).exists()


def refuse_other_data() -> None:
    """Raises NotDemo when there is an area that is not marked as demonstration data, or when
    accounts or periods stand in a database without any area."""
    other = Area.objects.filter(is_demo=False).order_by("path").values_list("name", flat=True).first()
    if other is not None:
        raise NotDemo(f"数据库里有正式数据（如{other}），演示命令不会改动它。请换一个数据库。")
    if not Area.objects.exists() and (User.objects.exists() or Period.objects.exists()):
        raise NotDemo("数据库里已有账号或报告期，但不是演示数据，演示命令不会改动它。请换一个数据库。")


@transaction.atomic
def build(say: Say) -> None:
    """The whole city in one transaction. Raises NotDemo on a database with other data."""
    refuse_other_data()
    gc.disable()  # a hundred thousand rows and no cycles among them: an eighth of the time
    try:
        build_steps(say)
    finally:
        gc.enable()


def build_steps(say: Say) -> None:
    started = monotonic()
    desk = build_past(say)
    say("计算党建与经济结合……")
    study_accounts()
    write_open_quarter(desk, say)
    say(f"演示城市已建好，用时 {monotonic() - started:.0f} 秒。")


def build_past(say: Say) -> Desk:
    """Everything before the open quarter: areas, catalogue, registers, accounts, nine approved quarters."""
    say("装入漯河市行政区划……")
    call_command("load_areas", str(settings.BASE_DIR / DIVISIONS), demo=True, verbosity=0)
    for code, tile in TILES.items():
        Area.objects.filter(code=code).update(tile=tile)
    say("装入指标目录……")
    call_command("load_catalogue", verbosity=0)
    call_command("load_paragraphs", verbosity=0)
    say("登记村、村干部、双强党员和党组织……")
    plans = settle()
    staff = make_accounts()
    for write in REGISTERS:
        write(plans, staff)
    refresh_statistics()
    say("逐季填报、审核、汇总……")
    parents = dict(Area.objects.values_list("pk", "parent"))
    desk = Desk(plans, Office(staff, parents))
    write_quarters(desk, say)
    return desk


def take_down() -> None:
    """Empty the database. Raises NotDemo, and then nothing is touched."""
    refuse_other_data()
    call_command("flush", interactive=False, verbosity=0)
