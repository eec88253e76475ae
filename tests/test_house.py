"""The house keeps its floors: imports go downstairs only, libraries have their place, all says what it is."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from ruwaard_sim.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ruwaard_sim"
FLOORS = (
    ("cli", "__main__", "__init__"),
    ("report", "study"),
    ("files",),
    ("scenario", "tables", "model"),
    ("plan", "affording", "differing_days"),
    ("mechanisms",),
    ("agents", "rules"),
    ("event_log", "ledger", "streams"),
    ("errors", "messages", "units", "text"),
)
"""docs/decisions/01-floors.md, from the roof down; rooms on one floor do not know each other, but for the next line."""
DOORS = {
    ("__main__", "cli"),
    ("report", "study"),
    ("affording", "plan"),
    ("differing_days", "plan"),
    ("event_log", "ledger"),
    ("errors", "text"),
    ("messages", "text"),
}
"""Doors between rooms on one floor: a history holds its ledger, errors speak, the screen shows what a study found."""
WINGS = {
    "scenario": ("draws", "variants", "checks", "guarantees", "schema", "document"),
    "rules": ("proofs", "tables", "language"),
}
"""The wings of the two largest rooms, from the roof down: each imports only those named after it."""
SAME_NAME: set[str] = {"__init__.py"}
"""File names that occur more than once in the package. This set may only shrink."""
NO_COMMAND = {"__init__", "main", "common_options", "execution", "interrupts", "study_presentation"}
"""The files of the command line that all commands share, or some of them."""

ONLY_IN = {
    "simpy": ("model/clock.py",),
    "yaml": ("files/",),
    "pydantic": ("scenario/", "files/"),
    "click": ("cli/", "report/"),
    "rich": ("cli/", "report/"),
}
"""Where each outside library may be imported."""
QUIET = ("rules", "agents", "mechanisms")
NOT_QUIET = {"simpy", "pandas", "yaml", "pydantic", "os", "pathlib", "time", "datetime", "random", "sys", "subprocess"}
"""What those who know no clock, disk or screen do not import."""

VAGUE = frozenset(
    [
        "the",
        "each",
        "one",
        "found",
        "told",
        "held",
        "made",
        "lived",
        "known",
        "place",
        "said",
        "asked",
        "given",
        "meant",
        "wanted",
        "kept",
        "left",
        "now",
        "whole",
        "what",
        "who",
        "then",
        "here",
        "there",
        "done",
        "seen",
        "taken",
        "such",
    ]
)
"""Words that say nothing of what a name is bound to. ``left`` of ``right`` and places one can occupy are nouns."""
MOST_VAGUE = 0.02
"""The share of all bound names that may be one of the vague words."""

MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def name_of(path: Path) -> str:
    """The file within the package, such as ``model/clock.py``."""
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """The room a module is in: the first folder, or the module itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything a module imports, also within functions and for type checking."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            assert node.module is not None
            if node.module == "ruwaard_sim":
                yield from ((node.lineno, f"ruwaard_sim.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, node.module


def floor_of(room: str) -> int:
    """The number of the floor, counted from the roof."""
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def test_every_room_has_a_floor() -> None:
    """Every module and folder of the package is on one of the floors of the design."""
    rooms = {room_of(path) for path in MODULES}
    assert rooms <= {room for floor in FLOORS for room in floor}
    assert all((PACKAGE / f"{room}.py").exists() or (PACKAGE / room).is_dir() for floor in FLOORS for room in floor)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downstairs(path: Path) -> None:
    """No module imports from a floor above its own, nor from another room on its own floor."""
    here = room_of(path)
    upstairs = []
    for line, name in imports(path):
        if name.startswith("ruwaard_sim."):
            there = name.split(".")[1]
            sideways = floor_of(there) == floor_of(here) and there != here and (here, there) not in DOORS
            if floor_of(there) < floor_of(here) or sideways:
                upstairs.append(f"{name_of(path)}:{line} imports {name}")
    assert upstairs == []


@pytest.mark.parametrize("room", WINGS)
def test_wings_import_one_way(room: str) -> None:
    """Within the two largest rooms a wing imports only the wings below it, and nothing stands outside a wing."""
    wings = WINGS[room]
    files = [path for path in MODULES if room_of(path) == room and path != PACKAGE / room / "__init__.py"]
    assert {path.relative_to(PACKAGE).parts[1] for path in files} == set(wings)
    upward = []
    for path in files:
        here = wings.index(path.relative_to(PACKAGE).parts[1])
        for line, name in imports(path):
            parts = name.split(".")
            if parts[:2] == ["ruwaard_sim", room] and (len(parts) < 3 or wings.index(parts[2]) < here):
                upward.append(f"{name_of(path)}:{line} imports {name}")
    assert upward == []


def import_graph() -> dict[str, set[str]]:
    """Which modules of the package each module imports, also within functions and for type checking."""
    dotted = {path: ".".join(("ruwaard_sim", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in MODULES}
    modules = {name.removesuffix(".__init__"): path for path, name in dotted.items()}
    graph: dict[str, set[str]] = {}
    for module, path in modules.items():
        graph[module] = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ruwaard_sim"):
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                graph[module] |= {name if name in modules else str(node.module) for name in names}
            elif isinstance(node, ast.Import):
                graph[module] |= {alias.name for alias in node.names if alias.name in modules}
    return graph


def test_no_imports_in_a_circle() -> None:
    """No module reaches itself by way of what it imports, not even for type checking."""
    try:
        list(TopologicalSorter(import_graph()).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_every_file_has_a_name_of_its_own() -> None:
    """No two files of the package have one name, so a name in a message or a search leads to one place."""
    counts = Counter(path.name for path in MODULES)
    assert {name for name, count in counts.items() if count > 1} == SAME_NAME


def commands_in(path: Path) -> list[str]:
    """The commands that a module of the command line defines."""
    return [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and "click.command()" in map(ast.unparse, node.decorator_list)
    ]


def test_every_command_has_a_file_of_its_name() -> None:
    """``ruwaard-sim explain`` is in ``cli/explain.py``; other files there are shared."""
    files = {path.stem: commands_in(path) for path in MODULES if room_of(path) == "cli"}
    assert {name for name, commands in files.items() if commands != [name]} == NO_COMMAND
    assert sorted(files.keys() - NO_COMMAND) == sorted(command.name or "" for command in COMMANDS)


@pytest.mark.parametrize("library", ONLY_IN)
def test_each_library_has_its_place(library: str) -> None:
    """An outside library is imported only where the design says so."""
    elsewhere = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        for line, name in imports(path)
        if name.split(".")[0] == library and not name_of(path).startswith(ONLY_IN[library])
    ]
    assert elsewhere == []


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in QUIET], ids=name_of)
def test_rules_agents_and_mechanisms_know_no_clock_disk_or_screen(path: Path) -> None:
    """What decides and who lives imports neither simulation, files, time nor chance of its own."""
    assert [(line, name) for line, name in imports(path) if name.split(".")[0] in NOT_QUIET] == []
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert not [node.lineno for node in calls if node.func.id in ("open", "print", "input")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_chance_comes_from_streams_only(path: Path) -> None:
    """Nobody but streams.py makes random numbers."""
    names = [name for _, name in imports(path)]
    assert "random" not in names
    used = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert used & {"random", "default_rng", "RandomState"} == set()


def test_the_model_draws_nothing() -> None:
    """The model asks no stream but to deal: what it does with a case follows from what was dealt."""
    asks = [
        name_of(path)
        for path in MODULES
        if room_of(path) == "model" and any(name == "ruwaard_sim.streams" for _, name in imports(path))
    ]
    assert asks == ["model/deal.py"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """Every module opens with a sentence."""
    told = ast.get_docstring(tree(path))
    assert told, name_of(path)
    assert told.split("\n\n")[0].rstrip().endswith("."), f"{name_of(path)} does not open with a sentence"


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every public function, class and method, by name."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_public_explains_itself(path: Path) -> None:
    """Every public function, class and method has a docstring."""
    silent = [name for name, node in public(tree(path).body) if not ast.get_docstring(node)]  # type: ignore[arg-type]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_left_to_do(path: Path) -> None:
    """No module holds a note to do something later, nor more than 400 lines."""
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("TODO", "FIXME", "XXX") if word in text]
    assert text.count("\n") <= 400, f"{name_of(path)} has {text.count(chr(10))} lines"


def bound_names(path: Path) -> Iterator[tuple[int, str]]:
    """(line, name) of every variable, parameter, function, class and attribute that a module binds."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name is not None:
            yield node.lineno, node.name


def test_a_name_says_what_it_is_bound_to() -> None:
    """Fewer than one bound name in fifty is a word such as *found* or *told*, and none is the parameter ``the``."""
    names = [(name_of(path), line, name) for path in MODULES for line, name in bound_names(path)]
    vague = [f"{file}:{line} {name}" for file, line, name in names if name.strip("_") in VAGUE]
    assert len(vague) < MOST_VAGUE * len(names), "\n".join(vague)
    assert not [where for where in vague if where.endswith(" the")]


def sentences(path: Path) -> Iterator[tuple[str, str | None]]:
    """Every test in a file with its docstring."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, ast.get_docstring(node)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT / "tests").as_posix())
def test_every_test_is_a_sentence(path: Path) -> None:
    """Every test says in a docstring what it shows."""
    assert [name for name, told in sentences(path) if not told] == []


def test_test_modules_have_names_of_their_own() -> None:
    """No two test modules have one name: they are imported without packages."""
    shared = {"__init__.py", "conftest.py"}
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in shared]
    assert sorted(names) == sorted(set(names))
