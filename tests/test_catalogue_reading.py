"""Catalogue files that are wrong: every mistake is named with its file, entry and reason."""

from datetime import date

import pytest

from indicators.catalogue import CatalogueError, read

PROGRAMME = """
[programme]
code = "trial"
name = "试点"
sort_order = 10
effective_from = 2009-01-01
target_years = [2012]
"""
MEMBERS = """
[[element]]
code = "members"
name = "党员数"
definition = "期末党员。"
level = "village"
unit = "人"
nature = "stock"
frequency = "quarterly"
"""
STRONG = MEMBERS.replace('"members"', '"strong"').replace("党员数", "双强党员数")
RATE = """
[[indicator]]
code = "rate"
name = "双强党员占比"
short_name = "双强党员"
definition = "双强党员数÷党员数。"
numerator = "strong"
denominator = "members"
direction = "higher"
target = [30, 20]
"""
RULE = """
[[rule]]
code = "part"
left = "strong"
comparison = "<="
right = "members"
severity = "error"
message = "双强党员是党员的一部分"
"""
WHOLE = PROGRAMME + MEMBERS + STRONG + RATE + RULE


@pytest.fixture
def folder(tmp_path):
    """`write(name=text, …)` puts files there; `problems(…)` answers what is said about them."""

    class Folder:
        def write(self, **files):
            for name, text in files.items():
                data = text if isinstance(text, bytes) else text.encode()
                (tmp_path / f"{name}.toml").write_bytes(data)
            return tmp_path

        def problems(self, **files):
            with pytest.raises(CatalogueError) as refused:
                read(self.write(**files))
            return refused.value.problems

    return Folder()


def test_a_sound_file_is_read_with_its_defaults(folder):
    catalogue = read(folder.write(trial=WHOLE))
    [rate] = [entry.values for entry in catalogue.indicators]
    assert rate["display"] == "percent"
    assert rate["unit"] == "%"
    assert rate["decimals"] == 1
    assert rate["level"] == "village"
    assert rate["effective_from"] == date(2009, 1, 1)
    assert rate["effective_until"] is None
    [first, second] = [entry.values for entry in catalogue.elements]
    assert first["required"] is True
    assert first["frequency"] == 4
    assert first["sort_order"] < second["sort_order"]
    assert catalogue.rules[0].values["level"] == "village"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "人"', 'unit = ""', "trial.toml 第1个[[element]]（members）：unit 应为1至10个字的文字"),
        (
            'level = "village"',
            'level = "hamlet"',
            "trial.toml 第1个[[element]]（members）：level 应为 province、city、county、township、village 之一",
        ),
        ('nature = "stock"', "nature = 3", "trial.toml 第1个[[element]]（members）：nature 应为 stock、flow 之一"),
        (
            'frequency = "quarterly"',
            'frequency = "monthly"',
            "trial.toml 第1个[[element]]（members）：frequency 应为 quarterly、half-yearly、yearly 之一",
        ),
        ('unit = "人"\n', "", "trial.toml 第1个[[element]]（members）：缺少 unit"),
        (
            'code = "members"',
            'code = "Members"',
            "trial.toml 第1个[[element]]（Members）："
            "code 应为小写字母开头，只含小写字母、数字和下划线，不超过40个字符",
        ),
        (
            'frequency = "quarterly"',
            'frequency = "quarterly"\nrequired = "no"',
            "trial.toml 第1个[[element]]（members）：required 应为 true 或 false",
        ),
        (
            'frequency = "quarterly"',
            'frequency = "quarterly"\ndecimals = 7',
            "trial.toml 第1个[[element]]（members）：decimals 应为0至4的整数",
        ),
        (
            'frequency = "quarterly"',
            'frequency = "quarterly"\neffective_until = "2012"',
            "trial.toml 第1个[[element]]（members）：effective_until 应为日期，如 2009-01-01，不加引号",
        ),
        (
            'nature = "stock"',
            'nature = "flow"\nrestarts = true',
            "trial.toml 第1个[[element]]（members）：restarts 只用于期末数（stock）",
        ),
        (
            'frequency = "quarterly"',
            'frequency = "quarterly"\neffective_until = 2008-12-31',
            "trial.toml 第1个[[element]]（members）：停用日期早于启用日期",
        ),
        (
            'left = "strong"',
            'left = "strong +"',
            "trial.toml 第1个[[rule]]（part）："
            "left 公式第9个字符处应为指标项代码、数字或左括号，公式已结束：strong +",
        ),
        ('left = "strong"', 'left = "storng"', "trial.toml 第1个[[rule]]（part）：公式用到的指标项“storng”不存在"),
        (
            'numerator = "strong"',
            'numerator = "x"',
            "trial.toml 第1个[[indicator]]（rate）：公式用到的指标项“x”不存在",
        ),
        (
            'numerator = "strong"',
            'numerator = "5"',
            "trial.toml 第1个[[indicator]]（rate）：numerator 没有用到任何指标项",
        ),
        (
            'denominator = "members"\n',
            "",
            "trial.toml 第1个[[indicator]]（rate）：百分比和比值须有分母公式，数量不填分母",
        ),
        (
            'direction = "higher"',
            'direction = "higher"\nunit = "人"',
            "trial.toml 第1个[[indicator]]（rate）：百分比的单位应为 %",
        ),
        (
            'direction = "higher"',
            'direction = "higher"\ndisplay = "ratio"',
            "trial.toml 第1个[[indicator]]（rate）：数量和比值须写单位",
        ),
        ("[30, 20]", "[30]", "trial.toml 第1个[[indicator]]（rate）：target 应为两个数：[达标线, 预警线]"),
        ("[30, 20]", "[20, 30]", "trial.toml 第1个[[indicator]]（rate）：达标线与预警线的大小和方向不符"),
        (
            'direction = "higher"',
            'direction = "context"',
            "trial.toml 第1个[[indicator]]（rate）：仅供参考的指标不设目标",
        ),
        (
            "target_years = [2012]",
            "",
            "trial.toml 第1个[[indicator]]（rate）：有目标但 [programme] 没有 target_years",
        ),
        (
            'severity = "error"',
            'severity = "fatal"',
            "trial.toml 第1个[[rule]]（part）：severity 应为 error、warning 之一",
        ),
        ("[[rule]]", "[[rules]]", "trial.toml：不认识“rules”"),
        ("[[rule]]", "[rule]", "trial.toml：rule 应写成 [[rule]]"),
        ("sort_order = 10", "", "trial.toml [programme]（trial）：缺少 sort_order"),
        ("[programme]", "[project]", "trial.toml：缺少 [programme]"),
    ],
)
def test_a_mistake_is_named_with_file_entry_and_reason(folder, old, new, said):
    assert said in folder.problems(trial=WHOLE.replace(old, new, 1))


