"""Writes a new variant to a file, after reading the base or variant it builds on. Never overwrites a file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ruwaard_sim.errors import DiskError, InputError, Mark, UsageError
from ruwaard_sim.files import library
from ruwaard_sim.files.answer_examples import examples_in, shipped_examples
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.template import Foundation, WantedAnswer, template
from ruwaard_sim.scenario.checks.references import hours
from ruwaard_sim.scenario.document.base_model import NAME_PATTERN
from ruwaard_sim.scenario.document.scalars import shown
from ruwaard_sim.scenario.schema.question_catalogue import answer, question
from ruwaard_sim.text import Lang, Text

_LONGEST_NAME = 80
_ENDING = ".yaml"
_BASE_FILE = "base"
_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices, whatever ending a file has."""


@dataclass(frozen=True, slots=True)
class WrittenVariant:
    """A new variant: its file, the name of its base, and the keys that are still to be filled in."""

    file: Path
    base: str
    to_fill_in: tuple[str, ...]


def write_variant(name: str, base: str, out: Path | None, choice: WantedAnswer | None, lang: Lang) -> WrittenVariant:
    """Write a variant called *name* on *base*, a name or path, to *out* (by default the current folder).

    Raises UsageError if it cannot be written there, and InputError if the base has errors.
    """
    _check_name(name)
    target = _target(name, out)
    if target.exists():
        raise UsageError(_about_existing_file(target))
    if name in library.shipped_names():
        raise UsageError(_about_shipped_name(name))
    foundation = read_foundation(library.resolve_base_or_variant(base), target)
    variant_text = template(name, foundation, choice, lang)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(variant_text.text)
    except FileExistsError:
        raise UsageError(_about_existing_file(target)) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise DiskError(
            Text(
                f"{shown(target)} kon niet worden geschreven ({why}).", f"{shown(target)} could not be written ({why})."
            )
        ) from error
    return WrittenVariant(target, foundation.name, variant_text.to_fill_in)


def wanted_answer(path: str, answer_name: str) -> WantedAnswer:
    """Return the answer *answer_name* to the question at *path* (``surplus``, ``pays.welfare``). Raises UsageError."""
    name, _, role = path.removeprefix("mechanisms.").partition(".")
    entry = question(name)
    full = f"{name}.{role}" if role else name
    if full not in entry.places:
        places = ", ".join(entry.places)
        raise UsageError(
            Text(
                f"{shown(path)}: zeg waar deze vraag beantwoord wordt; kies uit: {places}.",
                f"{shown(path)}: say where this question is answered; choose from: {places}.",
            )
        )
    of_variants = {example.scenario: example.answer for example in shipped_examples() if example.question == entry.name}
    if answer_name not in entry.answers and answer_name in of_variants:
        suggested = of_variants[answer_name]
        raise UsageError(
            Text(
                f"{shown(answer_name)} is een scenario en geen antwoord; "
                f"het antwoord daarin op '{entry.name}' is '{suggested}'.",
                f"{shown(answer_name)} is a scenario and no answer; its answer to '{entry.name}' is '{suggested}'.",
            )
        )
    return WantedAnswer(full, entry, answer(entry, answer_name))


# ---------------------------------------------------------------------- where


def _check_name(name: str) -> None:
    if re.fullmatch(NAME_PATTERN, name) and len(name) <= _LONGEST_NAME:
        if (reserved := _reserved_name(name)) is not None:
            raise UsageError(reserved)
        return
    plain = unicodedata.normalize("NFKD", Path(name).name.removesuffix(_ENDING)).encode("ascii", "ignore").decode()
    suggested = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LONGEST_NAME]
    perhaps = (
        Text(f" (bedoelde u '{suggested}'?)", f" (did you mean '{suggested}'?)")
        if suggested and not _reserved_name(suggested)
        else Text("", "")
    )
    raise UsageError(
        Text(
            f"{shown(name)} is geen naam; een naam bestaat uit kleine letters, cijfers, _ en -{perhaps.nl}",
            f"{shown(name)} is not a name; a name consists of small letters, digits, _ and -{perhaps.en}",
        )
    )


