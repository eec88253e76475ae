"""Finds the mutants that no guarantee and no example notices: what is not guaranteed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.proofs.case_course import AT_ONCE, Course
from ruwaard_sim.rules.proofs.difference import Change, first_change
from ruwaard_sim.rules.proofs.examples import Example, run_examples
from ruwaard_sim.rules.proofs.guarantee_proofs import GuaranteeSolver, Verdict, prove
from ruwaard_sim.rules.proofs.guarantees import Guarantee, Rulebook
from ruwaard_sim.rules.proofs.mutants import Mutant, mutants
from ruwaard_sim.rules.proofs.solver import Effort
from ruwaard_sim.rules.tables.table import Table
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A mutant that nothing notices; *change* shows a resident who is then answered otherwise.

    Without a change it could not be found out whether anyone is.
    """

    mutant: Mutant
    change: Change | None


@dataclass(frozen=True, slots=True)
class Score:
    """A mutation score: how many mutants are *noticed*, which are not, and how many change nothing (*equivalent*)."""

    noticed: int
    unnoticed: tuple[Unnoticed, ...]
    equivalent: int

    @property
    def share(self) -> float:
        """The share of mutants that make a difference and are noticed; 1 when there are none."""
        counted = self.noticed + len(self.unnoticed)
        return self.noticed / counted if counted else 1.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One *mutant* that was tried: *noticed*, or else the *change* that shows a resident who is answered otherwise.

    *equivalent*: it is proved that nobody is.
    """

    mutant: Mutant
    noticed: bool = False
    equivalent: bool = False
    change: Change | None = None


def try_mutants(
    rulebook: Rulebook,
    guarantees: Sequence[Guarantee],
    examples: Mapping[str, Sequence[Example]],
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
    course: Course = AT_ONCE,
) -> list[Trial]:
    """Try every mutant of the rules on the guarantees and examples.

    *examples* are given by table. A guarantee that is not proved, or an example that does not agree, for the rules
    as they are notices nothing.
    """
    guard = _MutantChecker(rulebook, guarantees, examples, impossible, effort, course)
    trials = []
    for name, table in rulebook.items():
        for mutant in mutants(table):
            if guard.an_example_notices(name, mutant.table) or guard.a_guarantee_notices(name, mutant):
                trials.append(Trial(mutant, noticed=True))
                continue
            change = first_change(table, mutant.table, impossible, effort)
            shown = change if isinstance(change, Change) else None
            trials.append(Trial(mutant, equivalent=change == "no", change=shown))
    return trials


def in_some_period(trials_by_period: Iterable[Sequence[Trial]]) -> list[Trial]:
    """Each mutant once, of rules that have other parameters in other periods.

    It is noticed if it is in some period, and equivalent only if it is in all of them.
    """
    found: dict[tuple[str, Text, int], Trial] = {}
    for trials in trials_by_period:
        seen: Counter[tuple[str, Text]] = Counter()
        for trial in trials:
            name = (trial.mutant.table.id, trial.mutant.description)
            key = (*name, seen[name])
            seen[name] += 1
            known = found.get(key)
            if known is None or trial.noticed or (known.equivalent and not trial.equivalent):
                found[key] = trial
    return list(found.values())


def score(trials: Sequence[Trial]) -> Score:
    """The score of *trials*; mutants that are proved to change no resident's answer do not count."""
    missed = [trial for trial in trials if not trial.noticed and not trial.equivalent]
    return Score(
        sum(trial.noticed for trial in trials),
        tuple(Unnoticed(trial.mutant, trial.change) for trial in missed),
        sum(trial.equivalent for trial in trials),
    )


def unnoticed(
    rulebook: Rulebook,
    guarantees: Sequence[Guarantee],
    examples: Mapping[str, Sequence[Example]],
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
    course: Course = AT_ONCE,
) -> Score:
    """Every mutant in the rules that no guarantee and no example notices, and how many they do notice.

    The arguments are those of :func:`try_mutants`.
    """
    return score(try_mutants(rulebook, guarantees, examples, impossible, effort, course))


class _MutantChecker:
    """The guarantees and examples that hold for the rules as they are."""

    def __init__(
        self,
        rulebook: Rulebook,
        guarantees: Sequence[Guarantee],
        examples: Mapping[str, Sequence[Example]],
        impossible: Sequence[Condition],
        effort: Effort | None,
        course: Course,
    ) -> None:
        self._rulebook, self._impossible, self._effort, self._course = rulebook, impossible, effort, course
        self._proved: list[tuple[Guarantee, Verdict, GuaranteeSolver]] = []
        for guarantee in guarantees:
            verdict = prove(rulebook, guarantee, impossible, effort, course)
            if verdict.status == "proved":
                court = GuaranteeSolver(rulebook, guarantee.demand, impossible, effort, course)
                self._proved.append((guarantee, verdict, court))
        self._examples = {
            name: [outcome.example for outcome in run_examples(table, examples.get(name, ())) if outcome.agrees]
            for name, table in rulebook.items()
        }

    def an_example_notices(self, name: str, table: Table) -> bool:
        """True if *table* answers some example of table *name* differently."""
        return not all(outcome.agrees for outcome in run_examples(table, self._examples[name]))

    def a_guarantee_notices(self, name: str, mutant: Mutant) -> bool:
        """True if some guarantee no longer holds.

        A guarantee that rests on other rules holds whatever this one asks, so it need not be proved again.
        """
        rule = (name, mutant.rule)
        for guarantee, verdict, court in self._proved:
            if mutant.asks is None:
                rulebook = {**self._rulebook, name: mutant.table}
                about = (self._impossible, self._effort, self._course)
                answer = GuaranteeSolver(rulebook, guarantee.demand, *about).ask()
            else:
                answer = court.ask_if(rule, mutant.asks) if rule in verdict.rules else "no"
            if answer == "yes":
                return True
        return False
