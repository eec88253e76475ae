"""Bad input 24, 33 and 35: capacity that nobody can ever get, sums of money that do not add up, sizes of a wijk."""

from __future__ import annotations

import pytest
from edited_scenarios import (
    BASE,
    GANGBAAR,
    MONEY,
    ORGANISATION,
    POPULATION,
    WIJKBUDGET,
    Edit,
    Wijk,
    changing,
    only,
)

NONE_NL, NONE_EN = "wie daarop wacht, wordt nooit geholpen", "who waits for it is never helped"


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (
            Edit(ORGANISATION, "/staff/schuldhulp/fte", f"»{only('0', 'FTE')}"),
            "'schuldhulp.hulp' heeft nooit uren, maar een cliënt van 'schuldhulp' vraagt ze",
        ),
        (
            Edit(ORGANISATION, "/places/huis_van_de_wijk/size", f"»{only('0', 'places')}"),
            "'huis_van_de_wijk' heeft nooit plekken, maar een cliënt van 'collectieve_voorziening' vraagt ze",
        ),
    ],
)
def test_24_nobody_is_ever_helped_where_there_is_nothing(wijk: Wijk, edit: Edit, nl: str) -> None:
    """No staff, no places: possible, so a run may go on, but the line would only grow. Told once, with the pool."""
    wijk.wrong(edit, code="X071", nl=f"{nl}: {NONE_NL}", en=NONE_EN, severity="warning")


def test_24_a_task_without_hours_that_a_step_asks_for_is_told_at_the_step(wijk: Wijk) -> None:
    """The base may give meetings no hours, as long as nobody meets; the variant that meets is told."""
    text = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8")
    start = text.index("  organisation.staff.begeleiding_deelnemers.tasks:")
    end = text.index("  organisation.staff.wmo_consulenten.tasks:")
    wijk.edit(Edit(WIJKBUDGET, text[start:end], ""))
    found = wijk.problems()
    assert [(problem.code, problem.severity) for problem in found] == [("X071", "warning")]
    assert wijk.file_of(found[0]) == WIJKBUDGET
    assert "'begeleiding_deelnemers.overleg' heeft nooit uren, maar de stap 'mdo' vraagt ze" in found[0].text.nl
    line = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8").splitlines()[found[0].mark.line - 1]
    assert line.strip().startswith("begeleiding_deelnemers.overleg:")


def test_24_a_task_that_a_variant_leaves_without_hours_is_told_at_the_task(wijk: Wijk) -> None:
    """The cause stands in the variant, so there it is mended."""
    wijk.wrong(
        Edit(
            WIJKBUDGET,
            "/changes/organisation.staff.begeleiding_deelnemers.tasks/to/rows",
            "{hulp: 100, overleg: »0}",
        ),
        code="X071",
        nl="'begeleiding_deelnemers.overleg' heeft nooit uren",
        en="'begeleiding_deelnemers.overleg' never has hours",
        severity="warning",
    )


def test_24_a_budget_line_of_nothing_buys_no_hours(wijk: Wijk) -> None:
    """Said at the amount."""
    for part in ("total", "participants"):
        wijk.edit(Edit(MONEY, f"/lines/sociaal_werk/{part}/value", "0"))
    found = wijk.problems(BASE)
    assert {problem.code for problem in found} == {"X071"}
    assert {problem.severity for problem in found} == {"warning"}
    assert {wijk.file_of(problem) for problem in found} == {MONEY}


def test_24_places_that_are_closed_for_a_while_are_no_fault(wijk: Wijk) -> None:
    """Whoever waits is helped when they open again."""
    closed = "{2017-01-01: 100, 2020-03-16: 0, 2021-06-01: 100}"
    wijk.fine(
        Edit(
            ORGANISATION,
            "/places/huis_van_de_wijk/available",
            f'{{values: {closed}, unit: "%", source: wijkkader, grade: B}}',
        )
    )


def test_24_places_that_close_for_good_are(wijk: Wijk) -> None:
    """Whoever comes after that day is never helped."""
    closed = "{2017-01-01: 100, 2022-03-16: 0}"
    wijk.edit(
        Edit(
            ORGANISATION,
            "/places/huis_van_de_wijk/available",
            f'{{values: {closed}, unit: "%", source: wijkkader, grade: B}}',
        )
    )
    found = wijk.problems()
    assert [(problem.code, problem.severity) for problem in found] == [("X071", "warning")]


def test_24_a_step_that_asks_more_than_there_ever_is_waits_for_ever(wijk: Wijk) -> None:
    """An official who must give sixty hours a week to one file never begins."""
    wijk.edit(
        Edit(ORGANISATION, "/staff/wmo_consulenten/fte", only("0.5", "FTE")),
        Edit(BASE, "/mechanisms/formal/investigation_pace", only("30", "hours/week")),
    )
    found = wijk.problems(BASE)
    assert [(problem.code, problem.severity) for problem in found] == [("X072", "warning")]
    assert "de stap 'onderzoek' vraagt 30 uur per week tegelijk van 'wmo_consulenten.dossiers'" in found[0].text.nl
    assert "the step 'onderzoek' asks 30 hours a week at once of 'wmo_consulenten.dossiers'" in found[0].text.en


def test_24_a_client_who_asks_more_than_there_ever_is_waits_for_ever(wijk: Wijk) -> None:
    """Said of the mean; some ask more than that."""
    wijk.edit(Edit(ORGANISATION, "/provisions/schuldhulp/amount/mean", only("100", "hours/week")))
    found = [problem for problem in wijk.problems() if problem.severity == "warning"]
    assert [problem.code for problem in found] == ["X072"]
    assert "een cliënt van 'schuldhulp' vraagt 100 uur per week tegelijk van 'schuldhulp.hulp'" in found[0].text.nl


