from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import study_fakes as fakes

from ruwaard_sim.plan import DatedShock
from ruwaard_sim.report.number_format import decimals_known, number, scale, with_margin
from ruwaard_sim.report.screen import screen
from ruwaard_sim.report.study_json import study_object
from ruwaard_sim.report.study_view import ShownIndicator, StudyInfo
from ruwaard_sim.study import manifest
from ruwaard_sim.study.runner import Failure, Outcome, Precision, run
from ruwaard_sim.study.statistics import Comparison, summarise
from ruwaard_sim.text import Lang, Text

Shown = tuple[StudyInfo, Comparison, list[ShownIndicator]]


def shown(study: fakes.Study, outcome: Outcome) -> Shown:
    """Everything a page needs, made the way the command line makes it."""
    contents = manifest.contents(study, outcome, fakes.INDICATORS, fakes.GROUPS, [])
    info = StudyInfo.from_manifest(contents.manifest, "results/proef-1", "ab" * 32)
    lines = [ShownIndicator.from_entry(entry) for entry in contents.indicators]
    return info, summarise(outcome.rows, study.baseline, list(study.variants)), lines


@pytest.fixture
def trial() -> Shown:
    """Nine replications of the small study, ready to be shown."""
    return shown(fakes.Study(), run(fakes.Study(), 9, jobs=1, replicate=fakes.replicate))


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1227720, 0, "1.227.720", "1,227,720"),
        (12.345, 1, "12,3", "12.3"),
        (1227720, -3, "1.228.000", "1,228,000"),
        (-0.04, 1, "0,0", "0.0"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
    ],
)
def test_numbers_are_spelled_as_the_language_does(value: float, decimals: int, dutch: str, english: str) -> None:
    """Dutch has a point for thousands and a comma for decimals, English the other way round."""
    assert number(value, decimals, "nl") == dutch
    assert number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("half_width", "most", "decimals"),
    [(0.63, 2, 1), (0.13, 2, 2), (0.013, 1, 1), (32_000, 0, -4), (13_000, 0, -3), (0, 1, 1), (None, 1, 1)],
)
def test_the_margin_decides_how_many_decimals_are_shown(half_width: float | None, most: int, decimals: int) -> None:
    """No digit is shown that another roll of the dice would change at once."""
    assert decimals_known(half_width, most) == decimals


def test_an_amount_is_rounded_to_what_is_known_of_it() -> None:
    """14,352,735 euro give or take 32,000 is 14,350,000; a fixed amount is shown to the euro."""
    euro = scale("EUR", 0, "nl")
    assert with_margin(14_352_735, 32_000, euro, "nl") == "14.350.000 ± 30.000"
    assert with_margin(14_352_735, 0, euro, "nl") == "14.352.735 ± 0"
    assert with_margin(14_352_735, None, euro, "nl") == "14.352.735"
    assert with_margin(None, None, euro, "nl") == "–"


def test_shares_are_shown_as_percentages() -> None:
    """Of every hundred is what people say, so 0.495 is 49,5 %."""
    assert with_margin(0.4951, 0.008, scale("share", 3, "nl"), "nl") == "49,5 ± 0,8"


def test_the_number_still_waiting_stands_beside_the_mean_wait(trial: Shown) -> None:
    """A mean over those who waited no longer is never shown without those who still do."""
    text = screen(*trial)
    lines = text.splitlines()
    wait = lines.index("Wachttijd tot MDO (weken)")
    assert lines[wait + 1].split()[-1] == "105"
    assert lines[wait + 1].startswith("  oud ")
    assert "wachten nog" in text
    assert text.count("wachten nog") == 1


def test_a_figure_missing_in_some_replications_says_so(trial: Shown) -> None:
    """In three of nine replications nobody waited: the mean is over six, and a note says what that means."""
    text = screen(*trial)
    assert "(6)" in text
    assert "in zoveel doorrekeningen bestaat het cijfer" in text