def test_an_unknown_key_is_named_with_the_known_ones(folder):
    [said] = folder.problems(trial=WHOLE.replace('severity = "error"', 'severity = "error"\nlevel = "village"'))
    assert said.startswith("trial.toml 第1个[[rule]]（part）：不认识“level”，可用的有 code、left、")


def test_a_source_must_be_a_register(folder):
    [said] = folder.problems(trial=WHOLE.replace('unit = "人"', 'unit = "人"\nsource = "guesses"', 1))
    assert said.startswith("trial.toml 第1个[[element]]（members）：source 应为 ")
    assert "、villages、" in said


@pytest.mark.parametrize("name", ["source", "counterpart"])
def test_a_register_answers_for_units_of_its_own_level(folder, name):
    wrong = MEMBERS.replace('level = "village"', f'level = "county"\n{name} = "cadres"')
    assert folder.problems(trial=PROGRAMME + wrong) == [
        "trial.toml 第1个[[element]]（members）：台账来源 cadres 是村一级的"
    ]


def test_all_mistakes_of_all_files_are_named_at_once(folder):
    problems = folder.problems(
        a=WHOLE.replace('unit = "人"', "unit = 1"), b="code = ", c=b"\xff\xfe", d=PROGRAMME.replace('"试点"', '""')
    )
    assert [problem.split("：")[0].split()[0] for problem in problems] == [
        "a.toml",
        "a.toml",
        "b.toml",
        "c.toml",
        "d.toml",
    ]
    assert "不是有效的 TOML" in problems[2]
    assert problems[3] == "c.toml：不是 UTF-8 编码（第1个字节）"


def test_a_code_may_stand_in_one_file_only(folder):
    other = PROGRAMME.replace('"trial"', '"other"') + MEMBERS
    assert folder.problems(a=WHOLE, b=other) == [
        "b.toml 第1个[[element]]（members）：代码与 a.toml 第1个[[element]]（members） 重复"
    ]


def test_a_place_on_the_dashboard_is_given_once(folder):
    one = RATE + "featured = 1\n"
    other = one.replace('"rate"', '"rate_2"')
    assert folder.problems(a=PROGRAMME + MEMBERS + STRONG + one + other) == [
        "a.toml 第2个[[indicator]]（rate_2）：首页位置与 a.toml 第1个[[indicator]]（rate） 重复"
    ]


def test_a_rule_keeps_to_one_level(folder):
    county = STRONG.replace('"village"', '"county"')
    assert folder.problems(a=PROGRAMME + MEMBERS + county + RULE) == [
        "a.toml 第1个[[rule]]（part）：指标项分属县区、村，一条规则只能核对同一级的报表"
    ]


def test_an_indicator_over_two_levels_is_answered_by_the_upper_one(folder):
    catalogue = read(folder.write(a=PROGRAMME + MEMBERS + STRONG.replace('"village"', '"county"') + RATE))
    assert catalogue.indicators[0].values["level"] == "county"


def test_a_file_may_use_elements_that_exist_already(folder):
    catalogue = read(folder.write(a=PROGRAMME + STRONG + RATE), known={"members": "township"})
    assert catalogue.indicators[0].values["level"] == "township"


def test_an_older_version_ends_on_the_day_before_the_next(folder):
    later = RATE + "effective_from = 2012-04-01\n"
    versions = read(folder.write(a=PROGRAMME + MEMBERS + STRONG + later + RATE)).indicators
    dates = {entry.values["effective_from"]: entry.values["effective_until"] for entry in versions}
    assert dates == {date(2009, 1, 1): date(2012, 3, 31), date(2012, 4, 1): None}


def test_versions_do_not_overlap(folder):
    older = RATE + "effective_until = 2012-12-31\n"
    later = RATE + "effective_from = 2012-04-01\n"
    assert folder.problems(a=PROGRAMME + MEMBERS + STRONG + older + later) == [
        "a.toml 第1个[[indicator]]（rate）：停用日期与 a.toml 第2个[[indicator]]（rate） 的启用日期重叠"
    ]


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    with pytest.raises(CatalogueError, match="没有找到"):
        read(tmp_path)
