from __future__ import annotations

import importlib
import random
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from ruwaard_sim.errors import Mark, Problem
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import check_files, load_variant
from ruwaard_sim.rules import compile_first
from ruwaard_sim.scenario.checks.near_names import one_letter_apart
from ruwaard_sim.text import Text

ROOT = Path(__file__).resolve().parent.parent


def _module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        return importlib.import_module(f"benchmarks.{name}")


@pytest.fixture(scope="module")
def replication() -> ModuleType:
    """The benchmark of one replication, as a module."""
    return _module("replication")


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    """The benchmark of the rules, as a module."""
    return _module("rules")


@pytest.fixture(scope="module")
def slips() -> ModuleType:
    """The slips of the finger of that benchmark, as a module."""
    return _module("slips")


@pytest.fixture(scope="module")
def damage() -> ModuleType:
    """The damaged files of that benchmark, as a module."""
    return _module("damage")


@pytest.fixture(scope="module")
def decisions() -> ModuleType:
    """The decisions of that benchmark, as a module."""
    return _module("decisions")


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
    """Every part takes time, they are all there is, and the events are those of each variant by itself."""
    plans = replication.plans_at(1)
    taken = replication.cost(plans, 1)
    assert all(taken[part] > 0 for part in replication.PARTS)
    assert taken["all"] == pytest.approx(sum(taken[part] for part in replication.PARTS))
    apart = [replication.cost({name: plan}, 1) for name, plan in plans.items()]
    assert taken["events"] == sum(one["events"] for one in apart) > 10_000