def test_page_says_what_it_is_not_and_where_it_comes_from(trial: Shown) -> None:
    """Replications, seed, assumptions, folder, hash and that it is no prediction are always there."""
    dutch, english = screen(*trial), screen(*trial, "en")
    for words in (
        "9 doorrekeningen (seed 7)",
        "31 van de 74 waarden zijn aannames",
        "Dit is geen voorspelling",
    ):
        assert words in dutch.replace("\n", " ")
    for words in ("9 replications (seed 7)", "31 of 74 values are assumptions", "This is not a prediction"):
        assert words in english.replace("\n", " ")
    assert "results/proef-1" in dutch
    assert "ab" * 32 in dutch


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_wider_than_the_screen(trial: Shown, lang: Lang, width: int) -> None:
    """At 80 columns, and even at 60, every line fits and every figure is whole."""
    text = screen(*trial, lang, width=width, by_year=True, lower=width > 60)
    body = [line for line in text.splitlines() if "ab" * 32 not in line]
    assert max(map(len, body)) <= width
    assert "…" not in text


def test_a_pipe_gets_no_control_codes(trial: Shown) -> None:
    """Without a terminal the text is plain; with one it may have colour."""
    assert "\x1b" not in screen(*trial)
    assert "\x1b" in screen(*trial, colour=True)


def test_names_are_shown_as_they_are(trial: Shown) -> None:
    """A title with square brackets is not taken for a style."""
    study = fakes.Study(title=Text("Proef [red]rood[/red]", "x"))
    assert "Proef [red]rood[/red]" in screen(*shown(study, run(study, 2, jobs=1, replicate=fakes.replicate)))


def test_equal_variants_differ_by_a_plain_nought(trial: Shown) -> None:
    """Where nothing differs the difference is 0, without a margin and without a share that is lower."""
    lines = screen(*trial, lower=True).splitlines()
    contacts = lines.index("Contacten (aantal)")
    assert lines[contacts + 2].split() == ["nieuw", "9.000", "±", "0", "0"]


def test_what_differs_stands_in_plain_sentences_above_the_table(trial: Shown) -> None:
    """After what the figures are not and before the first figure: in both languages, beginning with the headline."""
    dutch, english = (screen(*trial, lang, headline=("paid",)).splitlines() for lang in ("nl", "en"))
    start, first = dutch.index("In het kort"), next(n for n, line in enumerate(dutch) if line.startswith("Vraag "))
    assert dutch.index("") < start < first
    assert dutch[start + 1] == "- Betaald: € 2.000.000 ± 0 minder (Zoals het is: 10.003.000)."
    assert english[english.index("In short") + 1].startswith("- En Betaald: € 2,000,000 ± 0 less (As it is: ")


def test_figures_that_are_always_nought_are_counted_and_shown_on_request() -> None:
    """A row that is 0 for all in every year tells nothing; one that is 0 on average, or not in one year, does."""

    def noughts(plans: dict[str, float], seed: int, replication: int) -> list[fakes.Row]:
        rows = fakes.replicate(plans, seed, replication)
        empty = {"contacts": 0.0, "paid": 0.0}
        return [
            (variant, period, name, 5.0 if (variant, period, name) == special else empty.get(name, value))
            for variant, period, name, value in rows
        ]

    special: tuple[str, str, str] | None = None
    study = fakes.Study()
    found = shown(study, run(study, 3, jobs=1, replicate=noughts))
    text = screen(*found)
    assert "Contacten" not in text
    assert "Betaald" not in text
    words = " ".join(text.split())
    assert "2 cijfers zijn overal 0 en staan hier niet; toon ze met ruwaard-sim compare results/proef-1 --all." in words
    assert "Contacten (aantal)" in screen(*found, everything=True)
    assert "overal 0" not in screen(*found, everything=True)
    special = ("nieuw", "2018", "paid")
    text = screen(*shown(study, run(study, 3, jobs=1, replicate=noughts)), lang="en")
    assert "1 figure is 0 throughout and not shown; ruwaard-sim compare" in text
    assert "en Betaald (€)" in text


