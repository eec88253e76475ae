"""What is proved about the rules of a base or a variant, from which date; and what is broken, with who shows it.

The rules proved are the very tables that the model decides with. Examples are run; promises are proved for every
resident who could exist. *Unknown* is said as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruwaard_sim.errors import Findings
from ruwaard_sim.rules import Table
from ruwaard_sim.rules.examples import run_examples
from ruwaard_sim.rules.guarantees import Guarantee
from ruwaard_sim.rules.proofs import Status
from ruwaard_sim.rules.prover import Prover
from ruwaard_sim.rules.proving import Verdict
from ruwaard_sim.rules.tree import Condition
from ruwaard_sim.scenario.node import Loc, Node
from ruwaard_sim.scenario.promises import Promises, promises
from ruwaard_sim.scenario.rulebook import TABLES
from ruwaard_sim.scenario.shapes import Scenario
from ruwaard_sim.words import Lang, Text

Day = tuple[date, Scenario, Mapping[str, Table]]

STATUS: dict[Status, Text] = {
    "proved": Text("bewezen", "proved"),
    "broken": Text("GEBROKEN", "BROKEN"),
    "unknown": Text("niet te bewijzen gebleken", "could not be settled"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one guarantee of one variant from one date on."""

    guarantee: Guarantee
    variant: str
    since: date
    verdict: Verdict

    @property
    def status(self) -> Status:
        """``proved``, ``broken`` or ``unknown``."""
        return self.verdict.status

    def say(self, lang: Lang) -> str:
        """One line: the promise, whether it holds, for which variant and from when; and who shows that it does not."""
        since = Text("vanaf", "from").say(lang)
        head = f"{self.guarantee.id}: {STATUS[self.status].say(lang)} ({self.variant}, {since} {self.since})"
        line = f"{head}: {self.guarantee.promise.say(lang)}"
        if self.status == "broken":
            line += f" {self._witness(lang)}"
        elif self.verdict.empty:
            line += Text(" Niemand valt eronder.", " It is about nobody.").say(lang)
        elif self.verdict.tautology:
            line += Text(" Dit zegt één regel al zelf.", " One rule says so itself.").say(lang)
        return line

    def _witness(self, lang: Lang) -> str:
        residents = Text(" tegenover ", " against ").say(lang).join(one.say(lang) for one in self.verdict.residents)
        answers = "; ".join(
            ", ".join(f"{table}: {' / '.join(given) or '-'}" for table, given in outcome.items())
            for outcome in self.verdict.outcomes
        )
        rules = ", ".join(rule for _, rule in self.verdict.rules)
        return (
            Text("Tegenvoorbeeld: {} ({}), door {}.", "Counter-example: {} ({}), by {}.")
            .say(lang)
            .format(residents, answers, rules)
        )

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """The agreed shape for programs."""
        witness = None
        if self.status == "broken":
            witness = {
                "residents": [one.written for one in self.verdict.residents],
                "rules": [rule for _, rule in self.verdict.rules],
                "text": self._witness(lang),
            }
        return {
            "id": self.guarantee.id,
            "variant": self.variant,
            "from": self.since.isoformat(),
            "status": self.status,
            "witness": witness,
        }


@dataclass(slots=True)
class Court:
    """Proves everything promised, once for each set of rules; remembers *proofs* for whoever wants to show them."""

    proofs: list[Proof] = field(default_factory=list)
    _provers: dict[tuple[Condition, ...], Prover] = field(default_factory=dict)

    def judge(self, name: str, days: Sequence[Day], tree: Node, noted: Findings, *, forgiven: bool) -> Promises | None:
        """Prove what *name* promises on each of *days*; note what is broken, by which rule.

        A variant that is *forgiven* (declared counterfactual) may break a promise: then it is a remark.
        Returns the promises of the last day, or None after noting that they cannot be read.
        """
        node = tree.get(("rules",))
        assert node is not None
        told: set[tuple[str, str]] = set()
        last: dict[str, Status] = {}
        found: Promises | None = None
        for day, scenario, rulebook in days:
            found = promises(scenario.rules, rulebook, node, noted)
            if found is None:
                return None
            prover = self._provers.setdefault(found.impossible, Prover(found.impossible))
            self._examples(found, rulebook, node, noted, told)
            self._tables(prover, rulebook, node, noted, told)
            verdicts = prover.guarantees(rulebook, found.guarantees)
            for guarantee, verdict in zip(found.guarantees, verdicts, strict=True):
                proof = Proof(guarantee, name, day, verdict)
                if last.get(guarantee.id) != proof.status:
                    last[guarantee.id] = proof.status
                    self.proofs.append(proof)
                    _note_broken(proof, node, noted, forgiven=forgiven)
        return found

    @staticmethod
    def _examples(
        found: Promises, rulebook: Mapping[str, Table], node: Node, noted: Findings, told: set[tuple[str, str]]
    ) -> None:
        for name in TABLES:
            for number, outcome in enumerate(run_examples(rulebook[name], found.examples[name])):
                example = outcome.example
                key = (example.rule, f"{number}")
                if outcome.agrees or key in told:
                    continue
                told.add(key)
                at: Loc = (name, "rules", example.rule, "examples")
                given = ", ".join(rule.id for rule in outcome.answering) or "-"
                text = Text(
                    f"het voorbeeld '{example.facts}' moet '{example.outcome}' geven, maar nu beslist {given}",
                    f"the example '{example.facts}' must give '{example.outcome}', but now {given} decides",
                )
                noted.add(node.mark_at(at), "X093", text)

    @staticmethod
    def _tables(
        prover: Prover, rulebook: Mapping[str, Table], node: Node, noted: Findings, told: set[tuple[str, str]]
    ) -> None:
        for name in TABLES:
            for dead in prover.table(rulebook[name]).dead:
                if (name, dead.rule) in told:
                    continue
                told.add((name, dead.rule))
                covered = ", ".join(dead.covered_by)
                text = Text(
                    f"'{dead.rule}' beslist nooit: alles wat eronder valt, valt al onder {covered}",
                    f"'{dead.rule}' never decides: all it covers is covered by {covered} before it",
                )
                if not dead.covered_by:
                    text = Text(f"'{dead.rule}' past op niemand", f"'{dead.rule}' applies to nobody")
                noted.add(node.key_mark_at((name, "rules", dead.rule)), "X094", text, severity="warning")


def _note_broken(proof: Proof, node: Node, noted: Findings, *, forgiven: bool) -> None:
    """At the rule that breaks the promise: one that the variant brought, if there is one."""
    if proof.status != "broken":
        return
    places: list[Loc] = [("guarantees", proof.guarantee.id)]
    places += [(table, "rules", rule) for table, rule in proof.verdict.rules]
    marks = [node.key_mark_at(at) for at in places]
    changed = [mark for mark in marks if mark.file != node.mark.file]
    text = Text(proof.say("nl"), proof.say("en"))
    noted.add((changed or marks)[-1], "X095", text, severity="warning" if forgiven else "error")
