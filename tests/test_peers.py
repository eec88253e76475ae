from __future__ import annotations

import importlib
import math
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.files.loading import check_files, load_variant
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.units import DAYS_PER_YEAR

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 4.0


def _module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        return importlib.import_module(f"benchmarks.peers.{name}")


spec, marks, record, textbook, own, reduced, timing = map(
    _module, ("spec", "marks", "record", "textbook", "own", "reduced", "timing")
)


def _simpy(dealt: Any) -> Any:
    return textbook.simulate(dealt.work, marks.Dealt(dealt))


def _cimba(dealt: Any) -> Any:
    pytest.importorskip("cimba", reason=f"Cimba is not installed: {timing.HOW_TO_INSTALL}")
    return _module("with_cimba").simulate(dealt).outcome()


ENGINES = [pytest.param(_simpy, id="simpy"), pytest.param(own.simulate, id="own"), pytest.param(_cimba, id="cimba")]
OTHERS = ENGINES[1:]
COMPARED = (spec.Work(1, 156), spec.Work(3, 20))


@cache
def _dealt(work: Any) -> Any:
    return marks.deal(work, 2018, 1)


@cache
def _expected(work: Any) -> Any:
    return _simpy(_dealt(work))


# ---------------------------------------------------------------------- agreement


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("work", COMPARED, ids=str)
def test_every_case_has_the_same_waits_as_in_the_textbook(engine: Any, work: Any) -> None:
    """With the same marks every wait, moment and end is equal, and so are the final slots."""
    assert record.differences(_expected(work), engine(_dealt(work))) == []


def test_all_that_is_described_happens() -> None:
    """In the runs that are compared cases wait at every stage, move up, give up, and slots come and go."""
    work = COMPARED[0]
    run = _expected(work)
    figures = run.figures()
    assert min(value for name, value in figures.items() if name.startswith(("wait", "reneged"))) > 0
    assert min(figures["hastened"], figures["promoted"], figures["late for meeting"]) > 0
    assert any(now > first for now, first in zip(run.slots, work.slots, strict=True))
    assert any(now < first for now, first in zip(run.slots, work.slots, strict=True))


def test_a_difference_between_two_runs_is_told() -> None:
    """One case that waited longer, and one slot more, are found."""
    dealt = marks.deal(spec.Work(1, 4), 2018, 1)
    one, other = own.simulate(dealt), own.simulate(dealt)
    other.cases[7].intake += 1e-6
    other.slots[2] += 1
    told = record.differences(one, other)
    assert len(told) == 2
    assert told[0].startswith("case 7, intake")
    assert told[1].startswith("slots")


def test_drawn_as_it_goes_the_textbook_gives_the_same_figures() -> None:
    """Ten runs with chance of its own beside ten with dealt marks: no figure differs by four standard errors."""
    work = spec.Work(1, 36)
    drawn = [textbook.simulate(work, marks.Drawn(work, 1, number)) for number in range(10)]
    dealt = [own.simulate(marks.deal(work, 2, number)) for number in range(10)]
    scores = record.z_scores(drawn, dealt)
    assert len(scores) > 30
    assert {name: z for name, z in scores.items() if abs(z) >= LIMIT} == {}


def test_ciw_agrees_on_the_reduced_wijk() -> None:
    """Eight runs by Ciw beside eight by SimPy: no figure differs by four standard errors."""
    pytest.importorskip("ciw", reason=f"Ciw is not installed: {timing.HOW_TO_INSTALL}")
    work = spec.Work(1, 26)
    theirs = [_module("with_ciw").simulate(work, number).outcome() for number in range(8)]
    simpys = [reduced.simulate(work, marks.Drawn(work, 1, number)) for number in range(8)]
    scores = record.z_scores(theirs, simpys)
    assert {name: z for name, z in scores.items() if abs(z) >= LIMIT} == {}


# ---------------------------------------------------------------------- the description, by hand


