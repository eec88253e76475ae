"""What `check` says of beliefs that name what is not there, or cannot act on what they name."""

from __future__ import annotations

import pytest
from edited_scenarios import GANGBAAR, Wijk, changing, only

HALF = f"factor: {only('0.5', 'ratio')}"


def belief(what: str, factor: str = HALF) -> str:
    """A belief about *what*."""
    return f"{{title: {{nl: a, en: b}}, {what}, {factor}}}"


@pytest.mark.parametrize(
    "what",
    [
        "acts_on: demand, domains: [contact, wonen]",
        "acts_on: stay, routes: [begeleiding], layers: [pgb]",
        "acts_on: stay, routes: [begeleiding], by: [begeleiding_overig]",
        "acts_on: amount, layers: [individueel], by: [hh_deelnemers]",
        "acts_on: relapse, layers: [algemeen]",
        "acts_on: referral, domains: [psychisch], to: specialist, instead: begeleiding",
    ],
)
def test_a_belief_may_act_on_each_of_these(wijk: Wijk, what: str) -> None:
    """Demand, length, amount, relapse and referral, each with the keys that belong to it."""
    wijk.fine(changing("beliefs.effects.proef", belief(what)), of=GANGBAAR)


@pytest.mark.parametrize(
    ("what", "key", "rest"),
    [
        ("acts_on: demand, domains: [contact]", "routes", "wel: domains"),
        ("acts_on: stay, layers: [pgb]", "domains", "wel: by, layers, routes"),
        ("acts_on: relapse, layers: [algemeen]", "by", "wel: layers, routes"),
    ],
)
def test_a_key_that_belongs_to_another_belief_is_refused(wijk: Wijk, what: str, key: str, rest: str) -> None:
    """What has no meaning there would otherwise be passed over in silence."""
    word = {"routes": "begeleiding", "domains": "contact", "by": "hh_overig"}[key]
    wijk.wrong(
        changing("beliefs.effects.proef", belief(f"{what}, »{key}: [{word}]")),
        code="X140",
        nl=f"'{key}' hoort niet bij een overtuiging over",
        en=f"'{key}' does not belong to a belief about",
        of=GANGBAAR,
    )
    assert rest in wijk.problems(GANGBAAR)[0].text.nl


@pytest.mark.parametrize(
    ("what", "missing"),
    [
        ("acts_on: demand", "domains"),
        ("acts_on: stay, by: [hh_overig]", "routes"),
        ("acts_on: referral, domains: [psychisch], to: specialist", "instead"),
    ],
)
def test_a_belief_says_what_it_is_about(wijk: Wijk, what: str, missing: str) -> None:
    """A belief about nothing would do nothing, which nobody means."""
    wijk.wrong(
        changing("beliefs.effects.proef", belief(what), mark="»"),
        code="X140",
        nl=f"moet zeggen waarover: '{missing}' ontbreekt",
        en=f"must say what it is about: '{missing}' is missing",
        of=GANGBAAR,
    )


@pytest.mark.parametrize(
    ("what", "suggestion"),
    [
        ("acts_on: demand, domains: [»kontact]", "contact"),
        ("acts_on: stay, routes: [»begeleidng]", "begeleiding"),
        ("acts_on: stay, layers: [»individuel]", "individueel"),
        ("acts_on: stay, layers: [pgb, individueel], by: [»hh_overg]", "hh_overig"),
        ("acts_on: referral, domains: [psychisch], to: »specialst, instead: begeleiding", "specialist"),
    ],
)
def test_a_belief_names_what_is_there(wijk: Wijk, what: str, suggestion: str) -> None:
    """Leefdomeinen, provisions, layers and staff groups, with the nearest known word."""
    wijk.wrong(
        changing("beliefs.effects.proef", belief(what)),
        code="X010",
        nl="met de naam",
        en="called",
        suggestion=suggestion,
        of=GANGBAAR,
    )


def test_who_does_not_give_the_help_cannot_shorten_it(wijk: Wijk) -> None:
    """Domestic helps give no support."""
    wijk.wrong(
        changing("beliefs.effects.proef", belief("acts_on: stay, routes: [begeleiding], by: [»hh_overig]")),
        code="X141",
        nl="'hh_overig' geeft deze hulp niet: begeleiding",
        en="'hh_overig' does not give this help: begeleiding",
        of=GANGBAAR,
    )


def test_a_place_has_no_number_of_hours(wijk: Wijk) -> None:
    """In the house of the wijk one has a place, not more or less of it."""
    wijk.wrong(
        changing("beliefs.effects.proef", belief("acts_on: »amount, routes: [collectieve_voorziening]")),
        code="X141",
        nl="geen aantal uren per week",
        en="no number of hours a week",
        of=GANGBAAR,
    )


def test_no_more_than_everybody_comes_back(wijk: Wijk) -> None:
    """Half of those after a crisis come back; three times as many is more than all."""
    three = f"factor: »{only('3', 'ratio')}"
    wijk.wrong(
        changing("beliefs.effects.proef", belief("acts_on: relapse, routes: [crisisdienst]", three)),
        code="X142",
        nl="bij 'crisisdienst' komt dan meer dan 100 % van de vragen terug",
        en="of 'crisisdienst' more than 100 %",
        of=GANGBAAR,
    )


@pytest.mark.parametrize(
    ("what", "nl"),
    [
        ("to: specialist, instead: »specialist", "van de ene voorziening naar een andere"),
        ("to: »pgb, instead: begeleiding", "in de plaats van hulp in natura"),
    ],
)
def test_a_referral_leads_somewhere_else(wijk: Wijk, what: str, nl: str) -> None:
    """Not to itself, and not to a pgb, which no rule can give."""
    wijk.wrong(
        changing("beliefs.effects.proef", belief(f"acts_on: referral, domains: [psychisch], {what}")),
        code="X143",
        nl=nl,
        en="",
        of=GANGBAAR,
    )


def test_a_factor_is_more_than_nothing(wijk: Wijk) -> None:
    """A belief that takes something away altogether is a rule, and belongs among the rules."""
    nothing = f"factor: {only('»0', 'ratio')}"
    wijk.wrong(
        changing("beliefs.effects.proef", belief("acts_on: stay, layers: [pgb]", nothing)),
        code="S024",
        nl="0",
        en="0",
        of=GANGBAAR,
    )


def test_a_base_without_beliefs_has_none(wijk: Wijk) -> None:
    """The file may be left out; then a variant that believes something is told that there is no such part."""
    (wijk.folder / "ruwaard" / "beliefs.yaml").unlink()
    assert wijk.problems(GANGBAAR) == []
    wijk.edit(changing("beliefs.effects.proef", belief("acts_on: demand, domains: [contact]")))
    assert [problem.code for problem in wijk.problems(GANGBAAR)] == ["X002"]
