"""load_catalogue: all or nothing, repeatable, and careful with figures that were kept already."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Element, Indicator, Programme, Rule, Target

from . import cast
from .test_catalogue_reading import MEMBERS, PROGRAMME, RATE, RULE, STRONG, WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """`load(text, …)` loads one file of that text and answers what the command printed."""

    def run(text, **options):
        (tmp_path / "trial.toml").write_text(text, encoding="utf-8")
        out = StringIO()
        call_command("load_catalogue", dir=tmp_path, stdout=out, **options)
        return out.getvalue().splitlines()

    return run


def refusal(load, text, **options):
    with pytest.raises(CommandError) as refused:
        load(text, **options)
    return str(refused.value)


def test_the_shipped_catalogue_loads_and_a_second_run_changes_nothing(areas):
    call_command("load_catalogue", verbosity=0)
    for row in [*Programme.objects.all(), *Element.objects.all(), *Indicator.objects.all(), *Rule.objects.all()]:
        row.clean_fields(exclude=["programme"])
    before = {model: model.history.count() for model in (Programme, Element, Indicator, Rule, Target)}
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    assert {model: model.history.count() for model in before} == before
    assert out.getvalue().splitlines() == [
        "工程与主题：新增0，更新0，未变10",
        "指标项：新增0，更新0，未变315",
        "指标：新增0，更新0，未变214",
        "校验规则：新增0，更新0，未变183",
        "目标值：新增0，更新0，未变417",
    ]


def test_the_order_of_the_file_is_the_order_of_the_form(load):
    load(WHOLE)
    assert list(Element.objects.values_list("code", flat=True)) == ["members", "strong"]


def test_a_change_is_saved_with_its_history(load):
    load(WHOLE)
    printed = load(WHOLE.replace('name = "双强党员占比"', 'name = "双强党员比例"'))
    assert "指标：新增0，更新1，未变0" in printed
    indicator = Indicator.objects.get()
    assert indicator.name == "双强党员比例"
    assert [row.name for row in indicator.history.all()] == ["双强党员比例", "双强党员占比"]
    assert indicator.history.first().history_change_reason == "读取指标目录"


def test_with_a_mistake_nothing_is_loaded_and_every_mistake_is_listed(load):
    wrong = WHOLE.replace('severity = "error"', 'severity = "fatal"').replace("[30, 20]", "[30]")
    said = refusal(load, wrong)
    assert said.startswith("指标目录有2处问题，未读入任何内容：\n  trial.toml 第1个[[indicator]]（rate）：target")
    assert not Programme.objects.exists()


def test_what_the_files_lack_is_left_and_listed(load):
    load(WHOLE)
    printed = load(PROGRAMME + MEMBERS)
    assert [line for line in printed if "保留不动" in line] == [
        "指标项“双强党员数”（strong）不在文件中，保留不动",
        "指标“双强党员占比”（rate）不在文件中，保留不动",
        "校验规则“双强党员是党员的一部分”（part）不在文件中，保留不动",
    ]
    assert Element.objects.count() == 2


def test_a_file_may_use_an_element_that_is_in_the_database_only(load):
    load(PROGRAMME + MEMBERS)
    load(PROGRAMME + STRONG + RATE + RULE)
    assert Indicator.objects.get().denominator == "members"


# versions ------------------------------------------------------------------------
def test_a_later_date_opens_a_new_version_and_closes_the_old(load):
    load(WHOLE)
    later = RATE.replace('numerator = "strong"', 'numerator = "2*strong"') + "effective_from = 2012-04-01\n"
    load(PROGRAMME + MEMBERS + STRONG + later)
    assert list(
        Indicator.objects.order_by("effective_from").values_list("numerator", "effective_from", "effective_until")
    ) == [
        ("strong", date(2009, 1, 1), date(2012, 3, 31)),
        ("2*strong", date(2012, 4, 1), None),
    ]


def test_both_versions_may_stand_in_the_file_and_a_second_run_changes_nothing(load):
    later = RATE + "effective_from = 2012-04-01\n"
    load(WHOLE + later)
    printed = load(WHOLE + later)
    assert "指标：新增0，更新0，未变2" in printed


def test_a_targets_year_belongs_to_the_versions_that_hold_in_it(load, areas):
    older = PROGRAMME.replace("[2012]", "[2010, 2011, 2012]")
    load(older + MEMBERS + STRONG + RATE + RATE + "effective_from = 2011-07-01\n")
    found = Target.objects.order_by("year", "indicator__effective_from")
    assert list(found.values_list("year", "indicator__effective_from__year")) == [
        (2010, 2009),
        (2011, 2009),
        (2011, 2011),
        (2012, 2011),
    ]


def test_before_the_first_period_everything_may_change(load):
    load(WHOLE)
    load(WHOLE.replace('unit = "人"', 'unit = "人"\ndecimals = 2').replace('"strong"\nden', '"2*strong"\nden'))
    assert set(Element.objects.values_list("decimals", flat=True)) == {2}
    assert Indicator.objects.get().numerator == "2*strong"


def test_once_figures_are_kept_an_element_keeps_its_scale(load, period):
    load(WHOLE)
    said = refusal(load, WHOLE.replace('unit = "人"', 'unit = "人"\ndecimals = 2', 1), amend=True)
    assert "第1个[[element]]（members）：已经开报，小数位数不能改；请停用此项，另立新代码" in said
    assert Element.objects.get(code="members").decimals == 0


def test_once_figures_are_kept_a_formula_changes_only_when_told_to(load, period):
    load(WHOLE)
    other = WHOLE.replace('numerator = "strong"', 'numerator = "2*strong"').replace("试点", "试验")
    assert "（rate）：已经开报，分子公式有变" in refusal(load, other)
    assert Indicator.objects.get().numerator == "strong"
    assert Programme.objects.get().name == "试点"
    load(other, amend=True)
    assert Indicator.objects.get().numerator == "2*strong"


def test_wording_may_change_at_any_time(load, period):
    load(WHOLE)
    load(WHOLE.replace("期末党员。", "期末在册党员。"))
    assert Element.objects.get(code="members").definition == "期末在册党员。"


# targets -------------------------------------------------------------------------
def test_targets_go_to_the_cities(load, areas):
    load(WHOLE)
    target = Target.objects.get()
    assert (target.area, target.year, target.green, target.amber) == (areas["测试市"], 2012, 30, 20)


def test_without_a_city_they_go_to_the_root(load, areas):
    city = areas["测试市"]
    city.level = "province"
    city.save()
    load(WHOLE)
    assert Target.objects.get().area == city


def test_targets_go_where_they_are_told_to(load, areas):
    load(WHOLE, targets_for=areas["甲县"].code)
    assert Target.objects.get().area == areas["甲县"]


def test_an_unknown_place_for_targets_is_refused(load, areas):
    assert refusal(load, WHOLE, targets_for="990199000000") == "没有代码为 990199000000 的区划。"


def test_without_areas_there_are_no_targets_yet(load):
    load(WHOLE)
    assert not Target.objects.exists()


def test_a_line_that_somebody_set_stays_until_told_otherwise(load, areas):
    load(WHOLE)
    target = Target.objects.get()
    target.green = Decimal("32.5")
    target.save()
    printed = load(WHOLE)
    assert printed[-1] == "双强党员占比 测试市 2012年 目标值已另定为 32.5/20"
    assert Target.objects.get().green == Decimal("32.5")
    load(WHOLE, amend=True)
    assert Target.objects.get().green == 30


def test_a_period_opens_on_the_shipped_catalogue(areas):
    """Every level that has elements reports: six villages, three townships, two counties, the city."""
    call_command("load_catalogue", verbosity=0)
    call_command("open_period", "2012Q2", verbosity=0)
    period = cast.Period.objects.get(code="2012Q2")
    assert period.reports.count() == 12
