"""Laws about beliefs: neutral is as if there were none, and what is not neutral works in the direction it says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from wijken import figures, lived, same_facts, transfers

from ruwaard_sim.errors import Findings
from ruwaard_sim.event_log import RunResult
from ruwaard_sim.files.loading import load_study, load_variant
from ruwaard_sim.model.deal import same_deal
from ruwaard_sim.plan import UNBELIEVED, Plan
from ruwaard_sim.scenario.variants.assemble import scenario
from ruwaard_sim.study.replicate import replicate

VARIANT = """\
kind: variant
id: {name}
base: wijkbudget
title: {{nl: "{name}", en: "{name}"}}
description: {{nl: "proef", en: "test"}}
changes:
  beliefs.effects.bereik:
    because: {{nl: "zonder", en: "without"}}
    source: assumption
    to: null
{changes}
"""
EFFECT = """\
  beliefs.effects.{name}:
    because: {{nl: "geloof", en: "belief"}}
    source: assumption
    to:
      {{title: {{nl: a, en: b}}, {what},
       factor: {{low: 0.1, mode: {factor}, high: 2.9, unit: ratio, source: assumption, grade: D}}}}
"""
EVERY = {
    "vraag": "acts_on: demand, domains: [contact, huishouden, psychisch]",
    "duur": "acts_on: stay, layers: [individueel, algemeen, pgb]",
    "duur_van": "acts_on: stay, routes: [begeleiding], by: [begeleiding_overig]",
    "omvang": "acts_on: amount, routes: [begeleiding, huishoudelijke_hulp]",
    "omvang_van": "acts_on: amount, routes: [huishoudelijke_hulp], by: [hh_deelnemers]",
    "terugval": "acts_on: relapse, layers: [algemeen, collectief]",
    "meer": "acts_on: referral, domains: [begeleiding], to: begeleiding, instead: kortdurende_ondersteuning",
    "minder": "acts_on: referral, domains: [psychisch], to: specialist, instead: begeleiding",
}


def believing(folder: Path, **factors: float) -> Plan:
    """The joint budget with these beliefs and no others."""
    name = "_".join(factors) or "niets"
    told = "".join(EFFECT.format(name=key, what=EVERY[key], factor=factor) for key, factor in factors.items())
    path = folder / f"{name}.yaml"
    path.write_text(VARIANT.format(name=name, changes=told), encoding="utf-8")
    return load_variant(path).plan


def test_every_effect_at_one_is_no_effect_at_all(tmp_path: Path) -> None:
    """With a belief of every kind, each with a factor of 1, a run is bit for bit that of a wijk without beliefs."""
    nothing = believing(tmp_path)
    assert same_facts(lived(believing(tmp_path, **dict.fromkeys(EVERY, 1.0))), lived(nothing))


UNMOVED = """\
  mechanisms.contribution.demand_{income}:
    because: {{nl: "niemand let op de prijs", en: "nobody minds the price"}}
    source: assumption
    to: {{low: 1, mode: 1, high: 1, unit: ratio, source: assumption, grade: D}}
