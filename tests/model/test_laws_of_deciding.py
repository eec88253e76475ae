"""Laws and directions of who decides: on the shipped variants made small, with the same people and the same luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wijken import Wijk, changes, everywhere, figures, law, lived, same_facts, small

from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.mechanisms.appeal import NoAppeal, ToCourt
from ruwaard_sim.mechanisms.decides import Board, Foundation, Professionals, Team
from ruwaard_sim.model import simulate as engine
from ruwaard_sim.model.deal import same_deal
from ruwaard_sim.plan import Plan, Regime

DECIDED = ("network", "consortium", "professionals", "arnhem", "beroep")
wijken = st.builds(
    Wijk,
    st.sampled_from(DECIDED),
    st.booleans(),
    changes,
    st.sampled_from((None, 0.0, 45.0, 200.0, 400.0)),
    st.integers(0, 10**6),
)
AFTERWARDS = {
    EventKind.STEP_DONE,
    EventKind.UPHELD,
    EventKind.REJECTED,
    EventKind.APPEAL_UPHELD,
    EventKind.APPEAL_REJECTED,
}


class StrictPool(Resource):
    """A pool that checks itself at every change."""

    __slots__ = ()

    def hold(self, amount: int, now: float) -> None:
        """Hold, and see that it was possible."""
        super().hold(amount, now)
        assert self.in_use >= 0
        assert amount <= 0 or self.in_use <= self.size
        assert self.requested >= 0


@law(60)
@given(wijk=wijken)
def test_whoever_decides_hours_and_money_are_kept(wijk: Wijk) -> None:
    """No pool gives hours it has not, none are given back twice, and the books close to the cent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Resource", StrictPool)
        history = wijk.lived()
    assert history.ledger.closes
    assert history.ledger.balance("gemeente") == 0


