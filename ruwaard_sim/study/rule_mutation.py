"""The mutation score of a variant's rules: the one-edit mutants that no guarantee or example notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ruwaard_sim.rules import score_findings
from ruwaard_sim.rules.proofs.mutation_score import Score, in_some_period, score, try_mutants
from ruwaard_sim.scenario.variants.in_force import resident_rules, rules_in_force, steering_rules
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Lang, Text


@dataclass(frozen=True, slots=True)
class MutationReport:
    """The score of one variant's rules, in all periods from its first day on."""

    variant: str
    score: Score

    def say(self, lang: Lang) -> str:
        """Tell it as a text: the share noticed, then each mutant that is not, with someone it would concern."""
        noticed, equivalent = self.score.noticed, self.score.equivalent
        judged = noticed + len(self.score.unnoticed)
        tried = judged + equivalent
        head = Text(
            f"{self.variant}: {tried} vergissingen in de regels geprobeerd, waarvan {equivalent} zonder verschil voor "
            f"wie dan ook (die tellen niet mee); van de andere {judged} zouden er {noticed} opvallen "
            f"({self.score.share:.0%}).",
            f"{self.variant}: {tried} slips in the rules tried, {equivalent} of them without a difference to anyone "
            f"(these do not count); of the other {judged}, {noticed} would be noticed ({self.score.share:.0%}).",
        )
        lines = [head.say(lang)]
        lines += [f"  {finding.rule}: {finding.text.say(lang)}" for finding in score_findings(self.score)]
        return "\n".join(lines) + "\n"

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "variant": self.variant,
            "noticed": self.score.noticed,
            "share": self.score.share,
            "equivalent": self.score.equivalent,
            "unnoticed": [unnoticed.mutant.description.say(lang) for unnoticed in self.score.unnoticed],
        }


def mutation_report(variant: Resolved) -> MutationReport:
    """Try every one-edit change of the rules of *variant*, also of those it steers by, on guarantees and examples.

    All rules are tried that are in force some time from its first day on. An edit of one rule is made wherever that
    rule is in force: it is noticed when it is noticed in some period, and counts when it changes an answer in one.
    """
    trials = []
    for part, rules in (("rules", resident_rules), ("steering", steering_rules)):
        proved = variant.guarantees.get(part)
        books = [rules(entry.holding) for entry in rules_in_force(variant.plan, rules, variant.begins)]
        if proved is not None:
            about = (proved.guarantees, proved.examples, proved.impossible)
            trials += in_some_period([try_mutants(book, *about, course=proved.course) for book in books if book])
    return MutationReport(variant.variant.id, score(trials))
