from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from ruwaard_sim.agents.population import deal_residents
from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.cli import main
from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import check_files, load_targets, load_variant
from ruwaard_sim.ledger import Ledger
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.regimes import CurrentRegime
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.schema.target_models import CENSUS, FLOWS, Target, Targets
from ruwaard_sim.streams import Streams
from ruwaard_sim.study import validation_figures as yardsticks
from ruwaard_sim.study.statistics import Estimate
from ruwaard_sim.study.validation import Validation, Verdict, as_object, figure, flow, page, simulate_variants, validate
from ruwaard_sim.study.validation_figures import Run
from ruwaard_sim.tables import INDICATORS, Record, Window
from ruwaard_sim.text import Lang

TARGETS = shipped() / "ruwaard" / "targets.yaml"


@pytest.fixture(scope="module")
def once() -> Validation:
    """The shipped wijk, held against its targets in one replication."""
    return validate(1, 2018)


@pytest.fixture(scope="module")
def targets() -> Targets:
    """The shipped targets."""
    return load_targets(TARGETS)[0]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The shipped joint budget."""
    return load_variant(Path("wijkbudget")).plan


# ---------------------------------------------------------------------- the file


def test_the_shipped_targets_are_sound() -> None:
    """Checking the targets finds nothing: every figure, unit, variant, day and source exists."""
    problems, *_ = check_files([TARGETS])
    assert [problem.say("en") for problem in problems] == []


def test_every_figure_that_may_be_named_can_be_computed(targets: Targets) -> None:
    """The names the scenario layer allows are those that are computed, and none is also an indicator's."""
    assert CENSUS.keys() == yardsticks.COUNTS.keys()
    assert FLOWS.keys() == yardsticks.FLOWS.keys()
    assert not (CENSUS.keys() | FLOWS.keys()) & INDICATORS.keys()
    assert all(flow(target.figure) for target in targets.targets.values() if target.day is None)


def test_every_figure_that_only_validation_knows_is_held_against_something(targets: Targets) -> None:
    """A figure nobody compares with anything has no reason to exist."""
    used = {target.figure for target in targets.targets.values()}
    assert FLOWS.keys() - used == set()


def test_a_judgement_is_not_dressed_as_a_measurement(targets: Targets) -> None:
    """What rests on an assumption has grade D, and every target with a margin says where the margin comes from."""
    for key, target in targets.targets.items():
        assert target.source != "assumption" or target.grade == "D", key
        assert target.note is not None or target.low == target.high, key


@pytest.mark.parametrize(
    ("find", "put", "code"),
    [
        ("figure: hh_clients,", "figure: hh_client,", "X080"),
        ("unit: persons,", "unit: households,", "X081"),
        ("day: 2018-01-01,", "period: {start: 2018-01-01, end: 2019-01-01},", "X082"),
        ("low: 13087.5,", "low: 14000,", "X083"),
        ("source: assumption, grade: D", "source: assumption, grade: A", "X084"),
        ("day: 2018-01-01,", "day: 2017-01-01,", "X085"),
        ("start: 2018-01-01, end: 2019-01-01", "start: 2019-01-01, end: 2019-01-01", "X020"),
        ("source: cbs_wmo_hh,", "source: cbs_wmo_h,", "X010"),
        ("variant: wijkbudget,", "variant: wijkbudge,", "L002"),
    ],
)
def test_a_mistake_in_a_target_is_told_where_it_stands(tmp_path: Path, find: str, put: str, code: str) -> None:
    """One wrong word gives a problem with its own code, on its own line."""
    folder = tmp_path / "scenarios"
    shutil.copytree(shipped(), folder)
    file = folder / "ruwaard" / "targets.yaml"
    text = file.read_text(encoding="utf-8")
    assert find in text
    line = text[: text.index(find)].count("\n") + 1
    file.write_text(text.replace(find, put, 1), encoding="utf-8")
    problems, *_ = check_files([file])
    near = [problem for problem in problems if problem.code == code]
    assert near
    assert abs(near[0].mark.line - line) <= 2
    assert near[0].mark.file.endswith("targets.yaml")


