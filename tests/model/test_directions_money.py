"""The shipped variants about money, each beside the one it changes one thing of: which way it goes."""

from __future__ import annotations

from functools import cache

import pytest
from wijken import figures, shipped

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate

ALL = "all"


@cache
def lived(name: str) -> RunResult:
    """One replication of a shipped variant, whole."""
    return simulate(shipped(name), dealt())


@cache
def dealt():
    """The residents that all of them share."""
    return deal(shipped("wijkbudget"), 2018, 1)


@cache
def all_figures(name: str) -> dict[tuple[str, str], float]:
    """Every figure of it."""
    return figures(lived(name), shipped(name))


def found(name: str, indicator: str, period: str = ALL) -> float:
    """One figure."""
    return all_figures(name)[period, indicator]


def same_lives(one: str, other: str) -> bool:
    """Whether residents lived through the same under both."""
    return lived(one).rows.tobytes() == lived(other).rows.tobytes()


def lower(indicator: str, name: str, than: str) -> bool:
    """Whether a figure is lower in one variant than in another."""
    return found(name, indicator) < found(than, indicator)


def test_what_is_not_reinvested_buys_no_hours() -> None:
    """A surplus returned lowers the municipality's cost and reinvests nothing; what was agreed is carried out later."""
    assert found("overschot_terug", "reinvested") == 0 < found("wijkbudget", "reinvested")
    assert lower("cost_lines", "overschot_terug", "wijkbudget")
    assert lower("wait_execution", "wijkbudget", "overschot_terug")
    assert found("overschot_terug", "surplus_returned") > 0


def test_thirds_are_between_reinvesting_and_returning() -> None:
    """The municipality and the parties get the same; the wijk buys fewer hours than when all is reinvested."""
    parties, funders = (found("overschot_derden", name) for name in ("surplus_parties", "surplus_returned"))
    assert parties == pytest.approx(funders, abs=0.1)
    assert 0 < found("overschot_derden", "reinvested") < found("wijkbudget", "reinvested")


def test_by_input_the_parties_get_more_than_the_municipality() -> None:
    """They put in 2.1 million a year and the municipality its own staff."""
    assert lower("surplus_returned", "overschot_inbreng", "overschot_derden")
    assert found("overschot_inbreng", "surplus_parties") > found("overschot_inbreng", "surplus_returned") > 0


def test_kept_is_paid_by_nobody_else() -> None:
    """What each party keeps is what would otherwise go back, so the municipality saves nothing."""
    assert same_lives("overschot_behouden", "overschot_terug")
    kept, returned = found("overschot_behouden", "surplus_parties"), found("overschot_terug", "surplus_returned")
    assert kept == pytest.approx(returned, abs=0.1)


def test_settled_at_the_end_nothing_is_divided_before() -> None:
    """Five years carry their surplus on; all of it is divided in the last year."""
    years = [found("overschot_aan_het_eind", "surplus_returned", str(year)) for year in range(2018, 2023)]
    assert years[:4] == [0, 0, 0, 0]
    assert years[4] > 0


def test_one_sum_makes_no_difference_while_nobody_moves_hours() -> None:
    """A lumpsum per party and one sum for all buy the same hours: residents notice nothing."""
    assert same_lives("taak", "wijkbudget")


def test_who_helps_everyone_within_a_sum_falls_short() -> None:
    """Providers who hire for all who wait shorten the wait for domestic help, and spend more than there is."""
    assert lower("wait_hh", "tekort", "taak")
    assert lower("result_participants", "tekort", "taak")
    assert found("tekort", "shortfall") > 0 == found("taak", "shortfall")


def test_a_claim_moves_half_of_the_shortfall() -> None:
    """Residents notice nothing; the municipality pays exactly half of what is short."""
    assert same_lives("tekort_claim", "tekort")
    half = found("tekort_claim", "shortfall") / 2
    assert found("tekort_claim", "shortfall_claimed") == pytest.approx(half, abs=0.1)
    more = found("tekort_claim", "cost_municipality") - found("tekort", "cost_municipality")
    assert more == pytest.approx(half, abs=0.1)


def test_a_reserve_takes_from_what_is_reinvested() -> None:
    """What goes into the reserve does not buy hours the year after, and pays part of what is short."""
    assert lower("reinvested", "tekort_reserve", "tekort")
    assert found("tekort_reserve", "shortfall_reserve") > 0


def test_pgb_outside_leaves_parties_more_hours() -> None:
    """Nothing set aside: domestic help waits shorter, nothing is overspent, and the municipality pays more."""
    assert lower("wait_hh", "pgb_buiten", "wijkbudget")
    assert found("pgb_buiten", "pgb_overspent") == 0 < found("wijkbudget", "pgb_overspent")
    assert lower("cost_municipality", "wijkbudget", "pgb_buiten")


