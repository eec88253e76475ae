"""Micro-analyses: the same residents under two variants, chosen by lot, told in words that are true."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.errors import UsageError
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.files.loading import load_study
from ruwaard_sim.report.case_sentences import story_sentences
from ruwaard_sim.report.case_stories_view import cases_object, cases_page, comparison_text
from ruwaard_sim.scenario.draws.study_plan import Study, Titles
from ruwaard_sim.study.case_stories import QuestionRun, Sample, StoryEvent, sample_cases
from ruwaard_sim.tables.personal import Paid
from ruwaard_sim.text import Text

Capture = pytest.CaptureFixture[str]


@cache
def study(name: str = "wijkbudget", *, neutral: bool = False) -> Study:
    """A shipped study."""
    return load_study(Path(name), neutral_effects=neutral)


@cache
def sample(size: int = 16) -> Sample:
    """Some questions of the shipped study."""
    return sample_cases(study(), size)


def asked(found: Sample) -> list[tuple[int, str, str]]:
    """Which questions were chosen."""
    return [(story.resident, story.domain, story.date) for story in found.stories]


# ---------------------------------------------------------------------- the choice


def test_questions_come_in_turn_from_every_leefdomein() -> None:
    """Of sixteen questions two are about each of the eight."""
    assert set(Counter(story.domain for story in sample().stories).values()) == {2}
    assert len(sample().stories) == 16 < sample().eligible


def test_the_lot_is_the_seeds_and_a_larger_sample_keeps_the_smaller() -> None:
    """The same seed chooses the same questions, another seed others, and who asks for more gets those as well."""
    again = sample_cases(study(), 8)
    assert asked(sample_cases(study(), 8)) == asked(again)
    assert set(asked(again)) < set(asked(sample()))
    assert asked(sample_cases(study(), 8, seed=7)) != asked(again)


def test_adults_with_a_year_on_both_sides() -> None:
    """No question is told of which the year before or after lies outside the books."""
    assert all(story.age >= 18 for story in sample().stories)
    assert all("2019-01-01" <= story.date <= "2022-01-01" for story in sample().stories)


def test_the_same_question_of_the_same_resident_in_both() -> None:
    """A life under each variant, with the same person; help that is the same lasts as long in both."""
    for story in sample().stories:
        assert list(story.lives) == ["gangbaar", "wijkbudget"]
        assert all(life.before.together >= 0 and life.after.together >= 0 for life in story.lives.values())


def test_two_variants_that_do_the_same_tell_the_same_stories() -> None:
    """Once nobody believes anything, these two differ in nothing, to the cent and the day."""
    found = sample_cases(study("overtuigingen", neutral=True), 16, variant="overtuigingen")
    for story in found.stories:
        first, second = story.lives.values()
        assert first == second
        assert comparison_text(found, story, "nl").endswith("Alles samen kost dat jaar evenveel.")
    assert "Welbevinden, nu" not in cases_page(found)
    assert "ZONDER OVERTUIGINGEN" in cases_page(found)


def test_a_variant_that_is_not_there_is_refused_with_the_nearest() -> None:
    """Neither can a baseline be compared with itself."""
    with pytest.raises(UsageError) as caught:
        sample_cases(study("overtuigingen"), 8, variant="productieteem")
    assert "bedoelde u 'productieteam'?" in caught.value.text.nl
    with pytest.raises(UsageError):
        sample_cases(study(), 8, variant="gangbaar")


def test_other_people_cannot_be_compared_one_by_one() -> None:
    """Variants for which other needs are dealt have no residents in common."""
    plans = study().variants
    other = replace(plans["wijkbudget"], stock=plans["wijkbudget"].stock[:-1])
    with pytest.raises(UsageError) as caught:
        sample_cases(replace(study(), variants={**plans, "wijkbudget": other}), 8)
    assert "gaan niet over dezelfde bewoners en vragen" in caught.value.text.nl


# ---------------------------------------------------------------------- the words

TITLES = Titles(
    routes={"hulp": Text("hulp in huis", "help at home"), "thuis": Text("eigen netwerk", "own network")},
    staff={"zorg": Text("hulpen", "helpers")},
)


def tell(kind: EventKind, what: str = "", who: str = "", amount: float = 0.0) -> list[Text]:
    """How one moment is told."""
    return [text for _, text in story_sentences([StoryEvent(3.0, kind, what, who, amount)], TITLES)]


@pytest.mark.parametrize(
    ("moment", "nl", "en"),
    [
        (
            tell(EventKind.BEGUN, "hulp", "zorg.hulp", 126),
            "de hulp begint: 2,1 uur per week, hulpen",
            "help begins: 2.1 hours a week, helpers",
        ),
        (tell(EventKind.BEGUN, "huis", "huis", 1), "de hulp begint", "help begins"),
        (tell(EventKind.ROUTED, "R1", "hulp"), "naar hulp in huis", "to help at home"),
        (
            tell(EventKind.REFERRED, "thuis", "hulp"),
            "volgens de regels naar eigen netwerk, maar men verwijst door (overtuiging)",
            "by the rules to own network, but referred on (belief)",
        ),
        (
            tell(EventKind.GRANTED, "hulp", amount=83_20),
            "een pgb van € 83 per week in plaats van hulp in huis",
            "a pgb of € 83 a week instead of help at home",
        ),
        (
            tell(EventKind.SWITCHED, "hulp", "zorg.hulp"),
            "wacht te lang en gaat naar hulpen",
            "waits too long and goes to helpers",
        ),
        (tell(EventKind.CLOSED, "MOVED"), "verhuist", "moves away"),
        (tell(EventKind.STEP_BEGUN, "gesprek"), "eerste gesprek met het team", "first talk with the team"),
        (tell(EventKind.STEP_BEGUN, "iets nieuws"), "iets nieuws", "iets nieuws"),
        (tell(EventKind.HANDLED, "A1", "crisis"), "meteen naar de crisisdienst", "straight to the crisis service"),
    ],
)
def test_each_thing_that_happens_has_its_sentence(moment: list[Text], nl: str, en: str) -> None:
    """In plain Dutch and English, with numbers as the language writes them."""
    assert moment == [Text(nl, en)]


def test_what_needs_no_telling_is_not_told() -> None:
    """That somebody waits, is weighed, or gets a pgb that was asked for, follows from what is told."""
    assert tell(EventKind.ASKED, "hulp", "zorg.hulp") == []
    assert tell(EventKind.WISHED, "hulp", amount=1) == []
    assert tell(EventKind.HANDLED, "A1", "direct") == []
    assert tell(EventKind.CLOSED, "HELPED") == []


def life(waited: float | None, euros: float) -> QuestionRun:
    """A life that waited so long and cost so much."""
    return QuestionRun((), waited, Paid(), Paid(municipality=euros * 100), None)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (life(41, 900), life(13, 650), "Met wijkbudget begint de hulp 28 dagen eerder. {} € 250 minder."),
        (life(12, 900), life(13, 900), "Met wijkbudget begint de hulp 1 dag later. {} evenveel."),
        (life(None, 0), life(13, 1234), "Alleen met wijkbudget begint er binnen een jaar hulp. {} € 1.234 meer."),
        (life(13, 5), life(None, 5), "Met wijkbudget begint er binnen een jaar geen hulp. {} evenveel."),
        (life(None, 5), life(None, 5), "Geen van beide wegen brengt binnen een jaar hulp. {} evenveel."),
    ],
)
def test_the_moral_says_what_differs_and_nothing_else(first: QuestionRun, second: QuestionRun, said: str) -> None:
    """How much sooner or later, and how much dearer or cheaper."""
    story = replace(sample().stories[0], lives={"gangbaar": first, "wijkbudget": second})
    assert comparison_text(sample(), story, "nl") == said.format("Alles samen kost dat jaar")


def test_the_page_is_true_about_what_it_leaves_out() -> None:
    """One sentence says that the Wlz plays no part; there is no column of zeros, and beliefs are marked."""
    page = cases_page(sample())
    assert "De Wlz speelt in dit model geen rol" in " ".join(page.split())
    assert page.count("Wlz") == 1
    assert "Welbevinden, nu en na een jaar (overtuiging): gangbaar" in page
    assert "geen gemiddelde van de wijk" in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= 80


def test_a_program_gets_the_same_stories() -> None:
    """With amounts in euros by payer that add up, and the sentences in the language asked for."""
    found: dict[str, Any] = json.loads(json.dumps(cases_object(sample(), "en")))
    assert found["variants"] == ["gangbaar", "wijkbudget"]
    assert found["effects"] == "as written"
    assert len(found["cases"]) == found["sample"] == 16
    for case in found["cases"]:
        for lived in case["lives"].values():
            paid = lived["after"]
            assert paid["municipality"] + paid["insurers"] + paid["resident"] == pytest.approx(
                paid["together"], abs=0.03
            )
            assert lived["wellbeing"]["belief"] is True
            assert [line["day"] for line in lived["told"]] == sorted(line["day"] for line in lived["told"])


def test_the_command_tells_cases_in_either_language(capsys: Capture) -> None:
    """And refuses a sample of none."""
    assert main(["cases", "wijkbudget", "--sample", "2", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert "1. Contact and loneliness" in text
    assert "With wijkbudget help begins" in text
    assert main(["cases", "wijkbudget", "--sample", "0"]) == 2
    assert main(["cases", "wijkbudget", "--sample", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sample"] == 2
