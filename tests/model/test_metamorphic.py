"""Relations between runs that must hold whatever the right answer is, on the shipped scenarios made small.

Fourteen are asked of simulations like this one. Six stand here; the others are laws of their own:

- without needs nothing happens, double prices double payments, a rule that never applies or is split in two, two equal
  variants, a shorter period: `test_laws_of_pairs.py`
- more room makes nobody wait longer: `test_queues.py`
- with room for all nobody waits, so nobody is ever refused: `test_laws_of_pairs.py`
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wijken import Wijk, everywhere, law, lived, same_facts, small, wijken

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.mechanisms.release import WithSurplus
from ruwaard_sim.mechanisms.reservation import Inside
from ruwaard_sim.mechanisms.staffing import Fixed
from ruwaard_sim.mechanisms.surplus import Returned
from ruwaard_sim.model.deal import Deal, NeedRows, deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import LogNormal, Plan, Provision, Regime
from ruwaard_sim.units import Calendar

PERSONAL = (
    EventKind.FELT,
    EventKind.ACTIVE,
    EventKind.AVERTED,
    EventKind.CONTACT,
    EventKind.STOCK,
    EventKind.RETURNED,
    EventKind.CRISIS,
    EventKind.OBJECTED,
    EventKind.UPHELD,
    EventKind.REJECTED,
)
"""Facts that name the resident."""


def without_money(history: RunResult) -> list[list[float]]:
    """All facts but those about money."""
    return [row for row in history.rows.tolist() if row[1] != EventKind.OVERSPENT]


def of_fixed_size(regime: Regime) -> Regime:
    """The regime with hours that do not follow from money: nothing is reinvested, and nobody steers."""
    staff = {name: replace(group, staffing=Fixed(), fixed=group.fixed or 600.0) for name, group in regime.staff.items()}
    return replace(regime, staff=staff, steering=None, surplus=Returned(), release=WithSurplus())


# ---------------------------------------------------------------------- who is who


def renumbered(dealt: Deal, order: np.ndarray) -> Deal:
    """The same people with other numbers: resident *i* becomes number *order[i]*."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))

    def dice(of: NeedRows) -> NeedRows:
        return replace(of, resident=[int(order[who]) for who in of.resident])

    return replace(
        dealt,
        residents=replace(dealt.residents, income=dealt.residents.income[place]),
        needs=replace(dealt.needs, resident=order[dealt.needs.resident]),
        dice=(dice(dealt.dice[0]), dice(dealt.dice[1])),
        departure=[dealt.departure[who] for who in place],
        died=[dealt.died[who] for who in place],
        birth=[dealt.birth[who] for who in place],
        income=[dealt.income[who] for who in place],
        wellbeing=[dealt.wellbeing[who] for who in place],
    )


@law(8)
@given(wijk=wijken, shuffle=st.integers(0, 10**6))
def test_other_numbers_for_the_same_people_change_nothing(wijk: Wijk, shuffle: int) -> None:
    """A resident is a person, not a place in a list: with other numbers the same happens to the same people."""
    plan = wijk.plan
    dealt = deal(plan, wijk.seed, 1)
    order = np.random.default_rng(shuffle).permutation(len(dealt.birth))
    one, other = simulate(plan, dealt), simulate(plan, renumbered(dealt, order))
    rows = one.rows.copy()
    named = np.isin(rows[:, 1], PERSONAL)
    rows[named, 4] = order[rows[named, 4].astype(np.int64)]
    assert rows.tolist() == other.rows.tolist()
    assert one.ledger.cents == other.ledger.cents


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget", "sturing"])
def test_another_name_for_a_party_changes_labels_only(name: str) -> None:
    """What a provider is called is of no influence on anyone: only the names of its accounts differ."""

    def renamed(regime: Regime) -> Regime:
        staff = {
            key: replace(group, party="anders") if group.party == "zorg_overig" else group
            for key, group in regime.staff.items()
        }
        return replace(regime, staff=staff)

    plan = small(name)
    one, other = lived(plan), lived(everywhere(plan, renamed))
    assert one.rows.tobytes() == other.rows.tobytes()
    assert one.ledger.cents == other.ledger.cents
    assert [account.replace("zorg_overig", "anders") for account in one.ledger.accounts] == list(other.ledger.accounts)


