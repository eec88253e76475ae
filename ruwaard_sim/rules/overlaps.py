"""Which rules of a ``first`` table stand in an order that matters, and which of those are exceptions by design.

In a table of which the first rule decides nearly all rules overlap. What a reader must know is where two rules
with *other* answers follow upon one another for the same resident: exchanged, that resident gets something else.
"""

from __future__ import annotations

from ruwaard_sim.rules.formulas import Formula, all_of, any_of, implies, no
from ruwaard_sim.rules.nearest import Found
from ruwaard_sim.rules.proofs import Overlap, Proving
from ruwaard_sim.rules.resident import Resident


def overlaps(proving: Proving, most: int) -> tuple[tuple[Overlap, ...], bool]:
    """Pairs whose order matters (at most *most* of them choices), and whether those are all.

    Choices stand before exceptions, and among each the pair with the most ordinary resident first. A rule that
    always applies is no party: it can only stand last.
    """
    solver, nearness = proving.solver, proving.nearness
    wanted = solver.mark()
    solver.add(implies(wanted, _order_matters(proving)))
    found: list[Overlap] = []
    changes, choices = 0, 0
    while choices <= most:
        answer = solver.ask(wanted, nearness.within(changes))
        if answer == "no" and changes < nearness.most and solver.ask(wanted) != "no":
            changes += 1
            continue
        if answer != "yes":
            return _ranked(proving, found), answer == "no"
        overlap, pair = _overlap(proving, proving.now(), changes)
        found.append(overlap)
        choices += not overlap.exception
        solver.add(implies(wanted, no(pair)))
    return _ranked(proving, found[:-1]), False


def _order_matters(proving: Proving) -> Formula:
    """Some rule decides, and the next that applies has other answers and does not always apply."""
    asked = proving.asked
    rules = proving.table.rules
    second = [runner_up for rule, runner_up in zip(rules, asked.runner_up, strict=True) if not rule.always]
    same = []
    for answers in dict.fromkeys(rule.answers for rule in rules):
        group = [place for place, rule in enumerate(rules) if rule.answers == answers]
        first_of = any_of([asked.decides[place] for place in group])
        second_of = any_of([asked.runner_up[place] for place in group])
        same.append(no(all_of([first_of, second_of])))
    return all_of([any_of(second), *same])


def _overlap(proving: Proving, resident: Resident, changes: int) -> tuple[Overlap, Formula]:
    """The overlap that *resident* shows, and what holds for everyone who shows the same one."""
    solver, asked = proving.solver, proving.asked
    first, then = proving.applying(resident)[:2]
    decides = asked.decides[proving.table.rules.index(first)]
    place = proving.table.rules.index(then)
    exception = solver.ask(decides, no(asked.applies[place])) == "no"
    return (
        Overlap(first.id, then.id, exception, resident, changes),
        all_of([decides, asked.runner_up[place]]),
    )


def _ranked(proving: Proving, found: list[Overlap]) -> tuple[Overlap, ...]:
    """The overlaps in the order in which a reader wants them, each with its most ordinary resident."""
    places = {rule.id: place for place, rule in enumerate(proving.table.rules)}
    near: list[tuple[bool, int, int, Overlap]] = []
    for overlap in found:
        pair = (proving.asked.decides[places[overlap.first]], proving.asked.runner_up[places[overlap.then]])
        nearest = None if overlap.exception else proving.nearness.nearest(*pair, changes=overlap.changes)
        distance = 0
        if isinstance(nearest, Found):
            overlap = Overlap(overlap.first, overlap.then, False, proving.resident(nearest.numbers), nearest.changes)
            distance = nearest.distance
        near.append((overlap.exception, overlap.changes, distance, overlap))
    near.sort(key=lambda each: each[:3])
    return tuple(overlap for *_, overlap in near)
