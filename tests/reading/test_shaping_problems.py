"""A wrong value is pointed at where it stands, named, and told what may have been meant."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationInfo, model_validator

from ruwaard_sim.errors import Findings, Problem
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.base_model import FieldProblem, refuse
from ruwaard_sim.scenario.document.quantity_fields import Date, Many, Meaning, Name, Price, Shape, TextField
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.text import Text


class Lumpsum(Shape):
    """One way to pay."""

    kind: Literal["lumpsum"]
    ceiling: bool


class PerHour(Shape):
    """Another way to pay."""

    kind: Literal["per_hour"]
    tariff: Annotated[Price, Meaning("wat een uur kost", "what an hour costs")]


class Period(Shape):
    """A shape with a rule of its own."""

    start: Date
    end: Date

    @model_validator(mode="after")
    def _in_order(self, info: ValidationInfo) -> Period:
        longest = (info.context or {}).get("longest", 99)
        if self.end <= self.start:
            text = Text("het einde ligt voor het begin", "the end lies before the start")
            refuse(FieldProblem("T001", text, ("end",), "2023-01-01"), FieldProblem("T002", text))
        if self.end.year - self.start.year > longest:
            refuse(FieldProblem("T003", Text("te lang", "too long")))
        return self


class Not(Shape):
    """A shape that holds itself."""

    negated: Not | None = Field(default=None, alias="not")
    word: str = "x"


class Wijk(Shape):
    """Fields of every kind."""

    kind: Literal["wijk"] = "wijk"
    title: TextField | None = None
    open: bool = True
    residents: int = 0
    growth: float = Field(default=0, ge=-1, lt=1)
    period: Period | None = None
    routes: Many[Name] = ()
    parties: dict[Name, Annotated[Lumpsum | PerHour, Field(discriminator="kind")]] = Field(default_factory=dict)
    level: Literal["licht", "zwaar", True, 3] = "licht"
    either: bool | int | str = 0
    few: list[str] = Field(default_factory=list, max_length=2)
    some: Annotated[Many[Name], Field(min_length=1)] = ("a",)
    rule: Not | None = None
    from_day: Date | None = Field(default=None, alias="from")


def read(text: str, context: dict[str, Any] | None = None) -> tuple[Wijk | None, list[Problem]]:
    """The wijk in *text* and what was noted about it, from top to bottom."""
    findings = Findings()
    made = shape(Wijk, read_text(text, "wijk.yaml"), findings, context)
    return made, sorted(findings.problems, key=lambda problem: problem.order)


def wrong(marked: str, code: str, nl: str, en: str, suggestion: str | None = None) -> None:
    """There is exactly one problem with the text, at the place *marked* with », in these words."""
    made, problems = read(marked.replace("»", ""))
    before = marked[: marked.index("»")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert made is None
    assert len(problems) == 1, [one.say() for one in problems]
    found = problems[0]
    assert (found.code, found.mark.line, found.mark.column) == (code, *place), found.say()
    assert nl in found.say("nl")
    assert en in found.say("en")
    assert found.suggestion == suggestion


def test_an_unknown_key() -> None:
    """An unknown key is pointed at itself, with the nearest key that is not yet used."""
    wrong(
        "title: {nl: a, en: b}\n»residenst: 3\n",
        "S001",
        "onbekende sleutel 'residenst'",
        "unknown key",
        "residents",
    )
    wrong("»Open: true\n", "S001", "kies uit: kind, title, open", "choose from: kind, title, open", "open")
    wrong("»from_day: 2018-01-01\n", "S001", "onbekende sleutel", "unknown key", "from")
    wrong("title: {nl: a, en: b, »fy: c}\n", "S001", "title: onbekende", "choose from: nl, en", None)


def test_an_unknown_key_in_one_of_several_shapes() -> None:
    """Only the keys of the kind that was chosen are named."""
    text = "parties:\n  huis: {kind: lumpsum, ceiling: true, »tariff: 3}\n"
    wrong(text, "S001", "kies uit: kind, ceiling", "choose from: kind, ceiling")


def test_a_missing_key() -> None:
    """A missing key is said at its parent's key, with what it is for."""
    wrong(
        "parties:\n  »huis: {kind: per_hour}\n",
        "S002",
        "'tariff' ontbreekt (wat een uur kost)",
        "what an hour costs",
    )
    wrong("»title: {nl: a}\n", "S002", "title: de sleutel 'en' ontbreekt", "title: the key 'en' is missing")
    wrong("parties: {»huis: {ceiling: true}}\n", "S002", "kies uit: lumpsum, per_hour", "'kind' is missing")


def test_a_misspelled_key_is_one_problem() -> None:
    """A key that is missing because it was misspelled is told once."""
    wrong("parties:\n  huis: {kind: lumpsum, »ceilng: true}\n", "S001", "'ceilng'", "'ceilng'", "ceiling")


