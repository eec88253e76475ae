"""Answers about outside help and the life of the wijk that lack something they need: each refused, and why."""

from __future__ import annotations

import pytest
from edited_scenarios import BASE, ORGANISATION, WIJKBUDGET, Edit, Wijk, changing, only

SHORTER = f"referral: {only('2', 'weeks')}, shorter: {only('10', '%')}"
AT_MDO = f"{SHORTER}, price: {only('250', 'EUR')}, payer: zvw, settled: {only('30', '%')}"


def test_direct_access_needs_a_team(wijk: Wijk) -> None:
    """Where officials decide nobody brings a resident straight to a specialist."""
    wijk.wrong(
        changing("mechanisms.outside", f"{{answer: »direct, {SHORTER}}}"),
        code="X130",
        nl="er is geen team dat bewoners rechtstreeks naar een specialist brengt",
        en="there is no team that brings residents straight to a specialist",
    )


def test_a_specialist_at_the_table_needs_a_table_and_rules_that_listen(wijk: Wijk) -> None:
    """Two things are missing in the regular way, and both are told."""
    place = wijk.edit(changing("mechanisms.outside", f"{{answer: »at_mdo, {AT_MDO}}}"))
    found = wijk.problems()
    assert [problem.code for problem in found] == ["X131", "X132"]
    assert {(wijk.file_of(problem), problem.mark.line, problem.mark.column) for problem in found} == {place}
    assert "geen tafel waar de specialist aanschuift" in found[0].text.nl
    assert "no table for the specialist" in found[0].text.en
    assert "doet het advies van de specialist niets" in found[1].text.nl


def test_advice_that_no_rule_asks_does_nothing(wijk: Wijk) -> None:
    """With a team and meetings, but the rules of the wijkbudget as they are."""
    wijk.edit(Edit(BASE, "  outside: {answer: referral}", f"  outside: {{answer: at_mdo, {AT_MDO}}}"))
    found = [problem for problem in wijk.problems(WIJKBUDGET) if problem.code != "X131"]
    assert {problem.code for problem in found} == {"X132"}


def test_a_payer_is_one_of_two(wijk: Wijk) -> None:
    """The municipality or the insurers; what was meant is suggested."""
    wijk.wrong(
        changing("mechanisms.outside", f"{{answer: at_mdo, {AT_MDO.replace('payer: zvw', 'payer: »zwv')}}}"),
        code="S003",
        nl="zwv",
        en="zwv",
        suggestion="zvw",
    )


VOLUNTEERS = (
    f"opening: {only('40', 'hours/week')}, presence: {only('10', '%')}, guidance: {only('0.2', 'hours/week')}, "
    f"carries: {only('2', 'ratio')}, start: {only('50', 'persons')}, becomes: {only('20', '%')}, "
    f"lasts: {only('2', 'years')}"
)


def test_volunteers_are_guided_from_hours_that_are_there(wijk: Wijk) -> None:
    """Hours that follow demand follow a line, and volunteers stand in none."""
    wijk.wrong(
        changing("mechanisms.collective", f"{{answer: volunteers, guides: »hh_overig.hulp, {VOLUNTEERS}}}"),
        code="X133",
        nl="'hh_overig.hulp' volgt de vraag, en vrijwilligers staan niet in een rij",
        en="volunteers stand in no line",
    )


def test_hours_to_guide_volunteers_exist(wijk: Wijk) -> None:
    """A pool that leads nowhere is told once, with the nearest."""
    wijk.wrong(
        changing(
            "mechanisms.collective", f"{{answer: volunteers, guides: »vrijwilligerswerk.begeleidin, {VOLUNTEERS}}}"
        ),
        code="X010",
        nl="geen uren met de naam 'vrijwilligerswerk.begeleidin'",
        en="no hours called",
        suggestion="vrijwilligerswerk.begeleiding",
    )


def test_a_house_that_nobody_can_ever_run_is_told(wijk: Wijk) -> None:
    """Somebody must be there all eighty hours it is open: then no hour is left to guide a volunteer."""
    wide = VOLUNTEERS.replace(only("40", "hours/week"), only("80", "hours/week")).replace(
        only("10", "%"), only("100", "%")
    )
    wijk.wrong(
        changing("mechanisms.collective", f"»{{answer: volunteers, guides: vrijwilligerswerk.begeleiding, {wide}}}"),
        code="X071",
        nl="'huis_van_de_wijk' heeft nooit plekken",
        en="'huis_van_de_wijk' never has places",
        severity="warning",
    )


