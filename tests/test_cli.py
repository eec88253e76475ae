from __future__ import annotations

import importlib
import json
import os
import shlex
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "study"))
import study_fakes as fakes

from ruwaard_sim.cli import main
from ruwaard_sim.errors import DiskError, InputError, Mark, Problem
from ruwaard_sim.files import loading, result_folder
from ruwaard_sim.files.run_folder import RunFolder
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.scenario.guarantees.proof_session import Proof
from ruwaard_sim.scenario.guarantees.rule_remarks import Remark
from ruwaard_sim.study import runner
from ruwaard_sim.text import Text

Run = Callable[..., tuple[int, str, str]]
Capture = pytest.CaptureFixture[str]
PROBLEM = Problem(Mark("wijk.yaml", 4, 3), "E010", Text("onbekend veld", "unknown field"), suggestion="tarief")


def remark(line: int, number: int) -> Remark:
    """A remark at this line."""
    return Remark(Mark("wijk.yaml", line, 1), "R405", lambda: Text(f"opmerking {number}", f"remark {number}"), None)


PROVED_MEANS = (
    "Proved means: so it is for every resident and every situation that could exist. "
    "Show the guarantees with --guarantees."
)


def proof(status: Status, *, by_rule: str | None = None, name: str = "g1", applies: bool = True) -> Proof:
    """A guarantee with this verdict, that perhaps one rule already says."""
    guarantee: Any = types.SimpleNamespace(id=name, title=Text("Beloofd.", "Promised."))
    rules = () if by_rule is None else (("routering", by_rule),)
    return Proof(guarantee, "oud", date(2018, 1, 1), Verdict("g1", status, rules=rules, tautology=bool(rules)), applies)