def test_a_word_that_is_not_a_choice() -> None:
    """A word that cannot stand somewhere gets the list and the nearest one."""
    wrong(
        "level: »zwar\n",
        "S003",
        "de tekst 'zwar' kan hier niet; kies uit: licht, zwaar",
        "cannot stand",
        "zwaar",
    )
    wrong("level: »4\n", "S003", "het getal 4", "the number 4")
    wrong("level: »yes\n", "S003", "licht, zwaar, true, 3", "licht, zwaar, true, 3", "true")
    wrong("parties: {huis: {kind: »lumpsun}}\n", "S003", "kies uit: lumpsum, per_hour", "'lumpsun'", "lumpsum")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "false"),
        ("Yes", "true"),
        ("off", "false"),
        ("'true'", "true"),
        ("TRUE", "true"),
        ("nee", "false"),
    ],
)
def test_other_words_for_yes_and_no(written: str, meant: str) -> None:
    """Where true or false belongs, the other words for them are understood and refused."""
    wrong(f"open: »{written}\n", "S007", "hier hoort true of false", "true or false belongs here", meant)


@pytest.mark.parametrize(
    ("written", "nl", "en"),
    [
        ("'12'", "schrijf 12, zonder aanhalingstekens", "write 12, without quotation marks"),
        ("'1e3'", "schrijf 1000", "write 1000"),
        ("'1:30'", "een kloktijd is geen getal", "a time of day is no number"),
        ("'13.090'", "schrijf 13090 of 13.09", "write 13090 or 13.09"),
        ("€ 24", "schrijf alleen het getal, 24", "write only the number, 24"),
        ("24 %", "de eenheid hoort achter 'unit'", "the unit belongs after 'unit'"),
        ("€ 1.227,72", "schrijf 1227.72", "write 1227.72"),
        ("\uff11\uff12", "schrijf 12", "write 12"),
        ("veel", "hier hoort een getal, maar er staat de tekst 'veel'", "a number belongs here, not the text 'veel'"),
        ("[1]", "een lijst", "a list"),
        ("{a: 1}", "een blok met sleutels", "a block with keys"),
        ("null", "maar er staat niets", "not an empty value"),
        ("true", "maar er staat true", "not true"),
    ],
)
def test_a_number_that_is_not_one(written: str, nl: str, en: str) -> None:
    """Where a number belongs, text that may be one is told how to write it."""
    wrong(f"growth: »{written}\n", "S005", nl, en)


def test_other_wrong_types() -> None:
    """Whole numbers, text, lists and blocks each say what belongs there."""
    wrong("residents: »1.5\n", "S006", "een geheel getal, maar er staat het getal 1.5", "a whole number")
    wrong("few: [a, »2018]\n", "S004", "zet het tussen aanhalingstekens", "put it in quotation marks")
    wrong("few: »a\n", "S009", "hier hoort een lijst", "a list belongs here")
    wrong("routes: »{a: 1}\n", "S009", "hier hoort een lijst", "a list belongs here")
    wrong("title: »Huis\n", "S008", "schrijf {nl: …, en: …}", "write {nl: …, en: …}")
    wrong("period: »[a]\n", "S008", "schrijf {start: …, end: …}", "write {start: …, end: …}")
    wrong(
        "parties: {huis: {kind: per_hour, tariff: »24.50}}\n",
        "S008",
        "schrijf {value: …, unit: …, source: …, grade: …}",
        "write {value: …, unit: …, source: …, grade: …}",
    )


def test_a_value_that_may_be_several_things() -> None:
    """A value that is none of several things is one problem, not one for each."""
    wrong("either: »1.5\n", "S016", "true of false of een geheel getal of tekst", "a whole number or text")
    wrong("few: [a, »[b]]\n", "S004", "hier hoort tekst, maar er staat een lijst", "text belongs here, not a list")


def test_bounds_and_sizes() -> None:
    """Bounds and lengths are said with their limit."""
    wrong("growth: »1\n", "S010", "moet minder dan 1 zijn", "must be less than 1")
    wrong("growth: »-1.5\n", "S010", "moet minstens -1 zijn", "must be at least -1")
    wrong("title: {nl: a, en: »''}\n", "S011", "minstens 1 teken(s)", "at least 1 character(s)")
    wrong("few: »[a, b, c]\n", "S012", "hoogstens 2 onderdelen", "at most 2 items")


def test_a_list_of_wrong_parts_is_not_too_short_as_well() -> None:
    """There are parts enough; that each of them is wrong is said, and nothing else."""
    wrong("some: [»1]\n", "S004", "hier hoort tekst", "text belongs here")
    wrong("some: »[]\n", "S012", "minstens 1", "at least 1")