# ---------------------------------------------------------------------- money that binds nobody


@law(8)
@given(wijk=wijken, factor=st.sampled_from((0.2, 2.0, 7.0)))
def test_money_that_buys_no_hours_changes_no_care(wijk: Wijk, factor: float) -> None:
    """Where hours are what they are, a larger or smaller lumpsum moves money and nothing else."""

    def richer(regime: Regime) -> Regime:
        groups = regime.staff.items()
        return replace(regime, staff={name: replace(one, budget=round(one.budget * factor)) for name, one in groups})

    plan = everywhere(wijk.plan, of_fixed_size)
    assert without_money(lived(plan, wijk.seed)) == without_money(lived(everywhere(plan, richer), wijk.seed))


@law(8)
@given(wijk=wijken)
def test_an_empty_reservation_refuses_nobody(wijk: Wijk) -> None:
    """A pgb is a right: with nothing set aside the same people get one, and all of it is overspent."""
    full = everywhere(wijk.plan, lambda regime: replace(of_fixed_size(regime), reservation=Inside(1.0)))
    empty = everywhere(wijk.plan, lambda regime: replace(of_fixed_size(regime), reservation=Inside(0.0)))
    one, other = lived(full, wijk.seed), lived(empty, wijk.seed)
    assert without_money(one) == without_money(other)
    paid = [
        sum(cents for cents, why in zip(each.ledger.cents, each.ledger.purposes, strict=True) if why == "pgb")
        for each in (one, other)
    ]
    assert paid[0] == paid[1]


# ---------------------------------------------------------------------- dates and chance


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget", "sturing"])
def test_the_same_years_later_are_the_same(name: str) -> None:
    """With rules and prices that do not change, two years that begin on another 1 January are the same years."""
    plan = replace(small(name), regimes=small(name).regimes[:2])
    later = replace(plan, calendar=Calendar(date(2021, 1, 1), date(2023, 1, 1)))
    assert later.calendar.days == plan.calendar.days
    assert same_facts(lived(plan), lived(later))


def certain(plan: Plan, chance: float) -> Plan:
    """The plan with nothing left to chance but who needs what, and when: every share is 0 or 1, nothing spreads."""

    def exact(law_: LogNormal | None) -> LogNormal | None:
        return None if law_ is None else replace(law_, sigma=0.0)

    def provision(made: Provision) -> Provision:
        first = (1.0,) * len(made.shares)
        return replace(
            made, shares=first, amount=exact(made.amount), stay=exact(made.stay), wait=exact(made.wait), relapse=0.0
        )  # type: ignore[arg-type]

    def change(regime: Regime) -> Regime:
        return replace(
            regime,
            provisions={name: provision(made) for name, made in regime.provisions.items()},
            formal=replace(regime.formal, objections=0.0, upheld=chance),  # type: ignore[type-var]
            pgb_wish=chance,
            beschikking_wish=chance,
            registered=chance,
            crisis=(0.0,) * len(regime.crisis),
        )

    return everywhere(plan, change)


def other_luck(dealt: Deal, seed: int) -> Deal:
    """The same people with the same needs, and with other luck in everything that follows."""

    def dice(of: NeedRows, which: int) -> NeedRows:
        rng = np.random.default_rng([seed, which])
        return replace(of, uniforms=rng.uniform(0.001, 0.999, of.uniforms.shape))

    return replace(dealt, dice=(dice(dealt.dice[0], 0), dice(dealt.dice[1], 1)))


@pytest.mark.parametrize("chance", [0.0, 1.0])
@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget", "sturing"])
def test_where_nothing_is_uncertain_luck_plays_no_part(name: str, chance: float) -> None:
    """When every share is 0 or 1 and nothing varies, the same needs have the same consequences under any luck."""
    plan = certain(small(name), chance)
    dealt = deal(plan, 2018, 1)
    runs = [simulate(plan, other_luck(dealt, seed)) for seed in (1, 2)]
    assert same_facts(*runs)
    assert not same_facts(*(simulate(small(name), other_luck(dealt, seed)) for seed in (1, 2)))
