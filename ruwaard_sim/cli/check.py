"""``check``: everything wrong in scenario files, and proofs of the rules' guarantees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ruwaard_sim.cli.common_options import WELL, WRONG_INPUT, common
from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import about_check, problem_lines, problem_object, show_json, show_text
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.files.loading import CheckResult


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--mutate",
    is_flag=True,
    help="List the mutants of rules that no guarantee or example would notice.",
)
@click.option("--guarantees", "list_guarantees", is_flag=True, help="Also list every guarantee that is proved.")
@click.option("--remarks", "list_remarks", is_flag=True, help="Also list remarks on the rules.")
@common
def check(
    files: tuple[str, ...],
    mutate: bool,
    list_guarantees: bool,
    list_remarks: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """List all problems in scenario files, and prove the guarantees of the rules."""
    from ruwaard_sim.files.loading import examine

    if mutate and (list_guarantees or list_remarks):
        other = "--guarantees" if list_guarantees else "--remarks"
        raise UsageError(Text(f"Geef óf --mutate óf {other}.", f"Give either --mutate or {other}."))
    if mutate:
        return _mutate(files, lang, as_json)

    result = examine([Path(name) for name in files])
    if as_json:
        show_json(_as_object(result, lang))
    else:
        lines = _lines(result, len(files), lang, guarantees=list_guarantees, remarks=list_remarks, quiet=quiet)
        show_text("".join(f"{line}\n" for line in lines))
    return WRONG_INPUT if any(problem.severity == "error" for problem in result.problems) else WELL


def _as_object(result: CheckResult, lang: Lang) -> dict[str, Any]:
    from ruwaard_sim.report.guarantees_view import threshold_object

    return {
        "named_twice": [line.say(lang) for line in result.named_twice],
        "problems": [problem_object(problem, lang) for problem in result.problems],
        "guarantees": [guarantee.as_object(lang) for guarantee in result.guarantees],
        "thresholds": [threshold_object(check) for check in result.thresholds],
        "remarks": [problem_object(remark.problem(), lang) for remark in result.remarks],
    }


def _lines(
    result: CheckResult, file_count: int, lang: Lang, *, guarantees: bool, remarks: bool, quiet: bool
) -> Iterator[str]:
    """The lines of a check: what holds and is asked for first, counts, and what must be mended last."""
    from ruwaard_sim.report.guarantees_view import (
        broken_guarantee_lines,
        guarantee_counts,
        guarantee_lines,
        threshold_lines,
    )
    from ruwaard_sim.report.rule_remarks_view import remark_count, remark_lines

    yield from (line.say(lang) for line in result.named_twice)
    if guarantees:
        yield from guarantee_lines(result.guarantees, lang)
    if remarks:
        yield from remark_lines([remark.problem() for remark in result.remarks], lang)
    if not quiet:
        yield from (count.say(lang) for count in guarantee_counts(result.guarantees, listed=guarantees))
        yield from threshold_lines(result.thresholds, lang)
        worth_knowing = remark_count(len(result.remarks), listed=remarks)
        yield from () if worth_knowing is None else (worth_knowing.say(lang),)
    yield from broken_guarantee_lines(result.guarantees, result.problems, lang)
    yield from problem_lines(result.problems, lang)
    if not quiet:
        yield about_check(result.problems, file_count).say(lang)


def _mutate(files: Sequence[str], lang: Lang, as_json: bool) -> int:
    """Score how well the guarantees and examples of each variant pin down its rules."""
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study.rule_mutation import mutation_report

    scores = [mutation_report(load_variant(Path(name))) for name in files]
    if as_json:
        show_json({"scores": [score.as_object(lang) for score in scores]})
    else:
        show_text("\n".join(score.say(lang) for score in scores))
    return WELL
