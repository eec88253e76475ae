"""Who cannot exist by the rules, and yet does: a run that meets them stops, for no proof is about them."""

from __future__ import annotations

from collections.abc import Sequence

from ruwaard_sim.errors import ImpossibleCaseError
from ruwaard_sim.model.run_context import RunContext
from ruwaard_sim.plan import Impossible, Steering
from ruwaard_sim.rules import Vocabulary, holds
from ruwaard_sim.rules.language.syntax_tree import facts_in
from ruwaard_sim.text import Text, date_text


def impossible_resident(
    impossible: Impossible, resident: int, facts: Sequence[int], context: RunContext
) -> ImpossibleCaseError:
    """The error that *resident*, with these *facts*, is one of the *impossible*."""
    told = _facts(impossible, context.current.regime.aanpak.vocabulary, facts)
    day = date_text(context.current.calendar.date(context.now))
    name = f"rules.cannot_happen.{impossible.name}"
    return ImpossibleCaseError(
        Text(
            f"Bewoner {resident} heeft op {day.nl} een vraag met {told}. Volgens {name} ({impossible.title.nl}) kan "
            f"dat niet, dus wat er bewezen is gaat niet over deze bewoner. De doorrekening is gestopt; pas {name} aan.",
            f"Resident {resident} has a question on {day.en} with {told}. By {name} ({impossible.title.en}) there is "
            f"nobody like that, so what is proved is not about this resident. The run was stopped; change {name}.",
        )
    )


def refuse_impossible_situation(steering: Steering, facts: Sequence[int], context: RunContext) -> None:
    """Raise ImpossibleCaseError when the stuurgroep meets a situation that does not occur by its rules."""
    words = next(iter(steering.tables.values())).vocabulary
    for impossible in steering.impossible:
        if holds(impossible.condition.expression, facts, {}):
            told = _facts(impossible, words, facts)
            name = f"steering.cannot_happen.{impossible.name}"
            raise ImpossibleCaseError(
                Text(
                    f"De stuurgroep ziet een situatie met {told}. Volgens {name} ({impossible.title.nl}) komt die niet "
                    f"voor, dus gaat wat er bewezen is er niet over. De doorrekening is gestopt; pas {name} aan.",
                    f"The stuurgroep sees a situation with {told}. By {name} ({impossible.title.en}) it does not "
                    f"occur, so what is proved is not about it. The run was stopped; change {name}.",
                )
            )


def _facts(impossible: Impossible, vocabulary: Vocabulary, facts: Sequence[int]) -> str:
    """The facts that *impossible* asks, as they are written."""
    used = facts_in(impossible.condition.expression).items()
    return ", ".join(f"{name}={vocabulary.decode(name, facts[index])}" for name, index in used)