def test_24_staff_that_follows_demand_is_never_too_few_for_ever(wijk: Wijk) -> None:
    """Whoever has nobody hires for those who wait."""
    numbers = {"occupancy": "95", "largest_step": "5"}
    keys = ", ".join(f"{key}: {only(number, '%')}" for key, number in numbers.items())
    follows = f"{{answer: follows_demand, {keys}, recruitment: {only('8', 'weeks')}}}"
    wijk.edit(Edit(BASE, "/mechanisms/staffing/municipality", follows))
    posts = [problem for problem in wijk.problems(BASE) if problem.code == "X137"]
    assert len(posts) == 4
    path = wijk.folder / ORGANISATION
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    unread = ("    fte:", "    productive_hours:")
    path.write_text("".join(line for line in lines if not line.startswith(unread)), encoding="utf-8")
    wijk.fine(of=BASE)


def test_33_a_budget_line_adds_up_to_the_cent(wijk: Wijk) -> None:
    """The wijkkader's own sum: 673,745 and 553,975 make 1,227,720, and not a cent more."""
    wijk.wrong(
        Edit(MONEY, "/lines/zin_begeleiding/total", "»" + only("1227720.01", "EUR/year")),
        code="X032",
        nl="deelnemers en overigen zijn samen 1227720.00, niet 1227720.01",
        en="participants and others are 1227720.00 together, not 1227720.01",
    )


def test_33_a_reservation_of_more_than_everything_is_refused(wijk: Wijk) -> None:
    """110 % of the budget cannot be set aside."""
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/mechanisms.reservation/to/share/high", "»110"),
        code="S024",
        nl="mechanisms.reservation.share.high: 110 %: moet tussen 0 en 100 % zijn",
        en="must be between 0 and 100 %",
    )


def test_33_a_reservation_of_everything_leaves_no_hours(wijk: Wijk) -> None:
    """Possible, and told: nothing is left to work with. Each pool and who asks for it once."""
    wijk.edit(Edit(WIJKBUDGET, "/changes/mechanisms.reservation/to/share", only("100", "%")))
    found = wijk.problems()
    assert {(problem.code, problem.severity) for problem in found} == {("X071", "warning")}
    assert len({problem.text for problem in found}) == len(found)


@pytest.mark.parametrize(
    ("key", "number", "unit"),
    [
        ("residents", "0", "persons"),
        ("residents", "100000000", "persons"),
        ("households", "0", "households"),
        ("households", "45000000", "households"),
    ],
)
def test_35_a_wijk_has_people_but_not_a_hundred_million(wijk: Wijk, key: str, number: str, unit: str) -> None:
    """The number is repeated, and what it may be."""
    wijk.wrong(
        Edit(POPULATION, f"/start/{key}/value", f"»{number}"),
        code="S024",
        nl=f"{number} {unit}: moet tussen 1 en 2000000 {unit} zijn",
        en=f"{number} {unit}: must be between 1 and 2000000 {unit}",
    )


def test_35_people_must_fit_into_their_households(wijk: Wijk) -> None:
    """A wijk of ten people with thousands of households cannot be dealt."""
    wijk.edit(Edit(POPULATION, "/start/residents/value", "10"))
    assert {problem.code for problem in wijk.problems()} == {"S052"}


def test_no_more_people_are_helped_than_live_there(wijk: Wijk) -> None:
    """A client of before the first day is a resident."""
    wijk.wrong(
        Edit(ORGANISATION, "/provisions/schuldhulp/stock/schulden/clients", "»" + only("50000", "persons")),
        code="X054",
        nl="50000 mensen met hulp zijn er meer dan de 13090 bewoners die er wonen",
        en="50000 people with help are more than the 13090 residents there are",
    )


def test_demand_beyond_the_head_room_is_refused_for_every_domain(wijk: Wijk) -> None:
    """Needs are dealt beforehand up to a highest rate; more than that is not there to be asked."""
    doubled = f"{{title: {{nl: a, en: b}}, acts_on: demand, domains: [contact, wonen], factor: {only('2.5', 'ratio')}}}"
    wijk.edit(changing("beliefs.effects.verdubbeld", doubled))
    found = wijk.problems(GANGBAAR)
    assert [problem.code for problem in found] == ["X070", "X070"]
    assert [problem.text.nl.split("'")[3] for problem in found] == ["contact", "wonen"]
    assert "in variant 'gangbaar': de vraag bij 'contact' wordt" in found[0].text.nl
    assert "meer dan headroom (1.6) toelaat; verhoog headroom in de basis" in found[0].text.nl


def test_demand_beyond_the_head_room_of_the_base_is_told_once(wijk: Wijk) -> None:
    """Both variants have it, but it is the base's."""
    doubled = only("2.5", "ratio")
    wijk.edit(Edit("ruwaard/needs.yaml", "/shocks/covid_meer_vragen/factor", doubled))
    found = wijk.problems()
    assert {problem.code for problem in found} == {"X070"}
    assert len(found) == 3
    assert not any("in variant" in problem.text.nl for problem in found)


def test_a_surplus_may_fill_what_the_budget_leaves_empty(wijk: Wijk) -> None:
    """Hours bought from a surplus are not known beforehand, so an empty pool that gets them is not doubted."""
    wijk.fine(
        Edit(
            WIJKBUDGET,
            "/changes/organisation.staff.sociaal_werk.tasks/to/rows",
            "{toegang: 36, ondersteuning: 64, buurt: 0}",
        ),
        Edit(WIJKBUDGET, "/changes/mechanisms.surplus/to/buys", "sociaal_werk.buurt"),
    )
