"""The command line: reads options, calls the layers below and ends with a code. It computes nothing itself.

What is heavy is imported by the command that needs it, so that help and checking start at once.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ruwaard_sim.errors import DiskError, InputError, Problem, RuwaardError, UsageError
from ruwaard_sim.report.options import common, whole
from ruwaard_sim.report.speech import (
    about_bug,
    about_check,
    about_usage,
    colour,
    failure_object,
    problem_object,
    remark,
    show,
    show_json,
    width,
)
from ruwaard_sim.words import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.files.results import Figure
    from ruwaard_sim.report.front import Front
    from ruwaard_sim.scenario.study import Study
    from ruwaard_sim.study.runner import Outcome, Precision

WELL, BUG, WRONG_INPUT, SOME_FAILED, NOT_PRECISE, INTERRUPTED = 0, 1, 2, 3, 4, 130
SHOWN_FAILURES = 5


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants to see a study."""

    lang: Lang
    as_json: bool
    quiet: bool
    by_year: bool
    lower: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every failure ends in a sentence for people."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = sys.stdout
    for stream in (output, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = menu.main(args=words, prog_name="ruwaard-sim", standalone_mode=False, obj=words)
        return code if isinstance(code, int) else WELL
    except SystemExit:
        if sys.stdout is output:
            raise
        return WELL  # click has put something else in the place of an output that nobody reads any more
    except (click.Abort, KeyboardInterrupt):
        return _fail(INTERRUPTED, Text("Onderbroken; er is niets bewaard.", "Interrupted; nothing was kept."), words)
    except InputError as error:
        return _fail(error.exit_code, error.text, words, error.problems)
    except RuwaardError as error:
        return _fail(error.exit_code, error.text, words)
    except click.ClickException as error:
        return _fail(WRONG_INPUT, about_usage(error), words)
    except Exception as error:
        traceback.print_exc()
        return _fail(BUG, about_bug(error), words)


def _fail(code: int, text: Text, words: Sequence[str], problems: Iterable[Problem] = ()) -> int:
    """Say why on standard error; with --json a program gets an object on standard output too."""
    lang = _language(words)
    remark(text, lang)
    if "--json" in words:
        with contextlib.suppress(DiskError):
            show_json(failure_object(code, text, problems, lang))
    return code


def _language(words: Sequence[str]) -> Lang:
    """Find the language in the bare words: a message about a wrong option needs it as well."""
    asked = [second for first, second in pairwise(words) if first == "--lang"]
    return "en" if "en" in asked or "--lang=en" in words else "nl"


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ruwaard_sim.study.manifest import version

        show(f"ruwaard-sim {version()}\n")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="The version.")
def menu() -> None:
    """Try governance and funding choices for a neighbourhood's care and welfare before they are adopted."""


