"""Where scenario files are: names to paths. Files refer to each other by name, so no path is ever followed.

A base is a folder with ``base.yaml`` in it, named after the folder; its parts stand beside that file.
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
    """The folder with the scenarios that come with the package, installed or in a checkout."""
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
    """The names of all shipped scenarios: bases, variants, studies and what else comes with the package."""
    return {name_of(path) for folder in ("*", "*/*") for path in shipped().glob(f"{folder}{_ENDING}")}


def find(kind: Kind, name: str, near: Path, mark: Mark) -> Path:
    """The file of the *kind* called *name* in the file *near*, where the name stands at *mark*.

    Searched are the folder of *near*, the folders in it and beside it, and the shipped scenarios, in
    that order; *near* itself is never found. Raises InputError at *mark*: L001 for what is no name,
    L002 for an unknown name, L003 for a link that leads outside.
    """
    return _candidates((kind,), _NOUNS[kind], name, near, mark)[kind]


def find_below(name: str, near: Path, mark: Mark) -> tuple[Kind, Path]:
    """The base or variant called *name* on which the variant *near* builds, and which of the two it is.

    It is looked for as :func:`find` does, but *near* itself is found when nothing else is called so.
    Raises InputError as well for a name that is both that of a base and of a variant (L004).
    """
    kinds: tuple[Kind, ...] = ("base", "variant")
    if name == name_of(near) and not _called(name, kinds, near):
        return "variant", near
    candidates = _candidates(kinds, _BASE_OR_VARIANT, name, near, mark)
    if len(candidates) > 1:
        raise InputError([Problem(mark, "L004", _both(name))])
    return next(iter(candidates.items()))


def _candidates(kinds: Collection[Kind], noun: Text, name: str, near: Path, mark: Mark) -> dict[Kind, Path]:
    """The nearest file of each of *kinds* (together a *noun*) that is called *name*; at least one."""
    if not _NAME.fullmatch(name):
        raise InputError([Problem(mark, "L001", _not_a_name(name))])
    candidates = _called(name, kinds, near)
    if not candidates:
        names_there = sorted({other for kind in kinds for other in names(kind, near)})
        raise InputError(
            [Problem(mark, "L002", _unknown(noun, name, names_there), suggestion=nearest(name, names_there))]
        )
    if not all(_stays(path, near) for path in candidates.values()):
        raise InputError([Problem(mark, "L003", _leads_outside(name))])
    return candidates


def part(name: str, near: Path) -> Path:
    """Where the part *name* (``sources``, ``needs`` …) stands of the base whose ``base.yaml`` is *near*."""
    return near.parent / f"{name}{_ENDING}"


def name_of(path: Path) -> str:
    """The name by which other files know the file at *path*: for a base that of its folder."""
    return path.absolute().parent.name if path.name == _BASE_FILE else path.stem


def names(kind: Kind, near: Path) -> list[str]:
    """Every *kind* that the file *near* could name, in alphabetical order."""
    paths = (path for path in _places(kind, None, near) if not _same(path, near))
    return sorted({name for path in paths if _NAME.fullmatch(name := name_of(path))})


def resolve_argument(text: str, kind: Kind | None = None) -> Path:
    """The file that *text* on the command line means: a path, or the bare name of a *kind* (by default any).

    See :func:`_resolved`.
    """
    return _resolved(text, get_args(Kind) if kind is None else (kind,), _NOUNS[kind])


def resolve_below(text: str) -> Path:
    """The file that *text* on the command line means: a path, or the bare name of a base or variant."""
    return _resolved(text, ("base", "variant"), _BASE_OR_VARIANT)


def _resolved(text: str, kinds: Collection[Kind], noun: Text) -> Path:
    """The file that *text* means: a path, or the bare name of one of *kinds* (together a *noun*).

    A folder with ``base.yaml`` in it means that file. Names are looked for around the working
    directory first, then among the shipped scenarios. Raises UsageError with the nearest known name.
    """
    path = Path(text)
    if not text:
        raise UsageError(_no_such_file(text))
    try:
        if path.is_symlink() and not path.exists():
            raise UsageError(_leads_nowhere(text))
        if path.is_file():
            return path
        if (path / _BASE_FILE).is_file():
            return path / _BASE_FILE
        if path.is_dir() and not _NAME.fullmatch(text):
            raise UsageError(_only_a_folder(path))
    except (OSError, ValueError):
        raise UsageError(_no_such_file(text)) from None
    if has_magic(text):
        return _only_match(text, sorted(glob(text)))
    if not _NAME.fullmatch(text):
        raise UsageError(_with_suggestion(_no_such_file(text), _file_meant(path, kinds)))
    return _by_name(text, kinds, noun)


def resolve_all(text: str) -> list[Path]:
    """Every file that *text* means: like :func:`resolve_argument`, but a bare name may be that of several."""
    if _NAME.fullmatch(text) and not Path(text).exists():
        candidates = _called(text, get_args(Kind), Path.cwd() / _ENDING)
        if candidates:
            return list(candidates.values())
    return [resolve_argument(text)]


def _called(name: str, kinds: Iterable[Kind], near: Path) -> dict[Kind, Path]:
    """The file nearest to *near*, but not that itself, of each of *kinds* that is called *name*."""
    places = ((kind, path) for kind in kinds for path in reversed(list(_places(kind, name, near))))
    return {kind: path for kind, path in places if not _same(path, near)}


def _by_name(name: str, kinds: Collection[Kind], noun: Text) -> Path:
    near = Path.cwd() / _ENDING
    candidates = _called(name, kinds, near)
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
        raise UsageError(_only_a_folder(Path(name)))
    if tuple(kinds) == ("study",) and _called(name, ("variant",), near):
        raise UsageError(_variant_not_study(name, near))
    names_there = sorted({other for kind in kinds for other in names(kind, near)})
    raise UsageError(_with_suggestion(_unknown(noun, name, names_there), nearest(name, names_there)))


def _file_meant(path: Path, kinds: Iterable[Kind]) -> str | None:
    """What was perhaps meant by a *path* where nothing is: another ending, a name of one of *kinds*, a file there."""
    beside = [str(other) for other in sorted(path.parent.glob(f"*{_ENDING}"))]
    if (other := str(path.with_suffix(_ENDING))) in beside:
        return other
    names_there = {name for kind in kinds for name in names(kind, Path.cwd() / _ENDING)}
    if path.stem in names_there and path.name == str(path):
        return path.stem
    return nearest(str(path), beside)


def _variant_not_study(name: str, near: Path) -> Text:
    """That *name* is a variant where a study was asked, and which studies compare it with others."""
    studies = [study for study in names("study", near) if name in _compared(study, near)]
    within = Text(
        "en nog geen studie noemt hem; maak er een (kind: study)", "and no study names it yet; make one (kind: study)"
    )
    if studies:
        listed = _listed(studies, name)
        within = Text(f"en deze komt voor in: {listed}", f"and this one is in: {listed}")
    return Text(
        f"er is geen studie met de naam {shown(name)}, wel een variant; een studie vergelijkt varianten, {within.nl}",
        f"there is no study called {shown(name)}, but a variant; a study compares variants, {within.en}",
    )


def _compared(study: str, near: Path) -> Collection[str]:
    """The names of the variants in a *study*, judged by its text only, as it may have mistakes."""
    match = _COMPARED.search(f"{_text(_called(study, ('study',), near))}\nz")
    return _NAME.findall(re.sub("#.*", "", match[1])) if match else ()


def _text(candidates: dict[Kind, Path]) -> str:
    """The text of the first of *candidates*, as far as it can be read."""
    try:
        return next(iter(candidates.values())).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def steered_variants() -> list[str]:
    """The names of the variants around the working directory, and shipped, that say that somebody steers."""
    near = Path.cwd() / _ENDING
    return [name for name in names("variant", near) if _STEERS.search(_text(_called(name, ("variant",), near)))]


def _places(kind: Kind, name: str | None, near: Path) -> Iterator[Path]:
    """The existing files of the *kind* called *name* (None for every name), the nearest first."""
    folder, above = near.absolute().parent, near.absolute().parent.parent
    stem = "*" if name is None else name
    if kind == "base":
        if name in {None, folder.name} and (folder / _BASE_FILE).is_file():
            yield folder / _BASE_FILE
        for around in (folder, above, shipped()):
            yield from sorted(around.glob(f"{stem}/{_BASE_FILE}"))
        return
    for beside in sorted(folder.glob(f"{stem}{_ENDING}")):
        if folder.name == _FOLDERS[kind] or _says_kind(beside) == kind:
            yield beside
    for around in (folder, above, shipped()):
        yield from sorted((around / _FOLDERS[kind]).glob(f"{stem}{_ENDING}"))


def _says_kind(path: Path) -> str | None:
    """The kind that a file says it is, judged by its first lines only."""
    try:
        with path.open("rb") as file:
            match = _KIND_LINE.search(file.read(2_000))
    except OSError:
        return None
    return match[1].decode() if match else None


def _same(path: Path, other: Path) -> bool:
    return path.absolute() == other.absolute()


def _stays(path: Path, near: Path) -> bool:
    """Whether *path* is a shipped file, or stays inside the folders around *near* when links are followed."""
    if path.is_relative_to(shipped()):
        return True
    return path.resolve().is_relative_to(near.absolute().parent.parent.resolve())


def _with_suggestion(text: Text, suggestion: str | None) -> Text:
    if suggestion is None:
        return text
    return Text(f"{text.nl} (bedoelde u '{suggestion}'?)", f"{text.en} (did you mean '{suggestion}'?)")


def _listed(words: Collection[str], like: str = "") -> str:
    """The *words*, or when they are too many those that look most like one."""
    alike = sorted(words, key=lambda word: -SequenceMatcher(None, word, like).ratio())[:_MOST_NAMED]
    return ", ".join(word for word in words if word in alike) + (", …" if len(words) > _MOST_NAMED else "")


def _not_a_name(name: str) -> Text:
    if re.search(r"[/\\.:~]", name):
        return Text(
            f"{shown(name)} is een pad; verwijs met een naam, zonder map en zonder .yaml",
            f"{shown(name)} is a path; refer by name, without a folder and without .yaml",
        )
    return Text(
        f"{shown(name)} is geen naam; een naam bestaat uit kleine letters, cijfers, _ en -",
        f"{shown(name)} is not a name; a name consists of small letters, digits, _ and -",
    )


def _both(name: str) -> Text:
    return Text(
        f"{shown(name)} is de naam van een basis en van een variant; geef een van beide een andere naam",
        f"{shown(name)} is the name of a base and of a variant; give one of them another name",
    )


def _unknown(noun: Text, name: str, names: Collection[str]) -> Text:
    listed = _listed(names, name)
    there_are = Text(f"; er zijn: {listed}", f"; there are: {listed}") if names else Text("", "")
    return Text(
        f"er is geen {noun.nl} met de naam {shown(name)}{there_are.nl}",
        f"there is no {noun.en} called {shown(name)}{there_are.en}",
    )


def _leads_outside(name: str) -> Text:
    return Text(
        f"{shown(name)} is een koppeling naar een bestand buiten deze map; zet het bestand zelf hier",
        f"{shown(name)} is a link to a file outside this folder; put the file itself here",
    )


def _leads_nowhere(text: str) -> Text:
    return Text(f"de koppeling {shown(text)} leidt nergens heen", f"the link {shown(text)} leads nowhere")


def _no_such_file(text: str) -> Text:
    return Text(f"bestand {shown(text)} bestaat niet", f"file {shown(text)} does not exist")


def _only_a_folder(folder: Path) -> Text:
    files = sorted(path.name for path in folder.glob(f"*{_ENDING}"))
    holds = Text(f"; noem een bestand: {_listed(files)}", f"; name a file: {_listed(files)}")
    if not files:
        holds = Text(" zonder scenariobestanden (.yaml)", " without scenario files (.yaml)")
    return Text(f"{shown(folder)} is een map{holds.nl}", f"{shown(folder)} is a folder{holds.en}")


def _only_match(pattern: str, matches: list[str]) -> Path:
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