def found(
    monkeypatch: pytest.MonkeyPatch,
    problems: Sequence[Problem] = (),
    proofs: Sequence[Proof] = (),
    remarks: Sequence[Remark] = (),
) -> None:
    """Let `check` find this, whatever it is given."""
    checked = loading.CheckResult(list(problems), list(proofs), list(remarks))
    monkeypatch.setattr(loading, "examine", lambda paths: checked)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Run:
    """Call the command line in an empty folder, with a small study in place of the model."""
    tables = types.ModuleType("ruwaard_sim.tables")
    tables.__path__ = importlib.import_module("ruwaard_sim.tables").__path__
    tables.INDICATORS, tables.GROUPS, tables.HEADLINE = fakes.INDICATORS, fakes.GROUPS, ("still",)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ruwaard_sim.tables", tables)
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study())
    found(monkeypatch)
    monkeypatch.setattr(runner, "the_model", lambda: fakes.replicate)
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def python(*words: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, with the same path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.run(
        [sys.executable, *words],
        env=environment,
        text=True,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def test_help_starts_at_once() -> None:
    """Help needs none of the heavy libraries, so it does not wait for them."""
    heavy = "{'numpy', 'pandas', 'scipy', 'pydantic', 'yaml', 'rich', 'simpy'}"
    program = (
        "import sys\nfrom ruwaard_sim.cli import main\n"
        f"assert main(['run', '--help']) == 0\nassert not {heavy} & set(sys.modules)\n"
    )
    done = python("-c", program)
    assert done.returncode == 0, done.stderr
    assert "--replications N|auto" in done.stdout


def test_module_and_command_are_the_same() -> None:
    """``python -m ruwaard_sim`` is the command line too."""
    done = python("-m", "ruwaard_sim", "--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("check", "compare", "explain", "run", "schema"))


def test_run_shows_a_table_and_keeps_the_results(run: Run) -> None:
    """A run ends with a table on the screen, a folder on the disk and code 0."""
    code, out, err = run("run", "studie.yaml", "--jobs", "1")
    assert (code, err) == (0, "")
    assert "Wachttijd tot MDO (weken)" in out
    assert Path("results/proef-1").as_posix() in out
    assert sorted(path.name for path in Path("results/proef-1").iterdir()) == [
        "indicators.csv",
        "indicators.json",
        "journal.sqlite",
        "manifest.json",
        "resolved",
    ]


def test_run_as_json_is_one_object_and_nothing_else(run: Run) -> None:
    """Programs read one object from standard output, in the shape that was agreed."""
    code, out, _ = run("run", "studie.yaml", "--jobs", "1", "--json", "--out", "uit", "--replications", "4")
    found = json.loads(out)
    assert code == 0
    assert (found["study"], found["out"], found["replications"]) == ("proef", "uit", 4)
    assert found["result_hash"] == result_folder.read_results(Path("uit")).manifest["result_hash"]


def test_compare_shows_what_run_showed(run: Run) -> None:
    """Results kept earlier give the same object as when they were made."""
    _, first, _ = run("run", "studie.yaml", "--jobs", "1", "--json", "--out", "uit")
    code, again, _ = run("compare", "uit", "--json")
    assert code == 0
    assert json.loads(first) == json.loads(again)
    assert "lager in" in run("compare", "uit")[1]
    assert "lower in" in run("compare", "uit", "--lang", "en")[1]


def test_manifest_keeps_the_command_as_it_was_given(run: Run) -> None:
    """The words of the command are part of the record."""
    run("run", "studie.yaml", "--jobs", "1", "--seed", "9")
    manifest = json.loads(Path("results/proef-1/manifest.json").read_text())
    assert manifest["argv"] == ["run", "studie.yaml", "--jobs", "1", "--seed", "9"]
    assert manifest["seed"] == 9


def test_quiet_run_says_only_where_the_results_are(run: Run) -> None:
    """A script that asks for quiet gets the folder, on one line."""
    code, out, err = run("run", "studie.yaml", "--jobs", "1", "--quiet")
    assert (code, err) == (0, "")
    assert Path(out.strip()) == Path("results/proef-1")


def test_results_are_the_same_for_any_number_of_jobs(run: Run) -> None:
    """The hash on the screen does not depend on how many processes worked on it."""
    hashes = {json.loads(run("run", "studie.yaml", "--json", "--jobs", jobs)[1])["result_hash"] for jobs in ("1", "2")}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--replications", "0"),
        ("--replications", "-1"),
        ("--replications", "1000000000"),
        ("--replications", "veel"),
        ("--replications", "1.5"),
        ("--jobs", "0"),
        ("--jobs", "1000"),
        ("--seed", "-1"),
        ("--seed", str(2**128)),
        ("--seed", "geluk"),
        ("--seed", "9" * 6000),
    ],
)
def test_a_number_that_cannot_be_is_refused_kindly(run: Run, option: str, value: str) -> None:
    """The option is named, nothing is run, nothing is written, and the code is 2."""
    code, out, err = run("run", "studie.yaml", option, value)
    assert (code, out) == (2, "")
    assert err.startswith(f"{option}: ")
    assert not list(Path().iterdir())


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        (["run"], "STUDY ontbreekt", "Missing argument 'STUDY'"),
        (["run", "x", "--job", "2"], "Onbekende optie --job (bedoelde u --jobs?)", "No such option"),
        (["run", "x", "--jobs"], "Bij --jobs hoort een waarde", "requires an argument"),
        (["check", "x", "--lang", "fr"], "--lang: 'fr' kan niet; kies 'nl' of 'en'. Zie", "Invalid value for '--lang'"),
        (["check", "x", "--quiet=3"], "Bij --quiet hoort geen waarde.", "does not take a value"),
        (["schema", "x", "y"], "Dit is te veel: x y.", "Got unexpected extra arguments (x y)."),
        (["loop"], "Er is geen opdracht 'loop'.", "No such command 'loop'"),
        (
            ["runn"],
            "Er is geen opdracht 'runn'. Bedoelde u 'run'? Zie",
            "No such command 'runn'. Did you mean 'run'? See",
        ),
        (["explain", "x"], "Geef één van --resident, --facts", "Give one of --resident, --facts"),
    ],
)
def test_a_wrong_command_is_explained_in_the_readers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], dutch: str, english: str
) -> None:
    """A mistake in the command itself ends with one sentence and code 2, without a traceback."""
    code, _, err = run(*words)
    assert code == 2
    assert dutch in err
    assert "Traceback" not in err
    assert "Did you mean" not in err
    assert "?." not in err.replace("?).", "")
    if words[-1] != "fr" and words[-1] != "--jobs":
        assert english in run(*words, "--lang", "en")[2]


