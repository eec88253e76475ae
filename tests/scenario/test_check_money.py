"""Answers about money that cannot go together: each refused at its place, with a sentence why."""

from __future__ import annotations

import pytest
from edited_scenarios import GANGBAAR, ORGANISATION, WIJKBUDGET, Edit, Wijk, also_changing, changing, only

CLAIM = f"{{answer: claim, share: {only('50', '%')}}}"
SUBSTITUTES = (
    f"{{answer: »substitutes, vacancy: {only('4', '%')}, occupancy: {only('95', '%')}, "
    f"largest_step: {only('5', '%')}, keep: {only('70', '%')}}}"
)
PRICE = only("20000", "EUR")


def test_a_lumpsum_allows_no_claim(wijk: Wijk) -> None:
    """Nothing is ever paid after a lumpsum (wijkkader §6)."""
    wijk.wrong(
        also_changing("mechanisms.shortfall", CLAIM.replace("claim", "»claim")),
        code="X120",
        nl="wie een lumpsum krijgt ('welfare') krijgt achteraf nooit bijbetaald (wijkkader §6)",
        en="who gets a lumpsum ('welfare') is never paid afterwards (wijkkader §6)",
        of=WIJKBUDGET,
    )


def test_a_counterfactual_variant_may_claim_and_is_warned(wijk: Wijk) -> None:
    """It says of itself that it lies outside what was agreed."""
    wijk.edit(Edit(WIJKBUDGET, "\nchanges:\n", "\ncounterfactual: true\nchanges:\n"))
    wijk.edit(also_changing("mechanisms.shortfall", CLAIM))
    assert [(one.code, one.severity) for one in wijk.problems(WIJKBUDGET)] == [("X120", "warning")]


def test_production_allows_a_claim(wijk: Wijk) -> None:
    """Where no lumpsum is paid nothing was agreed about payments afterwards."""
    wijk.fine(changing("mechanisms.shortfall", CLAIM), of=GANGBAAR)


@pytest.mark.parametrize(
    "answer", ["kept", f"on_date, month: {only('10', 'times')}, buys: sociaal_werk.ondersteuning"]
)  # fmt: skip
def test_what_is_not_set_aside_cannot_be_released(wijk: Wijk, answer: str) -> None:
    """In the regular way nothing is set aside for pgb."""
    wijk.wrong(
        changing("mechanisms.release", f"{{answer: »{answer}}}"),
        code="X121",
        nl="er wordt niets voor pgb gereserveerd",
        en="nothing is set aside for pgb",
        of=GANGBAAR,
    )


def test_who_is_paid_by_result_needs_a_price_for_all_help(wijk: Wijk) -> None:
    """Without a price for day activities they would bring nothing."""
    prices = f"{{huishoudelijke_hulp: {PRICE}, begeleiding: {PRICE}}}"
    wijk.wrong(
        changing("mechanisms.pays.other", f"{{answer: output, administration: {only('6', '%')}, »prices: {prices}}}"),
        code="X122",
        nl="'dagbesteding' heeft geen prijs",
        en="'dagbesteding' has no price",
        of=GANGBAAR,
    )


def test_a_price_is_of_a_provision_there_is(wijk: Wijk) -> None:
    """A slip in its name gets the nearest."""
    prices = f"{{huishoudelijke_hulp: {PRICE}, begeleiding: {PRICE}, dagbesteding: {PRICE}, »begeleidng: {PRICE}}}"
    wijk.wrong(
        changing("mechanisms.pays.other", f"{{answer: output, administration: {only('6', '%')}, prices: {prices}}}"),
        code="X010",
        nl="geen voorziening met de naam 'begeleidng'",
        en="no provision called 'begeleidng'",
        suggestion="begeleiding",
        of=GANGBAAR,
    )


def test_hours_move_within_a_fixed_sum_only(wijk: Wijk) -> None:
    """Who is paid by production has no sum to move hours in."""
    wijk.wrong(
        changing("mechanisms.staffing.other", SUBSTITUTES),
        code="X123",
        nl="uren schuiven binnen een vaste som, en bij 'production' is er geen",
        en="hours move within a fixed sum, and with 'production' there is none",
        of=GANGBAAR,
    )


def test_what_is_settled_needs_a_tariff(wijk: Wijk) -> None:
    """Social workers have none, so support that they could take over cannot be settled."""
    rows = "{begeleiding_deelnemers.hulp: 50, begeleiding_overig.hulp: 40, »sociaal_werk.ondersteuning: 10}"
    wijk.wrong(
        Edit(ORGANISATION, "/provisions/dagbesteding/by/rows", rows),
        changing("mechanisms.settlement", f"{{answer: at_tariff, yearly_settlements: {only('4', 'times')}}}"),
        code="X124",
        nl="'sociaal_werk.ondersteuning' kan hulp van een ander overnemen en heeft geen tarief",
        en="'sociaal_werk.ondersteuning' may take over help of another and has no tariff",
        of=GANGBAAR,
    )


def test_what_is_released_buys_no_hours_that_follow_demand(wijk: Wijk) -> None:
    """As with a surplus."""
    wijk.wrong(
        also_changing(
            "mechanisms.release", f"{{answer: on_date, month: {only('10', 'times')}, buys: »hh_overig.hulp}}"
        ),
        code="X061",
        nl="'hh_overig.hulp' volgt de vraag",
        en="'hh_overig.hulp' follows demand",
        of=WIJKBUDGET,
    )
