"""Proves the guarantees of a base or a variant from each date on, and reports what is broken and who shows it.

The rules proved are the very tables that the model decides with. Examples are run; guarantees are proved for every
resident who could exist. *Unknown* is said as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ruwaard_sim.errors import Findings, Mark, Severity
from ruwaard_sim.rules import WEIGHTS, RuleProblem, Table, example_findings, explain, table_findings, verdict_findings
from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.proofs.cached_proofs import Prover
from ruwaard_sim.rules.proofs.case_course import Course
from ruwaard_sim.rules.proofs.examples import impossible_examples, run_examples
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict
from ruwaard_sim.rules.proofs.guarantees import Guarantee
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.guarantees.guarantee_builder import GuaranteeSet, build_guarantees
from ruwaard_sim.scenario.guarantees.rule_source import RuleText
from ruwaard_sim.text import Lang, Text, date_text

Day = tuple[date, RuleText, Mapping[str, Table]]
"""Rules as they are from a date on, as written and as tables."""

STATUS: dict[Status, Text] = {
    "proved": Text("bewezen", "proved"),
    "broken": Text("GEBROKEN", "BROKEN"),
    "unknown": Text("niet te bewijzen gebleken", "could not be settled"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """The result for one guarantee of one variant from one date on."""

    guarantee: Guarantee
    variant: str
    since: date
    verdict: Verdict
    applies: bool = True
    """Whether anybody goes by the rules it is about; without a stuurgroep nobody goes by those to steer by."""
    crossed: tuple[tuple[date, Verdict], ...] = ()
    """The days on which rules changed, and who was asked by both, for whom it does not hold."""

    @property
    def status(self) -> Status:
        """``proved``, ``broken`` or ``unknown``."""
        return self.verdict.status

    @property
    def by_rule(self) -> str | None:
        """The one rule whose text already says the guarantee, if it is about anybody and there is such a rule."""
        verdict = self.verdict
        return verdict.rules[0][1] if verdict.tautology and verdict.rules and not verdict.empty else None

    @property
    def findings(self) -> tuple[RuleProblem, ...]:
        """The findings about it: broken and by whom, unknown, about nobody, or said by one rule already."""
        return verdict_findings(self.verdict)

    def say(self, lang: Lang) -> str:
        """One line: the guarantee, its status, variant and first day; and a resident for whom it fails, if any."""
        day = date_text(self.since)
        since = Text(f"vanaf {day.nl}", f"from {day.en}").say(lang)
        head = f"{self.guarantee.id}: {STATUS[self.status].say(lang)} ({self.variant}, {since})"
        line = f"{head}: {self.guarantee.title.say(lang)}"
        more = [about.text.say(lang) for about in self.findings if about.code in ("R408", "R409")]
        return " — ".join([line, *more])

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """The agreed shape for programs."""
        witness = None
        if self.status == "broken":
            witness = {
                "residents": [resident.written for resident in self.verdict.residents],
                "rules": [rule for _, rule in self.verdict.rules],
                "text": self.findings[0].text.say(lang),
            }
        return {
            "id": self.guarantee.id,
            "variant": self.variant,
            "from": self.since.isoformat(),
            "status": self.status,
            "witness": witness,
            "by_rule": self.by_rule,
            "applies": self.applies,
            "not_for": [
                {
                    "in_procedure_on": day.isoformat(),
                    "residents": [resident.written for resident in verdict.residents],
                    "rules": [rule for _, rule in verdict.rules],
                }
                for day, verdict in self.crossed
            ],
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """The rules that are judged: of the base or variant called *name*, whose file is *own*, in *tree*.

    *below* is what it builds on (None for a base); what is *forgiven* (counterfactual) may break a guarantee.
    """

    name: str
    tree: Node
    own: str
    below: str | None = None
    forgiven: bool = False


@dataclass(frozen=True, slots=True)
class ProofRun:
    """The proofs of one part of the rules of a subject: its tables on each day, and their *proofs*."""

    subject: Subject
    text: RuleText
    days: tuple[tuple[Prover, Mapping[str, Table]], ...]
    proofs: tuple[Proof, ...]


@dataclass(slots=True)
class ProofSession:
    """Proves all guarantees, once for each set of rules; remembers *proofs* for whoever wants to show them.

    The *hearings* are for who asks what is worth knowing besides: a base before its variants.
    """

    proofs: list[Proof] = field(default_factory=list)
    runs: list[ProofRun] = field(default_factory=list)
    _provers: dict[tuple[tuple[Condition, ...], Course], Prover] = field(default_factory=dict)
    _reported: dict[tuple[str, str, str], Mark] = field(default_factory=dict)
    """Where it was told of a base or variant that a guarantee of its rules has a problem of this code."""

    def prove(
        self,
        case: Subject,
        days: Sequence[Day],
        noted: Findings,
        *,
        applies: bool = True,
        earlier: Sequence[Mapping[str, Table]] = (),
    ) -> GuaranteeSet | None:
        """Prove what is guaranteed about one part of the rules on each of *days*; note what is broken, by which rule.

        Rules that nobody goes by (*applies* is False) are proved as well: a variant may set someone to go by them.
        Whoever was asked by *earlier* rules and goes on by these may miss what is guaranteed: that is found out too.

        Returns the guarantees of the last day, or None after noting that they cannot be read.
        """
        reported: set[tuple[Loc, RuleProblem]] = set()
        latest: dict[str, int] = {}
        parts: GuaranteeSet | None = None
        heard: list[tuple[Prover, Mapping[str, Table]]] = []
        before = len(self.proofs)
        for day, text, rulebook in days:
            node = part_of(case.tree, text)
            parts = build_guarantees(text, rulebook, node, noted)
            if parts is None:
                return None
            known = (parts.impossible, text.course)
            prover = self._provers.setdefault(known, Prover(parts.impossible, course=text.course))
            shown = list(self._findings(prover, parts, rulebook, text))
            for at, about in shown:
                if (at, about) not in reported:
                    reported.add((at, about))
                    _note(at, about, node, noted)
            if any(about.code == "R406" for _, about in shown):
                continue
            passed = [*earlier, *(book for _, book in heard)]
            heard.append((prover, rulebook))
            verdicts = prover.guarantees(rulebook, parts.guarantees)
            for guarantee, verdict in zip(parts.guarantees, verdicts, strict=True):
                crossed = _crossed(prover, guarantee, passed, rulebook) if verdict.status == "proved" else None
                proof = Proof(guarantee, case.name, day, verdict, applies, () if crossed is None else ((day, crossed),))
                if self._is_new(proof, latest):
                    self._note_proof(proof, text, case, node, noted)
        if days:
            self.runs.append(ProofRun(case, days[-1][1], tuple(heard), tuple(self.proofs[before:])))
        return parts

    def _is_new(self, proof: Proof, latest: dict[str, int]) -> bool:
        """Keep *proof*, unless the *latest* of the same guarantee (by place in the proofs) says the same already."""
        place = latest.get(proof.guarantee.id)
        if place is not None and self.proofs[place].status == proof.status:
            known = self.proofs[place]
            self.proofs[place] = replace(known, crossed=(*known.crossed, *proof.crossed))
            return False
        latest[proof.guarantee.id] = len(self.proofs)
        self.proofs.append(proof)
        return True

    def _note_proof(self, proof: Proof, text: RuleText, case: Subject, node: Node, noted: Findings) -> None:
        """Note what there is to say of a guarantee, where its writer can mend it."""
        for about in proof.findings:
            weight = WEIGHTS[about.code]
            if weight == "remark":
                continue
            severity: Severity = "error" if weight == "error" and not case.forgiven else "warning"
            mark = self._mark_of(proof, about.code, text, case, node)
            self._reported[case.name, proof.guarantee.id, about.code] = mark
            noted.add(mark, about.code, Text(proof.say("nl"), proof.say("en")), severity=severity)

    def _mark_of(self, proof: Proof, code: str, text: RuleText, case: Subject, node: Node) -> Mark:
        """At the rule that breaks the guarantee, if it is the variant's own; else at the change that lets it through.

        What is so of what a variant builds on as well has the place that it has there.
        """
        places: list[Loc] = [("guarantees", proof.guarantee.id)]
        places += [text.rule(table, rule) for table, rule in proof.verdict.rules]
        marks = [node.key_mark_at(at) for at in places]
        own = [mark for mark in marks if mark.file == case.own]
        if own or case.below is None:
            return (own or marks)[-1]
        earlier = self._reported.get((case.below, proof.guarantee.id, code))
        return earlier or self._let_through(proof, text, case, node) or marks[-1]

    def _let_through(self, proof: Proof, text: RuleText, case: Subject, node: Node) -> Mark | None:
        """The variant's change of the rule that answered below for who shows it, or its first change of these rules.

        None where that rule was taken out: that change is told by itself.
        """
        days = [
            hearing.days
            for hearing in self.runs
            if (hearing.subject.name, hearing.text.part) == (case.below, text.part)
        ]
        tables = days[0][-1][1] if days and days[0] else {}
        for resident in proof.verdict.residents:
            for name, table in tables.items():
                if [fact.name for fact in table.vocabulary.facts] != [fact.name for fact in resident.vocabulary.facts]:
                    continue
                for rule in explain(table, resident.facts).applying:
                    at = text.rule(name, rule.id)
                    if node.get(at) is None:
                        return None
                    if (mark := node.key_mark_at(at)).file == case.own:
                        return mark
        return min(_own_marks(node, case.own), key=lambda mark: (mark.line, mark.column), default=None)

    @staticmethod
    def _findings(
        prover: Prover, guarantee_set: GuaranteeSet, rulebook: Mapping[str, Table], text: RuleText
    ) -> Iterator[tuple[Loc, RuleProblem]]:
        """The problems of each table, with the path to the rule or table they are about."""
        for name, table in rulebook.items():
            examples, of_table = guarantee_set.examples[name], table_findings(prover.table(table))
            impossible = impossible_examples(table, examples, guarantee_set.impossible)
            if any(about.code == "R406" for about in of_table):
                impossible = ()
            for about in (*impossible, *example_findings(run_examples(table, examples))):
                yield (*text.rule(name, about.rule), "examples"), about
            for about in of_table:
                if about.code == "R406":
                    yield ("cannot_happen",), about
                else:
                    yield text.rule(name, about.rule) if about.rule else (*text.above, name), about


def _crossed(
    prover: Prover, guarantee: Guarantee, passed: Sequence[Mapping[str, Table]], rulebook: Mapping[str, Table]
) -> Verdict | None:
    """That *guarantee* does not hold for whoever came by rules that have *passed* and goes on by *rulebook*."""
    verdicts = (prover.across(earlier, rulebook, guarantee) for earlier in reversed(passed))
    return next((verdict for verdict in verdicts if verdict is not None and verdict.status != "proved"), None)


def part_of(tree: Node, text: RuleText) -> Node:
    """The part of *tree* in which the rules of *text* stand."""
    node = tree.get((text.part,))
    assert node is not None
    return node


def _note(at: Loc, about: RuleProblem, node: Node, noted: Findings) -> None:
    mark = node.mark_at(at) if about.code in ("R411", "R414") else node.key_mark_at(at)
    noted.add(mark, about.code, about.text, severity=WEIGHTS[about.code])


def _own_marks(node: Node, own: str) -> Iterator[Mark]:
    """The marks in the file *own* of each value that it brought into *node*."""
    waiting = [node]
    while waiting:
        block = waiting.pop()
        if block.key_mark is not None and block.key_mark.file == own:
            yield block.key_mark
        elif isinstance(block.content, dict):
            waiting += block.content.values()
