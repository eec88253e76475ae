"""Writes down how a result came about: what was asked, with what, on what, and what failed.

It describes the software and the machine, never the user: no path, no user name, no machine name.
"""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruwaard_sim.files.draws_writer import table_text
from ruwaard_sim.files.result_folder import RUNNING, Contents
from ruwaard_sim.study.runner import Failure, Outcome
from ruwaard_sim.tables.worth import BETTER, ON_TIME, matters

if TYPE_CHECKING:
    from ruwaard_sim.plan import DatedShock
    from ruwaard_sim.scenario.draws.draws import StudyDraws
    from ruwaard_sim.scenario.draws.study_plan import Study
    from ruwaard_sim.tables import Indicator
    from ruwaard_sim.text import Text

SEED_SCHEME = "splitmix64: seed, replication, purpose, keys"
LIBRARIES = ("numpy", "pandas", "simpy", "pyyaml", "pydantic", "scipy")
PACKAGE = Path(__file__).resolve().parent.parent
GIT_SECONDS = 5.0

_PATH = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[\\/][^\\/\s'\":,;()]+)+[\\/]([^\\/\s'\":,;()]+)")


def contents(
    study: Study,
    outcome: Outcome,
    indicators: Mapping[str, Indicator],
    groups: Mapping[str, Text],
    argv: Sequence[str],
) -> Contents:
    """Put together everything a result folder holds."""
    used = {row[3] for row in outcome.rows}
    return Contents(
        manifest=manifest(study, outcome, argv),
        rows=outcome.rows,
        indicators=[
            {
                "name": indicator.name,
                "title": indicator.title._asdict(),
                "unit": indicator.unit,
                "group": indicator.group,
                "group_title": groups[indicator.group]._asdict(),
                "definition": indicator.definition._asdict(),
                "decimals": indicator.decimals,
                "still_waiting": indicator.still_waiting,
                "effect": indicator.effect,
                "belief": indicator.belief,
                "better": BETTER.get(indicator.name),
                "matters": study.matters.get(indicator.name, matters(indicator.name, indicator.unit)),
                "on_time": ON_TIME.get(indicator.name),
            }
            for indicator in indicators.values()
            if indicator.name in used
        ],
        resolved=study.resolved,
        draws=None if study.draws is None else _draws_text(study.draws, outcome),
    )


def _draws_text(draws: StudyDraws, outcome: Outcome) -> str:
    """The draw of each replication and its values, as CSV."""
    columns = ["replication", "draw", *(f"{value.of}: {value.path}" for value in draws.values)]
    pairs = outcome.draws.items()
    return table_text(columns, ([str(replication), name, *draws.rows[name]] for replication, name in pairs))


def manifest(study: Study, outcome: Outcome, argv: Sequence[str]) -> dict[str, Any]:
    """Describe the run in plain data; the hashes of the results are added when they are written."""
    return {
        **_identity(study, outcome.seed, argv),
        "replications": {
            "asked": outcome.asked,
            "first": outcome.first,
            "done": len(outcome.done),
            "failed": [failed(failure) for failure in outcome.failures],
            "precise": outcome.precise,
        },
        "draws": _draws(study, outcome),
        "started": moment(outcome.started),
        "ended": moment(outcome.ended),
        "seconds": round(outcome.seconds, 3),
        "jobs": outcome.jobs,
    }


def manifest_at_start(study: Study, seed: int, first: int, asked: int | None, argv: Sequence[str]) -> dict[str, Any]:
    """Describe a run that begins now, of *asked* replications (None: until precise enough)."""
    return {
        "state": RUNNING,
        **_identity(study, seed, argv),
        "replications": {"asked": asked, "first": first},
        "started": moment(datetime.now(UTC)),
    }


def _identity(study: Study, seed: int, argv: Sequence[str]) -> dict[str, Any]:
    """What is known of a run before it begins."""
    return {
        "version": version(),
        "software": software_hash(),
        "study": {
            "id": study.id,
            "title": study.title._asdict(),
            "question": study.question._asdict(),
            "baseline": study.baseline,
            "variants": list(study.variants),
            "titles": {name: plan.title._asdict() for name, plan in study.variants.items()},
            "rules": {name: plan.rules_hash for name, plan in study.variants.items()},
            "headline": list(study.headline),
            "same_residents": study.same_residents,
            "named_twice": [line._asdict() for line in study.named_twice],
            "since": {name: day.isoformat() for name, day in study.since.items()},
            "counterfactual": [name for name, plan in study.variants.items() if plan.counterfactual],
        },
        "seed": seed,
        "seed_scheme": SEED_SCHEME,
        "effects": study.effects,
        "beliefs": {
            name: {effect: title._asdict() for effect, title in titles.items()}
            for name, titles in study.beliefs.items()
        },
        "shocks": {name: [_shock(shock) for shock in plan.shocks] for name, plan in study.variants.items()},
        "assumptions": {"values": study.assumptions.values, "assumed": study.assumptions.assumed},
        "argv": [without_paths(word) for word in argv],
        "inputs": {without_paths(name): digest for name, digest in study.inputs.items()},
        "environment": environment(),
    }


def _shock(shock: DatedShock) -> dict[str, Any]:
    """A shock as plain data: its title, and its periods, each from a day until a day."""
    spans = [[first.isoformat(), last.isoformat()] for first, last in shock.spans]
    return {"title": shock.title._asdict(), "spans": spans}


def environment() -> dict[str, Any]:
    """The software and the machine it ran on."""
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: _version_of(name) for name in LIBRARIES},
        "git": _git(),
    }


def _draws(study: Study, outcome: Outcome) -> dict[str, Any] | None:
    """The drawn values, where they act, and the draw of each replication; None when all stood at their mode."""
    draws = study.draws
    if draws is None:
        return None
    return {
        "name": draws.name,
        "title": draws.title._asdict(),
        "there_are": len(draws.rows),
        "stale": list(draws.stale.variants),
        "stale_targets": list(draws.stale.targets),
        "values": [
            {
                "path": value.path, "of": value.of, "title": value.title._asdict(), "unit": value.location.unit,
                "variants": where,
            }
            for value, where in zip(draws.values, draws.acts_in, strict=True)
        ],
        "of_replication": {str(replication): name for replication, name in outcome.draws.items()},
        "rows": {name: list(draws.rows[name]) for name in dict.fromkeys(outcome.draws.values())},
    }  # fmt: skip


@cache
def software_hash() -> str:
    """The SHA-256 of the source of this package."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def version() -> str:
    """Return the version of this package, or "unknown" when it is used without being installed."""
    return _version_of("ruwaard-sim") or "unknown"


def _version_of(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def failed(failure: Failure) -> dict[str, Any]:
    """A failure in plain data, without paths."""
    return {**asdict(failure), "message": without_paths(failure.message)}


def moment(when: datetime) -> str:
    """*when*, which is in UTC, as text."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def without_paths(text: str) -> str:
    """Return *text* with every absolute path cut down to the name it ends in; what is no text becomes '?'."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return _PATH.sub(r"\1", plain)


def _git() -> dict[str, Any] | None:
    """Return the commit of the source in use and whether it was changed since; None outside a repository."""
    try:
        _ask_git("ls-files", "--error-unmatch", "__main__.py")
        commit = _ask_git("rev-parse", "HEAD")
        changes = _ask_git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit, "dirty": bool(changes)}


def _ask_git(*words: str) -> str:
    process = subprocess.run(
        ["git", "-C", str(PACKAGE), *words], capture_output=True, text=True, check=True, timeout=GIT_SECONDS
    )
    return process.stdout.strip()
