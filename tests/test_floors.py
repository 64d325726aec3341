"""The architecture as a test: imports go down the floors, and inside an app from door to model."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
# From the ground up; a module may import its own floor and those below it.
FLOORS = [
    "newsroom.arabic",
    "newsroom.addresses",
    "newsroom.ahead",
    "newsroom.fields",
    "newsroom.mail",
    "newsroom.planner",
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
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


MODULES = dict(every_module())


def floor(name):
    return next(
        (i for i, prefix in enumerate(FLOORS) if name == prefix or name.startswith(prefix + ".")), None
    )


@cache
def imports(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def test_imports_go_down_the_floors():
    upwards = [
        f"{name} imports {imported}, which is a floor above it"
        for name, path in MODULES.items()
        for imported in imports(path)
        # `newsroom` itself is the package every floor stands in; it imports nothing.
        if imported != "newsroom" and floor(imported) is not None and floor(imported) > floor(name)
    ]
    assert not upwards


def test_the_arabic_floor_knows_only_the_standard_library():
    for name, path in MODULES.items():
        if floor(name) == 0:
            known = {found.split(".")[0] for found in imports(path)}
            assert not known & {"django", "people", "articles", "nh3"}, name


def test_doors_of_an_app_do_not_look_through_each_other():
    through = []
    for name, path in MODULES.items():
        app, _, rest = name.partition(".")
        door = rest.split(".")[0]
        if app not in ("people", "articles"):
            continue
        for imported in imports(path):
            other_app, _, other = imported.partition(".")
            other = other.split(".")[0]
            if other_app == app and other in DOORS - {door} - MAY_OPEN.get(door, set()):
                through.append(f"{name} imports {imported}")
    assert not through


def test_the_walk_saw_the_whole_house():
    assert {floor(name) for name in MODULES} == set(range(len(FLOORS)))


def test_no_room_is_named_after_nothing():
    names = {part for path in MODULES.values() for part in path.relative_to(ROOT).with_suffix("").parts}
    names |= {
        part for path in ROOT.glob("tests/**/*.py") for part in path.relative_to(ROOT).with_suffix("").parts
    }
    assert not names & {"utils", "core", "common", "services", "helpers"}