def test_a_run_says_that_there_are_warnings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says how to see them; it is a remark, so --quiet leaves it out, and without warnings it is not there."""
    words = ("run", "studie.yaml", "--jobs", "1", "--replications", "2")
    assert "waarschuwing" not in run(*words)[2]
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study(warnings=2))
    assert "2 waarschuwingen bij deze studie: zie ruwaard-sim check studie.yaml.\n" in run(*words)[2]
    one = "warnings about this study: see ruwaard-sim check studie.yaml 'mijn draws.yaml'."
    assert one in run(*words, "--draws", "mijn draws.yaml", "--lang", "en")[2]
    assert "waarschuwing" not in run(*words, "--quiet")[2]


def test_a_folder_in_use_is_refused_before_the_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits an hour to hear that the folder was not empty."""
    monkeypatch.setattr(runner, "the_model", lambda: fakes.fails_always)
    Path("vol").mkdir()
    Path("vol/brief.txt").write_text("lief dagboek")
    code, _, err = run("run", "studie.yaml", "--jobs", "1", "--out", "vol")
    assert code == 2
    assert "niet leeg en wordt niet overschreven" in err


def test_wrong_input_ends_with_all_problems_and_code_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems in a file are said as file:line:column, for people and for programs."""

    def refuse(path: Path, **_: bool) -> Any:
        raise InputError([PROBLEM])

    monkeypatch.setattr(loading, "load_study", refuse)
    code, out, err = run("run", "studie.yaml", "--json")
    assert code == 2
    assert "wijk.yaml:4:3: E010 onbekend veld (bedoelde u 'tarief'?)" in err
    assert json.loads(out)["error"]["problems"][0]["suggestion"] == "tarief"


def test_check_says_everything_and_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong file gives its problems, a count and code 2; as JSON exactly the agreed shape."""
    found(monkeypatch, [PROBLEM], [proof("proved", by_rule="R1")], [remark(8, 1)])
    code, out, _ = run("check", "wijk.yaml")
    assert code == 2
    assert out.splitlines()[-2:] == [
        "wijk.yaml:4:3: E010 onbekend veld (bedoelde u 'tarief'?)",
        "1 bestand nagekeken: 1 fout, 0 waarschuwingen.",
    ]
    code, out, _ = run("check", "wijk.yaml", "--json", "--lang", "en")
    assert json.loads(out) == {
        "named_twice": [],
        "problems": [
            {
                "file": "wijk.yaml",
                "line": 4,
                "column": 3,
                "code": "E010",
                "severity": "error",
                "message": "unknown field",
                "suggestion": "tarief",
            }
        ],
        "guarantees": [
            {
                "id": "g1",
                "variant": "oud",
                "from": "2018-01-01",
                "status": "proved",
                "witness": None,
                "by_rule": "R1",
                "applies": True,
                "not_for": [],
            }
        ],
        "thresholds": [],
        "remarks": [
            {
                "file": "wijk.yaml",
                "line": 8,
                "column": 1,
                "code": "R405",
                "severity": "remark",
                "message": "remark 1",
                "suggestion": None,
            }
        ],
    }


