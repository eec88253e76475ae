"""Why a table did not give another answer, and the smallest change in the facts that would have led there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ruwaard_sim.errors import nearest
from ruwaard_sim.rules.language.messages import in_short, message
from ruwaard_sim.rules.language.syntax_tree import Condition, Expression, conjuncts, facts_in
from ruwaard_sim.rules.language.vocabulary import Vocabulary, VocabularyError
from ruwaard_sim.rules.language.wording import Speaker, plain, say_value, title_beside
from ruwaard_sim.rules.proofs.case_encoding import encode_table, exclude, some_facts
from ruwaard_sim.rules.proofs.formulas import any_of, compare
from ruwaard_sim.rules.proofs.guarantees import answering
from ruwaard_sim.rules.proofs.nearest_case import DistanceTerm, NearestCase, Nearness
from ruwaard_sim.rules.proofs.solver import Effort, Solver
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.substitution import settled_condition, with_parameters
from ruwaard_sim.rules.tables.table import Rule, Table
from ruwaard_sim.text import Lang, Text

UNCHANGEABLE: Final = ("leeftijd",)
"""Facts that nobody can change; left alone when nothing else is asked, where the vocabulary has them."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A *rule* that would give the answer asked for, and why it does not.

    *missing* are the parts of its condition that do not hold; *before* is the rule that decides before it.
    """

    rule: Rule
    missing: tuple[Expression, ...]
    before: Rule | None


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The least that would have to be otherwise.

    ``found``: *resident* is who gets the answer, and *changed* what is otherwise; ``needless``: it is given already;
    ``impossible``: it is proved that no change leads there; ``unknown``: that could not be found out. *smallest*
    is whether it is proved that no smaller change leads there.
    """

    status: Literal["found", "needless", "impossible", "unknown"]
    resident: ExampleCase | None = None
    changed: tuple[str, ...] = ()
    smallest: bool = True


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why *table* does not answer *outcome* for *facts*: what blocks each rule that would, and what would help."""

    table: Table
    facts: tuple[int, ...]
    outcome: str
    frozen: tuple[str, ...]
    blocked: tuple[Blocked, ...]
    change: SmallestChange


def why_not(
    table: Table,
    facts: Sequence[int],
    outcome: str,
    frozen: Collection[str] | None = None,
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
) -> WhyNot:
    """Why *table* does not answer *outcome* for the facts vector *facts*.

    The facts called *frozen* stay as they are (None: those of :data:`UNCHANGEABLE`). Raises VocabularyError for an
    outcome the table does not have (R101) or a frozen fact that does not exist (R302).
    """
    if outcome not in table.outcomes:
        word = in_short(outcome)
        suggested = nearest(outcome[:80].casefold(), table.outcomes)
        raise VocabularyError("R101", message("R101", word=word), suggested)
    stay = _frozen(frozen, table.vocabulary)
    change = smallest_change(table, facts, outcome, stay, impossible, effort)
    blocked = () if change.status == "needless" else _blocked(table, tuple(facts), outcome)
    return WhyNot(table, tuple(facts), outcome, stay, blocked, change)


def _frozen(frozen: Collection[str] | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    if frozen is None:
        return tuple(name for name in UNCHANGEABLE if vocabulary.fact(name) is not None)
    places = sorted({vocabulary.index(name) for name in frozen})
    return tuple(vocabulary.facts[index].name for index in places)


def _blocked(table: Table, facts: tuple[int, ...], outcome: str) -> tuple[Blocked, ...]:
    parameters = table.vocabulary.parameter_values
    answers = () if table.hit == "collect" else answering(table, facts)
    deciding = next(iter(answers), None)
    blocked = []
    for index, rule in enumerate(table.rules):
        if outcome not in rule.answers:
            continue
        parts = () if rule.when is None else conjuncts(rule.when.expression)
        missing = tuple(part for part in parts if not holds(part, facts, parameters))
        earlier = deciding is not None and table.rules.index(deciding) < index
        blocked.append(Blocked(rule, missing, deciding if earlier else None))
    return tuple(blocked)


def smallest_change(
    table: Table,
    facts: Sequence[int],
    outcome: str,
    frozen: Collection[str] = (),
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
) -> SmallestChange:
    """The least change in *facts* (fewest facts, then the smallest distance) for which *table* answers *outcome*.

    The facts called *frozen* stay as they are, and who is *impossible* is no example. A rule that leaves room for
    judgement counts as giving each of its answers.
    """
    if any(outcome in rule.answers for rule in answering(table, tuple(facts))):
        return SmallestChange("needless")
    rules = with_parameters(table)
    excluded = [settled_condition(condition, table.vocabulary) for condition in impossible]
    asked_for = [rule.when for rule in rules.rules if rule.when is not None] + excluded
    free = {name for condition in asked_for for name in facts_in(condition.expression)} - set(frozen)
    solver = Solver(effort)
    unknowns = some_facts(solver, rules.vocabulary)
    exclude(solver, unknowns, excluded)
    pulls = {
        fact.name: DistanceTerm(unknown, value, fact)
        for fact, unknown, value in zip(rules.vocabulary.facts, unknowns, facts, strict=True)
    }
    solver.add(*(compare(pull.number, "==", pull.home) for name, pull in pulls.items() if name not in free))
    encoded = encode_table(solver, rules, unknowns)
    gives = encoded.applies if table.hit == "collect" else encoded.decides
    goal = any_of([applies for applies, rule in zip(gives, rules.rules, strict=True) if outcome in rule.answers])
    loose = [name for name in pulls if name in free]
    nearest_case = Nearness(solver, [pulls[name] for name in loose]).nearest(solver.mark(goal))
    if not isinstance(nearest_case, NearestCase):
        return SmallestChange("impossible" if nearest_case == "no" else "unknown")
    return _change(table, facts, outcome, dict(zip(loose, nearest_case.numbers, strict=True)), nearest_case.exact)


def _change(
    table: Table, facts: Sequence[int], outcome: str, otherwise: Mapping[str, int], smallest: bool
) -> SmallestChange:
    """The change to the values *otherwise*, after the reference evaluator agreed that it leads to *outcome*."""
    names = [fact.name for fact in table.vocabulary.facts]
    changed = tuple(otherwise.get(name, value) for name, value in zip(names, facts, strict=True))
    if not any(outcome in rule.answers for rule in answering(table, changed)):
        raise AssertionError(f"the prover and the reference disagree about table {table.id}")
    different = tuple(name for name, old, new in zip(names, facts, changed, strict=True) if old != new)
    return SmallestChange("found", ExampleCase(changed, table.vocabulary), different, smallest)


def render_why_not(answer: WhyNot, lang: Lang, *, which: bool = False) -> tuple[str, ...]:
    """The answer as lines that can be read aloud; *which* also says which question of the rules it is about."""
    outcome = f"'{plain(answer.outcome)}'" + title_beside(answer.outcome, answer.table.titles, lang)
    question = f"{answer.table.question.say(lang)} " if which else ""
    if answer.change.status == "needless":
        sentence = Text(f"{outcome} is wat de regels hier geven.", f"{outcome} is what the rules give here.")
        return (question + sentence.say(lang),)
    lines = [question + Text(f"Waarom niet {outcome}?", f"Why not {outcome}?").say(lang)]
    lines += [_block(blocked, answer, lang) for blocked in answer.blocked]
    if not answer.blocked:
        lines.append(Text(f"Geen enkele regel geeft {outcome}.", f"No rule gives {outcome}.").say(lang))
    else:
        lines.append(_help(answer, lang))
    return tuple(lines)


def _name(rule: Rule, lang: Lang) -> str:
    return Text(f"{rule.id} ({rule.title.nl})", f"{rule.id} ({rule.title.en})").say(lang)


def _block(blocked: Blocked, answer: WhyNot, lang: Lang) -> str:
    speaker = Speaker(answer.table.vocabulary, lang)
    name = Text("Regel ", "Rule ").say(lang) + _name(blocked.rule, lang)
    before = "" if blocked.before is None else _name(blocked.before, lang)
    if not blocked.missing:
        return Text(
            f"{name} past wel, maar regel {before} gaat voor.", f"{name} fits, but rule {before} comes first."
        ).say(lang)
    needed = Text("; en: ", "; and: ").say(lang).join(speaker.condition(part) for part in blocked.missing)
    used = dict.fromkeys(name for part in blocked.missing for name in facts_in(part))
    present = ", ".join(speaker.fact_is(name, answer.facts[answer.table.vocabulary.index(name)]) for name in used)
    sentence = Text(f"{name} geldt niet. Nodig is: {needed}.", f"{name} does not apply. It needs: {needed}.").say(lang)
    if present:
        sentence += Text(f" Nu: {present}.", f" Now: {present}.").say(lang)
    if before:
        sentence += Text(f" En regel {before} gaat voor.", f" And rule {before} comes first.").say(lang)
    return sentence


def _help(answer: WhyNot, lang: Lang) -> str:
    """Say what would have to be different, and what was kept."""
    outcome, change, vocabulary = f"'{plain(answer.outcome)}'", answer.change, answer.table.vocabulary
    fixed_facts = ", ".join(vocabulary.facts[vocabulary.index(name)].title.say(lang) for name in answer.frozen)
    if change.status == "unknown":
        return Text(
            f"Of een verandering tot {outcome} leidt, kon niet worden uitgezocht.",
            f"Whether a change leads to {outcome} could not be found out.",
        ).say(lang)
    if change.resident is None:
        sentence = Text(
            f"Geen verandering leidt tot {outcome}; dat is bewezen.",
            f"No change leads to {outcome}; that is proved.",
        ).say(lang)
    else:
        least = Text("De kleinste verandering", "The smallest change")
        if not change.smallest:
            least = Text("Een verandering", "A change")
        changes = ", ".join(_changed(name, answer, change.resident, lang) for name in change.changed)
        sentence = Text(
            f"{least.nl} die tot {outcome} leidt: {changes}.", f"{least.en} that leads to {outcome}: {changes}."
        ).say(lang)
    return sentence + (
        Text(f" Niet veranderd: {fixed_facts}.", f" Not changed: {fixed_facts}.").say(lang) if fixed_facts else ""
    )


def _changed(name: str, answer: WhyNot, otherwise: ExampleCase, lang: Lang) -> str:
    """``de zwaarte is 6 punten (nu 4 punten)``."""
    vocabulary = answer.table.vocabulary
    index = vocabulary.index(name)
    fact = vocabulary.facts[index]
    present = say_value(fact, answer.facts[index], lang)
    return Speaker(vocabulary, lang).fact_is(name, otherwise.facts[index]) + Text(
        f" (nu {present})", f" (now {present})"
    ).say(lang)