@law(60)
@given(wijk=wijken)
def test_whoever_decides_a_case_goes_its_way_once(wijk: Wijk) -> None:
    """Help begins and ends in turn, a case ends once and nothing begins after it; a board is asked once."""
    cases: dict[int, list[EventKind]] = {}
    for _, kind, case, *_ in wijk.lived().rows.tolist():
        if case >= 0:
            cases.setdefault(int(case), []).append(EventKind(int(kind)))
    for kinds in cases.values():
        helped = [kind for kind in kinds if kind in (EventKind.BEGUN, EventKind.ENDED)]
        assert helped == [EventKind.BEGUN, EventKind.ENDED] * (len(helped) // 2) + [EventKind.BEGUN] * (len(helped) % 2)
        assert kinds.count(EventKind.CLOSED) <= 1
        assert kinds.count(EventKind.SUBMITTED) <= 1
        assert kinds.count(EventKind.APPEALED) <= kinds.count(EventKind.REJECTED)
        if EventKind.CLOSED in kinds:
            assert set(kinds[kinds.index(EventKind.CLOSED) + 1 :]) <= AFTERWARDS


@law(30)
@given(wijk=wijken)
def test_a_board_decides_on_its_days_only(wijk: Wijk) -> None:
    """Every case the board of the consortium decides about, it decides on a day on which it meets."""
    wijk = replace(wijk, name="consortium")
    every = {regime.decides.every for regime in wijk.plan.regimes if isinstance(regime.decides, Board)}
    history = wijk.lived()
    if "bestuur" in history.steps:
        number = history.steps.index("bestuur")
        begun = [
            day for day, kind, _, what, *_ in history.rows.tolist() if kind == EventKind.STEP_BEGUN and what == number
        ]  # fmt: skip
        assert len(every) == 1
        assert all(day % every.copy().pop() == pytest.approx(0, abs=1e-6) for day in begun)


# ---------------------------------------------------------------------- neutral


def deciding(plan: Plan, cls: type[Any], change: Callable[[Any], Any]) -> Plan:
    """The plan with another answer wherever one of *cls* decides."""

    def changed(regime: Regime) -> Regime:
        found = regime.decides
        return replace(regime, decides=change(found)) if isinstance(found, cls) else regime

    return everywhere(plan, changed)


def _said(by: Any, cls: type[Any]) -> dict[str, Any]:
    return {field.name: getattr(by, field.name) for field in fields(cls)}


def test_a_board_of_which_nothing_is_asked_is_a_team() -> None:
    """With a threshold above every price the consortium gives the facts of the team, bit for bit."""
    plan = small("wijkbudget", 0.05)
    high = deciding(plan, Team, lambda team: Board(**_said(team, Team), threshold=1e15, every=28.0, approval_work={}))
    assert same_facts(lived(plan), lived(high))


def test_professionals_without_a_colleague_are_a_team() -> None:
    """With nobody who looks along the professionals give the facts of the team, under the same rules."""
    plan = small("wijkbudget", 0.05)
    told = {"colleague": "sociaal_werk.toegang", "check": 0.0, "check_pace": 60.0}
    assert same_facts(lived(plan), lived(deciding(plan, Team, lambda team: Professionals(**_said(team, Team), **told))))


def test_a_court_to_which_nobody_goes_changes_nothing() -> None:
    """With a share of nobody, appeal leaves every fact and every cent as it is, also where people object."""
    plan = everywhere(
        small("gangbaar", 0.05), lambda regime: replace(regime, formal=replace(regime.formal, objections=0.5))
    )
    court = ToCourt(0.0, 42.0, "wmo_consulenten.dossiers", 960.0, 120.0, 240.0, 0.08, 2.0)
    assert (lived(plan).rows[:, 1] == EventKind.REJECTED).any()
    assert same_facts(lived(plan), lived(everywhere(plan, lambda regime: replace(regime, appeal=court))))


# ---------------------------------------------------------------------- direction

SHARE = 1.0


@cache
def run(name: str) -> tuple[Plan, RunResult, dict[tuple[str, str], float]]:
    """A shipped variant for two years, and what came out of it."""
    plan = small(name, SHARE)
    history = lived(plan)
    return plan, history, figures(history, plan)


def figure(name: str, indicator: str) -> float:
    """One figure of it, over the whole period."""
    return run(name)[2]["all", indicator]


def test_all_share_people_and_luck() -> None:
    """Whoever decides, the residents and their needs are the same."""
    assert all(same_deal(run(name)[0]) == same_deal(run("wijkbudget")[0]) for name in DECIDED)
    asked = [figure(name, "contacts") for name in ("wijkbudget", "network", "consortium")]
    assert max(asked) - min(asked) <= 0.03 * min(asked)


def test_a_network_waits_longer_and_meets_never() -> None:
    """Without one table nobody meets, and the question takes longer to help than with one team."""
    assert figure("wijkbudget", "mdos") > 0 == figure("network", "mdos")
    assert figure("network", "wait_help") > figure("wijkbudget", "wait_help") + 2


def changed(change: dict[str, Any]) -> dict[tuple[str, str], float]:
    """Figures of the consortium with something else about its board."""
    plan = deciding(run("consortium")[0], Board, lambda board: replace(board, **change))
    return figures(lived(plan), plan)


def test_a_board_is_asked_less_above_a_higher_amount() -> None:
    """The higher the amount, the fewer cases come to the board; and nobody else asks one."""
    counts = [changed({"threshold": euros * 100.0})["all", "submitted"] for euros in (0, 5_000, 10_000, 100_000)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[2] > counts[3] == 0


def test_a_board_that_meets_less_often_is_waited_for_longer() -> None:
    """With a meeting every eight weeks instead of two, the wait for its decision is longer, and so is that for help."""
    roomy = {"approval_work": {"sociaal_werk.bestuur": 1.0}, "threshold": 2_500_00.0}
    often, seldom = (changed({"every": weeks * 7.0} | roomy) for weeks in (2, 8))
    assert often["all", "wait_board"] < 14 < seldom["all", "wait_board"] < 56
    assert often["all", "wait_help"] < seldom["all", "wait_help"]


def test_professionals_meet_less() -> None:
    """Where whoever talks decides, fewer questions come to the table and fewer hours go to meetings."""
    assert figure("professionals", "mdos") < figure("wijkbudget", "mdos") / 2
    hours = [run(name)[1].pool_hours["ggd_team.overleg"] for name in ("professionals", "wijkbudget")]
    assert hours[0] < hours[1] / 2


def test_the_more_often_a_coach_is_enough_the_fewer_go_on() -> None:
    """The more often brief help is enough, the fewer residents need a support worker, and the less is paid."""
    plan = run("arnhem")[0]
    found = []
    for share in (0.0, 0.5, 1.0):
        other = deciding(plan, Foundation, lambda one, share=share: replace(one, enough=share, enough_per_point=0.0))
        found.append(figures(lived(other), other))
    assert found[0]["all", "brief_enough"] == 0
    for indicator in ("guidance_clients", "cost_municipality"):
        values = [one["all", indicator] for one in found]
        assert values == sorted(values, reverse=True)
        assert values[0] > values[2]


def test_the_foundation_is_paid_from_the_line_of_social_work() -> None:
    """What coaches and social workers get together is what social work got: nothing is added, and no cent is lost."""
    (before, old, _), (after, new, _) = run("wijkbudget"), run("arnhem")
    assert sum(line.participants for line in before.regimes[-1].lines) == pytest.approx(
        sum(line.participants for line in after.regimes[-1].lines), abs=2
    )
    paid = [_paid(history, "inleg sociaal_werk") + _paid(history, "inleg wijkcoaches") for history in (old, new)]
    assert paid[0] == pytest.approx(paid[1], abs=10)
    assert _paid(new, "inleg wijkcoaches") > 0
    assert new.ledger.closes


def _paid(history: RunResult, purpose: str) -> int:
    ledger = history.ledger
    return sum(cents for cents, why in zip(ledger.cents, ledger.purposes, strict=True) if why == purpose)


def test_the_court_changes_nothing_before_the_first_appeal() -> None:
    """Until somebody goes to court all is as without it; then the defence takes hours of the officials."""
    plan = everywhere(run("beroep")[0], lambda regime: replace(regime, formal=replace(regime.formal, objections=0.1)))
    with_court, without = lived(plan), lived(everywhere(plan, lambda regime: replace(regime, appeal=NoAppeal())))
    rows = with_court.rows
    first = rows[rows[:, 1] == EventKind.APPEALED, 0].min()
    assert rows[rows[:, 0] < first].tobytes() == without.rows[without.rows[:, 0] < first].tobytes()
    hours = [history.pool_hours["wmo_consulenten.dossiers"] for history in (with_court, without)]
    assert hours[0] > hours[1]