"""


def test_neutral_is_as_if_nobody_believed_anything(tmp_path: Path) -> None:
    """--neutral-effects gives, bit for bit, the run of the variant written without its effects and responses."""
    neutral = load_study(Path("wijkbudget"), neutral_effects=True).variants["wijkbudget"]
    assert neutral.beliefs == {}
    path = tmp_path / "ongelovig.yaml"
    changes = "".join(UNMOVED.format(income=income) for income in ("low", "middle", "high"))
    path.write_text(VARIANT.format(name="ongelovig", changes=changes), encoding="utf-8")
    written = load_variant(path).plan
    written = replace(written, regimes=tuple(replace(one, outcomes=UNBELIEVED) for one in written.regimes))
    assert same_facts(lived(neutral), lived(written))


def test_neutral_variants_that_only_believed_differently_are_the_same() -> None:
    """Once nobody believes anything, the variant in which everything is believed is the joint budget again."""
    study = load_study(Path("overtuigingen"), neutral_effects=True)
    rows = replicate({name: study.variants[name] for name in ("wijkbudget", "overtuigingen")}, study.seed, 1)
    half = len(rows) // 2
    assert [repr(row[1:]) for row in rows[:half]] == [repr(row[1:]) for row in rows[half:]]


@pytest.mark.parametrize(
    ("variant", "believed", "indicator"),
    [
        ("arnhem", "mechanisms.decides.enough", "brief_enough"),
        ("specialist_aan_tafel", "mechanisms.outside.settled", None),
        ("preventie", "mechanisms.prevention.thins.contact", "averted"),
        ("collectief_behouden", "mechanisms.collective.becomes", "active_residents"),
    ],
)
def test_what_is_believed_with_an_answer_is_left_out_too(variant: str, believed: str, indicator: str | None) -> None:
    """A key that is a belief is named with the variant, and gone without beliefs; so is what follows from it."""
    resolved = load_variant(Path(variant))
    assert believed in resolved.plan.beliefs
    neutral = resolved.neutral()
    assert neutral.plan.beliefs == {}
    if indicator is not None:
        without, with_it = (figures(lived(plan), plan)["all", indicator] for plan in (neutral.plan, resolved.plan))
        assert without == 0 < with_it


@pytest.mark.parametrize("variant", ["arnhem", "preventie", "specialist_rechtstreeks"])
def test_what_is_kept_of_a_neutral_run_is_what_ran(variant: str) -> None:
    """The resolved scenario in the folder of a run, read again, is the scenario that the model was given."""
    neutral = load_variant(Path(variant)).neutral()
    findings = Findings()
    again = scenario(neutral.tree, findings)
    assert not findings.problems
    assert again == neutral.after


def test_beliefs_move_nobodys_luck() -> None:
    """People, needs and luck are dealt the same whether anybody believes anything or not."""
    written, neutral = (load_study(Path("overtuigingen"), neutral_effects=neutral) for neutral in (False, True))
    plans = [*written.variants.values(), *neutral.variants.values()]
    assert all(same_deal(plan) == same_deal(plans[0]) for plan in plans)
    assert written.effects == "as written"
    assert neutral.effects == "neutral"
    assert "bereik:" in written.resolved["wijkbudget"]
    assert "bereik:" not in neutral.resolved["wijkbudget"]
    assert neutral.assumptions.values < written.assumptions.values


@cache
def _without(folder: Path) -> tuple[Plan, RunResult]:
    plan = believing(folder)
    return plan, lived(plan)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for variants."""
    return tmp_path_factory.mktemp("overtuigingen")


@pytest.mark.parametrize(
    ("belief", "factor", "indicator", "up"),
    [
        ("vraag", 0.8, "contacts", False),
        ("duur", 1.5, "hours_help", True),
        ("duur_van", 0.5, "guidance_clients", False),
        ("omvang", 0.8, "unit_cost_hh", False),
        ("omvang_van", 0.7, "wait_hh", False),
        ("terugval", 0.2, "returned", False),
        ("meer", 1.4, "route_individueel", True),
        ("meer", 1.4, "route_together", False),
        ("minder", 0.5, "route_specialist", False),
        ("minder", 0.5, "cost_insurers", False),
    ],
)
def test_a_belief_works_in_the_direction_it_says(
    folder: Path, belief: str, factor: float, indicator: str, up: bool
) -> None:
    """On the same people with the same luck a belief moves the figure it is about, the way it says."""
    plan, before = _without(folder)
    after = believing(folder, **{belief: factor})
    found = [figures(history, one)["all", indicator] for history, one in ((before, plan), (lived(after), after))]
    assert (found[1] > found[0]) == up
    assert found[1] != found[0]


def test_forty_percent_more_referrals_are_forty_percent_more(folder: Path) -> None:
    """Of the questions that the rules divide over two routes, 40 % more go to the one, to within a tenth of that."""
    before = _without(folder)[1]
    after = believing(folder, meer=1.4)
    counts = [_sent(history, "begeleiding", "begeleiding") for history in (before, lived(after))]
    assert 1.3 < counts[1] / counts[0] < 1.5


def _sent(history: RunResult, domain: str, route: str) -> int:
    asked = history.rows[history.rows[:, 1] == 0]
    about = {int(row[2]) for row in asked if history.domains[int(row[3])] == domain}
    first: dict[int, str] = {}
    for row in history.rows[history.rows[:, 1] == 5]:
        first.setdefault(int(row[2]), history.routes[int(row[4])])
    return sum(1 for case, taken in first.items() if case in about and taken in (route, "pgb"))


def test_money_is_conserved_whatever_is_believed(folder: Path) -> None:
    """With a belief of every kind the books close to the cent, and nobody is paid who has no account."""
    history = lived(believing(folder, **dict.fromkeys(EVERY, 1.2)))
    assert history.ledger.closes
    assert all(cents > 0 for *_, cents, _ in transfers(history))
