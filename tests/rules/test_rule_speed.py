"""Proofs are quick enough to be asked every time; held loosely here, the benchmark prints what it takes."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest
from rule_world import WORLD, guarantee_of, table, vector

from ruwaard_sim.rules import Effort, Prover, difference, why_not

OUTCOMES = ("a", "b", "c", "d", "e")
GUARANTEES = (
    {"assume": "urgentie == crisis", "then": "proef != a"},
    {"assume": "zwaarte <= drempel_licht", "then": "proef in {a, b, c}"},
    {"assume": "wil_pgb and pgb_bekwaam", "then": "proef != e"},
    {"neutral": "leeftijd", "assume": "leeftijd >= 18"},
    {"neutral": "pgb_reserve"},
    {"rising": "zwaarte", "table": "proef", "order": ["a", ["b", "c"], "d"]},
    {"rising": "urgentie", "table": "proef", "order": ["a", "b", "c", "d", "e"]},
    {"never_negative": "pgb_reserve", "spends": [{"when": "proef == d", "amount": "pgb_kosten"}]},
)


def many_rules(count, seed=1):
    """A table of *count* rules such as people write, with two to four parts each."""
    draw = random.Random(seed)

    def part():
        return draw.choice(
            [
                f"leefdomein in {{{', '.join(draw.sample(WORLD.fact('leefdomein').values, 2))}}}",
                f"urgentie {draw.choice(['<=', '>='])} {draw.choice(['middel', 'hoog'])}",
                f"zwaarte {draw.choice(['<=', '>', '<', '>='])} {draw.randint(1, 9)}",
                f"zwaarte + netwerk {draw.choice(['<=', '>='])} {draw.randint(4, 16)}",
                f"leeftijd {draw.choice(['<', '>='])} {draw.randint(5, 100)}",
                f"pgb_kosten <= {draw.randint(1, 49) * 1000}",
                draw.choice(["wil_pgb", "not wil_pgb", "pgb_bekwaam", "pgb_kosten <= pgb_reserve"]),
            ]
        )

    def rule(number):
        parts = " and ".join(part() for _ in range(draw.randint(2, 4)))
        return f"R{number}: {draw.choice(OUTCOMES)} when {parts}"

    return table("; ".join([*(rule(number) for number in range(1, count)), "RR: a"]), outcomes=OUTCOMES)


def took(work):
    """Seconds of computing that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("count", [13, 25, 50])
def test_a_table_and_its_guarantees_are_proved_in_a_moment(count):
    """Everything about a table of up to fifty rules and eight guarantees takes far less than two seconds."""
    effort = Effort()
    prover = Prover((), effort)
    book = {"proef": many_rules(count)}
    guarantees = [guarantee_of(each, book, f"G{number}") for number, each in enumerate(GUARANTEES)]
    assert took(lambda: (prover.table(book["proef"]), prover.guarantees(book, guarantees))) < 2.0
    assert effort.left > Effort().left / 2
    assert took(lambda: (prover.table(book["proef"]), prover.guarantees(book, guarantees))) < 0.2


def test_a_long_table_is_compared_and_explained_in_a_moment():
    """Of fifty rules one is changed: who is answered otherwise, and why someone is not, is known at once."""
    rules = many_rules(50)
    changed = dataclasses.replace(rules, rules=(*rules.rules[:20], *rules.rules[21:]))
    assert took(lambda: difference({"proef": rules}, {"proef": changed})) < 1.5
    assert took(lambda: [why_not(rules, vector(), outcome) for outcome in OUTCOMES]) < 1.5
