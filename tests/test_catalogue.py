"""`ruwaard-sim mechanisms`: what there is to choose is told whole, from the code, and can be read."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.files.answer_examples import shipped_examples
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.surplus import Reinvest
from ruwaard_sim.scenario.schema.question_catalogue import catalogue
from ruwaard_sim.units import UNITS

Run = Callable[..., tuple[int, str, str]]
LANGUAGES = ("nl", "en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line."""

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def flat(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_answer_and_key_is_told(run: Run, lang: str) -> None:
    """With its title, meaning and what it assumes in the reader's language, and every unit it may have."""
    code, out, err = run("mechanisms", "--all", "--lang", lang)
    assert (code, err) == (0, "")
    told = flat(out)
    for question in catalogue().values():
        assert flat(f"{question.name}: {getattr(question.title, lang)}") in told
        for answer in question.answers.values():
            assert flat(f"{answer.name}: {getattr(answer.title, lang)} {getattr(answer.says, lang)}") in told
            for key in answer.keys:
                assert flat(f"{key.name} {getattr(key.text, lang)}") in told
                assert flat(getattr(key.units_said, lang)) in told


def test_the_catalogue_is_that_of_the_code() -> None:
    """The same questions and answers, in the same order, and nothing else."""
    assert {name: list(entry.answers) for name, entry in catalogue().items()} == {
        name: list(question.answers) for name, question in QUESTIONS.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_a_screen(run: Run, lang: str) -> None:
    """80 columns will do, and the overview is one page."""
    _, whole, _ = run("mechanisms", "--all", "--lang", lang)
    _, overview, _ = run("mechanisms", "--lang", lang)
    assert [line for line in (whole + overview).splitlines() if len(line) > 80] == []
    assert len(overview.splitlines()) < 60


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_question_there_is_an_overview(run: Run, lang: str) -> None:
    """Every question with its answers by name, those of the base marked, and where the rest is told."""
    code, out, err = run("mechanisms", "--lang", lang)
    assert (code, err) == (0, "")
    told = flat(out)
    based = {(one.question, one.answer) for one in shipped_examples() if one.scenario == "ruwaard"}
    for question in catalogue().values():
        role = {"nl": " (per rol)", "en": " (by role)"}[lang] if question.by_role else ""
        names = ", ".join(name + "*" * ((question.name, name) in based) for name in question.answers)
        assert flat(f"{question.name} {getattr(question.title, lang)}{role} {names}") in told
    assert "of the base (ruwaard)" in told if lang == "en" else "van de basis (ruwaard)" in told
    assert f"ruwaard-sim mechanisms {'QUESTION' if lang == 'en' else 'VRAAG'}" in told


def test_a_question_and_all_of_them_do_not_go_together(run: Run) -> None:
    """That is said, with code 2."""
    code, out, err = run("mechanisms", "surplus", "--all")
    assert (code, out) == (2, "")
    assert err == "Geef óf een vraag óf --all.\n"


def test_one_question_may_be_asked_for(run: Run) -> None:
    """Then nothing is said of the others; what an answer assumes is told with its source."""
    code, out, _ = run("mechanisms", "surplus", "--lang", "en")
    assert code == 0
    assert out.startswith("surplus: What happens to a surplus?\n  at mechanisms.surplus\n")
    assert "reservation" not in out
    assert flat(Reinvest.__doc__ or "") in flat(out)
    assert flat(Reinvest.in_dutch) in flat(run("mechanisms", "surplus")[1])
    assert "0 to 100 %" in out
    assert "such as sociaal_werk.ondersteuning" in flat(out)
    assert "in: wijkbudget (wijkkader §2: Joint surpluses are put into the Ruwaard again)" in flat(out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_told_under_one_answer_is_not_told_again_under_the_next(run: Run, lang: str) -> None:
    """A key that several answers share stands there once, with its meaning; below, by name, and where it was told."""
    told = run("mechanisms", "decides", "--lang", lang)[1]
    answers = catalogue()["decides"].answers
    shared = [key for key in answers["team"].keys if key.name in {key.name for key in answers["board"].keys}]
    assert len(shared) > 5
    for key in shared:
        assert flat(told).count(flat(f"{key.name} {getattr(key.text, lang)}")) == 1
    names = ", ".join(key.name for key in shared)
    assert f"{'zoals bij' if lang == 'nl' else 'as under'} team: {names}" in flat(told)


def test_numbers_are_told_in_the_words_of_the_reader_and_units_as_they_are_written(run: Run) -> None:
    """A unit that must be typed stands between quotation marks; a sentence does not go half over into English."""
    told = flat(run("mechanisms", "decides")[1]) + flat(run("mechanisms", "formal")[1])
    assert "eenheid 'days', 'weeks', 'months' of 'years'; 0 of meer; zoals 10, tussen 5 en 21 dagen (aanname)" in told
    assert "0 tot 10 punten; zoals 2, tussen 1 en 4 punten" in told
    assert "unit 'hours' or 'minutes'; 0 or more; such as 7, between 4 and 11 hours" in flat(
        run("mechanisms", "formal", "--lang", "en")[1]
    )


def test_a_question_by_role_tells_the_roles(run: Run) -> None:
    """Each role of party has an answer of its own."""
    _, out, _ = run("mechanisms", "pays")
    assert "mechanisms.pays.ROL" in out
    assert all(f"{role} ({title.nl})" in flat(out) for role, title in ROLES.items())


def test_a_misspelled_question_gets_the_nearest_name(run: Run) -> None:
    """And the names there are, with code 2."""
    code, out, err = run("mechanisms", "surplsu")
    assert (code, out) == (2, "")
    assert f"er is geen vraag met de naam 'surplsu'; er zijn: {', '.join(QUESTIONS)}" in err
    assert "(bedoelde u 'surplus'?)" in err
    assert "(did you mean 'surplus'?)" in run("mechanisms", "surplsu", "--lang", "en")[2]


def test_a_program_gets_the_same(run: Run) -> None:
    """One object: units as they are written, bounds in one of them, and where an answer is used."""
    code, out, _ = run("mechanisms", "--json")
    found = json.loads(out)["questions"]
    assert code == 0
    assert [one["name"] for one in found] == list(QUESTIONS)
    for one in found:
        assert [answer["name"] for answer in one["answers"]] == list(QUESTIONS[one["name"]].answers)
        for answer in one["answers"]:
            assert answer["title"]
            cls = QUESTIONS[one["name"]].answers[answer["name"]]
            assert answer["says"] == cls.in_dutch
            assert answer["docstring"] != answer["says"]
            assert all(set(key["units"]) <= UNITS.keys() and key["meaning"] for key in answer["keys"])
    surplus = next(one for one in found if one["name"] == "surplus")
    reinvest = next(one for one in surplus["answers"] if one["name"] == "reinvest")
    keep = next(key for key in reinvest["keys"] if key["name"] == "keep")
    assert keep["units"] == ["share", "%"]
    assert keep["bounds"] == {"unit": "%", "minimum": 0, "maximum": 100}
    assert keep["example"]["scenario"] == "wijkbudget"
    assert reinvest["used_in"][0]["source"] == "wijkkader §2"
    in_english = json.loads(run("mechanisms", "surplus", "--json", "--lang", "en")[1])["questions"][0]["answers"]
    assert all(answer["says"] == answer["docstring"] for answer in in_english)
    assert [answer["docstring"] for answer in in_english] == [answer["docstring"] for answer in surplus["answers"]]


def test_every_answer_that_ships_is_found_where_it_stands() -> None:
    """The base answers every question, once for each role; what a variant answers comes with its reason."""
    examples = shipped_examples()
    places = {one.question if one.role is None else f"{one.question}.{one.role}" for one in examples}
    assert places == {place for entry in catalogue().values() for place in entry.places}
    assert all(one.answer in QUESTIONS[one.question].answers for one in examples)
    assert any(one.because is not None and one.source for one in examples if one.scenario == "wijkbudget")