def _hand_made(*cases: dict[str, Any], weeks: int = 20) -> Any:
    """Marks of a few cases: a short intake and indication, a plan and a service of a week, unless said otherwise."""
    plain = {
        "resident": 0, "priority": 2, "kind": 0, "meets": False, "intake": 0.01, "meeting": 1.0, "indication": 0.01,
        "plan": 1.0, "service": 1.0, "patience": 99.0,
    }  # fmt: skip
    rows = [plain | case for case in cases]
    columns = {name: [row[name] for row in rows] for name in ("arrival", *plain)}
    return marks.Marks(spec.Work(1, weeks), **columns)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_case_alone_waits_for_nobody(engine: Any) -> None:
    """It passes all stages one after the other, and costs its price for as long as it is served."""
    run = engine(_hand_made({"arrival": 2.0, "meets": True, "meeting": 0.5, "service": 3.0, "kind": 3}))
    (case,) = run.cases
    assert [getattr(case, name) for name in record.WAITS] == pytest.approx([0.0] * 5, abs=1e-12)
    assert case.service == pytest.approx(2.0 + 0.01 + 0.5 + 0.01 + 1.0)
    assert case.ended == pytest.approx(case.service + 3.0)
    assert case.stage is record.Stage.DONE
    assert run.figures()["cost 3"] == pytest.approx(3 * 320)
    assert run.events() == 1 + 5 + 6


@pytest.mark.parametrize("engine", ENGINES)
def test_after_two_weeks_a_case_goes_to_the_tail_of_those_who_go_first(engine: Any) -> None:
    """Two meet for five weeks, a third has the chair; who waits longest moves up first, behind who was first."""
    meeting = {"meets": True, "meeting": 5.0}
    run = engine(
        _hand_made(
            {"arrival": 0.0, **meeting},
            {"arrival": 0.1, **meeting},
            {"arrival": 0.2, **meeting},
            {"arrival": 0.3, "priority": 2, **meeting},
            {"arrival": 0.4, "priority": 1, **meeting},
            {"arrival": 1.0, "priority": 0, **meeting},
        )
    )
    begun = {case.number: case.arrival + 0.01 + case.meeting for case in run.cases if not math.isnan(case.meeting)}
    assert sorted(begun, key=begun.__getitem__) == [0, 1, 2, 5, 3, 4]
    assert [case.hastened for case in run.cases] == [False, False, False, True, True, False]
    assert [case.priority for case in run.cases] == [2, 2, 2, 0, 0, 0]