def test_remarks_are_counted_and_listed_only_for_whoever_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is buried under them; listed, those about one rule stand together; they are no reason for another code."""
    found(monkeypatch, remarks=[remark(4, 1), remark(8, 2), remark(8, 3)])
    code, out, _ = run("check", "wijk.yaml")
    assert (code, out.splitlines()[:-1]) == (0, ["3 opmerkingen over de regels: toon ze met --remarks."])
    code, out, _ = run("check", "wijk.yaml", "--remarks", "--lang", "en")
    assert code == 0
    assert out.splitlines() == [
        "wijk.yaml:4:1: R405 remark 1",
        "wijk.yaml:8:1: R405 2 remarks:",
        "    remark 2",
        "    remark 3",
        "3 remarks about the rules.",
        "1 file checked: 0 errors, 0 warnings.",
    ]
    assert run("check", "wijk.yaml", "--quiet")[1] == ""


def test_one_remark_is_one_and_none_is_not_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line about remarks is a sentence, and it is not there when there is nothing to show."""
    assert "--remarks" not in run("check", "wijk.yaml")[1]
    found(monkeypatch, remarks=[remark(4, 1)])
    assert "1 remark about the rules: show it with --remarks." in run("check", "wijk.yaml", "--lang", "en")[1]


def test_slips_and_remarks_are_two_questions(run: Run) -> None:
    """Who asks for both at once is told to choose, instead of getting one of them in silence."""
    assert run("check", "wijk.yaml", "--mutate", "--guarantees")[2] == "Geef óf --mutate óf --guarantees.\n"
    code, out, err = run("check", "wijk.yaml", "--mutate", "--remarks", "--lang", "en")
    assert (code, out, err) == (2, "", "Give either --mutate or --remarks.\n")


def test_check_counts_what_is_proved_and_names_what_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads forty guarantees to find the one that could not be settled; that is no error, and never *proved*."""
    found(monkeypatch, proofs=[proof("proved", name="g1"), proof("unknown", name="g2"), proof("proved", name="g3")])
    code, out, _ = run("check", "wijk.yaml", "--lang", "en")
    assert code == 0
    assert out.splitlines() == [
        "oud (from 1 January 2018): 2 of 3 guarantees proved, 1 could not be settled.",
        PROVED_MEANS,
        "g2: could not be settled (oud, from 1 January 2018): Promised.",
        "1 file checked: 0 errors, 0 warnings.",
    ]
    only = "g2: niet te bewijzen gebleken (oud, vanaf 1 januari 2018): Beloofd."
    assert run("check", "wijk.yaml", "--quiet")[1].splitlines() == [only]


def test_check_lists_the_guarantees_for_whoever_asks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --guarantees each has a line, and how to see them is not said once more."""
    found(monkeypatch, proofs=[proof("proved"), proof("proved", by_rule="R1")])
    assert run("check", "wijk.yaml", "--guarantees", "--lang", "en")[1].splitlines() == [
        "g1: proved (oud from 1 January 2018): Promised.",
        "g1: proved (oud from 1 January 2018): Promised. Rule R1 says so itself.",
        "oud (from 1 January 2018): 1 guarantee, proved.",
        "1 file checked: 0 errors, 0 warnings.",
    ]


def test_a_guarantee_proved_on_one_day_only_is_not_counted_as_proved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proved at first and not settled after a change of the rules is one guarantee, and not a proved one."""
    found(monkeypatch, proofs=[proof("proved"), proof("unknown"), proof("proved", name="g2")])
    lines = run("check", "wijk.yaml")[1].splitlines()
    assert lines[0] == "oud (vanaf 1 januari 2018): 1 van de 2 garanties bewezen, 1 niet te bewijzen gebleken."


def test_a_guarantee_about_rules_that_nobody_goes_by_is_not_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told apart, not as proved; but one that is not proved is never hidden so."""
    idle = [proof("proved", name=name, applies=False) for name in ("s1", "s2")]
    found(monkeypatch, proofs=[proof("proved"), *idle])
    lines = run("check", "wijk.yaml", "--guarantees")[1].splitlines()
    assert lines[0] == "g1: bewezen (oud vanaf 1 januari 2018): Beloofd."
    assert lines[1] == "s1: niet van toepassing (oud vanaf 1 januari 2018): Beloofd. Daar stuurt niemand bij."
    assert lines[3] == (
        "oud (vanaf 1 januari 2018): 1 garantie, bewezen; nog 2 gaan over bijsturen, en dat doet hier niemand."
    )
    found(monkeypatch, proofs=[proof("proved"), idle[0], proof("unknown", name="s2", applies=False)])
    assert run("check", "wijk.yaml", "--lang", "en")[1].splitlines()[0] == (
        "oud (from 1 January 2018): 1 of 2 guarantees proved, 1 could not be settled; "
        "1 more is about steering, which nobody does here."
    )


