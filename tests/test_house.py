"""The rules of the house (docs/architecture.md): which rooms there are, and who may call whom."""

import ast
import re

import pytest

from .imports import PACKAGES, ROOT, Module, modules, within

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "branches",
    "docs",
    "fixtures",
    "indicators",
    "manage.py",
    "partybuild",
    "pyproject.toml",
    "requirements.txt",
    "static",
    "templates",
    "tests",
}
# What work leaves behind; .gitignore keeps it out of the repository.
LEFT_BY_WORK = {
    ".env",
    ".git",
    ".hypothesis",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "node_modules",
    "var",
}
WITHOUT_DJANGO = [
    "branches.markdown",
    "branches.registry.matching",
    "branches.sheets",
    "indicators.alerting",
    "indicators.analysis",
    "indicators.briefs.annexes",
    "indicators.briefs.checking",
    "indicators.briefs.comparing",
    "indicators.briefs.condition_reading",
    "indicators.briefs.conditions",
    "indicators.briefs.document",
    "indicators.briefs.docx",
    "indicators.briefs.examples",
    "indicators.briefs.facts",
    "indicators.briefs.grammar",
    "indicators.briefs.habits",
    "indicators.briefs.language",
    "indicators.briefs.manual",
    "indicators.briefs.outline",
    "indicators.briefs.paper",
    "indicators.briefs.paths",
    "indicators.briefs.rendering",
    "indicators.briefs.rule_writing",
    "indicators.briefs.rules",
    "indicators.briefs.sentences",
    "indicators.briefs.sketch",
    "indicators.briefs.storing",
    "indicators.briefs.subjects",
    "indicators.briefs.words",
    "indicators.checks",
    "indicators.figures",
    "indicators.formula",
    "indicators.quarters",
    "indicators.sparkline",
    "indicators.studying.findings",
    "indicators.tally",
    "indicators.wording",
]
VIEW_PACKAGES = ["branches.views", "indicators.views"]
SETTINGS = ROOT / "partybuild" / "settings.py"


def offences(sources: list[Module], forbidden) -> list[str]:
    """`file:line imports name` for every import that `forbidden(name)` tells."""
    return [
        f"{module.path.relative_to(ROOT)}:{line} imports {name}"
        for module in sources
        for name, line in module.imports
        if forbidden(name)
    ]


def test_the_top_level_has_the_agreed_rooms_and_no_other():
    present = {path.name for path in ROOT.iterdir()} - LEFT_BY_WORK
    assert present == TOP_LEVEL


def test_partybuild_imports_no_app():
    found = offences(modules("partybuild"), lambda name: within(name, "branches") or within(name, "indicators"))
    assert found == []


def test_branches_knows_nothing_of_indicators():
    assert offences(modules("branches"), lambda name: within(name, "indicators")) == []


@pytest.mark.parametrize("package", WITHOUT_DJANGO)
def test_calculations_know_neither_django_nor_what_knows_it(package):
    sources = [module for module in modules("branches", "indicators") if within(module.name, package)]
    assert sources, f"{package} is gone; take it off the list"

    def forbidden(name):
        ours = any(within(name, each) for each in PACKAGES)
        return within(name, "django") or (ours and not any(within(name, pure) for pure in WITHOUT_DJANGO))

    assert offences(sources, forbidden) == []


def test_views_are_imported_by_urls_alone():
    outsiders = [
        module
        for module in modules()
        if module.name not in ("branches.urls", "indicators.urls")
        and not any(within(module.name, views) for views in VIEW_PACKAGES)
    ]
    assert offences(outsiders, lambda name: any(within(name, views) for views in VIEW_PACKAGES)) == []


def test_imports_stand_at_the_top():
    late = [
        f"{module.path.relative_to(ROOT)}:{line}" for module in modules() for line in module.imports_in_functions
    ]
    assert late == []


def test_nothing_happens_by_signal():
    """What a change causes is written where the change is made."""
    found = offences(modules(), lambda name: within(name, "django.dispatch") or ".signals." in f"{name}.")
    assert found == []


def test_no_drawer_for_odds_and_ends():
    names = ("utils", "util", "helpers", "helper", "common", "misc", "tools")
    drawers = [module.name for module in modules(*PACKAGES, "tests") if set(module.name.split(".")) & set(names)]
    assert drawers == []


def test_no_two_modules_need_each_other():
    """A cycle means that a noun sits in the wrong file. Packages' faces (`__init__`) only pass names on."""
    known = {module.name: module for module in modules() if module.path.name != "__init__.py"}
    needs = {
        name: {
            other for other in known for imported, _ in module.imports if other != name and within(imported, other)
        }
        for name, module in known.items()
    }
    done: set[str] = set()

    def cycle(name, trail):
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return None
        for other in sorted(needs[name]):
            found = cycle(other, [*trail, name])
            if found:
                return found
        done.add(name)
        return None

    assert [found for found in (cycle(name, []) for name in sorted(needs)) if found] == []


def test_there_is_one_settings_file_and_only_it_reads_the_environment():
    readers = []
    for module in modules():
        for node in ast.walk(module.tree):
            environment = isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
            if environment and isinstance(node.value, ast.Name) and node.value.id == "os":
                readers.append(module.name)
    assert set(readers) <= {"partybuild.wsgi"}  # names the settings module, nothing else
    assert [path for path in ROOT.glob("*/settings*") if path.parent.name in PACKAGES] == [SETTINGS]


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned(file):
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith(("-r ", "#"))]
    loose = [line for line in lines if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+( *;.+)?", line)]
    assert loose == []
    names = [line.split("==")[0].lower() for line in lines]
    assert names == sorted(names)


def environment_names() -> set[str]:
    """Every NAME in `env.str("NAME"…)`, `env.db("NAME"…)` and so on in the settings."""
    names = set()
    for node in ast.walk(Module(SETTINGS).tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "env" and isinstance(node.args[0], ast.Constant):
                names.add(node.args[0].value)
    return names


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_settings_table_has_every_variable_and_no_other(readme):
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(environment_names())


@pytest.mark.parametrize(
    "document", ["README.md", "README.zh-CN.md", *sorted(p.name for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_inside_the_repository_lead_somewhere(document):
    path = ROOT / document if (ROOT / document).exists() else ROOT / "docs" / document
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert broken == []


def downloads() -> list[ast.FunctionDef]:
    """The functions that answer with a file to keep."""
    found = []
    for module in modules("branches", "indicators"):
        for node in ast.walk(ast.parse(module.path.read_text())):
            if isinstance(node, ast.FunctionDef) and re.search(
                "as_attachment|[Cc]ontent-[Dd]isposition", ast.unparse(node)
            ):
                found.append(node)
    return found


def test_every_download_is_recorded():
    assert [function.name for function in downloads()] == ["send"]  # no other way out
    assert "record_export(" in ast.unparse(downloads()[0])