def test_who_reads_a_wait_is_told_that_it_is_about_other_people(trial: Shown) -> None:
    """Where a mean wait is compared the page says whom it leaves out; where no wait in days is shown it does not."""
    info, comparison, lines = trial
    note = "Een wachttijd in dagen gaat over wie in de periode aan de beurt kwam"
    assert note not in screen(info, comparison, lines)
    in_days = [replace(line, unit="days") if line.name == "wait" else line for line in lines]
    assert note in screen(info, comparison, in_days, width=120)
    assert "A wait in days is about those whose turn came" in screen(info, comparison, in_days, "en", width=120)


@pytest.mark.parametrize(
    ("shares", "past"),
    [
        ((0.97, 0.90), True),
        ((0.0, 0.05, 0.02), True),
        ((0.50, 0.52, 0.51), False),
        ((1.0, 1.0), False),
        ((0.0, 0.0), False),
        ((0.90, 0.90), False),
    ],
)
def test_a_margin_past_what_can_be_is_explained_and_only_then(shares: tuple[float, ...], past: bool) -> None:
    """Of a share that reaches below 0 or above 100 %; not of one that stays between, nor of any other figure."""

    def as_shares(plans: dict[str, float], seed: int, replication: int) -> list[fakes.Row]:
        value = shares[replication - 1]
        rows = fakes.replicate(plans, seed, replication)
        return [(who, when, name, value if name == "contacts" else worth) for who, when, name, worth in rows]

    info, comparison, lines = shown(fakes.Study(), run(fakes.Study(), len(shares), jobs=1, replicate=as_shares))
    shown_as = [replace(line, unit="share", decimals=3) if line.name == "contacts" else line for line in lines]
    for lang, note in (
        ("nl", "kan de marge onder 0 of boven 100 uitkomen"),
        ("en", "it may reach below 0 or above 100"),
    ):
        told = " ".join(screen(info, comparison, shown_as, lang, everything=True).split())
        assert (note in told) == past
        assert note not in " ".join(screen(info, comparison, lines, lang, everything=True).split())


def test_a_margin_past_what_can_be_in_one_year_is_explained_where_years_are_shown() -> None:
    """Only the year reaches past; so the note comes with the years, and not without them."""

    def a_bad_year(plans: dict[str, float], seed: int, replication: int) -> list[fakes.Row]:
        rows = fakes.replicate(plans, seed, replication)
        worth = {"all": 0.5, "2018": 0.99 if replication == 1 else 0.9}
        return [(who, when, name, worth[when] if name == "contacts" else old) for who, when, name, old in rows]

    info, comparison, lines = shown(fakes.Study(), run(fakes.Study(), 2, jobs=1, replicate=a_bad_year))
    lines = [replace(line, unit="share", decimals=3) if line.name == "contacts" else line for line in lines]
    note = "naar beide kanten even breed"
    assert note not in screen(info, comparison, lines)
    assert note in " ".join(screen(info, comparison, lines, by_year=True).split())


def test_lower_in_is_explained_where_it_is_shown(trial: Shown) -> None:
    """The column of `compare` has its legend; without the column there is none."""
    for lang, note in (("nl", "Lager in: het deel van"), ("en", "Lower in: the share of")):
        assert note in screen(*trial, lang, lower=True)
        assert "Lager in:" not in screen(*trial, lang)
        assert "Lower in:" not in screen(*trial, lang)


def test_chance_differences_are_warned_of_where_variants_are_compared(trial: Shown) -> None:
    """One in twenty figures that do not differ seems to; with one variant there is nothing to warn of."""
    assert "valt één op de twintig toch buiten de marge, door toeval" in " ".join(screen(*trial).split())
    info, comparison, lines = trial
    alone = replace(info, variants=("oud",))
    assert "één op de twintig" not in " ".join(screen(alone, comparison, lines).split())


