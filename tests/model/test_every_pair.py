"""Every answer goes together with every answer to another question, or `check` says why not.

The answers are those of ``QUESTIONS``, their values those of the shipped scenarios: nothing is listed here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from covering import Choice, Covering, Few
from wijken import shrunk

from ruwaard_sim.errors import Problem
from ruwaard_sim.files.answer_examples import ANSWER, shipped_examples
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.writing import in_line
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.schema.question_catalogue import catalogue
from ruwaard_sim.tables import measure

DECIDES = "decides"
"""The question whose answer brings rules of its own, so that a scenario with that answer is what the rest is put on."""
FREE_ROLE = "participant"
"""The role whose way of being paid and staffed the documents leave open: it is tried with every answer."""
SHARE, YEARS = 0.1, 1
MOST_NEEDED = 5
"""So many answers at most are needed to see why they do not go together."""
TRIED_ELSEWHERE = 8
"""In so many other rows answers are tried before they are blamed."""


def factors() -> dict[str, list[str]]:
    """Each place where a question is answered, with the answers to try there: all, but for most roles what ships."""
    found: dict[str, list[str]] = {}
    for question in catalogue().values():
        for place in question.places:
            role = place.partition(".")[2]
            used = [one.answer for one in shipped_examples() if (one.question, one.role) == (question.name, role)]
            free = role in ("", FREE_ROLE)
            found[place] = list(question.answers) if free else list(dict.fromkeys(used))
    return found


def written(place: str, answer: str) -> dict[str, Any] | None:
    """The answer as a shipped scenario gives it, in this role if one does; one without keys needs no example."""
    question, _, role = place.partition(".")
    alike = [one for one in shipped_examples() if (one.question, one.answer) == (question, answer)]
    same = [one for one in alike if one.role == (role or None)]
    if not alike and not catalogue()[question].answers[answer].keys:
        return {ANSWER: answer}
    return next((one.plain for one in [*same, *alike]), None)


@dataclass
class Workshop:
    """Makes a scenario of a choice of answers for every place, and asks `check` what it thinks of it."""

    folder: Path
    choices: Mapping[str, Sequence[str]] = field(default_factory=factors)
    reader: Reader = field(default_factory=Reader)
    known: dict[Few, tuple[Plan | None, list[Problem]]] = field(default_factory=dict)

    def tried(self, row: Mapping[str, str]) -> tuple[Plan | None, list[Problem]]:
        """The plan of the answers in *row*, or why there is none."""
        key = frozenset(row.items())
        if key not in self.known:
            name = f"rij{len(self.known)}"
            path = self.folder / f"{name}.yaml"
            path.write_text(self._text(name, row), encoding="utf-8")
            before = len(self.reader.findings.problems)
            resolved = self.reader.variant(path)
            problems = self.reader.findings.problems[before:]
            errors = [problem for problem in problems if problem.severity == "error"]
            self.known[key] = (None if resolved is None or errors else resolved.plan), errors
        return self.known[key]

    def sound(self, row: Mapping[str, str]) -> bool:
        """Whether `check` finds no error in it."""
        return self.tried(row)[0] is not None

    def blamed(self, row: Mapping[str, str]) -> Few:
        """The few answers of a refused *row* that do not go together, whatever the rest.

        On the way from a sound row one answer is the first that is one too many. On the way from a sound row that
        has that answer there is another; mostly these two are to blame, and else all that would mend what they spoil.
        """
        here = self._nearest_sound(row)
        for _ in row:
            last, spoiled = self._first_refused(here, row)
            other, spoiled = self._first_refused(self._nearest_sound(spoiled, last), spoiled)
            few = frozenset({last, other})
            if self._goes_elsewhere(few):
                few = self._each_would_mend(spoiled)
            if few <= row.items():
                return few
            here = {place: row[place] if (place, word) in few else word for place, word in here.items()}
            if not self.sound(here):
                row, here = here, self._nearest_sound(here)
        return frozenset(row.items())

    def _first_refused(self, sound: Mapping[str, str], refused: Mapping[str, str]) -> tuple[Choice, dict[str, str]]:
        """The answer that is one too many when *sound* becomes *refused* one at a time, and the row it spoils."""
        here = dict(sound)
        for place, word in refused.items():
            if here[place] != word:
                here[place] = word
                if not self.sound(here):
                    return (place, word), here
        raise AssertionError(f"{sound} and {refused} are one row")

    def _nearest_sound(self, row: Mapping[str, str], with_choice: Choice | None = None) -> dict[str, str]:
        """The sound row most like *row*, if need be one that has this choice; a shipped one when none was found yet."""
        rows = self._sound_rows()
        if with_choice is not None:
            rows = [other for other in rows if other[with_choice[0]] == with_choice[1]] or rows
        return max(rows, key=lambda other: len(other.items() & row.items()))

    def _sound_rows(self) -> list[dict[str, str]]:
        """Every row found sound so far, and those of the shipped scenarios if sound by their answers."""
        if not self.known:
            for one in {one.scenario for one in shipped_examples()}:
                self.sound({place: self._present(one, place) for place in self.choices})
        return [dict(key) for key, (plan, _) in self.known.items() if plan is not None]

    def _goes_elsewhere(self, few: Few) -> bool:
        """Whether these *few* are sound with the rest of some other row."""
        rows = self._sound_rows()
        several = rows[:: max(1, len(rows) // TRIED_ELSEWHERE)]
        return any(self.sound({**other, **dict(few)}) for other in several)

    def _each_would_mend(self, row: Mapping[str, str]) -> Few:
        """The answers of which some other, with the rest as it is, would be sound: what all reasons have in common."""
        return frozenset(
            (place, word)
            for place, word in row.items()
            if any(other != word and self.sound({**row, place: other}) for other in self.choices[place])
        )

    def _text(self, name: str, row: Mapping[str, str]) -> str:
        below = ground(row)
        changes = []
        for place, answer in row.items():
            if self._present(below, place) != answer:
                given = written(place, answer)
                assert given is not None, f"no shipped scenario answers {place} with {answer}"
                why = 'because: {nl: "zo", en: "so"}, source: assumption'
                changes.append(f"  mechanisms.{place}: {{{why}, to: {in_line(given)}}}")
        title = 'title: {nl: "rij", en: "row"}\ndescription: {nl: "rij", en: "row"}'
        listed = "\n".join(["changes:", *changes]) if changes else "changes: {}"
        return f"kind: variant\nid: {name}\nbase: {below}\n{title}\n{listed}\n"

    def _present(self, scenario: str, place: str) -> str:
        """The answer that a shipped scenario gives at *place*."""
        folder = shipped()
        if (folder / scenario / "base.yaml").exists():
            whole = self.reader.base(folder / scenario / "base.yaml")
            assert whole is not None
            tree = whole.tree
        else:
            resolved = self.reader.variant(folder / "variants" / f"{scenario}.yaml")
            assert resolved is not None
            tree = resolved.tree
        found = tree.get(("mechanisms", *place.split("."), ANSWER))
        assert found is not None
        return str(found.content)


def ground(row: Mapping[str, str]) -> str:
    """The shipped scenario that decides as *row* does."""
    return next(one.scenario for one in shipped_examples() if (one.question, one.answer) == (DECIDES, row[DECIDES]))


def lives(plan: Plan) -> None:
    """A tenth of the wijk lives a year: the books close and every figure can be computed."""
    small = shrunk(plan, SHARE, YEARS)
    history = simulate(small, deal(small, 2018, 1))
    assert history.ledger.closes
    figures = list(measure(history, small))
    assert figures
    assert not [figure for figure in figures if isinstance(figure[-1], float) and math.isinf(figure[-1])]


def test_every_answer_can_be_shown() -> None:
    """Some shipped scenario gives each answer that has keys, so there are values to try it with."""
    missing = [
        f"{name}.{answer}"
        for name, question in QUESTIONS.items()
        for answer in question.answers
        if written(name, answer) is None
    ]
    assert missing == []


def told_well(problems: Sequence[Problem]) -> None:
    """A refusal is about how things go together, and says where and why in both languages."""
    assert problems
    for problem in problems:
        assert problem.code[0] == "X", problem.say()
        assert problem.mark.line > 0
        assert problem.text.nl
        assert problem.text.en


def cover(workshop: Workshop, covering: Covering) -> None:
    """Try rows until every pair was in one that is sound and was lived with, or in few answers that are to blame."""
    while (row := covering.next_row()) is not None:
        plan, problems = workshop.tried(row)
        if plan is not None:
            lives(plan)
            covering.covered(row)
            continue
        told_well(problems)
        few = workshop.blamed(row)
        assert len(few) <= MOST_NEEDED, few
        covering.refused(few)


@pytest.mark.matrix
def test_every_pair_of_answers_runs_or_is_refused_with_a_reason(tmp_path: Path) -> None:
    """A combination is sound and a tenth of the wijk lives a year with it; or few answers in it are refused by name.

    Who was blamed on the way is doubted once, when all other reasons are known.
    """
    workshop = Workshop(tmp_path)
    covering = Covering(workshop.choices)
    cover(workshop, covering)
    for few in sorted(covering.impossible, key=sorted):
        row = covering.doubted(few)
        if row is not None and workshop.sound(row):
            covering.forgiven(few)
            cover(workshop, covering)
    refused = {pair for pair in covering.all if any(few <= pair for few in covering.impossible)}
    assert covering.todo == set()
    assert len(refused) < len(covering.all) / 10


# ---------------------------------------------------------------------- the covering itself


@pytest.mark.parametrize("sizes", [(2, 2), (3, 3, 3), (2, 5, 3, 4), (4, 4, 2, 2, 3, 1)])
def test_every_pair_occurs_in_some_row(sizes: tuple[int, ...]) -> None:
    """And in not many more rows than the two largest factors have pairs."""
    choices = {f"f{number}": [str(word) for word in range(size)] for number, size in enumerate(sizes)}
    covering = Covering(choices)
    rows = []
    while (row := covering.next_row()) is not None:
        assert set(row) == set(choices)
        covering.covered(row)
        rows.append(row)
    found = {frozenset(pair) for row in rows for pair in combinations(row.items(), 2)}
    assert found == covering.all
    least = math.prod(sorted(sizes)[-2:])
    assert least <= len(rows) <= 2 * least


def test_what_does_not_go_together_is_avoided_from_then_on() -> None:
    """Every pair that is possible still occurs, also those beside a choice that allows only one other."""
    choices = {"a": ["1", "2", "3"], "b": ["1", "2"], "c": ["1", "2"]}
    covering = Covering(choices)
    covering.refused(frozenset({("a", "1"), ("b", "1")}))
    covering.refused(frozenset({("a", "3")}))
    rows = []
    while (row := covering.next_row()) is not None:
        assert row["a"] != "3"
        assert (row["a"], row["b"]) != ("1", "1")
        covering.covered(row)
        rows.append(row)
    found = {frozenset(pair) for row in rows for pair in combinations(row.items(), 2)}
    assert found == {
        pair for pair in covering.all if ("a", "3") not in pair and pair != frozenset({("a", "1"), ("b", "1")})
    }


def test_a_pair_that_three_answers_make_impossible_is_let_go() -> None:
    """When every way to complete it is refused, it is impossible itself."""
    choices = {"a": ["1", "2"], "b": ["1", "2"], "c": ["1"]}
    covering = Covering(choices)
    covering.refused(frozenset({("a", "1"), ("b", "1"), ("c", "1")}))
    while (row := covering.next_row()) is not None:
        covering.covered(row)
    assert frozenset({("a", "1"), ("b", "1")}) in covering.impossible


def test_who_was_wrongly_blamed_gets_another_chance() -> None:
    """A row is made with what was blamed and nothing else that is known to be wrong; forgiven, it is covered again."""
    covering = Covering({"a": ["1", "2"], "b": ["1", "2"], "c": ["1", "2"]})
    one, pair = frozenset({("a", "1")}), frozenset({("b", "1"), ("c", "1")})
    covering.refused(one)
    covering.refused(pair)
    while (row := covering.next_row()) is not None:
        assert row["a"] == "2"
        covering.covered(row)
    again = covering.doubted(one)
    assert again is not None
    assert again["a"] == "1"
    assert not pair <= again.items()
    assert covering.impossible == {one, pair}
    covering.forgiven(one)
    assert covering.todo == {few for few in covering.all if one <= few}