# ---------------------------------------------------------------------- the verdict


def _verdict(low: float | None, high: float | None, found: Estimate) -> str:
    target = Target.model_validate(
        {
            "title": {"nl": "doel", "en": "target"},
            "figure": "mdos",
            "variant": "wijkbudget",
            "low": low,
            "high": high,
            "unit": "cases/year",
            "basis": "predicted",
            "source": "aedes_2018",
            "grade": "A",
        }
    )
    return Verdict("target", target, found).word


@pytest.mark.parametrize(
    ("low", "high", "mean", "half", "word"),
    [
        (10, 20, 15.0, 1.0, "within"),
        (10, 20, 10.0, 0.0, "within"),
        (10, 20, 19.5, 1.0, "borderline"),
        (10, 20, 20.5, 1.0, "borderline"),
        (10, 20, 25.0, 1.0, "outside"),
        (10, 20, 5.0, 1.0, "outside"),
        (10, 20, 15.0, 9.0, "borderline"),
        (None, 20, -5.0, 1.0, "within"),
        (10, None, 99.0, 1.0, "within"),
        (10, None, 9.0, 0.5, "outside"),
    ],
)
def test_a_verdict_weighs_the_whole_interval(
    low: float | None, high: float | None, mean: float, half: float, word: str
) -> None:
    """Within the bounds entirely, outside them entirely, or across one: three words, and no others."""
    assert _verdict(low, high, Estimate(mean, mean - half, mean + half, 5, 0)) == word


def test_one_replication_is_judged_by_its_figure_and_none_by_nothing() -> None:
    """Without an interval the mean decides; without a figure there is no verdict to give."""
    assert _verdict(10, 20, Estimate(15.0, None, None, 1, 0)) == "within"
    assert _verdict(10, 20, Estimate(25.0, None, None, 1, 0)) == "outside"
    assert _verdict(10, 20, Estimate(None, None, None, 0, 1)) == "absent"


# ---------------------------------------------------------------------- the wijk


def test_what_was_put_in_comes_out_whole(once: Validation) -> None:
    """The wijk of 1-1-2018 and the books of the wijkkader, to the cent, are what the model starts with."""
    missed = [verdict.key for verdict in once.verdicts if verdict.target.basis == "input" and verdict.word != "within"]
    assert missed == []
    assert once.is_complete
    found = {verdict.key: verdict.estimate.mean for verdict in once.verdicts}
    assert found["residents_2018"] == 13_090
    assert found["books_total"] == pytest.approx(2_870_547.00, abs=0.001)
    assert found["joint_budget_2022"] == pytest.approx(2_138_844.32, abs=0.001)


def test_every_target_gets_a_figure(once: Validation, targets: Targets) -> None:
    """No target is passed over: each has a verdict with a figure behind it."""
    assert [verdict.key for verdict in once.verdicts] == list(targets.targets)
    assert [verdict.key for verdict in once.verdicts if verdict.word == "absent"] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_tells_every_target_and_every_gap(once: Validation, lang: str) -> None:
    """The page names each target, what it proves, and what could not be tested, in the reader's language."""
    text = page(once, "en" if lang == "en" else "nl")
    for verdict in once.verdicts:
        assert getattr(verdict.target.title, lang) in text
    for held in once.not_covered.values():
        assert getattr(held.because, lang) in text
    assert ("13.090" in text) == (lang == "nl")
    assert ("13,090" in text) == (lang == "en")
    assert ("PAST NIET" if lang == "nl" else "MISSES") in text