@pytest.mark.parametrize("engine", ENGINES)
def test_seats_that_come_free_go_to_planners_then_to_plans_then_to_who_gets_the_chair(engine: Any) -> None:
    """A meeting ends: the planner gets what it lacks, the plan a social worker; the next planner waits for one."""
    busy = [{"arrival": 0.1 + place / 100, "plan": 9.0} for place in range(3)]
    run = engine(
        _hand_made(
            {"arrival": 0.0, "meets": True, "meeting": 1.0},
            {"arrival": 0.001, "meets": True, "meeting": 1.5},
            {"arrival": 0.002, "meets": True, "meeting": 4.0},
            *busy,
            {"arrival": 0.2, "plan": 9.0},
            {"arrival": 0.3, "meets": True},
            {"arrival": 0.4},
        )
    )
    first_ends, second_ends = 1.01, 0.001 + 0.01 + 1.5
    planner, plan, following, later = (run.cases[number] for number in (2, 6, 7, 8))
    assert planner.arrival + 0.01 + planner.meeting == pytest.approx(first_ends)
    assert plan.arrival + 0.02 + plan.plan == pytest.approx(first_ends)
    assert following.arrival + 0.01 + following.meeting == pytest.approx(second_ends)
    assert later.arrival + 0.02 + later.plan == pytest.approx(second_ends + 1.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_who_waits_for_a_slot_moves_up_once_and_gives_up_at_the_end_of_patience(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One slot, and one more at each review: who moved up goes before a later one of that class, not an earlier."""
    monkeypatch.setattr(spec, "SLOTS", (1,) * 6)
    long = {"plan": 0.01, "service": 100.0}
    run = engine(
        _hand_made(
            {"arrival": 0.0, "plan": 0.01, "service": 12.5},
            {"arrival": 0.5, "priority": 2, **long},
            {"arrival": 1.0, "priority": 0, "patience": 4.0, **long},
            {"arrival": 5.0, "priority": 1, **long},
            {"arrival": 9.0, "priority": 1, **long},
            weeks=30,
        )
    )
    begun = {case.number: case.service for case in run.cases if not math.isnan(case.service)}
    assert begun == pytest.approx({0: 0.03, 3: 12.53, 1: 13.0, 4: 26.0})
    assert [case.promoted for case in run.cases] == [False, True, False, False, True]
    assert [case.priority for case in run.cases] == [2, 1, 0, 1, 0]
    assert run.cases[2].stage is record.Stage.RENEGED
    assert run.cases[2].ended == pytest.approx(1.0 + 0.03 + 4.0)
    assert run.slots[0] == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_without_money_no_slot_is_added(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 13 there is money for one slot more; by 26 three services of 12.4 weeks cost more than two grants brought."""
    monkeypatch.setattr(spec, "SLOTS", (1,) * 6)
    waiting = [{"arrival": place / 100, "plan": 0.01, "service": 12.4} for place in range(8)]
    assert engine(_hand_made(*waiting, weeks=25)).slots[0] == 2
    run = engine(_hand_made(*waiting, weeks=28))
    assert run.slots[0] == 2
    assert [case.stage for case in run.cases].count(record.Stage.DONE) == 3
    assert [case.stage for case in run.cases].count(record.Stage.WAITING) == 3


@pytest.mark.parametrize(("slots", "more", "fewer"), [(440, 462, 432), (140, 147, 138), (21, 23, 20), (1, 2, 0)])
def test_slots_grow_by_a_twentieth_and_shrink_by_a_fiftieth(slots: int, more: int, fewer: int) -> None:
    """Rounded up, and rounded down but at least one."""
    assert (spec.grown(slots), spec.shrunk(slots)) == (more, fewer)


def test_a_review_looks_at_the_line_the_use_and_the_money() -> None:
    """Fifteen per cent is not more than fifteen per cent, and without money nothing grows."""
    assert spec.grows(16, 100, 0.01)
    assert not spec.grows(15, 100, 0.01)
    assert not spec.grows(16, 100, 0.0)
    assert spec.shrinks(0, 79, 100)
    assert not spec.shrinks(0, 80, 100)
    assert not spec.shrinks(1, 79, 100)


def test_what_is_dealt_is_as_described() -> None:
    """Shares, rates, means and spreads of the marks of five runs are those of the description, within four errors."""
    work = spec.Work()
    dealt = [marks.deal(work, 2018, number) for number in range(5)]
    count = sum(map(len, dealt))
    expected = 5 * work.arrivals_per_week * work.weeks
    assert work.arrivals_per_week == pytest.approx(2800 / 52)
    assert abs(count - expected) < LIMIT * math.sqrt(expected)

    def column(name: str) -> Any:
        return np.concatenate([getattr(one, name) for one in dealt])

    shares = [("priority", spec.PRIORITIES), ("kind", spec.KINDS), ("meets", (0.75, 0.25))]
    for name, wanted in shares:
        found = np.bincount(column(name).astype(int)) / count
        assert (np.abs(found - wanted) < LIMIT * np.sqrt(np.array(wanted) / count)).all(), name
    kinds = column("kind")
    durations = {"intake": spec.INTAKE, "meeting": spec.MEETING, "patience": spec.PATIENCE, "plan": spec.PLAN}
    measured = [(column(name), how) for name, how in durations.items()]
    measured += [(column("service")[kinds == kind], how) for kind, how in enumerate(spec.SERVICES)]
    for drawn, how in measured:
        assert abs(drawn.mean() - how.mean) < LIMIT * how.mean * how.cv / math.sqrt(len(drawn))
        assert drawn.std() / drawn.mean() == pytest.approx(how.cv, rel=0.1)
    assert all(one.arrival == sorted(one.arrival) for one in dealt)
    people = np.cumsum(work.residents)
    needs = np.diff(np.concatenate([[0], np.searchsorted(np.sort(column("resident")), people)]))
    wanted = np.array(work.residents) * spec.NEEDS_PER_YEAR * 25
    assert (np.abs(needs - wanted) < LIMIT * np.sqrt(wanted)).all()


# ---------------------------------------------------------------------- the scenario


SCENARIOS = ROOT / "benchmarks" / "peers" / "scenarios"


def test_the_scenario_is_sound_and_says_the_numbers_of_the_description() -> None:
    """Nothing is wrong with it; seats, slots, prices, durations and rates are those of spec.py."""
    problems, _ = check_files([SCENARIOS / "studies" / "peers.yaml"])
    assert [problem.say("en") for problem in problems] == []
    plan = load_variant(SCENARIOS / "variants" / "peers_wijk_zelf.yaml").plan
    (regime,) = plan.regimes
    sizes = [group.fixed / 600 for group in regime.staff.values()]
    assert sizes == pytest.approx([spec.INTAKE_SERVERS, spec.GP_SEATS, spec.SW_SEATS, spec.MH_SEATS, *spec.SLOTS])
    assert [group.tariff * 10 / 100 for group in list(regime.staff.values())[4:]] == pytest.approx(list(spec.RATES))
    talk, meeting = regime.decides.steps("mdo")
    assert [talk.days / 7, meeting.days / 7] == pytest.approx([spec.INTAKE.mean, spec.MEETING.mean])
    helps = [provision for name, provision in regime.provisions.items() if name.startswith("hulp_")]
    for provision, how in zip(helps, spec.SERVICES, strict=True):
        assert (provision.stay.mu - math.log(7), provision.stay.sigma) == pytest.approx((how.mu, how.sigma))
    rates = [domain.rates[0] * DAYS_PER_YEAR for domain in plan.domains]
    assert rates == pytest.approx([0.1 * share for share in spec.KINDS])


def test_the_scenario_runs_and_counts_what_the_others_count() -> None:
    """A case in four meets, and logical events are arrivals and the ends of intakes, meetings and services."""
    scenario = _module("scenario")
    plan = load_variant(_module("contests").SCENARIO).plan
    history = simulate(plan, deal(plan, 2018, 1))
    told = Counter(EventKind(int(kind)).name for kind in history.rows[:, 1])
    assert scenario.events(history) == told["CONTACT"] + told["STEP_DONE"] + told["ENDED"]
    begun = history.rows[history.rows[:, 1] == EventKind.STEP_BEGUN]
    meetings = int((begun[:, 3] == history.steps.index("mdo")).sum())
    cases = told["CONTACT"]
    assert abs(meetings - spec.MEETING_SHARE * cases) < LIMIT * math.sqrt(cases * 0.25 * 0.75)
    assert 0.9 < cases / (spec.Work().arrivals_per_week * plan.calendar.days / 7) < 1.0


# ---------------------------------------------------------------------- timing


def _engine(name: str, package: str = "simpy", log: list[str] | None = None, units: int = 10) -> Any:
    def run(turn: int) -> Any:
        if log is not None:
            log.append(f"{name}{turn}")
        return lambda: units

    return timing.Engine(name, "all", lambda: run, package)


@pytest.mark.matrix
def test_engines_take_turns_and_the_first_round_does_not_count() -> None:
    """Another begins each round; ratios are taken round by round, so a slow moment of the machine is no difference."""
    log: list[str] = []
    contest = timing.Contest("work", "things", (_engine("a", log=log), _engine("b", log=log)), "a", "b")
    took = iter([9.0, 9.0, 1.0, 2.0, 4.0, 2.0, 1.0, 2.0])
    now = [0.0, False]

    def clock() -> float:
        now[0], now[1] = now[0] + (next(took) if now[1] else 0.0), not now[1]
        return now[0]

    found = timing.measure(contest, 3, clock)
    assert log == ["a0", "b0", "b1", "a1", "a2", "b2", "b3", "a3"]
    assert found["a"].first == 9.0
    assert found["a"].seconds == (2.0, 4.0, 2.0)
    assert found["b"].seconds == (1.0, 2.0, 1.0)
    assert found["b"].times(found["a"]) == 2.0
    assert timing.rows(contest, found)[1] == ("b", "all", "9.00 s", "1.000 s", "10", "2.00", "1.00")


def test_an_engine_that_is_not_installed_says_how_to_install_it() -> None:
    """It has a row and no figures; the others are timed."""
    contest = timing.Contest("work", "things", (_engine("a"), _engine("b", package="no_such_engine")), "a")
    rows = timing.rows(contest, timing.measure(contest, 1))
    assert rows[0][0] == "a"
    assert rows[1][:2] == ("b", f"not installed: {timing.HOW_TO_INSTALL}")
    assert not any(rows[1][2:])


@pytest.mark.matrix
def test_the_table_is_printed_and_the_page_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every engine has a row on both; the page says the machine and the versions; nothing else is left behind."""
    page = tmp_path / "benchmarks.md"
    page.write_text("old", encoding="utf-8")
    main = _module("__main__")
    assert main.main(["--rounds", "1", "--weeks", "3", "--only", "whole", "--page", str(page)]) == 0
    told, written = capsys.readouterr().out, page.read_text(encoding="utf-8")
    for engine in _module("contests").whole(spec.Work(1, 3)).engines:
        assert engine.name in told
        assert f"| {engine.name} |" in written
    assert main.machine() in written
    assert "simpy 4" in written
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.parametrize("words", [["--rounds", "0"], ["--scale", "-1"], ["--page", "/no/such/folder/page.md"]])
def test_a_wrong_question_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is measured, and the answer names the word."""
    with pytest.raises(SystemExit) as refused:
        _module("__main__").main(words)
    assert refused.value.code == 2
    assert words[0] in capsys.readouterr().err
