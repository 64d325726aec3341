"""The architecture as a test: imports go down the floors, and inside an app from door to model."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# From the ground up; a module may import its own floor and those below it.
FLOORS = [
    "newsroom.arabic",
    "newsroom.fields",
    "newsroom.pages",
    "newsroom.changes",
    "newsroom.search",
    "newsroom.desk",
    "newsroom.merging",
    "newsroom.outgoing",
    "newsroom.photos",
    "people",
    "articles",
    "newsroom",  # the top: settings, urls, site-wide pages, commands
]
# Inside an app the doors stand above the model and do not look through each other.
DOORS = {"admin", "feeds", "sitemaps", "search", "views", "urls"}
MAY_OPEN = {"urls": {"views", "feeds", "sitemaps"}}


def every_module():
    for path in sorted(
        [*ROOT.glob("newsroom/**/*.py"), *ROOT.glob("people/**/*.py"), *ROOT.glob("articles/**/*.py")]
    ):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield pytest.param(name, path, id=name)


MODULES = list(every_module())


def floor(name):
    return next(
        (i for i, prefix in enumerate(FLOORS) if name == prefix or name.startswith(prefix + ".")), None
    )


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_imports_go_down_the_floors(name, path):
    mine = floor(name)
    for imported in imports(path):
        theirs = floor(imported)
        if theirs is None:
            continue
        if imported == "newsroom":
            continue  # the package every floor stands in; it imports nothing
        assert theirs <= mine, f"{name} imports {imported}, which is a floor above it"


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_the_arabic_floor_knows_only_the_standard_library(name, path):
    if floor(name) == 0:
        assert not [
            found for found in imports(path) if found.split(".")[0] in ("django", "people", "articles", "nh3")
        ]


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_doors_of_an_app_do_not_look_through_each_other(name, path):
    app, _, rest = name.partition(".")
    door = rest.split(".")[0]
    if app not in ("people", "articles"):
        return
    for imported in imports(path):
        other_app, _, other = imported.partition(".")
        other = other.split(".")[0]
        if other_app != app or other not in DOORS or other == door:
            continue
        assert other in MAY_OPEN.get(door, ()), f"{name} imports {imported}"


def test_the_walk_saw_the_whole_house():
    found = {floor(parameter.values[0]) for parameter in MODULES}
    assert found == set(range(len(FLOORS)))


def test_no_room_is_named_after_nothing():
    names = {
        part
        for path in ROOT.glob("*/**/*.py")
        if ".venv" not in path.parts
        for part in path.with_suffix("").parts
    }
    assert not names & {"utils", "core", "common", "services", "helpers"}