def test_names_and_dates() -> None:
    """A name and a date have one form, and the nearest that fits is offered; a key is pointed at itself."""
    wrong(
        "routes: [a, »Huis van de Wijk]\n",
        "S015",
        "kleine letters, cijfers, _ en -",
        "small",
        "huis_van_de_wijk",
    )
    wrong("parties:\n  »Één: {kind: lumpsum, ceiling: true}\n", "S015", "een naam", "a name", "een")
    for path, meant in (
        ("../ruwaard/base.yaml", "ruwaard"),
        ("draws/mijn.yaml", "mijn"),
        ("Mijn wijk.yml", "mijn_wijk"),
    ):
        wrong(f"routes: [a, »{path}]\n", "S015", "een pad kan hier niet", "a path cannot stand here", meant)
    wrong("from: »1-2-2018\n", "S013", "schrijf jaar-maand-dag", "write year-month-day", "2018-02-01")
    wrong("from: »2018-02-29\n", "S013", "geen bestaande datum", "not an existing date")
    wrong("from: »3\n", "S013", "'3' is geen bestaande datum", "'3' is not an existing date")


def test_a_shape_complains_in_its_own_words() -> None:
    """A validator's own complaints keep their code, both texts, their place and their suggestion."""
    made, problems = read("title: {nl: a, en: b}\nperiod: {start: 2018-01-01, end: 2017-01-01}\n")
    assert made is None
    assert [(one.code, one.mark.line, one.mark.column, one.suggestion) for one in problems] == [
        ("T002", 2, 9, None),
        ("T001", 2, 34, "2023-01-01"),
    ]
    assert "period.end: het einde ligt voor het begin" in problems[1].say("nl")
    assert "period: the end lies before the start" in problems[0].say("en")


def test_the_context_reaches_the_validators() -> None:
    """What the caller hands along is known to a shape's own rules."""
    text = "period: {start: 2018-01-01, end: 2023-01-01}\n"
    assert read(text)[0] is not None
    assert [one.code for one in read(text, {"longest": 3})[1]] == ["T003"]


def test_everything_wrong_is_told_at_once() -> None:
    """All problems of a file come together, and in a merged tree each in its own file."""
    node = read_text("open: no\nresidents: veel\nexta: 1\ntitle: {nl: a, en: b}\n", "wijk.yaml")
    graft = read_text("to: {nl: 3}\n", "variant.yaml").get(("to",))
    assert graft is not None
    findings = Findings()
    assert shape(Wijk, node.put(("title",), graft), findings) is None
    problems = sorted(findings.problems, key=lambda problem: problem.order)
    assert [(one.mark.file, one.mark.line, one.code) for one in problems] == [
        ("variant.yaml", 1, "S002"),
        ("variant.yaml", 1, "S004"),
        ("wijk.yaml", 1, "S007"),
        ("wijk.yaml", 2, "S006"),
        ("wijk.yaml", 3, "S001"),
    ]


def test_a_good_file_becomes_a_shape() -> None:
    """What is right is read without a word: lists become tuples, titles texts, dates days."""
    made, problems = read(
        "title: {nl: Wijk, en: Neighbourhood}\nroutes: [a, b]\nfrom: 2018-01-01\nlevel: true\neither: tekst\n"
        "parties: {huis: {kind: lumpsum, ceiling: false}}\nrule: {not: {not: {word: y}}}\n"
    )
    assert not problems
    assert made is not None
    assert made.title == Text("Wijk", "Neighbourhood")
    assert made.routes == ("a", "b")
    assert made.from_day is not None
    assert made.from_day.year == 2018
    assert made.model_dump()["title"] == {"nl": "Wijk", "en": "Neighbourhood"}


def test_a_deep_shape_is_explained_as_quickly_as_a_flat_one() -> None:
    """A fault 25 levels deep in a shape that holds itself is still found at its place."""
    depth = 25
    wrong("rule: " + "{not: " * depth + "{»wrd: x}" + "}" * depth, "S001", "'wrd'", "'wrd'", "word")


def test_hostile_text_is_shown_short_and_harmless() -> None:
    """What a message repeats of a file is cut short, so a problem stays one line."""
    _, problems = read("growth: '" + "x" * 500 + "'\n")
    assert len(problems[0].say()) < 200
    _, problems = read('growth: "a\\nb"\n')
    assert "\n" not in problems[0].say()


def test_editors_get_a_json_schema() -> None:
    """A shape describes itself as a JSON Schema, with meanings and only the units that will do."""
    schema = PerHour.model_json_schema()
    tariff = schema["properties"]["tariff"]
    assert tariff["description"] == "wat een uur kost"
    assert "EUR/hour" in str(tariff)
    assert "weeks" not in str(tariff)
    assert Wijk.model_json_schema()["additionalProperties"] is False