def test_what_befalls_the_wijk_is_told_with_its_dates(trial: Shown) -> None:
    """In one line: what befalls every variant first, then what only one has; nothing where nothing does."""
    virus, flood = (
        DatedShock(
            Text("virus", "virus"), ((date(2020, 3, 16), date(2020, 6, 1)), (date(2020, 10, 1), date(2021, 1, 1)))
        ),
        DatedShock(Text("water", "flood"), ((date(2021, 7, 1), date(2021, 8, 1)),)),
    )
    old, new = fakes.Level(10), fakes.Level(8)
    old.shocks, new.shocks = (virus,), (flood, virus)
    study = fakes.Study(variants={"oud": old, "nieuw": new})
    found = shown(study, run(study, 2, jobs=1, replicate=fakes.replicate))
    told = " ".join(screen(*found, "en").split())
    assert (
        "Happens in every variant: virus (16 March 2020 to 1 June 2020 and 1 October 2020 to 1 January 2021); "
        "only in nieuw: flood (1 July 2021 to 1 August 2021)."
    ) in told
    assert "alleen in nieuw: water (1 juli 2021 tot 1 augustus 2021)." in " ".join(screen(*found).split())
    assert "Gebeurt" not in screen(*trial)


def test_variants_are_called_in_full_where_their_names_say_less(trial: Shown) -> None:
    """A name such as *oud* is short for something; a title that is only the name again is not repeated."""
    info, comparison, lines = trial
    assert "(oud: Zoals het is; nieuw: Zoals het is)" in screen(info, comparison, lines)
    plain = replace(info, titles={"oud": Text("Oud", "Old"), "nieuw": Text("Nieuw", "New")})
    assert plain.in_full("nl") == ""
    assert "(oud: Old; nieuw: New)" in screen(plain, comparison, lines, "en")
    assert replace(info, titles={}).in_full("en") == "", "results of before have no titles"


def test_who_believe_the_same_are_told_together() -> None:
    """Three variants with one belief are one sentence, not three."""
    held = {"demand": Text("de vraag groeit", "demand grows")}
    beliefs = {"oud": held, "nieuw": held, "derde": {"x": Text("anders", "otherwise")}}
    info, *_ = shown(fakes.Study(beliefs=beliefs), run(fakes.Study(), 2, jobs=1, replicate=fakes.replicate))
    assert info.believed is not None
    assert ": oud, nieuw: demand grows; derde: otherwise." in info.believed.en


def test_the_years_can_be_shown_apart(trial: Shown) -> None:
    """On request a second table has a column for each year, with the margins below the means."""
    assert "PER JAAR" not in screen(*trial)
    text = screen(*trial, by_year=True)
    assert "PER JAAR" in text
    assert "2018" in text


def test_one_replication_is_shown_without_margins() -> None:
    """One replication has a figure and no margin, and the page says why."""
    study = fakes.Study()
    text = screen(*shown(study, run(study, 1, jobs=1, replicate=fakes.replicate)))
    assert "één doorrekening heeft geen marge" in text
    assert "±" not in text


def test_a_variant_outside_the_law_says_so_at_the_top() -> None:
    """Nobody sees the figures of an unlawful variant without reading that it is one."""
    study = fakes.Study(variants={"oud": fakes.Level(10), "nieuw": fakes.Lawless(8)})
    info, comparison, lines = shown(study, run(study, 2, jobs=1, replicate=fakes.replicate))
    assert "Buiten de wet: nieuw." in "".join(screen(info, comparison, lines).splitlines()[:5])
    assert "Outside the law: nieuw." in screen(info, comparison, lines, "en")


def test_a_name_of_several_files_is_in_the_head_and_in_the_object() -> None:
    """Before the first figure one reads which file was taken; a program gets it too, also from results kept earlier."""
    taken = Text("De naam 'oud' is van twee.", "Two are called 'oud'.")
    study = fakes.Study(named_twice=(taken,))
    info, comparison, lines = shown(study, run(study, 2, jobs=1, replicate=fakes.replicate))
    assert taken.nl in screen(info, comparison, lines).splitlines()[:6]
    assert taken.en in screen(info, comparison, lines, "en").splitlines()[:6]
    assert study_object(info, comparison, lines)["named_twice"] == [taken._asdict()]


@pytest.mark.parametrize("same", [True, False, None])
def test_the_same_residents_are_claimed_only_where_they_are(trial: Shown, same: bool | None) -> None:
    """Not of variants with other people, nor of results of an earlier version, that do not say."""
    info, comparison, lines = trial
    info = replace(info, same_residents=same)
    for lang, words in (
        ("nl", "dezelfde inwoners met hetzelfde toeval"),
        ("en", "the same residents, the same chance"),
    ):
        assert (words in " ".join(screen(info, comparison, lines, lang).split())) == (same is True)
    assert study_object(info, comparison, lines)["same_residents"] is same