@menu.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--mutate", is_flag=True, help="Of variants: list the slips in the rules that nothing would notice.")
@click.option("--remarks", "list_remarks", is_flag=True, help="Also list what is worth knowing about the rules.")
@common
def check(files: tuple[str, ...], mutate: bool, list_remarks: bool, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Say everything that is wrong in scenario files, and prove the rules' guarantees."""
    from ruwaard_sim.files.loading import examine
    from ruwaard_sim.report.promises import promise_lines
    from ruwaard_sim.report.remarks import remark_count, remark_lines

    if mutate and list_remarks:
        raise UsageError(Text("Geef óf --mutate óf --remarks.", "Give either --mutate or --remarks."))
    if mutate:
        return _mutate(files, lang, as_json)

    found = examine([Path(name) for name in files])
    code = WRONG_INPUT if any(problem.severity == "error" for problem in found.problems) else WELL
    if as_json:
        guarantees = [guarantee.as_object(lang) for guarantee in found.guarantees]
        problems = [problem_object(problem, lang) for problem in found.problems]
        remarks = [problem_object(remark.tell(), lang) for remark in found.remarks]
        show_json({"problems": problems, "guarantees": guarantees, "remarks": remarks})
        return code
    said = [problem.say(lang) for problem in found.problems] + promise_lines(found.guarantees, lang)
    if list_remarks:
        said += remark_lines([remark.tell() for remark in found.remarks], lang)
    if not quiet:
        counts = [about_check(found.problems, len(files)), remark_count(len(found.remarks), listed=list_remarks)]
        said += [count.say(lang) for count in counts if count is not None]
    show("".join(f"{sentence}\n" for sentence in said))
    return code


def _mutate(files: Sequence[str], lang: Lang, as_json: bool) -> int:
    """Score how well the promises and examples of each variant pin down its rules."""
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study.slips import slips

    scores = [slips(load_variant(Path(name))) for name in files]
    if as_json:
        show_json({"scores": [score.as_object(lang) for score in scores]})
    else:
        show("\n".join(score.say(lang) for score in scores))
    return WELL


@menu.command()
@click.argument("study", metavar="STUDY")
@click.option("--replications", metavar="N|auto", help="How often to replicate; auto: until precise enough.")
@click.option("--seed", metavar="S", help="A whole number of 0 or more.")
@click.option("--jobs", metavar="J", help="Processes to use; as many as there are processors if not given.")
@click.option("--out", metavar="DIR", help="A new folder for the results; results/STUDY-n if not given.")
@click.option("--by-year", is_flag=True, help="Show the years apart as well.")
@click.option("--neutral-effects", is_flag=True, help="Leave out all that is believed: arithmetic and waiting alone.")
@common
def run(
    study: str,
    replications: str | None,
    seed: str | None,
    jobs: str | None,
    out: str | None,
    by_year: bool,
    neutral_effects: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Replicate the variants of a study, compare them, and keep the results."""
    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.files.results import check_target
    from ruwaard_sim.report.progress import progress_bar
    from ruwaard_sim.study import runner

    wanted = _replications(replications)
    numbers = whole("--seed", seed), whole("--jobs", jobs)
    target = None if out is None else Path(out)
    loaded = load_study(Path(study), neutral_effects=neutral_effects)
    check_target(target)
    with progress_bar(lang, quiet=quiet) as progress:
        outcome = runner.run(loaded, wanted, *numbers, progress)
    _tell_failures(outcome, lang)
    _keep_and_present(loaded, outcome, target, View(lang, as_json, quiet, by_year))
    if outcome.failures:
        return SOME_FAILED
    return NOT_PRECISE if outcome.precise is False else WELL


def _replications(text: str | None) -> int | Precision | None:
    if text != "auto":
        return whole("--replications", text)
    from ruwaard_sim.study.runner import Precision
    from ruwaard_sim.tables import HEADLINE

    return Precision(tuple(HEADLINE))


def _tell_failures(outcome: Outcome, lang: Lang) -> None:
    for failure in outcome.failures[:SHOWN_FAILURES]:
        remark(failure.text, lang)
    more = len(outcome.failures) - SHOWN_FAILURES
    if more > 0:
        remark(Text(f"… en nog {more}; zie manifest.json.", f"… and {more} more; see manifest.json."), lang)


def _keep_and_present(study: Study, outcome: Outcome, out: Path | None, view: View) -> None:
    """Write the results and show them. When they cannot be written they are shown before that is said."""
    from ruwaard_sim.files.results import write_results
    from ruwaard_sim.report.front import Front
    from ruwaard_sim.study.manifest import contents
    from ruwaard_sim.tables import GROUPS, INDICATORS

    found = contents(study, outcome, INDICATORS, GROUPS, click.get_current_context().obj)
    try:
        written = write_results(found, study.id, out)
    except DiskError:
        if not view.as_json:
            _present(Front.of(found.manifest), found.rows, found.indicators, view)
        raise
    front = Front.of(found.manifest, str(written.folder), written.result_hash)
    _present(front, found.rows, found.indicators, view)


def _present(front: Front, rows: Iterable[Figure], indicators: Iterable[Mapping[str, Any]], view: View) -> None:
    """Show a study as a table or as an object; with --quiet only where it is kept."""
    from ruwaard_sim.report.front import Line
    from ruwaard_sim.report.machine import study_object
    from ruwaard_sim.study.statistics import summarise

    if view.quiet and not view.as_json:
        show(f"{front.folder}\n" if front.folder else "")
        return
    lines = [Line.of(entry) for entry in indicators]
    comparison = summarise(rows, front.baseline, front.variants)
    if view.as_json:
        if front.warning is not None:
            remark(front.warning, view.lang)
        show_json(study_object(front, comparison, lines))
        return
    from ruwaard_sim.report.screen import screen

    show(
        screen(
            front,
            comparison,
            lines,
            view.lang,
            width=width(),
            colour=colour(),
            by_year=view.by_year,
            lower=view.lower,
        )
    )


@menu.command()
@click.argument("folder", metavar="DIR")
@click.option("--by-year", is_flag=True, help="Show the years apart as well.")
@common
def compare(folder: str, by_year: bool, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Show the differences with the baseline of results kept earlier, after checking every byte."""
    from ruwaard_sim.files.results import read_results
    from ruwaard_sim.report.front import Front

    stored = read_results(Path(folder))
    front = Front.of(stored.manifest, folder, stored.manifest["result_hash"])
    _present(front, stored.rows, stored.indicators, View(lang, as_json, False, by_year, lower=True))
    return WELL


@menu.command()
@click.argument("scenario", metavar="SCENARIO")
@click.option("--resident", metavar="N", help="A resident of the wijk, by number.")
@click.option("--facts", metavar="FACTS", help="The facts of a case, as 'name=value, name=value'.")
@click.option("--meeting", metavar="N", help="A meeting of the stuurgroep, by number.")
@click.option("--situation", metavar="FACTS", help="The facts of a situation that the stuurgroep may meet.")
@click.option("--seed", metavar="S", default="2018", show_default=True, help="With --resident or --meeting: the luck.")
@click.option("--why-not", "outcome", metavar="ROUTE", help="Also why not this outcome, and what would change it.")
@common
def explain(
    scenario: str,
    resident: str | None,
    facts: str | None,
    meeting: str | None,
    situation: str | None,
    seed: str,
    outcome: str | None,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Say why a case takes the route it takes, why not another, and what would change it."""
    if sum(one is not None for one in (resident, facts, meeting, situation)) != 1:
        raise UsageError(
            Text(
                "Geef één van --resident, --facts, --meeting en --situation.",
                "Give one of --resident, --facts, --meeting and --situation.",
            )
        )
    number, luck = whole("--resident", resident), whole("--seed", seed)
    held = whole("--meeting", meeting)

    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study import explaining

    variant = load_variant(Path(scenario))
    if facts is not None:
        account = explaining.explain_facts(variant.plan, facts)
    elif situation is not None:
        account = explaining.explain_situation(variant.plan, situation)
    elif number is not None and luck is not None:
        account = explaining.explain_resident(variant.plan, number, luck)
    elif held is not None and luck is not None:
        account = explaining.explain_meeting(variant.plan, held, luck)
    if outcome is not None:
        account = explaining.ask_why_not(account, outcome, variant.promises[account.part].impossible)
    if as_json:
        show_json(account.as_object(lang))
    else:
        show(account.say(lang))
    return WELL


@menu.command()
@click.argument("study", metavar="STUDY")
@click.option("--sample", metavar="N", default="8", show_default=True, help="How many questions to tell.")
@click.option("--variant", metavar="NAME", help="Beside the baseline; the first other variant if not given.")
@click.option("--seed", metavar="S", help="A whole number of 0 or more; that of the study if not given.")
@click.option("--neutral-effects", is_flag=True, help="Leave out all that is believed: arithmetic and waiting alone.")
@common
def cases(
    study: str,
    sample: str,
    variant: str | None,
    seed: str | None,
    neutral_effects: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Tell some residents' questions as short stories under two variants, with what they cost each payer."""
    size, luck = whole("--sample", sample), whole("--seed", seed)
    assert size is not None

    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.report.cases import cases_object, cases_page
    from ruwaard_sim.study.cases import tell_cases

    found = tell_cases(load_study(Path(study), neutral_effects=neutral_effects), size, luck, variant)
    if as_json:
        show_json(cases_object(found, lang))
    else:
        show(cases_page(found, lang, width=width(), colour=colour()))
    return WELL


@menu.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@common
def diff(first: str, second: str, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Say exactly which kinds of residents the rules of two variants treat otherwise, and how many of them."""
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study.differing import diff as difference

    moved = difference(load_variant(Path(first)), load_variant(Path(second)))
    if as_json:
        show_json(moved.as_object(lang))
    else:
        show(moved.say(lang))
    return WELL


@menu.command()
@click.option("--kind", metavar="KIND", help="The schema of one kind of file; of all kinds if not given.")
@common
def schema(kind: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Print the JSON Schema of scenario files, for editors."""
    from ruwaard_sim.scenario.schema import schema_of

    show_json(schema_of(kind))
    return WELL
