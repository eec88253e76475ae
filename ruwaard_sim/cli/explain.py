"""``explain``: why a case takes its route, why not another, and what would change it."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import (
    WELL,
    calendar_date,
    common,
    json_with_names,
    seed_option,
    show_names,
    warn_of_broken,
    whole_number,
)
from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import show_text
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("scenario", metavar="SCENARIO")
@click.option("--resident", metavar="N", help="A resident of the wijk, by number.")
@click.option("--facts", metavar="FACTS", help="The facts of a case, as 'name=value, name=value'.")
@click.option("--meeting", metavar="N", help="A meeting of the stuurgroep, by number.")
@click.option("--situation", metavar="FACTS", help="The facts of a situation that the stuurgroep may meet.")
@click.option("--date", "day", metavar="DATE", help="By the rules of this day, such as 2020-03-17.")
@seed_option("2018", "used with --resident and --meeting")
@click.option("--why-not", "outcome", metavar="ROUTE", help="Also why not this outcome, and what would change it.")
@common
def explain(
    scenario: str,
    resident: str | None,
    facts: str | None,
    meeting: str | None,
    situation: str | None,
    day: str | None,
    seed: str,
    outcome: str | None,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Explain why a case takes its route, why not another, and what would change it."""
    if sum(option is not None for option in (resident, facts, meeting, situation)) != 1:
        raise UsageError(
            Text(
                "Geef één van --resident, --facts, --meeting en --situation.",
                "Give one of --resident, --facts, --meeting and --situation.",
            )
        )
    on_day = calendar_date("--date", day)
    if on_day is not None and facts is None and situation is None:
        raise UsageError(
            Text("--date hoort bij --facts of --situation.", "--date belongs with --facts or --situation.")
        )
    number, seed_number = whole_number("--resident", resident), whole_number("--seed", seed)
    meeting_number = whole_number("--meeting", meeting)

    from ruwaard_sim.files.library import steered_variants
    from ruwaard_sim.files.loading import load_to_explain
    from ruwaard_sim.study import route_explanation as explaining

    variant, broken = load_to_explain(Path(scenario))
    warn_of_broken(broken, lang)
    if facts is not None:
        account = explaining.explain_facts(variant.plan, facts, on_day)
    elif situation is not None:
        account = explaining.explain_situation(variant.plan, situation, steered_variants, on_day)
    elif number is not None and seed_number is not None:
        account = explaining.explain_resident(variant.plan, number, seed_number)
    elif meeting_number is not None and seed_number is not None:
        account = explaining.explain_meeting(variant.plan, meeting_number, seed_number, steered_variants)
    if outcome is not None:
        account = explaining.ask_why_not(account, outcome, variant.guarantees[account.part].impossible)
    if as_json:
        json_with_names(account.as_object(lang), variant.named_twice, lang)
    else:
        show_names(variant.named_twice, lang)
        show_text(account.say(lang))
    return WELL
