"""Finds scenario files by name. Files refer to each other by name only, so no path in a file is ever followed.

A base is a folder with ``base.yaml`` in it, named after the folder; its parts are in that folder.
Variants, studies, calibrations and draws are files, in folders called ``variants``, ``studies`` and so on, or beside
the file that names them. What is not found there is looked for among the scenarios that come with the package.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from glob import glob, has_magic
from pathlib import Path
from typing import Literal, get_args

from ruwaard_sim.errors import InputError, Mark, Problem, RuwaardError, UsageError, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.scalars import shown
from ruwaard_sim.text import Text

Kind = Literal["study", "variant", "base", "calibration", "draws"]

_FOLDERS: dict[Kind, str] = {
    "study": "studies", "variant": "variants", "calibration": "calibrations", "draws": "draws",
}  # fmt: skip
_NOUNS: dict[Kind | None, Text] = {
    "study": Text("studie", "study"),
    "variant": Text("variant", "variant"),
    "base": Text("basis", "base"),
    "calibration": Text("kalibratie", "calibration"),
    "draws": Text("reeks trekkingen", "file of draws"),
    None: Text("studie, variant, basis, kalibratie of reeks trekkingen", "study, variant, base, calibration or draws"),
}
_BASE_OR_VARIANT = Text("basis of variant", "base or variant")
_NAME = re.compile(r"[a-z0-9_-]+")
_COMPARED = re.compile(r"^variants:(.*?)^(?=[a-z])", re.MULTILINE | re.DOTALL)
_STEERS = re.compile(r"^ +mechanisms\.steers:(?:(?!answer:).)*answer: *(?!none\b)[a-z]", re.MULTILINE | re.DOTALL)
_KIND_LINE = re.compile(rb"^kind:[ ]*[\"']?([a-z]+)", re.MULTILINE)
_ENDING = ".yaml"
_BASE_FILE = "base.yaml"
_MOST_NAMED = 12


def shipped() -> Path:
    """Return the folder of shipped scenarios, in an installation or a checkout."""
    package = Path(__file__).absolute().parent.parent
    for folder in (package / "scenarios", package.parent / "scenarios"):
        if folder.is_dir():
            return folder
    raise RuwaardError(
        Text(
            "de meegeleverde scenario's ontbreken; installeer ruwaard-sim opnieuw",
            "the scenarios that come with it are missing; install ruwaard-sim again",
        )
    )


def shipped_names() -> set[str]:
    """Return the names of all shipped files: bases, variants, studies, calibrations and draws."""
    return {name_of(path) for folder in ("*", "*/*") for path in shipped().glob(f"{folder}{_ENDING}")}


def find(kind: Kind, name: str, near: Path, mark: Mark) -> Path:
    """Return the file of this *kind* that the file *near* calls *name*, at *mark*.

    Searches the folder of *near*, the folders in it and next to it, and the shipped scenarios, in
    that order; *near* itself is never found. Raises InputError at *mark*: L001 for what is no name,
    L002 for an unknown name, L003 for a link that leads outside.
    """
    return _candidates((kind,), _NOUNS[kind], name, near, mark)[kind]


def find_base_or_variant(name: str, near: Path, mark: Mark) -> tuple[Kind, Path]:
    """Return the base or variant called *name* on which the variant *near* builds, and its kind.

    It is looked for as :func:`find` does, but *near* itself is found when nothing else is called so.
    Raises InputError as well for a name that is both that of a base and of a variant (L004).
    """
    kinds: tuple[Kind, ...] = ("base", "variant")
    if name == name_of(near) and not _files_called(name, kinds, near):
        return "variant", near
    candidates = _candidates(kinds, _BASE_OR_VARIANT, name, near, mark)
    if len(candidates) > 1:
        raise InputError([Problem(mark, "L004", _about_ambiguous(name))])
    return next(iter(candidates.items()))


def _candidates(kinds: Collection[Kind], noun: Text, name: str, near: Path, mark: Mark) -> dict[Kind, Path]:
    """Return the nearest file called *name* of each of *kinds*; at least one. *noun* is for messages."""
    if not _NAME.fullmatch(name):
        raise InputError([Problem(mark, "L001", _about_bad_name(name))])
    candidates = _files_called(name, kinds, near)
    if not candidates:
        names_there = sorted({other for kind in kinds for other in names(kind, near)})
        raise InputError(
            [Problem(mark, "L002", _about_unknown(noun, name, names_there), suggestion=nearest(name, names_there))]
        )
    if not all(_is_contained(path, near) for path in candidates.values()):
        raise InputError([Problem(mark, "L003", _about_link_outside(name))])
    return candidates


def of_the_same_name(name: str, near: Path, path: Path) -> tuple[Kind | None, list[Path]]:
    """The kind of the file at *path*, which was looked for around *near* as *name*, and the other files so called.

    Those are also the ones around the working directory, which whoever works there may have meant. None and no files
    where *path* is not among those that *name* can stand for.
    """
    kind = next((known for known in get_args(Kind) if known == _kind_in_text(path)), None)
    if kind is None or not _NAME.fullmatch(name):
        return None, []
    around = (place for where in (near, Path.cwd() / _ENDING) for place in _places(kind, name, where))
    places = {place.resolve(): place for place in around if not _is_same_file(place, near)}
    if places.pop(path.resolve(), None) is None:
        return None, []
    return kind, list(places.values())


def noun(kind: Kind) -> Text:
    """What a file of this *kind* is called."""
    return _NOUNS[kind]


def part_path(name: str, near: Path) -> Path:
    """Return the path of the part *name* (``sources``, ``needs`` …) of the base whose ``base.yaml`` is *near*."""
    return near.parent / f"{name}{_ENDING}"


def name_of(path: Path) -> str:
    """Return the name by which other files refer to *path*: its stem, or for a base its folder."""
    return path.absolute().parent.name if path.name == _BASE_FILE else path.stem


def names(kind: Kind, near: Path) -> list[str]:
    """Return the names of this *kind* that the file *near* can use, sorted."""
    paths = (path for path in _places(kind, None, near) if not _is_same_file(path, near))
    return sorted({name for path in paths if _NAME.fullmatch(name := name_of(path))})


def resolve_argument(text: str, kind: Kind | None = None, study: Path | None = None) -> Path:
    """Resolve *text* from the command line: a path, or the name of a file of this *kind* (by default any).

    With a *study*, a name is looked for in its own folder first. See :func:`_resolve`.
    """
    if kind is not None and study is not None and _NAME.fullmatch(text) and not Path(text).exists():
        own = _files_called(text, (kind,), study).get(kind)
        if own is not None and not own.is_relative_to(shipped()):
            return own
    return _resolve(text, get_args(Kind) if kind is None else (kind,), _NOUNS[kind])


def resolve_base_or_variant(text: str) -> Path:
    """Resolve *text* from the command line: a path, or the name of a base or variant."""
    return _resolve(text, ("base", "variant"), _BASE_OR_VARIANT)


def _resolve(text: str, kinds: Collection[Kind], noun: Text) -> Path:
    """Resolve *text*: a path, or the name of a file of one of *kinds*. *noun* is for messages.

    A folder with ``base.yaml`` in it means that file. Names are looked for around the working
    directory first, then among the shipped scenarios. Raises UsageError with the nearest known name.
    """
    path = Path(text)
    if not text:
        raise UsageError(_about_missing_file(text))
    try:
        if path.is_symlink() and not path.exists():
            raise UsageError(_about_dead_link(text))
        if path.is_file():
            return path
        if (path / _BASE_FILE).is_file():
            return path / _BASE_FILE
        if path.is_dir() and not _NAME.fullmatch(text):
            raise UsageError(_about_folder(path))
    except (OSError, ValueError):
        raise UsageError(_about_missing_file(text)) from None
    if has_magic(text):
        return _single_match(text, sorted(glob(text)))
    if not _NAME.fullmatch(text):
        raise UsageError(_with_suggestion(_about_missing_file(text), _suggest_file(path, kinds)))
    return _by_name(text, kinds, noun)


def resolve_all(text: str) -> list[Path]:
    """Resolve *text* as :func:`resolve_argument` does, but a name may stand for several files."""
    if _NAME.fullmatch(text) and not Path(text).exists():
        candidates = _files_called(text, get_args(Kind), Path.cwd() / _ENDING)
        if candidates:
            return list(candidates.values())
    return [resolve_argument(text)]


def _files_called(name: str, kinds: Iterable[Kind], near: Path) -> dict[Kind, Path]:
    """Return for each of *kinds* the file called *name* nearest to *near*, leaving out *near* itself."""
    places = ((kind, path) for kind in kinds for path in reversed(list(_places(kind, name, near))))
    return {kind: path for kind, path in places if not _is_same_file(path, near)}


def _by_name(name: str, kinds: Collection[Kind], noun: Text) -> Path:
    near = Path.cwd() / _ENDING
    candidates = _files_called(name, kinds, near)
    if len(candidates) > 1:
        raise UsageError(
            Text(
                f"'{name}' is de naam van een {' en een '.join(_NOUNS[kind].nl for kind in candidates)}; "
                "geef het pad van het bestand",
                f"'{name}' is the name of a {' and a '.join(_NOUNS[kind].en for kind in candidates)}; "
                "give the path of the file",
            )
        )
    for path in candidates.values():
        return path
    if Path(name).is_dir():
        raise UsageError(_about_folder(Path(name)))
    if tuple(kinds) == ("study",) and _files_called(name, ("variant",), near):
        raise UsageError(_variant_not_study(name, near))
    names_there = sorted({other for kind in kinds for other in names(kind, near)})
    raise UsageError(_with_suggestion(_about_unknown(noun, name, names_there), nearest(name, names_there)))


def _suggest_file(path: Path, kinds: Iterable[Kind]) -> str | None:
    """Suggest a replacement for a *path* that does not exist: another ending, a name, or a similar file."""
    siblings = [str(other) for other in sorted(path.parent.glob(f"*{_ENDING}"))]
    if (other := str(path.with_suffix(_ENDING))) in siblings:
        return other
    names_there = {name for kind in kinds for name in names(kind, Path.cwd() / _ENDING)}
    if path.stem in names_there and path.name == str(path):
        return path.stem
    return nearest(str(path), siblings)


def _variant_not_study(name: str, near: Path) -> Text:
    """Say that *name* is a variant where a study was expected, and which studies compare it with others."""
    studies = [study for study in names("study", near) if name in _variants_in(study, near)]
    within = Text(
        "en nog geen studie noemt hem; maak er een (kind: study)", "and no study names it yet; make one (kind: study)"
    )
    if studies:
        listed = _name_list(studies, name)
        within = Text(f"en deze komt voor in: {listed}", f"and this one is in: {listed}")
    return Text(
        f"er is geen studie met de naam {shown(name)}, wel een variant; een studie vergelijkt varianten, {within.nl}",
        f"there is no study called {shown(name)}, but a variant; a study compares variants, {within.en}",
    )


def _variants_in(study: str, near: Path) -> Collection[str]:
    """Return the names of the variants in *study*, from its text, as the file may have mistakes."""
    match = _COMPARED.search(f"{_text(_files_called(study, ('study',), near))}\nz")
    return _NAME.findall(re.sub("#.*", "", match[1])) if match else ()


def _text(candidates: dict[Kind, Path]) -> str:
    """Return the readable text of the first of *candidates*."""
    try:
        return next(iter(candidates.values())).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def steered_variants() -> list[str]:
    """Return the names of the shipped and local variants in which somebody steers."""
    near = Path.cwd() / _ENDING
    return [name for name in names("variant", near) if _STEERS.search(_text(_files_called(name, ("variant",), near)))]


def _places(kind: Kind, name: str | None, near: Path) -> Iterator[Path]:
    """Yield the existing files of this *kind* called *name* (None: any name), nearest first."""
    folder, above = near.absolute().parent, near.absolute().parent.parent
    stem = "*" if name is None else name
    if kind == "base":
        if name in {None, folder.name} and (folder / _BASE_FILE).is_file():
            yield folder / _BASE_FILE
        for around in (folder, above, shipped()):
            yield from sorted(around.glob(f"{stem}/{_BASE_FILE}"))
        return
    for candidate in sorted(folder.glob(f"{stem}{_ENDING}")):
        if folder.name == _FOLDERS[kind] or _kind_in_text(candidate) == kind:
            yield candidate
    for around in (folder, above, shipped()):
        yield from sorted((around / _FOLDERS[kind]).glob(f"{stem}{_ENDING}"))


def _kind_in_text(path: Path) -> str | None:
    """Return the kind in the first lines of a file; None if there is none."""
    try:
        with path.open("rb") as file:
            match = _KIND_LINE.search(file.read(2_000))
    except OSError:
        return None
    return match[1].decode() if match else None


def _is_same_file(path: Path, other: Path) -> bool:
    return path.absolute() == other.absolute()


def _is_contained(path: Path, near: Path) -> bool:
    """Tell if *path*, with links followed, is a shipped file or lies in the folders around *near*."""
    if path.is_relative_to(shipped()):
        return True
    return path.resolve().is_relative_to(near.absolute().parent.parent.resolve())


def _with_suggestion(text: Text, suggestion: str | None) -> Text:
    if suggestion is None:
        return text
    return Text(f"{text.nl} (bedoelde u '{suggestion}'?)", f"{text.en} (did you mean '{suggestion}'?)")


def _name_list(words: Collection[str], like: str = "") -> str:
    """List *words*; if there are too many, only those most *like* a given word."""
    alike = sorted(words, key=lambda word: -SequenceMatcher(None, word, like).ratio())[:_MOST_NAMED]
    return ", ".join(word for word in words if word in alike) + (", …" if len(words) > _MOST_NAMED else "")


def _about_bad_name(name: str) -> Text:
    return message("L001", "path" if re.search(r"[/\\.:~]", name) else "name", name=shown(name))


def _about_ambiguous(name: str) -> Text:
    return message("L004", name=shown(name))


def _about_unknown(noun: Text, name: str, names: Collection[str]) -> Text:
    listed = _name_list(names, name)
    there_are = Text(f"; er zijn: {listed}", f"; there are: {listed}") if names else Text("", "")
    return message("L002", noun=noun, name=shown(name), there_are=there_are)


def _about_link_outside(name: str) -> Text:
    return message("L003", name=shown(name))


def _about_dead_link(text: str) -> Text:
    return Text(f"de koppeling {shown(text)} leidt nergens heen", f"the link {shown(text)} leads nowhere")


def _about_missing_file(text: str) -> Text:
    return Text(f"bestand {shown(text)} bestaat niet", f"file {shown(text)} does not exist")


def _about_folder(folder: Path) -> Text:
    files = sorted(path.name for path in folder.glob(f"*{_ENDING}"))
    holds = Text(f"; noem een bestand: {_name_list(files)}", f"; name a file: {_name_list(files)}")
    if not files:
        holds = Text(" zonder scenariobestanden (.yaml)", " without scenario files (.yaml)")
    return Text(f"{shown(folder)} is een map{holds.nl}", f"{shown(folder)} is a folder{holds.en}")


def _single_match(pattern: str, matches: list[str]) -> Path:
    if len(matches) == 1:
        return Path(matches[0])
    if not matches:
        raise UsageError(Text(f"geen bestand past bij {shown(pattern)}", f"no file matches {shown(pattern)}"))
    raise UsageError(
        Text(
            f"bij {shown(pattern)} passen {len(matches)} bestanden; noem ze elk apart",
            f"{len(matches)} files match {shown(pattern)}; name each of them",
        )
    )
