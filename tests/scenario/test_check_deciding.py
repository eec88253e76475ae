"""What `check` says about who decides: handlings, boards, intakes, coaches, and a budget there is to decide about."""

from __future__ import annotations

import pytest
from edited_scenarios import Edit, Wijk, only

ARNHEM, CONSORTIUM, NETWORK, COURT = (f"variants/{name}.yaml" for name in ("arnhem", "consortium", "network", "beroep"))
DECIDES = "/changes/mechanisms.decides/to"


@pytest.mark.parametrize(
    ("file", "outcome", "rule", "answer", "known"),
    [
        (NETWORK, "coach", "A40_intakes", "organisations", "crisis, direct, intakes, onderzoek"),
        (ARNHEM, "mdo", "A40_coach", "foundation", "coach, crisis, direct, onderzoek"),
    ],
)
def test_a_handling_of_another_answer_is_refused(
    wijk: Wijk, file: str, outcome: str, rule: str, answer: str, known: str
) -> None:
    """A network has no coaches and the foundation no MDO: the guarantees are proved of what can really happen."""
    wijk.wrong(
        Edit(file, f"/changes/rules.aanpak.rules.{rule}/to/then", f"»{outcome}"),
        code="X060",
        nl=f"wie beslist ('{answer}') kent geen '{outcome}'; wel: {known}",
        en=f"who decides ('{answer}') has no '{outcome}'; only: {known}",
        of=file,
    )


def test_a_rule_that_still_asks_for_a_meeting_is_refused(wijk: Wijk) -> None:
    """Who makes a network and forgets the rule about MDO's is told in which variant that rule cannot be."""
    text = (wijk.folder / NETWORK).read_text(encoding="utf-8")
    start = text.index("  rules.aanpak.rules.A40_mdo:")
    end = text.index("  rules.aanpak.rules.A40_intakes:")
    wijk.edit(Edit(NETWORK, text[start:end], ""))
    found = wijk.problems(NETWORK)
    assert [(problem.code, wijk.file_of(problem)) for problem in found] == [("X060", "variants/wijkbudget.yaml")]
    assert found[0].text.nl.startswith("in variant 'network':")


def test_first_help_is_a_provision(wijk: Wijk) -> None:
    """A name that leads nowhere gets the nearest there is."""
    wijk.wrong(
        Edit(ARNHEM, f"{DECIDES}/first_help", "»korte_hulp_coch"),
        code="X010",
        nl="geen voorziening met de naam 'korte_hulp_coch'",
        en="no provision called 'korte_hulp_coch'",
        suggestion="korte_hulp_coach",
        of=ARNHEM,
    )


@pytest.mark.parametrize("route", ["begeleiding", "eigen_netwerk", "pgb"])
def test_first_help_is_open_to_all_and_takes_hours(wijk: Wijk, route: str) -> None:
    """What comes before any decision cannot be individual help, nor something that is nobody's work."""
    wijk.wrong(
        Edit(ARNHEM, f"{DECIDES}/first_help", f"»{route}"),
        code="X110",
        nl=f"'{route}' hoort in laag 'algemeen', met 'by'",
        en=f"'{route}' belongs in 'algemeen', with 'by'",
        of=ARNHEM,
    )


@pytest.mark.parametrize(
    ("file", "key", "nl", "en"),
    [
        (NETWORK, "intake", "minstens één organisatie", "one organisation at least"),
        (CONSORTIUM, "approval_work", "minstens één partij", "one party at least"),
    ],
)
def test_an_intake_or_a_board_of_nobody_is_refused(wijk: Wijk, file: str, key: str, nl: str, en: str) -> None:
    """Somebody does the work."""
    wijk.wrong(Edit(file, f"{DECIDES}/{key}", "»{}"), code="X111", nl=nl, en=en, of=file)


