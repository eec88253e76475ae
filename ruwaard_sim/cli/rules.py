"""Commands that ask about scenario files and their rules: ``check``, ``explain``, ``diff`` and ``schema``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ruwaard_sim.cli.main import WELL, WRONG_INPUT, common, whole_number
from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import about_check, problem_lines, problem_object, show, show_json
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--mutate", is_flag=True, help="Of variants: list the slips in the rules that nothing would notice.")
@click.option("--promises", "list_promises", is_flag=True, help="Also list every promise that is proved.")
@click.option("--remarks", "list_remarks", is_flag=True, help="Also list what is worth knowing about the rules.")
@common
def check(
    files: tuple[str, ...],
    mutate: bool,
    list_promises: bool,
    list_remarks: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Say everything that is wrong in scenario files, and prove the rules' guarantees."""
    from ruwaard_sim.files.loading import examine
    from ruwaard_sim.report.guarantees_view import promise_counts, promise_lines, unkept_lines
    from ruwaard_sim.report.rule_remarks_view import remark_count, remark_lines

    if mutate and (list_promises or list_remarks):
        other = "--promises" if list_promises else "--remarks"
        raise UsageError(Text(f"Geef óf --mutate óf {other}.", f"Give either --mutate or {other}."))
    if mutate:
        return _mutate(files, lang, as_json)

    result = examine([Path(name) for name in files])
    code = WRONG_INPUT if any(problem.severity == "error" for problem in result.problems) else WELL
    if as_json:
        guarantees = [guarantee.as_object(lang) for guarantee in result.guarantees]
        problems = [problem_object(problem, lang) for problem in result.problems]
        remarks = [problem_object(remark.problem(), lang) for remark in result.remarks]
        show_json({"problems": problems, "guarantees": guarantees, "remarks": remarks})
        return code
    lines = promise_lines(result.guarantees, lang) if list_promises else []
    if list_remarks:
        lines += remark_lines([remark.problem() for remark in result.remarks], lang)
    if not quiet:
        lines += [count.say(lang) for count in promise_counts(result.guarantees, listed=list_promises)]
        worth_knowing = remark_count(len(result.remarks), listed=list_remarks)
        lines += [] if worth_knowing is None else [worth_knowing.say(lang)]
    lines += unkept_lines(result.guarantees, result.problems, lang) + problem_lines(result.problems, lang)
    if not quiet:
        lines.append(about_check(result.problems, len(files)).say(lang))
    show("".join(f"{sentence}\n" for sentence in lines))
    return code


def _mutate(files: Sequence[str], lang: Lang, as_json: bool) -> int:
    """Score how well the promises and examples of each variant pin down its rules."""
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study.rule_mutation import mutation_report

    scores = [mutation_report(load_variant(Path(name))) for name in files]
    if as_json:
        show_json({"scores": [score.as_object(lang) for score in scores]})
    else:
        show("\n".join(score.say(lang) for score in scores))
    return WELL


@click.command()
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
    if sum(option is not None for option in (resident, facts, meeting, situation)) != 1:
        raise UsageError(
            Text(
                "Geef één van --resident, --facts, --meeting en --situation.",
                "Give one of --resident, --facts, --meeting and --situation.",
            )
        )
    number, luck = whole_number("--resident", resident), whole_number("--seed", seed)
    meeting_number = whole_number("--meeting", meeting)

    from ruwaard_sim.files.library import steered_variants
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study import route_explanation as explaining

    variant = load_variant(Path(scenario))
    if facts is not None:
        account = explaining.explain_facts(variant.plan, facts)
    elif situation is not None:
        account = explaining.explain_situation(variant.plan, situation, steered_variants)
    elif number is not None and luck is not None:
        account = explaining.explain_resident(variant.plan, number, luck)
    elif meeting_number is not None and luck is not None:
        account = explaining.explain_meeting(variant.plan, meeting_number, luck, steered_variants)
    if outcome is not None:
        account = explaining.ask_why_not(account, outcome, variant.guarantees[account.part].impossible)
    if as_json:
        show_json(account.as_object(lang))
    else:
        show(account.say(lang))
    return WELL


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@common
def diff(first: str, second: str, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Say exactly which kinds of residents the rules of two variants treat otherwise, and how many of them."""
    from ruwaard_sim.files.loading import load_variant
    from ruwaard_sim.study.rules_diff import diff as difference

    moved = difference(load_variant(Path(first)), load_variant(Path(second)))
    if as_json:
        show_json(moved.as_object(lang))
    else:
        show(moved.say(lang))
    return WELL


@click.command()
@click.option("--kind", metavar="KIND", help="The schema of one kind of file; of all kinds if not given.")
@common
def schema(kind: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Print the JSON Schema of scenario files, for editors."""
    from ruwaard_sim.scenario.schema.json_schema import schema_of

    show_json(schema_of(kind))
    return WELL
