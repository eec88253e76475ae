"""What is proved is so in a run: within a regime no decision breaks a guarantee; facts change only as is declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st
from wijken import everywhere, law, small

from ruwaard_sim.agents.needs import JUDGEMENT
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.deal import Deal, deal, judged
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import (
    Guarantee,
    Implication,
    Neutral,
    Rising,
    Rule,
    Rulebook,
    guarantee_vocabulary,
    parse,
    prove,
)
from ruwaard_sim.rules.proofs.guarantees import answering, is_broken_by, mentioned
from ruwaard_sim.text import Text

TABLES = ("aanpak", "routering", "aanbod")
NAMES = ("gangbaar", "wijkbudget")


@dataclass
class Decisions:
    """Every decision of one run: by case what was asked and answered last, told to *guard* whenever it is complete."""

    plan: Plan
    dealt: Deal
    asked: dict[int, dict[str, tuple[Regime, tuple[int, ...], tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    words: dict[str, list[tuple[Regime, tuple[int, ...]]]] = field(default_factory=lambda: defaultdict(list))
    changed: list[tuple[tuple[int, ...], tuple[int, ...], str]] = field(default_factory=list)

    def watch(self, case: Case | None, table: str, facts: Sequence[int], day: float) -> None:
        """Remember what the rules in force answer, with the luck of this case."""
        assert case is not None
        regime = next(regime for regime in reversed(self.plan.regimes) if regime.start <= day)
        rules = answering(regime.rulebook[table], tuple(facts))
        given = tuple(
            judged(self.dealt.possible_answers(regime.rulebook[table], rule), case.uniforms[JUDGEMENT])
            for rule in rules
        )
        known = self.asked[case.number]
        known[table] = (regime, tuple(facts), given)
        if table != "aanpak" and "aanpak" in known:
            handled = known["aanpak"]
            self.changed.append((handled[1], tuple(facts), handled[2][0]))
        self.words[table].append((regime, tuple(self._words(known, table, facts))))

    def _words(self, known: dict, now: str, facts: Sequence[int]) -> Iterator[int]:
        yield from facts
        regime = known[now][0]
        for name, table in regime.rulebook.items():
            given = known[name][2] if name in known else ()
            if table.hit == "collect":
                yield from (int(outcome in given) for outcome in table.outcomes)
            else:
                same = name in known and known[name][0].rulebook[name] == table
                yield table.outcomes.index(given[0]) if same else -1


def lived(plan: Plan, seed: int) -> Decisions:
    """All decisions of one run in which many objections are upheld and many needs escalate."""
    troubled = everywhere(
        plan,
        lambda regime: replace(
            regime,
            formal=replace(regime.formal, objections=0.9, upheld=0.9),  # type: ignore[type-var]
            crisis=tuple(30 * rate for rate in regime.crisis),
            beschikking_wish=0.3,
        ),
    )
    decisions = Decisions(troubled, deal(troubled, seed, 1))
    simulate(troubled, decisions.dealt, decisions.watch)
    return decisions


def breaches(decisions: Decisions, guarantees: Sequence[Guarantee]) -> list[str]:
    """The guarantees that some decision, or two together, break within one regime."""
    return [guarantee.id for guarantee in guarantees if _is_broken(decisions, guarantee)]


def _is_broken(decisions: Decisions, guarantee: Guarantee) -> bool:
    demand = guarantee.demand
    rulebook = decisions.plan.regimes[-1].rulebook
    named = mentioned(demand, rulebook)
    if isinstance(demand, Implication):
        last = max(named, key=TABLES.index)
        return any(
            is_broken_by(demand, [words], regime.rulebook)
            for regime, words in decisions.words[last]
            if regime.rulebook == rulebook and all(_answered(words, name, rulebook) for name in named)
        )
    assert isinstance(demand, Neutral | Rising)
    return any(_two_break(decisions, demand, table) for table in named)


def _answered(words: Sequence[int], table: str, rulebook: Rulebook) -> bool:
    place = len(rulebook["aanpak"].vocabulary.facts) + TABLES.index(table)
    return table == "aanbod" or words[place] >= 0


def _two_break(decisions: Decisions, demand: Neutral | Rising, table: str) -> bool:
    """Somebody beside the same one with another value of the fact, answered as its rule answered anybody."""
    rulebook = decisions.plan.regimes[-1].rulebook
    facts = rulebook[table].vocabulary.facts
    index, place = rulebook[table].vocabulary.index(demand.fact), len(facts) + TABLES.index(table)
    told = list(dict.fromkeys(words for regime, words in decisions.words[table] if regime.rulebook == rulebook))
    given: dict[tuple[Rule, ...], set[tuple[int, ...]]] = defaultdict(set)
    for words in told:
        given[answering(rulebook[table], words[: len(facts)])].add(words[place:])
    values = range(facts[index].minimum, facts[index].maximum + 1, 1 + (facts[index].maximum > 10) * 12)
    of_table = replace(demand, tables=(table,)) if isinstance(demand, Neutral) else demand
    for words in told[:100]:
        for value in values:
            other = (*words[:index], value, *words[index + 1 : len(facts)])
            for answers in given[answering(rulebook[table], other)]:
                pair = sorted([words, (*other, *words[len(facts) : place], *answers)], key=lambda each: each[index])
                if is_broken_by(of_table, pair, rulebook):
                    return True
    return False


@law(2)
@given(st.sampled_from(NAMES), st.integers(0, 10**6))
def test_within_a_regime_no_decision_of_a_run_breaks_a_proved_guarantee(name: str, seed: int) -> None:
    """All guarantees of the shipped variants are proved, and no run shows anybody who was answered against one.

    What differs between the two moments of a case is declared, rises where that is said, and follows what it should.
    """
    variant, decisions = load_variant(name), lived(small(name, 0.06), seed)
    assert breaches(decisions, variant.guarantees["rules"].guarantees) == []
    facts = variant.plan.regimes[-1].aanpak.vocabulary.facts
    changing = {fact.fact: fact for fact in variant.guarantees["rules"].course.changing}
    seen = set()
    for before, after, handling in decisions.changed:
        for fact, earlier, later in zip(facts, before, after, strict=True):
            if earlier != later:
                declared = changing[fact.name]
                seen.add(fact.name)
                assert later > earlier or not declared.rises
                assert declared.most is None or later <= declared.most
                assert declared.after in (None, ("aanpak", handling))
    assert "urgentie" in seen


def with_rules(plan: Plan, table: str, change: Callable[[tuple[Rule, ...]], tuple[Rule, ...]]) -> Plan:
    """The plan with other rules in *table*."""
    return everywhere(
        plan,
        lambda regime: replace(
            regime, **{table: replace(regime.rulebook[table], rules=change(regime.rulebook[table].rules))}
        ),
    )


def test_the_run_shows_what_a_proof_about_one_moment_would_miss() -> None:
    """Handled at once when there is hurry; who comes into a hurry later was not, and the run meets such residents."""
    plan = small("gangbaar", 0.1)
    when = parse("urgentie == hoog", plan.regimes[-1].aanpak.vocabulary)
    rule = Rule("A12_haast", Text("Met haast", "In a hurry"), when, "direct", "proef")
    hurried = with_rules(plan, "aanpak", lambda rules: (rules[0], rule, *rules[1:]))
    rulebook = hurried.regimes[-1].rulebook
    words = guarantee_vocabulary(rulebook)
    then = parse("aanpak == direct and routering != crisisdienst", words)
    guarantee = Guarantee("G99", rule.title, "proef", Implication(parse("urgentie == hoog", words), then))
    course = load_variant("gangbaar").guarantees["rules"].course
    assert prove(rulebook, guarantee).status == "proved"
    assert prove(rulebook, guarantee, course=course).status == "broken"
    assert breaches(lived(hurried, 1), [guarantee]) == ["G99"]


def test_the_run_shows_what_a_proof_of_one_judgement_for_all_would_miss() -> None:
    """R35 leaves room: of two alike but for the severity the heavier may get less. One choice for all mends it."""
    known = {guarantee.id: guarantee for guarantee in load_variant("gangbaar").guarantees["rules"].guarantees}
    heavier = known["G40_zwaarder_nooit_lichter"]

    def leaving_room(*, alike: bool) -> Plan:
        def change(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
            return tuple(
                replace(rule, also=("kortdurende_ondersteuning",), alike=alike) if rule.id == "R35_huishouden" else rule
                for rule in rules
            )

        return with_rules(small("gangbaar", 0.1), "routering", change)

    status = {}
    for alike in (False, True):
        plan = leaving_room(alike=alike)
        status[alike] = prove(plan.regimes[-1].rulebook, heavier).status
        assert breaches(lived(plan, 1), [heavier]) == ([] if alike else [heavier.id])
    assert status == {False: "broken", True: "proved"}