def _reserved_name(name: str) -> Text | None:
    """Say why a variant cannot be called *name* though it is a valid name; None if it can."""
    if name == _BASE_FILE:
        return Text(
            f"'{name}' is geen naam voor een variant: {name}{_ENDING} is het bestand van een basis; kies een andere",
            f"'{name}' is no name for a variant: {name}{_ENDING} is the file of a base; choose another",
        )
    if _WINDOWS_DEVICES.fullmatch(name):
        return Text(
            f"'{name}' is een naam die Windows voor een apparaat houdt en die daar geen bestand kan hebben; "
            "kies een andere",
            f"'{name}' is a name that Windows keeps for a device and that no file can have there; choose another",
        )
    return None


def _target(name: str, out: Path | None) -> Path:
    """Return the file to write. Its name must be that of the variant, or no file could refer to it."""
    file = f"{name}{_ENDING}"
    target = Path(file) if out is None else (out / file if out.is_dir() else out)
    if target.name != file:
        raise UsageError(
            Text(
                f"--out {shown(out)}: het bestand van deze variant heet {file}; zo wordt het gevonden",
                f"--out {shown(out)}: the file of this variant is called {file}; so it is found",
            )
        )
    if not target.parent.is_dir():
        raise UsageError(
            Text(f"de map {shown(target.parent)} bestaat niet", f"the folder {shown(target.parent)} does not exist")
        )
    return target


def _about_shipped_name(name: str) -> Text:
    return Text(
        f"'{name}' is al de naam van een meegeleverd scenario; kies een andere, anders weet niemand welke bedoeld is",
        f"'{name}' is the name of a shipped scenario already; choose another, or nobody knows which is meant",
    )


def _about_existing_file(target: Path) -> Text:
    return Text(
        f"{shown(target)} bestaat al en wordt niet overschreven; kies een andere naam, of een andere map met --out",
        f"{shown(target)} exists and is not overwritten; choose another name, or another folder with --out",
    )


# ---------------------------------------------------------------------- on what


def read_foundation(path: Path, target: Path) -> Foundation:
    """Read the base or variant at *path*, for a variant at *target* that builds on it."""
    reader = Reader()
    node = reader.document(path)
    kind = None if node is None else node.child("kind")
    kind_word = None if kind is None else kind.content
    if node is not None and kind_word not in ("base", "variant"):
        raise UsageError(
            Text(
                f"{shown(path)} is geen basis of variant; een variant bouwt op een van die twee",
                f"{shown(path)} is no base or variant; a variant builds on one of those two",
            )
        )
    name = library.name_of(path)
    _check_reachable(name, path, target)
    if kind_word == "base":
        resolvable = reader.base(path)
        reader.findings.raise_if_any()
        assert resolvable is not None
        tree, scenario, title = resolvable.tree, resolvable.scenario, resolvable.scenario.title
    else:
        resolved = reader.variant(path)
        reader.findings.raise_if_any()
        assert resolved is not None
        tree, scenario, title = resolved.tree, resolved.after, resolved.variant.title
    examples = (*examples_in(tree.child("mechanisms"), name), *shipped_examples())
    names = {
        "pool": list(hours(scenario)),
        "route": list(scenario.organisation.provisions),
        "domain": list(scenario.needs.domains),
        "places": list(scenario.organisation.places),
    }
    return Foundation(name, title, tree, names, examples)


def _check_reachable(name: str, path: Path, target: Path) -> None:
    """Raise UsageError unless *name*, in a variant at *target*, refers to the file at *path*."""
    try:
        _, found_path = library.find_base_or_variant(name, target, Mark(str(target), 1, 1))
    except InputError:
        found_path = None
    if found_path is None or found_path.resolve() != path.resolve():
        raise UsageError(
            Text(
                f"vanuit {shown(target)} is '{name}' niet dit bestand, maar een ander of geen; zet de nieuwe variant "
                f"ernaast, met --out {path.parent}",
                f"from {shown(target)}, '{name}' is not this file but another or none; put the new variant beside "
                f"it, with --out {path.parent}",
            )
        )