PREVENTION = (
    f"by: ggd_team.preventie, effort: {only('3', 'hours')}, pace: {only('1', 'hours/week')}, "
    f"after: [algemeen], thins: {{contact: {only('0.8', 'ratio')}}}, lasts: {only('1', 'years')}"
)


@pytest.mark.parametrize(
    ("was", "becomes", "nl", "en"),
    [
        ("[algemeen]", "»[]", "na geen enkele hulp aangeboden", "offered after no help at all"),
        (f"{{contact: {only('0.8', 'ratio')}}}", "»{}", "voor geen enkel leefdomein iets waard", "of no use in any"),
    ],
)
def test_prevention_that_prevents_nothing_is_refused(wijk: Wijk, was: str, becomes: str, nl: str, en: str) -> None:
    """Who means nothing can say so: none."""
    wijk.wrong(
        changing("mechanisms.prevention", f"{{answer: thins, {PREVENTION.replace(was, becomes)}}}"),
        code="X134",
        nl=nl,
        en=en,
    )


@pytest.mark.parametrize(
    ("was", "becomes", "nl", "suggestion"),
    [
        ("[algemeen]", "[»algemen]", "geen laag met de naam 'algemen'", "algemeen"),
        ("{contact:", "{»kontact:", "geen leefdomein met de naam 'kontact'", "contact"),
        ("ggd_team.preventie", "»ggd_team.preventi", "geen uren met de naam 'ggd_team.preventi'", "ggd_team.preventie"),
    ],
)
def test_what_prevention_names_exists(wijk: Wijk, was: str, becomes: str, nl: str, suggestion: str) -> None:
    """Layers, leefdomeinen and hours."""
    wijk.wrong(
        changing("mechanisms.prevention", f"{{answer: thins, {PREVENTION.replace(was, becomes)}}}"),
        code="X010",
        nl=nl,
        en="called",
        suggestion=suggestion,
    )


def test_prevention_adds_no_needs(wijk: Wijk) -> None:
    """A factor above 1 would be a need that help causes: needs are dealt with another key for that."""
    wijk.wrong(
        changing("mechanisms.prevention", f"{{answer: thins, {PREVENTION.replace('value: 0.8', 'value: »1.2')}}}"),
        code="S024",
        nl="moet tussen 0 en 1 ratio zijn",
        en="must be between 0 and 1",
    )


def test_prevention_that_nobody_has_hours_for_is_told(wijk: Wijk) -> None:
    """Social workers of the regular way have an access task, but GGD prevention may be without hours."""
    wijk.edit(Edit(ORGANISATION, "/staff/ggd_team/tasks/rows", "{preventie: 0, overleg: 100}"))
    wijk.wrong(
        changing("mechanisms.prevention", f"{{answer: thins, {PREVENTION.replace('by: ', 'by: »')}}}"),
        code="X071",
        nl="'ggd_team.preventie' heeft nooit uren, maar preventie vraagt ze",
        en="but prevention asks for them",
        severity="warning",
    )


COUNCIL = f"share: {only('25', '%')}, price: {only('500', 'EUR/year')}"


def test_a_council_has_something_to_share(wijk: Wijk) -> None:
    """In the regular way what is left goes back to the municipality, and there is no extra budget."""
    wijk.wrong(
        changing("mechanisms.residents", f"{{answer: »council, {COUNCIL}, opens: huis_van_de_wijk}}"),
        code="X135",
        nl="er is niets te verdelen",
        en="there is nothing to share",
    )


def test_a_council_buys_places_that_exist(wijk: Wijk) -> None:
    """Of a house in the scenario."""
    wijk.edit(
        Edit(BASE, "  extra: {answer: none}", f"  extra: {{answer: yearly, amount: {only('25000', 'EUR/year')}}}")
    )
    wijk.edit(
        Edit(
            BASE, "  residents: {answer: none}", f"  residents: {{answer: council, {COUNCIL}, opens: huis_van_de_wijk}}"
        )
    )
    wijk.wrong(
        changing("mechanisms.residents", f"{{answer: council, {COUNCIL}, opens: »huis_van_de_wyk}}"),
        code="X010",
        nl="geen plekken met de naam 'huis_van_de_wyk'",
        en="no places called",
        suggestion="huis_van_de_wijk",
    )