def test_errors_stand_last_where_the_eye_ends(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning that stands below an error in its file stands above it on the screen, and each is called what it is."""
    warning = Problem(Mark("wijk.yaml", 9, 1), "X999", Text("let op", "beware"), "warning")
    found(monkeypatch, [PROBLEM, warning], [proof("unknown")])
    assert run("check", "wijk.yaml", "--lang", "en")[1].splitlines()[2:] == [
        "g1: could not be settled (oud, from 1 January 2018): Promised.",
        "Warnings:",
        "wijk.yaml:9:1: X999 beware",
        "Errors:",
        "wijk.yaml:4:3: E010 unknown field (did you mean 'tarief'?)",
        "1 file checked: 1 error, 1 warning.",
    ]


def test_failed_replications_are_listed_and_give_code_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is kept and shown; standard error says which failed and why."""
    monkeypatch.setattr(runner, "the_model", lambda: fakes.fails_at_4)
    code, out, err = run("run", "studie.yaml", "--jobs", "1", "--json")
    assert code == 3
    assert "Doorrekening 4 [nieuw]: StumbleError" in err
    assert json.loads(out)["replications"] == 5
    assert Path("results/proef-1").is_dir()


def test_when_all_fail_nothing_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to compare there is no folder, and code 3."""
    monkeypatch.setattr(runner, "the_model", lambda: fakes.fails_always)
    code, _, err = run("run", "studie.yaml", "--jobs", "1")
    assert code == 3
    assert "Alle 6 doorrekeningen mislukten" in err
    assert not Path("results").exists()


def test_auto_goes_on_until_it_is_precise(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for as many replications as needed, it stops when the headline is settled: code 0."""
    code, out, _ = run("run", "studie.yaml", "--jobs", "1", "--replications", "auto", "--json")
    assert (code, json.loads(out)["replications"]) == (0, 20)


def test_auto_that_never_gets_there_gives_code_4(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After two hundred replications it stops, keeps what there is, and says it is not precise enough."""
    monkeypatch.setattr(sys.modules["ruwaard_sim.tables"], "HEADLINE", ("paid",))
    monkeypatch.setattr(runner, "the_model", lambda: fakes.wild)
    code, out, _ = run("run", "studie.yaml", "--jobs", "1", "--replications", "auto")
    assert code == 4
    assert "200 doorrekeningen" in out
    assert "nauwkeurigheid is niet bereikt" in out


def test_a_damaged_folder_gives_code_5(run: Run) -> None:
    """One changed byte, and the figures are not shown."""
    run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    table = Path("uit/indicators.csv")
    table.write_bytes(table.read_bytes().replace(b"9000", b"9001", 1))
    code, out, err = run("compare", "uit")
    assert (code, out) == (5, "")
    assert "indicators.csv is beschadigd" in err


def test_a_folder_that_is_not_there_is_wrong_input(run: Run) -> None:
    """A mistyped folder is a mistake in the command: code 2."""
    assert run("compare", "nergens")[0] == 2


def test_a_full_disk_gives_code_6_and_still_shows_the_figures(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that cannot be kept are shown all the same, before the sentence that they were not kept."""

    def refuse(*_: object) -> Any:
        raise DiskError(Text("de schijf is vol", "the disk is full"))

    monkeypatch.setattr(RunFolder, "write", refuse)
    code, out, err = run("run", "studie.yaml", "--jobs", "1")
    assert (code, err) == (6, "de schijf is vol\n")
    assert "Wachttijd tot MDO (weken)" in out
    code, out, _ = run("run", "studie.yaml", "--jobs", "1", "--json")
    assert json.loads(out) == {"error": {"exit_code": 6, "message": "de schijf is vol", "problems": []}}


def test_a_bug_is_called_a_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What should never happen gives code 1, a short sentence, and the traceback on standard error."""

    def stumble(path: Path, **_: bool) -> Any:
        raise ZeroDivisionError("oeps")

    monkeypatch.setattr(loading, "load_study", stumble)
    code, out, err = run("run", "studie.yaml")
    assert (code, out) == (1, "")
    assert "Traceback" in err
    assert "Dit is een fout in het programma, niet in uw invoer: ZeroDivisionError in ruwaard_sim.cli.run:" in err


def test_ctrl_c_gives_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted, it says so and leaves nothing behind."""

    def interrupt(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "the_model", lambda: interrupt)
    code, _, err = run("run", "studie.yaml", "--jobs", "1")
    assert (code, err.strip()) == (130, "Onderbroken; er is niets bewaard.")
    assert not list(Path().iterdir())


@pytest.mark.parametrize("words", ["main(['--help'])", "show('x' * 10_000_000)"])
def test_a_reader_that_has_seen_enough_is_no_error(words: str) -> None:
    """A closed pipe, as of ``| head``, ends the program quietly."""
    program = f"from ruwaard_sim.cli import main\nfrom ruwaard_sim.report.console import show\n{words}\n"
    reader, writer = os.pipe()
    os.close(reader)
    done = python("-c", program, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="closes standard output as a shell does")
@pytest.mark.parametrize("words", [["schema", "--kind", "study"], ["--version"], ["--help"]])
def test_an_output_that_was_closed_is_no_bug(words: list[str]) -> None:
    """Who closes standard output (``>&-``) wants nothing said there."""
    command = shlex.join([sys.executable, "-m", "ruwaard_sim", *words])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["--version", "--help", "-h", "run --help", "compare -h"])
def test_output_to_a_full_disk_is_said(words: str) -> None:
    """When standard output itself is full, that is a matter of the disk: code 6."""
    with open("/dev/full", "w") as full:
        done = python("-m", "ruwaard_sim", *words.split(), stdout=full.fileno())
    assert done.returncode == 6
    assert len(done.stderr.splitlines()) == 1
    assert "kon niet worden geschreven" in done.stderr


def test_explain_and_schema_speak_json(run: Run) -> None:
    """Both commands give one object to a program, and explain gives a text to people."""
    scenario = str(Path(__file__).parent.parent / "scenarios" / "variants" / "wijkbudget.yaml")
    code, out, _ = run("explain", scenario, "--facts", "zwaarte=7", "--json")
    assert (code, json.loads(out)["scenario"]) == (0, "wijkbudget")
    code, out, _ = run("explain", scenario, "--facts", "zwaarte=7", "--lang", "en")
    assert code == 0
    assert "severity" in out
    code, out, _ = run("schema", "--kind", "study")
    assert (code, json.loads(out)["type"]) == (0, "object")


def test_a_variant_that_is_run_is_told_that_it_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence with what to do, and not a line for every key that a study has and a variant has not."""
    file = tmp_path / "mijn.yaml"
    assert main(["new", "mijn", "--from", "gangbaar", "--out", str(file)]) == 0
    capsys.readouterr()
    for words, said in ((["run", str(file)], "noem hem in een studie"), (["calibrate", str(file)], "gevraagd is")):
        assert main(words) == 2
        told = capsys.readouterr().err.strip().splitlines()
        assert len(told) == 1
        assert "X047" in told[0]
        assert said in told[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", ""], "STUDY"),
        (["check", "", "b"], "FILE"),
        (["calibrate", ""], "CALIBRATION"),
        (["run", "studie.yaml", "--draws", ""], "--draws"),
    ],
)
def test_an_empty_name_is_said_to_be_empty(run: Run, words: list[str], said: str) -> None:
    """As a path it would be the folder one happens to be in."""
    assert run(*words) == (2, "", f"{said}: dit is leeg; geef een naam of een pad.\n")