POORER = """kind: variant
id: armer
base: wijkbudget
title: {nl: "Half zoveel voor begeleiding", en: "Half as much for support"}
description: {nl: "Een proef.", en: "A trial."}
changes:
  money.lines.zin_begeleiding.total:
    because: {nl: "proef", en: "trial"}
    source: "wijkkader §6"
    to: {value: 890847.50, unit: EUR/year, source: "wijkkader §6", grade: A}
  money.lines.zin_begeleiding.participants:
    because: {nl: "proef", en: "trial"}
    source: "wijkkader §6"
    to: {value: 336872.50, unit: EUR/year, source: "wijkkader §6", grade: A}
"""


def test_what_holds_by_construction_holds_in_a_poorer_wijk_too(
    once: Validation, targets: Targets, tmp_path: Path
) -> None:
    """With half the money for support what can fail fails; what is marked gives the very same, so it proves nothing."""
    (tmp_path / "armer.yaml").write_text(POORER, encoding="utf-8")
    plan = load_variant(tmp_path / "armer.yaml").plan
    poorer = simulate_variants({"wijkbudget": plan}, 2018, 1)["wijkbudget"]
    usual = {verdict.key: verdict for verdict in once.verdicts}
    marked = [key for key, target in targets.targets.items() if target.by_construction is not None]
    assert marked
    for key in marked:
        target = targets.targets[key]
        assert (usual[key].word, target.basis, target.variant) == ("within", "predicted", "wijkbudget")
        assert figure(target, poorer, plan.calendar) == usual[key].estimate.mean
    late = targets.targets["execution_late"]
    assert late.by_construction is None
    assert late.high is not None
    assert figure(late, poorer, plan.calendar) > late.high


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_says_what_holds_by_construction_and_why(once: Validation, lang: Lang) -> None:
    """Whoever counts what was predicted and fits is told how much of it could hardly have failed."""
    marked = [verdict.target for verdict in once.verdicts if verdict.target.by_construction is not None]
    lines = page(once, lang).splitlines()
    heading = next(line for line in lines if line.startswith(("VOORSPELD", "PREDICTED")))
    which = f"waarvan {len(marked)} vanzelf" if lang == "nl" else f"of which {len(marked)} by construction"
    assert which in heading
    for target in marked:
        place = next(n for n, line in enumerate(lines) if target.title.say(lang) in line and target.variant in line)
        assert target.by_construction is not None
        assert lines[place + 1].endswith(target.by_construction.say(lang))
    told = {target["id"]: target["by_construction"] for target in as_object(once, lang)["targets"]}
    assert sorted(filter(None, told.values())) == sorted(each.by_construction.say(lang) for each in marked)  # type: ignore[union-attr]


def test_a_borderline_verdict_says_that_there_were_too_few_runs(once: Validation) -> None:
    """It is no verdict about the model: the page says how many replications were too few, and what to do."""
    assert "too few" not in page(once, "en"), "one replication has no margin to lie across a bound"
    across = Verdict("mdos", once.verdicts[0].target, Estimate(13_090.0, 13_080.0, 13_100.0, 3, 0))
    told = page(Validation([across], {}, 3, 2018), "en")
    assert across.word == "borderline"
    assert "so 3 replications are too few to say whether it fits" in told
    assert "dus 3 doorrekeningen zijn te weinig" in page(Validation([across], {}, 3, 2018))


# ---------------------------------------------------------------------- figures by hand


DOMESTIC, HOUSE = "huishoudelijke_hulp", "collectieve_voorziening"


