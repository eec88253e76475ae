"""How well the promises and examples pin the rules down: which one-edit slips nobody would notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ruwaard_sim.rules import score_findings
from ruwaard_sim.rules.noticing import Score, unnoticed
from ruwaard_sim.scenario.settle import Resolved
from ruwaard_sim.words import Lang, Text


@dataclass(frozen=True, slots=True)
class Slips:
    """The score of one variant's rules as they are on the last day."""

    variant: str
    score: Score

    def say(self, lang: Lang) -> str:
        """Tell it as a text: the share noticed, then each slip that is not, with someone it would concern."""
        noticed, missed = self.score.noticed, self.score.unnoticed
        head = Text(
            f"{self.variant}: {noticed} van de {noticed + len(missed)} vergissingen in de regels zouden opvallen "
            f"({self.score.share:.0%}); {self.score.equivalent} maken voor niemand verschil.",
            f"{self.variant}: {noticed} of {noticed + len(missed)} slips in the rules would be noticed "
            f"({self.score.share:.0%}); {self.score.equivalent} make no difference to anyone.",
        )
        lines = [head.say(lang)]
        lines += [f"  {found.rule}: {found.text.say(lang)}" for found in score_findings(self.score)]
        return "\n".join(lines) + "\n"

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "variant": self.variant,
            "noticed": self.score.noticed,
            "share": self.score.share,
            "equivalent": self.score.equivalent,
            "unnoticed": [one.mutant.description.say(lang) for one in self.score.unnoticed],
        }


def slips(variant: Resolved) -> Slips:
    """Try every one-edit change of the rules of *variant* on its promises and examples, also of those it steers by."""
    regime = variant.plan.regimes[-1]
    books = {"rules": regime.rulebook, "steering": regime.steering_rulebook}
    found = [
        unnoticed(book, promised.guarantees, promised.examples, promised.impossible)
        for part, promised in variant.promises.items()
        if (book := books[part])
    ]
    missed = tuple(one for score in found for one in score.unnoticed)
    whole = Score(sum(one.noticed for one in found), missed, sum(one.equivalent for one in found))
    return Slips(variant.variant.id, whole)