def test_the_table_sets_every_goal_beside_what_was_measured(
    replication: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table says of time, growth, events and memory whether the goal is met, also when it is not."""
    small = {"all": 0.5, "events": 1000.0, **dict.fromkeys(replication.PARTS, 0.125)}
    sizes = {factor: {what: value * factor for what, value in small.items()} for factor in (1, 3, 20)}
    sizes[20] |= {"events": 10_000.0, "simulating": 1.25}
    found = {(1, "a"): [small] * 3, (3, "a"): [sizes[3]] * 3, (10, "a"): [sizes[20]] * 3}
    found[1, replication.TOGETHER] = [small] * 3
    monkeypatch.setattr(replication, "measured", lambda rounds, *, large: found)
    monkeypatch.setattr(replication, "plans_at", lambda factor: {"a": None})
    monkeypatch.setattr(replication, "peak_megabytes", lambda factor: 100.0)
    text = replication.table(3, large=True)
    assert "goal <= 0.25 s: NOT MET" in text
    assert "goal <= 1 s: met" in text
    assert "goal <= 13 x: NOT MET" in text
    assert "goal <= 250 MB: met" in text
    assert "1,000 events, 500.0 µs CPU each, 125.0 of them simulating" in text
    assert "3.0 x as many, 500.0 µs CPU each, 1.00 x" in text
    assert "2.00 x" in text
    assert [line.split()[-1] for line in text.splitlines() if "goal <= 1.3 x" in line] == ["MET", "met"]


def test_a_fresh_process_tells_its_own_memory(replication: ModuleType) -> None:
    """The peak is that of the process itself, in megabytes: no more than a machine has, and not nothing."""
    assert 10 < replication._own_peak() < 100_000


# ---------------------------------------------------------------------- slips of the finger


def test_every_word_that_can_be_misspelled_stands_where_it_is_said_to_stand(slips: ModuleType) -> None:
    """In every shipped file; texts for readers and names that a file gives itself are not among them."""
    found = slips.words(shipped())
    for word in found:
        line = (shipped() / word.file).read_text(encoding="utf-8").split("\n")[word.line - 1]
        assert line[word.column - 1 :].startswith(word.text), word
    files = {path.relative_to(shipped()).as_posix() for path in shipped().rglob("*.yaml")}
    assert {word.file for word in found} == files
    kinds = {"key", "choice", "unit", "source", "party", "line", "figure", "pool", "leefdomein", "provision", "row"}
    kinds |= {"fact", "value of a fact", "condition", "outcome", "guarantee", "example", "path", "name of a file"}
    assert {word.kind for word in found} == kinds
    texts = {(word.kind, word.text) for word in found}
    assert {("key", "nl"), ("key", "party"), ("key", "typical"), ("key", "cv"), ("row", "likeliest")} <= texts
    assert {
        ("pool", "sociaal_werk.ondersteuning"),
        ("choice", "false"),
        ("choice", "null"),
        ("unit", "%/year"),
    } <= texts
    assert {("condition", "drempel_licht"), ("path", "A30_vrij_toegankelijk"), ("fact", "wil_pgb")} <= texts
    given = {"Gangbaar", "Toos", "G10_pgb_keuze", "residents_2018", "deurwaarder", "2018-01-01"}
    assert not given & {word.text for word in found}
    assert not {"ggd_team", "schuldhulp"} & {word.text for word in found if word.kind == "key"}


def test_a_slip_is_one_edit_in_one_word(slips: ModuleType) -> None:
    """Nothing else in the file changes, and what is typed is no word of the files."""
    found = slips.words(shipped())
    made = slips.slips(found, 1, 300)
    assert len(made) == 300
    for slip in made:
        assert one_letter_apart(slip.word.text, slip.typed), slip
        assert slip.typed not in {word.text for word in found}
        text = (shipped() / slip.word.file).read_text(encoding="utf-8")
        before, after = text.split("\n"), slip.made_in(text).split("\n")
        place, at = slip.word.line - 1, slip.word.column - 1
        assert before[:place] + before[place + 1 :] == after[:place] + after[place + 1 :]
        assert before[place][:at] == after[place][:at]
        assert before[place][at + len(slip.word.text) :] == after[place][at + len(slip.typed) :]


def test_every_slip_that_can_be_made_in_a_word_is_one_that_fingers_make(slips: ModuleType) -> None:
    """Two letters exchanged, one left out, one twice, or the key to the left or right; signs and digits stay."""
    assert slips.misspellings("ab_1") == {
        "exchanged": ["ba_1"],
        "left out": ["b_1", "a_1"],
        "twice": ["aab_1", "abb_1"],
        "beside": ["sb_1", "av_1", "an_1"],
    }
    assert slips.misspellings("D")["beside"] == ["S", "F"]
    assert slips.misspellings("%") == {}


def test_slips_follow_from_the_seed_and_give_every_kind_of_word_its_turn(slips: ModuleType) -> None:
    """One seed makes one row of slips; a row as long as there are kinds of words in files has them all."""
    found = slips.words(shipped())
    assert slips.slips(found, 5, 40) == slips.slips(found, 5, 40)
    assert slips.slips(found, 5, 40) != slips.slips(found, 6, 40)
    groups = {(word.file, word.kind) for word in found if len(word.text) > 1}
    turns = {(slip.word.file, slip.word.kind) for slip in slips.slips(found, 5, len(groups))}
    assert len(turns) == len(groups)


def _told(file: str, line: int, said: str, suggestion: str | None = None) -> Problem:
    return Problem(Mark(file, line, 1), "X010", Text(said, said), suggestion=suggestion)


@pytest.mark.parametrize(
    ("told", "located", "meant"),
    [
        ([], False, False),
        ([_told("/a.yaml", 3, "geen ggd", "ggd")], False, False),
        ([_told("/b.yaml", 7, "geen ggd", "ggd")], False, False),
        ([_told("/a.yaml", 7, "onbekend woord 'gdd'")], True, False),
        ([_told("/a.yaml", 7, "onbekend woord 'gdd'; bekend: ggd_team")], True, False),
        ([_told("/a.yaml", 7, "onbekend woord 'gdd'", "ggd")], True, True),
        ([_told("/a.yaml", 1, "anders"), _told("/a.yaml", 7, "kies uit: ggd, ons_welzijn")], True, True),
    ],
)
def test_a_slip_is_found_when_something_is_said_on_its_line_and_understood_when_it_names_the_word(
    slips: ModuleType, told: list[Problem], located: bool, meant: bool
) -> None:
    """On another line, in another file or about another word does not count."""
    slip = slips.Slip(slips.Word("a.yaml", 7, 4, "ggd", "party"), "gdd")
    found = slips.verdict(slip, told, Path("/a.yaml"))
    assert (found.located, found.meant, found.told) == (located, meant, tuple(told))


def test_check_judges_a_slip_in_a_copy_of_the_scenarios(slips: ModuleType) -> None:
    """A party that is misspelled is found and understood; the shipped files stay as they are."""
    word = next(word for word in slips.words(shipped()) if word.kind == "party" and word.text == "ggd")
    before = (shipped() / word.file).read_bytes()
    found = slips.judged(shipped(), slips.Slip(word, "gdd"))
    assert (found.located, found.meant) == (True, True)
    assert [problem.suggestion for problem in found.told] == ["ggd"]
    assert (shipped() / word.file).read_bytes() == before


def test_slips_are_counted_and_the_worst_seed_is_shown(rules: ModuleType, slips: ModuleType) -> None:
    """Silence is worse than a wrong place, and that is worse than a missing word; what failed can be read."""
    slip = slips.Slip(slips.Word("a.yaml", 7, 4, "ggd", "party"), "gdd")
    good = slips.Judged(slip, (_told("/a.yaml", 7, "geen gdd", "ggd"),), True, True)
    vague = slips.Judged(slip, (_told("/a.yaml", 7, "geen gdd"),), True, False)
    away = slips.Judged(slip, (_told("/a.yaml", 9, "ergens anders iets"),), False, False)
    silent = slips.Judged(slip, (), False, False)
    assert rules.tally([good, vague, away, silent]) == (2, 1, 1)
    assert rules.worst({1: [good, vague], 2: [good, away], 3: [good, good]}) == 2
    assert rules.worst({1: [vague, away], 2: [good, silent]}) == 2
    text = "\n".join(rules.slip_rows({1: [good, good], 2: [away, silent]}))
    assert text.index("goal >= 2 slips: met") < text.index("seed 2, the worst") < text.index("0 located")
    assert "4: 2 located, 2 named, 1 silent" in text
    assert "elsewhere (seed 2): a.yaml:7 party 'ggd' typed 'gdd'\n        a.yaml:9: X010 ergens anders iets" in text
    assert "silent (seed 2)" in text


# ---------------------------------------------------------------------- decisions, proofs, damage


def test_the_table_by_hand_decides_as_the_shipped_rules(decisions: ModuleType) -> None:
    """For anyone, so that the two are compared on the same work; everyone's route is among them."""
    table = load_variant("gangbaar").plan.regimes[-1].rulebook["routering"]
    decide = compile_first(table)
    people = decisions.residents(table.vocabulary, 5_000, 1)
    assert [decisions.by_hand(facts) for facts in people] == [decide(facts) for facts in people]
    assert set(map(decide, people)) == set(range(len(table.rules)))


def test_decisions_are_compared_round_by_round(decisions: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The median of the ratios, without the first round; a slow moment of the machine falls on both."""
    table = load_variant("gangbaar").plan.regimes[-1].rulebook["routering"]
    clock = iter([100.0, 1.0, 2.0, 3.0, 20.0, 30.0, 2.0, 2.4])
    monkeypatch.setattr(decisions, "seconds", lambda work: next(clock))
    found = decisions.ratios(table, decisions.residents(table.vocabulary, 3, 1), 3)
    assert found["compiled / by hand"] == pytest.approx(1.5)
    assert found["compiled"] == 3.0


def test_the_large_scenario_has_the_rules_dates_and_variants_asked_for_and_is_sound(tmp_path: Path) -> None:
    """Nothing is wrong with it, and every guarantee is proved anew from a date on which the rules change."""
    study = _module("large").write_large(shipped(), tmp_path / "scenarios", rules=20, dates=2, variants=2)
    problems, proofs = check_files([study])
    assert problems == []
    assert {proof.status for proof in proofs} == {"proved"}
    assert {proof.variant for proof in proofs} == {"ruwaard", "v1", "v2"}
    plans = [load_variant(tmp_path / "scenarios" / "variants" / f"{name}.yaml").plan for name in ("v1", "v2")]
    for plan in plans:
        tables = [regime.rulebook["routering"] for regime in plan.regimes]
        assert {len(table.rules) for table in tables} == {20}
        assert len({table.vocabulary.parameter_values["drempel_licht"] for table in tables}) == 2
    assert len({plan.regimes[-1].aanpak.vocabulary.parameter_values["draagkracht"] for plan in plans}) == 2


def test_proofs_are_timed_apart_and_only_while_asked() -> None:
    """What proofs take is part of what a check takes, and afterwards nobody is timed any more."""
    proofs = _module("proofs")
    found = proofs.checking(shipped() / "ruwaard" / "base.yaml")
    assert 0 < found.proofs < found.all
    assert set(found.found) == {"proved"}
    with proofs.proving_timed() as took:
        pass
    check_files([shipped() / "ruwaard" / "base.yaml"])
    assert took == []


def test_every_outcome_is_asked_for_in_an_explanation() -> None:
    """Of every resident, under every variant named."""
    rulebook = load_variant("gangbaar").plan.regimes[-1].rulebook
    outcomes = {outcome for table in rulebook.values() for outcome in table.outcomes}
    took = _module("proofs").explaining(["gangbaar"], 2, 1)
    assert len(took) == 2 * len(outcomes)
    assert min(took) > 0


def test_no_damaged_file_makes_check_fall_over(damage: ModuleType) -> None:
    """Whatever was done to it, check ends soon, with or without problems; the same seed does the same damage."""
    made = damage.damages(shipped(), 7, 2 * len(damage.WAYS))
    assert made == damage.damages(shipped(), 7, 2 * len(damage.WAYS))
    assert Counter(each.how for each in made) == dict.fromkeys(damage.WAYS, 2)
    for each in made:
        assert each.content != (shipped() / each.file).read_bytes()
        assert damage.survived(shipped(), each).crash == "", each.how


@pytest.mark.parametrize("value", ["hostile", "deep"])
def test_what_somebody_writesin_place_of_a_value_does_nothing(damage: ModuleType, value: str) -> None:
    """Code, commands and brackets without end are read as text or refused."""
    draw = random.Random(3)
    text = (shipped() / "ruwaard" / "rules.yaml").read_text(encoding="utf-8")
    written = damage.HOSTILE if value == "hostile" else ("[" * 30_000, "{a: " * 300, "(" * 300, "not " * 300)
    for each in written:
        content = damage.in_place_of_a_value(text, each, draw).encode()
        assert damage.survived(shipped(), damage.Damage("ruwaard/rules.yaml", value, content)).crash == "", each


def test_a_check_that_falls_over_is_counted(damage: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it dies of."""

    def falls(paths: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(damage, "check_files", falls)
    found = damage.survived(shipped(), damage.Damage("ruwaard/base.yaml", "cut off", b"kind: base"))
    assert found.crash == "RecursionError: too deep"


def test_a_check_that_writes_runs_or_evaluates_something_is_seen(damage: ModuleType) -> None:
    """Only while a file is checked; reading a file, or compiling rules from a tree, is nothing to remark on."""
    watch = damage.Watch()
    watch("os.system", ("touch hacked",))
    assert watch.done == []
    watch.awake = True
    for event, given in (("open", ("/a", "r", 0)), ("compile", (None, "<rules>")), ("import", ("yaml",))):
        watch(event, given)
    assert watch.done == []
    for event, given in (("open", ("/a", "w", 577)), ("compile", ("1 + 1", "x")), ("subprocess.Popen", ("touch",))):
        watch(event, given)
    assert [line.split()[0] for line in watch.done] == ["open", "compile", "subprocess.Popen"]


def test_the_table_of_the_rules_says_of_every_goal_whether_it_is_met(rules: ModuleType, damage: ModuleType) -> None:
    """Also when it is not; a guarantee that could not be proved counts."""
    proofs = _module("proofs")
    base = proofs.Checking(0.5, 0.4, Counter(proved=25))
    text = "\n".join(rules.proof_rows(base, 0.9, proofs.Checking(2.0, 1.0, Counter(proved=80, unknown=20))))
    assert text.count("goal <= 1 s: met") == 2
    assert "goal <= 10 s: NOT MET" in text
    assert "80 of 100" in text
    assert "goal >= 100 guarantees: NOT MET" in text
    assert "goal <= 10 s: met" in "\n".join(rules.proof_rows(base, 0.9, proofs.Checking(2.0, 1.0, Counter(proved=100))))
    found = {"by hand": 0.1, "compiled": 0.1, "compiled / by hand": 1.0}
    text = "\n".join(rules.decision_rows(found, 1_000_000))
    assert "100 ns CPU each, 1.00 x" in text
    assert "goal <= 1.2 x: met" in text
    assert "NOT MET" in rules.decision_rows({**found, "compiled / by hand": 1.3}, 1_000_000)[1]
    assert "at most 300 ms" in (text := rules.explanation_rows([0.1, 0.1, 0.3])[0])
    assert "NOT MET" in text
    harm = damage.Damage("a.yaml", "hostile", b"")
    text = "\n".join(rules.damage_rows([damage.Outcome(harm, 1, 11.0), damage.Outcome(harm, 0, 0.1, "KeyError: 'x'")]))
    assert "goal <= 0 files: NOT MET" in text
    assert "goal <= 10 s: NOT MET" in text
    assert "a.yaml, hostile: KeyError: 'x'" in text


def test_measuring_the_rules_no_times_is_refused(rules: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """No rounds, seeds or files is a wrong question, and the answer says so."""
    with pytest.raises(SystemExit) as refused:
        rules.main(["--seeds", "0"])
    assert refused.value.code == 2
    assert "--seeds" in capsys.readouterr().err