def test_failures_and_lack_of_precision_are_on_the_page() -> None:
    """Whoever reads the page learns that replications failed, and that the precision was not reached."""
    study = fakes.Study()
    wanted = Precision(("paid",), share=0.0, least=6, step=6, most=6)
    text = screen(*shown(study, run(study, wanted, jobs=1, replicate=fakes.fails_at_4)))
    assert "1 van de 6 doorrekeningen mislukten" in text
    assert "nauwkeurigheid is niet bereikt" in text


def test_the_object_has_the_shape_that_was_agreed(trial: Shown) -> None:
    """Programs get exactly the keys that were promised, numbers in full, null where there is no figure."""
    info, comparison, lines = trial
    found = study_object(info, comparison, lines)
    assert list(found) == [
        "study",
        "out",
        "result_hash",
        "replications",
        "same_residents",
        "named_twice",
        "since",
        "variants",
        "baseline_since",
        "differences",
        "claims",
        "assumptions",
        "effects",
        "beliefs",
        "draws",
        "drivers",
    ]
    assert found["replications"] == 9
    assert found["assumptions"] == {"values": 74, "assumed": 31}
    assert set(found["variants"]) == {"oud", "nieuw"}
    assert set(found["differences"]) == {"nieuw"}
    assert set(found["variants"]["oud"]["wait"]) == {"mean", "low", "high", "unit"}
    assert set(found["differences"]["nieuw"]["wait"]) == {"mean", "low", "high", "p_lower"}
    assert found["differences"]["nieuw"]["paid"]["mean"] == pytest.approx(-2_000_000)
    assert found["differences"]["nieuw"]["contacts"] == {"mean": 0, "low": 0, "high": 0, "p_lower": 0.5}


def test_one_replication_gives_null_for_bounds() -> None:
    """Bounds that do not exist are null, so that the object is valid JSON."""
    study = fakes.Study()
    found = study_object(*shown(study, run(study, 1, jobs=1, replicate=fakes.replicate)))
    assert found["variants"]["oud"]["wait"]["low"] is None


def test_manifest_tells_how_and_on_what_but_not_where(trial: Shown) -> None:
    """Seed, versions, counts and failures are kept; no path of this machine is."""
    study = fakes.Study(inputs={"/home/iemand/project/wijk.yaml": "0" * 64, "rules/toegang.yaml": "1" * 64})
    outcome = run(study, 6, jobs=1, replicate=fakes.fails_at_4)
    argv = ["run", "/home/iemand/studie.yaml", "--out=/tmp/x/uit", "--seed", "7", "scenarios/a.yaml"]
    found = manifest.manifest(study, outcome, argv)
    assert found["argv"] == ["run", "studie.yaml", "--out=uit", "--seed", "7", "scenarios/a.yaml"]
    assert list(found["inputs"]) == ["wijk.yaml", "rules/toegang.yaml"]
    assert found["replications"]["failed"][0]["message"] == "geen plaats in wijk.yaml"
    assert found["replications"]["done"] == 5
    assert found["environment"]["libraries"]["numpy"]
    assert "iemand" not in str(found)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("C:\\Users\\iemand\\wijk.yaml", "wijk.yaml"),
        ("in EUR/hour, 1/3 en a/b", "in EUR/hour, 1/3 en a/b"),
        ("'/a/b c/d'", "'b c/d'"),
        ("naam\udcff", "naam?"),
    ],
)
def test_only_paths_of_the_machine_are_taken_out(text: str, clean: str) -> None:
    """Units and fractions have strokes too; those stay."""
    assert manifest.without_paths(text) == clean


def test_a_failure_is_one_sentence() -> None:
    """Number, variant, kind, message and place, in the reader's language."""
    failure = Failure(4, "nieuw", "ValueError", "fout", "ruwaard_sim.model:12")
    assert failure.text.nl == "Doorrekening 4 [nieuw]: ValueError: fout (ruwaard_sim.model:12)"
