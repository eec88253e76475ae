"""The record of a run in its folder: with which settings it began, on what, and whether it can go on.

A run can only go on with the same software, files and seed: its fingerprint. What differs is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruwaard_sim.errors import FolderError, UsageError
from ruwaard_sim.files.journal import JOURNAL, FinishedReplication, Journal
from ruwaard_sim.files.result_folder import first_files
from ruwaard_sim.files.run_folder import RunFolder
from ruwaard_sim.study.manifest import SEED_SCHEME, manifest_at_start, software_hash, without_paths
from ruwaard_sim.study.rerun_check import mismatches
from ruwaard_sim.text import Text

if TYPE_CHECKING:
    from ruwaard_sim.scenario.draws.study_plan import Study


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What a run was asked: the *study* and the *draws* as files seen from the folder, or as names of shipped ones.

    *replications* is None for a run until it is precise enough; they are numbered from *first* on.
    """

    study: str
    draws: str | None
    neutral_effects: bool
    replications: int | None
    seed: int
    first: int = 1


def begin(study: Study, settings: RunSettings, out: Path | None, argv: Sequence[str]) -> RunFolder:
    """The folder of a run of *study* that begins now. Raises UsageError, DiskError."""

    def about(folder: Path) -> dict[str, Any]:
        draws = None if settings.draws is None else _from_folder(settings.draws, folder)
        return _about(study, replace(settings, study=_from_folder(settings.study, folder), draws=draws))

    return RunFolder.begin(study.id, out, _files(study, settings, argv), about)


def extend(run: RunFolder, study: Study, settings: RunSettings, argv: Sequence[str]) -> None:
    """Make the folder that of a run that is not finished, with these *settings*."""
    run.write(_files(study, settings, argv))
    run.journal.describe(_about(study, settings))


def settings_of(run: RunFolder) -> RunSettings:
    """The settings in the journal of *run*. Raises FolderError."""
    return _settings(run.journal)


def _settings(journal: Journal) -> RunSettings:
    try:
        return RunSettings(**journal.about["settings"])
    except (KeyError, TypeError) as error:
        raise FolderError(Text(f"{journal.path} is beschadigd.", f"{journal.path} is damaged.")) from error


def located(text: str, folder: Path) -> Path:
    """The file or name that *text* in the settings of the run in *folder* stands for."""
    path = Path(os.path.normpath(folder / text))
    return path if "/" in text and path.exists() else Path(text)


def check_same(run: RunFolder, study: Study, seed: int) -> None:
    """Raise UsageError, naming what differs, unless *study* is to the byte what the run in the folder began with."""
    before, now = run.journal.about.get("fingerprint", {}), fingerprint(study, seed)
    differences = list(_differences(before, now))
    if differences:
        raise UsageError(
            Text(
                f"De berekening in {run.folder} kan niet verder, want {'; '.join(text.nl for text in differences)}. "
                "Begin een nieuwe met: ruwaard-sim run",
                f"The run in {run.folder} cannot go on, because {'; '.join(text.en for text in differences)}. "
                "Begin a new one with: ruwaard-sim run",
            )
        )


def joined(runs: Sequence[RunFolder]) -> dict[int, FinishedReplication]:
    """What the *runs* have together, by number.

    Raises UsageError when a replication between the first and the last is missing, FolderError when two runs have one
    replication with other figures.
    """
    finished: dict[int, FinishedReplication] = {}
    for run in runs:
        for replication in run.journal.replications():
            earlier = finished.setdefault(replication.number, replication)
            if earlier.failure is not None:
                finished[replication.number] = replication
            elif replication.failure is None and mismatches(earlier.rows, replication.rows):
                number = replication.number
                raise FolderError(
                    Text(
                        f"Doorrekening {number} heeft in {run.folder} andere cijfers dan in een andere map.",
                        f"Replication {number} has other figures in {run.folder} than in another folder.",
                    )
                )
    missing = [number for number in range(min(finished, default=1), max(finished, default=0)) if number not in finished]
    if missing or not finished:
        shown = ", ".join(map(str, missing[:5])) + (" …" if len(missing) > 5 else "")
        raise UsageError(
            Text(
                f"Samen hebben deze mappen niet alle doorrekeningen: {shown or 'geen enkele'} ontbreekt.",
                f"Together these folders do not have all replications: {shown or 'every one'} is missing.",
            )
        )
    return finished


def study_of_folder(folder: Path, manifest: Mapping[str, Any], study: str | None) -> tuple[Study, list[Text]]:
    """The study of the results in *folder*, and what has changed since they were made.

    From *study* (a file or a name), or else from where it was, or else the shipped study of that name. Raises
    UsageError and InputError when it cannot be read.
    """
    from ruwaard_sim.files.loading import load_study

    journal = folder / JOURNAL
    settings = None
    if journal.is_file():
        with closing(Journal.open(journal)) as opened:
            settings = _settings(opened)
    drawn = manifest.get("draws")
    draws = None if drawn is None else drawn["name"]
    source = manifest["study"]["id"] if study is None else study
    if settings is not None and study is None:
        source = located(settings.study, folder)
    if settings is not None and settings.draws is not None:
        draws = located(settings.draws, folder)
    loaded = load_study(Path(source), neutral_effects=manifest.get("effects") == "neutral", draws=draws)
    before = {
        "inputs": manifest.get("inputs", {}), "effects": manifest.get("effects"), "draws": drawn and drawn["name"],
        "seed": manifest["seed"], "seed_scheme": manifest.get("seed_scheme"),
        "software": manifest.get("software", software_hash()),
    }  # fmt: skip
    return loaded, list(_differences(before, fingerprint(loaded, manifest["seed"])))


def fingerprint(study: Study, seed: int) -> dict[str, Any]:
    """Everything but its number that the figures of a replication follow from."""
    return {
        "software": software_hash(),
        "inputs": {without_paths(name): digest for name, digest in study.inputs.items()},
        "effects": study.effects,
        "draws": None if study.draws is None else study.draws.name,
        "seed": seed,
        "seed_scheme": SEED_SCHEME,
    }


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Text]:
    if before.get("software") != now["software"]:
        yield Text("de software is veranderd", "the software has changed")
    old, new = before.get("inputs", {}), now["inputs"]
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield Text(f"{name} is veranderd", f"{name} has changed")
    titles = {
        "effects": Text("de effecten zijn anders (--neutral-effects)", "the effects differ (--neutral-effects)"),
        "draws": Text("de trekkingen zijn andere (--draws)", "the draws are others (--draws)"),
        "seed": Text("het startgetal is een ander (--seed)", "the seed is another (--seed)"),
        "seed_scheme": Text("het toeval wordt anders gedeeld", "random numbers are dealt another way"),
    }
    for key, title in titles.items():
        if before.get(key) != now[key]:
            yield title


def _files(study: Study, settings: RunSettings, argv: Sequence[str]) -> dict[str, bytes]:
    manifest = manifest_at_start(study, settings.seed, settings.first, settings.replications, argv)
    return first_files(manifest, study.resolved)


def _about(study: Study, settings: RunSettings) -> dict[str, Any]:
    return {"settings": asdict(settings), "fingerprint": fingerprint(study, settings.seed)}


def _from_folder(text: str, folder: Path) -> str:
    """*text* as it is seen from *folder* if it is a file; else it is a name."""
    path = Path(text)
    if not path.is_file():
        return text
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return text
