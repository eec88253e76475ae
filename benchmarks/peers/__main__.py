"""Times engines on the same work, in turns, and prints a table: ``python -m benchmarks.peers``.

``--page docs/generated/benchmarks.md`` writes the table as a page as well, with the day, the versions and the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.peers.contests import CONTESTS
from benchmarks.peers.spec import Work
from benchmarks.peers.timing import HEAD, HOW_TO_INSTALL, Contest, Measured, measure, rows

ROUNDS = 5
INTRODUCTION = f"""\
# What engines take for the same work

Made by `make peers` (`python -m benchmarks.peers --page docs/generated/benchmarks.md`); run it again for your own
machine. What the work is, and where the engines differ in what they do, stands in
[benchmarks/peers/README.md](../../benchmarks/peers/README.md). Engines take turns; times are CPU time of the process,
medians over the rounds; a ratio is the median of the ratios round by round, so *x reference* 2.00 is twice as many
units a second as the reference, the first row. *First run* is the one before, which is not counted: it shows what
compiling takes. Importing and reading files is counted nowhere. An engine that is missing is installed by
`{HOW_TO_INSTALL}`.
"""


def machine() -> str:
    """What it ran on, in general words."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"


def versions(contests: Iterable[Contest]) -> str:
    """The packages the engines run on."""
    engines = (engine for contest in contests for engine in contest.engines)
    return ", ".join(sorted({engine.version for engine in engines if engine.installed}))


def screen(contest: Contest, found: Mapping[str, Measured]) -> str:
    """The table of one contest in columns."""
    lines = [HEAD, *rows(contest, found)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    told = ["  ".join(_aligned(line, widths)).rstrip() for line in lines]
    return f"{contest.title} ({contest.unit})\n" + "\n".join(told) + "\n"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    for place, (text, width) in enumerate(zip(line, widths, strict=True)):
        yield text.ljust(width) if place < 2 else text.rjust(width)


def markdown(contest: Contest, found: Mapping[str, Measured]) -> str:
    """The table of one contest for a page."""
    ruler = ("---", "---", *["--:"] * (len(HEAD) - 2))
    lines = ["| " + " | ".join(line) + " |" for line in (HEAD, ruler, *rows(contest, found))]
    return f"## {contest.title}\n\nA unit is one of its {contest.unit}.\n\n" + "\n".join(lines) + "\n"


def write(page: Path, text: str) -> None:
    """Put *text* in *page*, whole or not at all."""
    beside = page.with_name(f".{page.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(page)


def _at_least_one(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number}: must be 1 or more")
    return number


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=_at_least_one, default=ROUNDS, metavar="N", help="rounds that count")
    parser.add_argument("--only", choices=CONTESTS, help="one piece of work instead of all")
    parser.add_argument("--scale", type=_at_least_one, default=1, metavar="S", help="so many times the wijk")
    parser.add_argument("--weeks", type=_at_least_one, default=Work().weeks, metavar="W", help="for so long")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the table as a page as well")
    asked = parser.parse_args(words)
    if asked.page and not asked.page.parent.is_dir():
        parser.error(f"--page: there is no folder {asked.page.parent}")
    work = Work(asked.scale, asked.weeks)
    contests = [make(work) for name, make in CONTESTS.items() if asked.only in (None, name)]
    about = (
        f"{date.today():%Y-%m-%d}; {machine()}; rounds: {asked.rounds}, after one that is not counted; "
        f"scale {work.scale}, {work.weeks} weeks\n{versions(contests)}\n"
    )
    sys.stdout.write(f"{about}\n")
    page = [INTRODUCTION, about.replace("\n", "  \n", 1)]
    for contest in contests:
        found = measure(contest, asked.rounds)
        sys.stdout.write(screen(contest, found) + "\n")
        page.append(markdown(contest, found))
    if asked.page:
        write(asked.page, "\n".join(page))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
