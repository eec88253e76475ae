"""What is written is used, or refused where it stands with what to change instead."""

from __future__ import annotations

from datetime import date

import pytest
from edited_scenarios import BASE, GANGBAAR, ORGANISATION, WIJKBUDGET, Edit, Wijk, also_changing, changing, only

from benchmarks import leaves
from ruwaard_sim.files.loading import load_variant

NEW_YEAR = "begins: 2020-01-01\nchanges: {}"
EXTRA = f"{{answer: »yearly, amount: {only('100000', 'EUR/year')}}}"


def test_an_extra_budget_that_nobody_can_spend_is_refused(wijk: Wijk) -> None:
    """A hundred thousand euro a year more for social work went into a pot without a hole to come out of."""
    wijk.wrong(
        also_changing("mechanisms.extra", EXTRA),
        code="X136",
        nl="niemand kan dit extra budget uitgeven: dat doet de stuurgroep",
        en="raise its budget line, such as money.lines.sociaal_werk",
    )


def test_residents_can_spend_an_extra_budget(wijk: Wijk) -> None:
    """A council of residents gets a part of what is left in it."""
    council = (
        f"{{answer: council, share: {only('25', '%')}, price: {only('500', 'EUR/year')}, opens: huis_van_de_wijk}}"
    )
    wijk.edit(also_changing("mechanisms.extra", EXTRA.replace("»", "")))
    wijk.fine(also_changing("mechanisms.residents", council))


@pytest.mark.parametrize(
    ("path", "value", "nl"),
    [
        ("organisation.staff.sociaal_werk.fte", only("2", "FTE"), "verander money.lines.sociaal_werk.participants"),
        (
            "organisation.staff.sociaal_werk.productive_hours",
            only("1550", "hours/year"),
            "zoveel uren als haar begroting",
        ),
        ("organisation.staff.hh_overig.fte", only("0", "FTE"), "de uren van deze groep volgen de vraag"),
        ("organisation.staff.sociaal_werk.tariff", only("50", "EUR/hour"), "dit tarief wordt hier niet gelezen"),
    ],
)
def test_hours_that_follow_money_or_demand_have_no_posts(wijk: Wijk, path: str, value: str, nl: str) -> None:
    """Two fte more, more hours for each, a provider that stops: none of these is read, and each is told at its key."""
    wijk.wrong(changing(path, value, mark="»"), code="X137", nl=nl, en="not read here")


@pytest.mark.parametrize(
    ("provision", "key", "value", "nl"),
    [
        ("begeleiding", "wait", "{mean: M, cv: C}", "volgt uit de uren en plekken"),
        ("specialist", "notice", only("20", "days"), "kost geen uren per week van de wijk"),
        ("hulpmiddelen", "per_point", only("0.1", "ratio"), "kost geen uren per week van de wijk"),
        ("collectieve_voorziening", "per_point", only("0.1", "ratio"), "kost geen uren per week van de wijk"),
        ("pgb", "notice", only("20", "days"), "volgt uit de hulp in natura"),
    ],
)
def test_a_key_of_another_kind_of_help_is_refused(wijk: Wijk, provision: str, key: str, value: str, nl: str) -> None:
    """What belongs to hours of the wijk is not for help from elsewhere, and the reverse."""
    value = value.replace("M", only("30", "days")).replace("C", only("0.5", "ratio"))
    wijk.wrong(
        changing(f"organisation.provisions.{provision}.{key}", value, mark="»"), code="X138", nl=nl, en="not read"
    )


@pytest.mark.parametrize("income", ["low", "middle", "high"])
def test_a_price_without_what_demand_does_then_is_refused(wijk: Wijk, income: str) -> None:
    """Ten euro a month instead of nineteen: somebody must say what people then do."""
    price, demand = f"mechanisms.contribution.{income}", f"mechanisms.contribution.demand_{income}"
    ten = only("10", "EUR/month")
    wijk.wrong(changing(price, ten, mark="»"), code="X139", nl=demand, en="say as well what demand does then")
    text = (wijk.folder / GANGBAAR).read_text(encoding="utf-8")
    answer = (
        f'  {demand}:\n    because: {{nl: "zo", en: "so"}}\n    source: wijkkader\n    to: {only("1.05", "ratio")}\n'
    )
    (wijk.folder / GANGBAAR).write_text(text.rstrip("\n") + "\n" + answer, encoding="utf-8")
    wijk.fine(of=GANGBAAR)


def test_no_contribution_for_one_kind_of_help_cannot_be_said_yet(wijk: Wijk) -> None:
    """Demand answers to one price for all help, so one kind of help without it would not be asked more."""
    wijk.wrong(
        changing("organisation.provisions.huishoudelijke_hulp.contribution", "false", mark="»"),
        code="X139",
        nl="Een bijdrage per soort hulp kan nog niet worden gezegd",
        en="cannot be said yet",
    )


def test_a_part_leaves_something_for_the_rest(wijk: Wijk) -> None:
    """A task of 93 % that may be a tenth more leaves less than no hour for meetings."""
    wijk.wrong(
        Edit(ORGANISATION, "/staff/sociaal_werk/tasks/times", "{low: 0.8, high: »1.2}"),
        code="X031",
        nl="'ondersteuning' is 95 % en kan 1.2 keer zo veel zijn",
        en="Choose 1.05 at most",
        of=BASE,
    )


def test_a_variant_may_bring_a_source_of_its_own(wijk: Wijk) -> None:
    """The letter that misses it says how."""
    text = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8")
    assert "\nchanges:\n" in text
    changes = text.replace('source: "wijkkader §5"', "source: motie_12", 1)
    assert changes != text
    (wijk.folder / WIJKBUDGET).write_text(changes, encoding="utf-8")
    missed = [problem for problem in wijk.problems(WIJKBUDGET) if problem.code == "X010"]
    assert missed
    assert "Een eigen bron schrijft u in de variant, onder 'sources:'" in missed[0].text.nl
    own = changes.replace(
        "\nchanges:\n", '\nsources:\n  motie_12: {title: {nl: "Motie 12", en: "Motion 12"}}\nchanges:\n'
    )
    (wijk.folder / WIJKBUDGET).write_text(own, encoding="utf-8")
    wijk.fine(of=WIJKBUDGET)
    taken = own.replace("  motie_12: {", "  wijkkader: {")
    (wijk.folder / WIJKBUDGET).write_text(taken, encoding="utf-8")
    assert "X048" in {problem.code for problem in wijk.problems(WIJKBUDGET)}


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget"])
def test_a_number_that_changes_changes_something(name: str, turn: int) -> None:
    """Six numbers a variant, others every day: events or figures move, or it is known why nothing reads it."""
    variant = load_variant(name)
    numbers = leaves.leaves(variant)
    at = numbers[(date.today().toordinal() * 37 + turn * 61) % len(numbers)]
    if leaves.reason(at) is not None:
        return
    other = leaves.with_other_value(variant, at)
    assert other != variant.plan, f"nothing reads {at}"
    if turn == 0:
        assert not leaves.same(leaves.outcome(variant.plan), leaves.outcome(other)), f"nothing comes of {at}"