def test_a_board_has_a_budget_to_decide_about(wijk: Wijk) -> None:
    """On the regular way, where everybody is paid apart, a board of parties has nothing to decide about."""
    wijk.edit(Edit(CONSORTIUM, "base: wijkbudget", "base: ruwaard"))
    found = [problem for problem in wijk.problems(CONSORTIUM) if problem.code == "X112"]
    assert len(found) == 1
    assert "'board' beslist over een gezamenlijk budget, maar dat is er niet" in found[0].text.nl
    assert "'board' decides about a joint budget, but there is none" in found[0].text.en
    line = (wijk.folder / CONSORTIUM).read_text(encoding="utf-8").splitlines()[found[0].mark.line - 1]
    assert line.strip() == "answer: board"


def test_coaches_of_the_municipality_are_no_independent_foundation(wijk: Wijk) -> None:
    """They work for a party of their own."""
    wijk.wrong(
        Edit(ARNHEM, f"{DECIDES}/coaches", "»wmo_consulenten.dossiers"),
        code="X113",
        nl="'wmo_consulenten.dossiers' is personeel van de gemeente",
        en="'wmo_consulenten.dossiers' is staff of the municipality",
        of=ARNHEM,
    )


@pytest.mark.parametrize(
    ("file", "edit", "step", "key"),
    [
        (
            CONSORTIUM,
            Edit(CONSORTIUM, "overleg: 40, bestuur: 5", "overleg: 45, bestuur: »0"),
            "ggd_team.bestuur' heeft nooit uren, maar de stap 'bestuur'",
            "bestuur",
        ),
        (
            ARNHEM,
            Edit(ARNHEM, "{gesprek: 40, hulp: 60}", "{gesprek: 100, hulp: »0}"),
            "wijkcoaches.hulp' heeft nooit uren, maar een cliënt van 'korte_hulp_coach'",
            "hulp",
        ),
    ],
)
def test_hours_that_are_not_there_are_told(wijk: Wijk, file: str, edit: Edit, step: str, key: str) -> None:
    """A board without hours never decides, and coaches without hours never help."""
    wijk.wrong(edit, code="X071", nl=step, en="never has hours", severity="warning", of=file)


def test_hours_of_an_intake_are_asked_where_the_intake_is_named(wijk: Wijk) -> None:
    """The size stands in another file, so the place is the intake that asks for it."""
    path = f"{DECIDES}/intake/ggd_team.overleg/"
    wijk.wrong(
        Edit(NETWORK, path, "»schuldhulp.niets"),
        code="X010",
        nl="geen uren met de naam 'schuldhulp.niets'",
        en="no hours called 'schuldhulp.niets'",
        suggestion="schuldhulp.hulp",
        of=NETWORK,
    )
    wijk.edit(Edit(NETWORK, "schuldhulp.niets", "sociaal_werk.buurt"))
    tasks = "/changes/organisation.staff.sociaal_werk.tasks/to/rows"
    wijk.edit(Edit("variants/wijkbudget.yaml", tasks, "{toegang: 40, ondersteuning: 60, buurt: 0}"))
    found = wijk.problems(NETWORK)
    assert [problem.code for problem in found] == ["X071"]
    line = (wijk.folder / NETWORK).read_text(encoding="utf-8").splitlines()[found[0].mark.line - 1]
    assert line.strip().startswith("sociaal_werk.buurt:")


def test_a_board_meets_at_most_once_a_day(wijk: Wijk) -> None:
    """A rhythm of no days at all cannot be."""
    wijk.wrong(
        Edit(CONSORTIUM, f"{DECIDES}/every", only("»0", "weeks")),
        code="S024",
        nl="0 weeks: moet minstens",
        en="0 weeks: must be at least",
        of=CONSORTIUM,
    )


def test_a_defence_takes_hours_that_are_there(wijk: Wijk) -> None:
    """More at once than the officials have is told at the question who goes to court."""
    wijk.wrong(
        Edit(COURT, "/changes/mechanisms.appeal/to/officials", "»wmo_consulenten.toegang"),
        code="X071",
        nl="'wmo_consulenten.toegang' heeft nooit uren, maar de stap 'beroep' vraagt ze",
        en="'wmo_consulenten.toegang' never has hours",
        severity="warning",
        of=COURT,
    )