class ByHand:
    """A run written down by hand, fact by fact."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = CurrentRegime(plan, {name: Resource(name, 0) for name in _pools(plan)}, deal(plan, 1, 1))
        self.rows: list[tuple[float, ...]] = []
        self.domains = [domain.name for domain in plan.domains]
        self.cases = 0
        self.ledger = Ledger()

    def asks(self, day: float, who: int, domain: str, handling: str = "direct") -> int:
        """A resident asks; gives the number of the case."""
        case, self.cases = self.cases, self.cases + 1
        self.rows.append((day, EventKind.CONTACT, case, self.domains.index(domain), who, 5))
        self.rows.append((day, EventKind.HANDLED, case, 0, self.names.handlings.index(handling), 0))
        return case

    def helped(self, case: int, route: str, begin: float, end: float | None = None, why: End = End.HELPED) -> None:
        """Help begins, and may end."""
        number = self.names.routes.index(route)
        self.rows.append((begin, EventKind.BEGUN, case, number, -1, 60))
        if end is not None:
            self.rows.append((end, EventKind.ENDED, case, number, -1, 60))
            self.rows.append((end, EventKind.CLOSED, case, why, -1, 0))

    def meets(self, case: int, day: float) -> None:
        """The MDO is held."""
        self.rows.append((day, EventKind.STEP_BEGUN, case, 0, -1, 0))

    def resized(self, day: float, pool: str, size: float) -> None:
        """A pool gets another size."""
        self.rows.append((day, EventKind.RESIZED, -1, -1, self.names.pool_names.index(pool), size))

    def run(self) -> Run:
        """What happened, ready to be measured."""
        history = RunResult(
            rows=np.array(sorted(self.rows, key=lambda row: row[0]), dtype=np.float64),
            ledger=self.ledger,
            domains=tuple(self.domains),
            routes=self.names.routes,
            pools=self.names.pool_names,
            steps=("mdo",),
            handlings=self.names.handlings,
            aanpak=(),
            routering=(),
            steering=(),
            actions=(),
            pool_hours={},
            events=0,
        )
        residents = deal_residents(self.plan.population.scaled(0.02), Streams(1, 1), 0.0, 400.0)
        return Run(Record(history, self.plan), residents)


def _pools(plan: Plan) -> list[str]:
    regime = plan.regimes[-1]
    return [*(name for staff in regime.staff.values() for name in staff.pools), *regime.places]


YEAR = Window("", 0.0, 365.25)


def test_flows_of_help_are_counted_against_what_is_going_on(plan: Plan) -> None:
    """Of four clients helped all year two leave and one comes: inflow is a quarter of the stock, outflow half."""
    hand = ByHand(plan)
    for who in range(2):
        hand.helped(hand.asks(-10, who, "huishouden"), DOMESTIC, -5)
    hand.helped(hand.asks(-10, 2, "huishouden"), DOMESTIC, -5, 365)
    hand.helped(hand.asks(-10, 3, "huishouden"), DOMESTIC, -5, 365, End.DIED)
    hand.helped(hand.asks(364, 4, "huishouden"), DOMESTIC, 365)
    run = hand.run()
    assert flow("hh_inflow")(run, YEAR) == pytest.approx(0.25, rel=0.01)
    assert flow("hh_outflow")(run, YEAR) == pytest.approx(0.5, rel=0.01)
    assert flow("hh_stay")(run, YEAR) == pytest.approx(2.0, rel=0.01)
    assert flow("ended_by_death")(run, YEAR) == 0.5
    assert np.isnan(flow("guidance_inflow")(run, YEAR))


def test_who_still_waits_counts_as_waiting_longer(plan: Plan) -> None:
    """Three met after 4, 6 and 30 days, one still waits and one left: half within 6 days, nine in ten not yet."""
    hand = ByHand(plan)
    for days in (4, 6, 30):
        case = hand.asks(10, 1, "psychisch", "mdo")
        hand.meets(case, 10 + days)
    hand.asks(20, 2, "psychisch", "mdo")
    left = hand.asks(20, 3, "psychisch", "mdo")
    hand.rows.append((25, EventKind.CLOSED, left, End.MOVED, -1, 0))
    run = hand.run()
    assert flow("mdo_median")(run, YEAR) == 6
    assert flow("mdo_late")(run, YEAR) == np.inf
    assert flow("mdo_share")(run, YEAR) == 3 / 5


def test_a_house_is_half_full_when_its_places_are_taken_half_the_time(plan: Plan) -> None:
    """Two places, of which one is taken all year; then a year with one place closed, and it is full."""
    hand = ByHand(plan)
    hand.resized(-91, "huis_van_de_wijk", 2)
    hand.resized(400, "huis_van_de_wijk", 1)
    hand.helped(hand.asks(-10, 1, "contact"), HOUSE, -5)
    run = hand.run()
    assert flow("house_occupancy")(run, YEAR) == pytest.approx(0.5)
    assert flow("house_occupancy")(run, Window("", 400, 700)) == pytest.approx(1.0)


def test_what_is_given_back_was_not_paid(plan: Plan) -> None:
    """Of 100 euro in instalments 30 go back when the money is arranged anew; another group has another line."""
    hand = ByHand(plan)
    hand.asks(1, 1, "contact")
    for day, source, target, euros, purpose in (
        (1, "wmo", "lumpsum", 100, "termijn begeleiding_deelnemers"),
        (2, "lumpsum", "wmo", 30, "termijn terug begeleiding_deelnemers"),
        (3, "wmo", "lumpsum", 50, "productie begeleiding_overig"),
        (4, "wmo", "lumpsum", 7, "termijn hh_deelnemers"),
    ):
        hand.ledger.transfer(day, source, target, euros * 100, purpose)
    assert flow("paid_zin_begeleiding")(hand.run(), YEAR) == pytest.approx(120)


def test_a_client_with_an_aid_and_domestic_help_has_two_provisions(plan: Plan) -> None:
    """Of two clients one has two provisions; a visitor of the neighbourhood house has none and is not counted."""
    hand = ByHand(plan)
    hand.helped(hand.asks(1, 1, "huishouden"), DOMESTIC, 2)
    hand.helped(hand.asks(1, 1, "mobiliteit"), "hulpmiddelen", 2)
    hand.helped(hand.asks(1, 2, "huishouden"), DOMESTIC, 2)
    hand.helped(hand.asks(1, 3, "contact"), HOUSE, 2)
    run = hand.run()
    assert flow("one_provision")(run, YEAR) == 0.5
    assert flow("three_provisions")(run, YEAR) == 0


def test_questions_about_the_household_and_aids_are_no_team_questions(plan: Plan) -> None:
    """Of four questions two are of the kind a neighbourhood team gets."""
    hand = ByHand(plan)
    for domain in ("contact", "schulden", "huishouden", "mobiliteit"):
        hand.asks(5, 1, domain)
    run = hand.run()
    inhabitants = run.residents.census(0).residents
    assert flow("team_contacts")(run, YEAR) == pytest.approx(2000 / inhabitants, rel=0.05)


# ---------------------------------------------------------------------- as a command


def test_validating_from_the_command_line_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """Every group of targets is printed, and it ends well while the inputs are whole."""
    assert main(["validate", "--replications", "1", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "PUT IN AS SUCH" in printed
    assert "PREDICTED" in printed
    assert "CANNOT BE TESTED" in printed
    assert printed.startswith("Base ruwaard: ruwaard/base.yaml (shipped)\nVariant gangbaar: ")


def test_a_program_gets_every_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    """One object with each target once, its bounds, what the model gives, and the verdict in one word."""
    assert main(["validate", "--replications", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len({target["id"] for target in found["targets"]}) == len(found["targets"]) > 70
    assert {target["basis"] for target in found["targets"]} == {"input", "fitted", "predicted"}
    assert all(target["verdict"] == "within" for target in found["targets"] if target["basis"] == "input")
    assert found["cannot_be_tested"]
    assert found["files"][0] == "Basis ruwaard: ruwaard/base.yaml (meegeleverd)"


def test_validating_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """No replications is a wrong question, and the answer says so; so is a wijk that is not there."""
    assert main(["validate", "--replications", "0", "--lang", "en"]) == 2
    assert "--replications: 0 is not possible" in capsys.readouterr().err
    assert main(["validate", "ruwart", "--lang", "en"]) == 2
    assert "did you mean 'ruwaard'" in capsys.readouterr().err
