from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def replication() -> ModuleType:
    """The benchmark of one replication, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        import benchmarks.replication as module

        return module


@pytest.fixture(scope="module")
def validate() -> ModuleType:
    """The program behind `make validate`, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        import benchmarks.validate as module

        return module


@pytest.mark.parametrize("factor", [2, 10])
def test_a_larger_wijk_has_so_many_times_the_people_help_hours_money_and_places(
    replication: ModuleType, factor: int
) -> None:
    """Everything that can be counted is multiplied, to the person and to the cent; what is per person stays."""
    for plan in replication.plans_at(1).values():
        large = replication.scaled_plan(plan, factor)
        assert large.population.residents == factor * plan.population.residents
        assert large.population.households == factor * plan.population.households
        assert [kind.clients for kind in large.stock] == [factor * kind.clients for kind in plan.stock]
        assert (large.domains, large.norms, large.calendar) == (plan.domains, plan.norms, plan.calendar)
        for after, before in zip(large.regimes, plan.regimes, strict=True):
            assert sum(line.participants + line.others for line in after.lines) == factor * sum(
                line.participants + line.others for line in before.lines
            )
            for name, staff in before.staff.items():
                assert after.staff[name].budget == factor * staff.budget
                assert after.staff[name].fixed == factor * staff.fixed
                assert after.staff[name].cost == staff.cost
            assert all(after.places[name].size == factor * places.size for name, places in before.places.items())
            assert after.provisions == before.provisions


def test_the_parts_of_a_replication_add_up_to_the_whole(replication: ModuleType) -> None:
    """Dealing, simulating and measuring are all there is, and every variant has events."""
    plans = replication.plans_at(1)
    taken = replication.cost(plans, 1)
    assert taken["all"] == pytest.approx(sum(taken[part] for part in replication.PARTS))
    assert taken["simulating"] == pytest.approx(sum(taken[f"seconds {name}"] for name in plans))
    assert all(taken[f"events {name}"] > 1_000 for name in plans)


def test_the_table_sets_every_goal_beside_what_was_measured(
    replication: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table says of time, growth and memory whether the goal is met, also when it is not."""
    small = {"all": 0.5, "seconds a": 0.4, "events a": 1000.0, **dict.fromkeys(replication.PARTS, 0.1)}
    found = {1: [small] * 3, 10: [{name: value * 20 for name, value in small.items()}] * 3}
    monkeypatch.setattr(replication, "measured", lambda rounds, *, large: found)
    monkeypatch.setattr(replication, "plans_at", lambda factor: {"a": None})
    monkeypatch.setattr(replication, "peak_megabytes", lambda factor: 100.0)
    text = replication.table(3, large=True)
    assert "goal <= 1 s: met" in text
    assert "goal <= 13 x: NOT MET" in text
    assert "goal <= 250 MB: met" in text
    assert "400.0 µs CPU each" in text


def test_a_fresh_process_tells_its_own_memory(replication: ModuleType) -> None:
    """The peak is that of the process itself, in megabytes: no more than a machine has, and not nothing."""
    assert 10 < replication._own_peak() < 100_000


def test_validating_from_the_command_line_prints_the_page(
    validate: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make validate` prints every group of targets and ends well while the inputs are whole."""
    assert validate.main(["--replications", "1", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "PUT IN AS SUCH" in printed
    assert "PREDICTED" in printed
    assert "CANNOT BE TESTED" in printed


def test_validating_nothing_is_refused(validate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """No replications is a wrong question, and the answer says so."""
    with pytest.raises(SystemExit) as refused:
        validate.main(["--replications", "0"])
    assert refused.value.code == 2
    assert "--replications" in capsys.readouterr().err
