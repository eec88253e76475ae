"""Checks that the numbers of a scenario agree with each other: periods, shares of a whole, sums of money, ages.

Every problem is noted at its place; nothing is repaired. Of uncertain numbers the mode counts.
"""

from __future__ import annotations

from datetime import date

from ruwaard_sim.mechanisms import ROLES
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.checks.fixed_parts import dated_but_fixed
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.schema.models import BudgetLine
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR, UNITS

PARTS_OF_A_WHOLE = 1e-4
"""How far shares that make a whole may be from 1."""
LONGEST_YEARS = 30
FIRST_YEAR = 1900
OLDEST_BAND = 120


def check_time(check: CheckContext) -> None:
    """Note a period that cannot be simulated, and dates in what holds for the whole of it."""
    _period(check)
    _fixed(check)


def check_numbers(check: CheckContext) -> None:
    """Note every number that does not agree with another."""
    _working_time(check)
    _stock(check)
    for name, domain in check.scenario.needs.domains.items():
        at: Loc = ("needs", "domains", name)
        check_parts_of_whole(check, (*at, "urgency"), domain.urgency)
        _ages(check, (*at, "rates", "rows"), domain.rates)
        _severity(check, (*at, "severity", "rows"), domain.severity.rows)
    for name, line in check.scenario.money.lines.items():
        _budget_line(check, ("money", "lines", name, "total"), line)


def check_parts_of_whole(check: CheckContext, at: Loc, table: Table) -> None:
    """Note when the rows of *table*, at *at*, are not 100 % together (X030), or one can be more than that (X031).

    When a part is drawn, the rest shrinks in proportion; it cannot shrink below nothing. Where a part is all there is,
    nothing has to shrink.
    """
    total = sum(table.numbers.values())
    if abs(total - 1) > PARTS_OF_A_WHOLE:
        check.note((*at, "rows"), "X030", total=f"{total * 100:.6g}")
    elif table.times is not None and len(table.rows) > 1:
        row, largest = max(table.numbers.items(), key=lambda entry: entry[1])
        if 1 / table.times.high + PARTS_OF_A_WHOLE < largest < 1:
            check.note(
                (*at, "times", "high"), "X031",
                row=row, share=f"{largest * 100:.6g}", high=f"{table.times.high:g}", most=f"{1 / largest:.3g}",
            )  # fmt: skip


def sound_period(start: date, end: date) -> bool:
    """True if a period from *start* to *end* can be simulated."""
    return start.year >= FIRST_YEAR and start < end <= _latest(start)


def _latest(start: date) -> date:
    year = min(start.year + LONGEST_YEARS, date.max.year)
    return date(year, 3, 1) if (start.month, start.day) == (2, 29) else start.replace(year=year)


def _period(check: CheckContext) -> None:
    period = check.scenario.period
    if period.start.year < FIRST_YEAR:
        check.note(("period", "start"), "X022", start=period.start, FIRST_YEAR=FIRST_YEAR)
    if period.end <= period.start:
        check.note(("period", "end"), "X020", which="period", end=period.end, start=period.start)
    elif not sound_period(period.start, period.end) and period.start.year >= FIRST_YEAR:
        years = (period.end - period.start).days / DAYS_PER_YEAR
        check.note(("period", "end"), "X021", years=f"{years:.0f}", LONGEST_YEARS=LONGEST_YEARS)


def _fixed(check: CheckContext) -> None:
    for at, _ in dated_but_fixed(check.scenario):
        check.note((*at, "values"), "X023", key=True)


def _working_time(check: CheckContext) -> None:
    pays = check.scenario.mechanisms.pays
    deductions: list[tuple[Loc, Quantity]] = [(("organisation", "sickness"), check.scenario.organisation.sickness)]
    deductions += [
        (("mechanisms", "pays", role, "administration"), getattr(pays, role).administration) for role in ROLES
    ]
    for at, quantity in deductions:
        for within, number in quantity.numbers_written():
            if number * UNITS[quantity.unit].factor >= 1:
                check.note((*at, *within), "X036")


def _stock(check: CheckContext) -> None:
    residents = check.scenario.population.start.residents
    for name, provision in check.scenario.organisation.provisions.items():
        for domain, stock in provision.stock.items():
            if residents.dates or stock.clients.dates or stock.clients.whole_number <= residents.whole_number:
                continue
            clients, people = stock.clients.whole_number, residents.whole_number
            check.note(
                ("organisation", "provisions", name, "stock", domain, "clients"), "X054", clients=clients, people=people
            )


def _severity(check: CheckContext, at: Loc, rows: dict[str, float]) -> None:
    if {"lowest", "likeliest", "highest"} <= rows.keys() and not (
        0 <= rows["lowest"] <= rows["likeliest"] <= rows["highest"] <= 10
    ):
        check.note(at, "X050")


def _ages(check: CheckContext, at: Loc, table: Table) -> None:
    if "0" not in table.rows:
        check.note(at, "X052", key=True)
    for key in table.rows:
        if not (key.isascii() and key.isdecimal() and int(key) <= OLDEST_BAND and str(int(key)) == key):
            check.note((*at, key), "X053", word=key, OLDEST_BAND=OLDEST_BAND, key=True)


def _budget_line(check: CheckContext, at: Loc, line: BudgetLine) -> None:
    """To the cent, on every date on which one of the three amounts changes."""
    amounts = (line.total, line.participants, line.others)
    for day in sorted({day for amount in amounts for day in amount.dates}) or [check.scenario.period.start]:
        try:
            total, participants, others = (amount.at(day).whole_number for amount in amounts)
        except LookupError:
            continue
        if participants + others != total:
            parts = f"{(participants + others) / 100:.2f}"
            dated = any(amount.dates for amount in amounts)
            nl, en = (f" op {day}", f" on {day}") if dated else ("", "")
            check.note(at, "X032", parts=parts, on_day=Text(nl, en), total=f"{total / 100:.2f}")
            return
