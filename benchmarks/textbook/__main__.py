"""``python -m benchmarks.textbook`` runs the model and its twin and prints every indicator side by side.

``--write docs/generated/twin.md`` puts the tables into that page, between its marks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.textbook.beneath import beneath
from benchmarks.textbook.compare import Figures, counted, left_out, model_figures, pairs, rows, twin_figures
from benchmarks.textbook.misread import noticed

VARIANTS = ("gangbaar", "wijkbudget")
HEADING = ("indicator", "model", "twin", "z", "verdict")


def told(variant: str, model: Figures, twin: Figures) -> tuple[str, list[tuple[str, ...]], list[str]]:
    """The counts, the table, and what is not in it."""
    found = pairs(model, twin)
    absent = left_out(model, twin)
    nothing = [name for name, empty in absent.items() if empty]
    lacking = [name for name, empty in absent.items() if not empty]
    below = [f"Not in the twin, and nothing in {variant}: {', '.join(nothing)}."] if nothing else []
    if lacking:
        below.append(f"NOT COMPARED: {', '.join(lacking)}.")
    return counted(found), [HEADING, *rows(found)], below


def as_text(title: str, counts: str, table: list[tuple[str, ...]], below: list[str]) -> str:
    """For the screen."""
    wide = [max(len(line[i]) for line in table) for i in range(len(HEADING))]
    lines = [f"{line[0]:<{wide[0]}}" + "".join(f"  {line[i]:>{wide[i]}}" for i in range(1, 5)) for line in table]
    return "\n".join([title, "", *lines, "", counts, *below]) + "\n"


def as_page(title: str, counts: str, table: list[tuple[str, ...]], below: list[str]) -> str:
    """For docs/generated/twin.md."""
    ruled = [HEADING, ("---", "---:", "---:", "---:", "---"), *((f"`{one[0]}`", *one[1:]) for one in table[1:])]
    lines = ["| " + " | ".join(line) + " |" for line in ruled]
    sentences = [f"- {line[0].upper()}{line[1:]}." for line in counts.split("\n")] + [f"- {line}" for line in below]
    return "\n".join([title, "", *sentences, "", *lines])


def put(page: str, variant: str, text: str) -> str:
    """The page with the table of a variant replaced, between the marks that are for it."""
    begin, end = f"<!-- made: {variant} -->", f"<!-- end: {variant} -->"
    if begin not in page or end not in page.split(begin)[1]:
        raise ValueError(f"the page has no marks {begin} and {end}")
    before, rest = page.split(begin)
    return f"{before}{begin}\n\n{text}\n\n{end}{rest.split(end)[1]}"


def main(words: Sequence[str] | None = None) -> int:
    """Compare, print, and say by the exit code whether all agree (3 if not)."""
    parser = argparse.ArgumentParser(prog="benchmarks.textbook", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--variant", choices=VARIANTS, action="append", help="only this one; both if not given")
    parser.add_argument("--replications", type=int, default=200, metavar="N", help="of the model (200)")
    parser.add_argument("--twin", type=int, default=20, metavar="N", help="replications of the twin (20)")
    parser.add_argument("--seed", type=int, default=2018, metavar="S")
    parser.add_argument("--jobs", type=int, default=1, metavar="J", help="processes")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="also put the tables into this page")
    parser.add_argument("--beneath", action="store_true", help="counts and means beneath the indicators instead")
    parser.add_argument("--misread", action="store_true", help="let the twin misread the page: what would be noticed")
    asked = parser.parse_args(words)
    if min(asked.replications, asked.twin) < 2:
        parser.error("a mean needs two replications of each")
    if asked.beneath:
        for variant in asked.variant or VARIANTS:
            found = beneath(variant, asked.replications, asked.twin, asked.seed)
            title = f"{variant}: {asked.replications} replications of the model, {asked.twin} of the twin"
            sys.stdout.write(as_text(title, counted(found), [HEADING, *rows(found)], []) + "\n")
        return 0
    variants = asked.variant or (VARIANTS[:1] if asked.misread else VARIANTS)
    model = model_figures(variants, asked.replications, asked.seed, asked.jobs)
    if asked.misread:
        for variant in variants:
            for name, z, far, worst in noticed(variant, model[variant], asked.twin, asked.seed, 1):
                sys.stdout.write(f"{name:<70}{far:>4} figures apart; largest |z| {z:.1f} ({worst})\n")
        return 0
    page = asked.write.read_text(encoding="utf-8") if asked.write else ""
    apart = False
    for variant in variants:
        twin = twin_figures(variant, asked.twin, asked.seed, asked.jobs)
        title = f"{variant}: {asked.replications} replications of the model, {asked.twin} of the twin"
        parts = told(variant, model[variant], twin)
        sys.stdout.write(as_text(title, *parts) + "\n")
        apart |= any(line[-1] in ("APART", "DIFFERENT") for line in parts[1]) or "NOT COMPARED" in "".join(parts[2])
        if asked.write:
            page = put(page, variant, as_page(f"{title[0].upper()}{title[1:]}.", *parts))
    if asked.write:
        asked.write.write_text(page, encoding="utf-8")
    return 3 if apart else 0


if __name__ == "__main__":
    raise SystemExit(main())
