"""What is proved about the rules of a base or a variant, from which date; and what is broken, with who shows it.

The rules proved are the very tables that the model decides with. Examples are run; promises are proved for every
resident who could exist. *Unknown* is said as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruwaard_sim.errors import Findings, Severity
from ruwaard_sim.rules import WEIGHTS, RuleProblem, Table, example_findings, table_findings, verdict_findings
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

    @property
    def findings(self) -> tuple[RuleProblem, ...]:
        """What there is to remark: broken and by whom, not settled, about nobody, or said by one rule already."""
        return verdict_findings(self.verdict)

    def say(self, lang: Lang) -> str:
        """One line: the promise, whether it holds, for which variant and from when; and who shows that it does not."""
        since = Text("vanaf", "from").say(lang)
        head = f"{self.guarantee.id}: {STATUS[self.status].say(lang)} ({self.variant}, {since} {self.since})"
        line = f"{head}: {self.guarantee.promise.say(lang)}"
        return f"{line} — {self.findings[0].text.say(lang)}" if self.status == "broken" else line

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """The agreed shape for programs."""
        witness = None
        if self.status == "broken":
            witness = {
                "residents": [one.written for one in self.verdict.residents],
                "rules": [rule for _, rule in self.verdict.rules],
                "text": self.findings[0].text.say(lang),
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

    def judge(
        self, name: str, days: Sequence[Day], tree: Node, noted: Findings, *, own: str, forgiven: bool
    ) -> Promises | None:
        """Prove what *name*, whose file is *own*, promises on each of *days*; note what is broken, by which rule.

        A variant that is *forgiven* (declared counterfactual) may break a promise: then it is a remark.
        Returns the promises of the last day, or None after noting that they cannot be read.
        """
        node = tree.get(("rules",))
        assert node is not None
        told: set[tuple[str, RuleProblem]] = set()
        last: dict[str, Status] = {}
        found: Promises | None = None
        for day, scenario, rulebook in days:
            found = promises(scenario.rules, rulebook, node, noted)
            if found is None:
                return None
            prover = self._provers.setdefault(found.impossible, Prover(found.impossible))
            shown = list(self._findings(prover, found, rulebook))
            for table, about in shown:
                if (table, about) not in told and WEIGHTS[about.code] != "remark":
                    told.add((table, about))
                    _note(table, about, node, noted)
            if any(about.code == "R406" for _, about in shown):
                continue
            verdicts = prover.guarantees(rulebook, found.guarantees)
            for guarantee, verdict in zip(found.guarantees, verdicts, strict=True):
                proof = Proof(guarantee, name, day, verdict)
                if last.get(guarantee.id) != proof.status:
                    last[guarantee.id] = proof.status
                    self.proofs.append(proof)
                    _note_proof(proof, node, noted, own=own, forgiven=forgiven)
        return found

    @staticmethod
    def _findings(prover: Prover, found: Promises, rulebook: Mapping[str, Table]) -> Iterator[tuple[str, RuleProblem]]:
        for name in TABLES:
            for about in example_findings(run_examples(rulebook[name], found.examples[name])):
                yield name, about
            for about in table_findings(prover.table(rulebook[name])):
                yield "cannot_happen" if about.code == "R406" else name, about


def _note(table: str, about: RuleProblem, node: Node, noted: Findings) -> None:
    """At the rule of *table* that *about* is about, or at its examples, or at the part called *table*."""
    at: Loc = (table, "rules", about.rule) if about.rule else (table,)
    mark = node.mark_at((*at, "examples")) if about.code == "R411" else node.key_mark_at(at)
    severity: Severity = "error" if WEIGHTS[about.code] == "error" else "warning"
    noted.add(mark, about.code, about.text, severity=severity)


def _note_proof(proof: Proof, node: Node, noted: Findings, *, own: str, forgiven: bool) -> None:
    """At the rule that breaks the promise: one in the variant's *own* file, if there is one."""
    for about in proof.findings:
        weight = WEIGHTS[about.code]
        if weight == "remark":
            continue
        places: list[Loc] = [("guarantees", proof.guarantee.id)]
        places += [(table, "rules", rule) for table, rule in proof.verdict.rules]
        marks = [node.key_mark_at(at) for at in places]
        mine = [mark for mark in marks if mark.file == own]
        severity: Severity = "error" if weight == "error" and not forgiven else "warning"
        text = Text(proof.say("nl"), proof.say("en"))
        noted.add((mine or marks)[-1], about.code, text, severity=severity)