def test_an_amount_that_is_larger_leaves_less_to_pay_extra() -> None:
    """120,000 a year instead of a share of 107,000."""
    assert lower("pgb_overspent", "pgb_bedrag", "wijkbudget")


def test_a_reservation_released_in_october_buys_social_work() -> None:
    """On 1 October of every year social work grows until the end of the year."""
    history = lived("pgb_vrijgeven")
    pool = history.pools.index("sociaal_werk.ondersteuning")
    rows = history.rows[(history.rows[:, 1] == EventKind.RESIZED) & (history.rows[:, 4] == pool)]
    sizes = {int(day): units for day, units in rows[:, [0, 5]].tolist()}
    october, before = 273, max(day for day in sizes if day < 273)
    assert sizes[october] > sizes[before]


def test_a_reservation_kept_leaves_less_to_pay_extra_and_to_reinvest() -> None:
    """What is kept for the next year does not buy hours of social work."""
    assert found("pgb_bewaren", "pgb_overspent") <= found("pgb_vrijgeven", "pgb_overspent")
    assert lower("reinvested", "pgb_bewaren", "pgb_vrijgeven")


def test_an_indexed_lumpsum_buys_more_hours_for_more_money() -> None:
    """Who keeps up with wages waits shorter and pays more."""
    assert lower("wait_hh", "lumpsum_geindexeerd", "wijkbudget")
    assert lower("cost_lines", "wijkbudget", "lumpsum_geindexeerd")


def test_a_ceiling_is_borne_by_the_provider() -> None:
    """The same help; what the municipality does not pay, the providers lack, to the cent."""
    assert same_lives("team_plafond", "team_productie")
    saved = found("team_productie", "cost_lines") - found("team_plafond", "cost_lines")
    lacks = found("team_productie", "result_participants") - found("team_plafond", "result_participants")
    assert saved == pytest.approx(lacks, abs=0.1)
    assert saved > 0


def test_prices_per_result_come_instead_of_hours() -> None:
    """Nobody bills an hour of the providers that take part, and results are paid."""
    purposes = set(lived("team_output").ledger.purposes)
    assert {"resultaat hh_deelnemers", "resultaat begeleiding_deelnemers"} <= purposes
    assert not {"productie hh_deelnemers", "productie begeleiding_deelnemers"} & purposes


def test_production_shortens_the_wait_for_domestic_help() -> None:
    """Hours follow demand where production pays for them."""
    assert lower("wait_hh", "team_productie", "wijkbudget")


def test_moving_hours_shortens_the_longest_line() -> None:
    """Within a party hours go to domestic help, for which people wait longest; with one sum still more of them."""
    assert lower("wait_hh", "schuiven", "wijkbudget")
    assert lower("wait_hh", "taak_schuiven", "schuiven")


def test_settling_takes_the_second_payment_away() -> None:
    """What parties settle is what the municipality no longer pays and the providers that take part lack."""
    settled = found("verrekenen", "settled_between")
    lacks = found("wijkbudget", "result_participants") - found("verrekenen", "result_participants")
    assert settled == pytest.approx(lacks, abs=1)
    assert settled > 0
    assert lower("cost_lines", "verrekenen", "wijkbudget")


def test_earmarked_money_changes_nothing_but_money() -> None:
    """Residents notice nothing in the model; the municipality pays exactly what the programmes spend."""
    for name in ("geoormerkt_per_jaar", "geoormerkt_vier_jaar"):
        assert same_lives(name, "wijkbudget")
        more = found(name, "cost_municipality") - found("wijkbudget", "cost_municipality")
        assert more == pytest.approx(found(name, "earmarked"), abs=0.1)
    assert lower("earmarked", "geoormerkt_vier_jaar", "geoormerkt_per_jaar")


def test_when_all_join_there_is_nowhere_else_to_go() -> None:
    """No more production outside: the municipality pays less, and for domestic help people wait much longer."""
    assert lower("cost_lines", "niet_deelnemers", "wijkbudget")
    assert lower("wait_hh", "wijkbudget", "niet_deelnemers")


def test_the_neutral_answers_are_what_the_base_has() -> None:
    """And with them every figure is what it was before there were others (tests/golden)."""
    regime = shipped("gangbaar").regimes[-1]
    questions = ("surplus", "shortfall", "settles", "settlement", "reservation", "release", "earmarked")
    chosen = [
        word
        for question in questions
        for word, answer in QUESTIONS[question].answers.items()
        if answer is type(getattr(regime, question))
    ]
    assert chosen == ["returned", "party", "each_year", "none", "outside", "with_surplus", "none"]
