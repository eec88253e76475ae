"""The indicators of docs/generated/indicators.md from what the textbook twin wrote down (docs/model.md §9)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.textbook.case import Case, Spell
from benchmarks.textbook.scenario import HOUR, WEEK, YEAR

if TYPE_CHECKING:
    from benchmarks.textbook.wijk import Wijk

Window = tuple[float, float]
NOT_FROM_THE_WIJK = {"eigen", "crisis", "buiten", "specialist", "hulpmiddel"}
LAYERS = ("eigen", "algemeen", "collectief", "individueel", "pgb", "specialist", "crisis")
TOGETHER, CHOSEN = {"algemeen", "collectief"}, {"algemeen", "collectief", "individueel", "pgb"}
HELPED = {*CHOSEN, "hulpmiddel"}
GUIDANCE = {"begeleiding", "dagstructuur", "psychisch"}
BEFOREHAND = {"budget", "inleg", "pgb-reservering", "termijn", "herinvestering"}
"""Transfers made at the start of a stretch; all others are settled at its end."""
PER_YEAR = {
    "contacts": "CONTACT",
    "returned": "RETURNED",
    "decisions": "DECIDED",
    "objections": "OBJECTED",
    "objections_upheld": "UPHELD",
    "crises": "CRISIS",
    "pgb_requests": "WISHED",
}
PARTIES = {"participants": "participant", "others": "other", "welfare": "welfare", "municipality": "municipality"}
LATE = 0.9


def mean(values: Iterable[float]) -> float:
    """The mean, or nothing (nan) of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else math.nan


def ratio(part: float, whole: float) -> float:
    """A part of a whole, or nothing (nan) of nothing."""
    return part / whole if whole else math.nan


class Wait:
    """A wait: between which events, and of which cases."""

    def __init__(self, begin: str, end: str, whose: Callable[[Case], bool]) -> None:
        self.begin, self.end, self.whose = begin, end, whose


def _asked_in(domains: set[str]) -> Callable[[Case], bool]:
    return lambda case: case.domain in domains and case.first_layer in ("individueel", "pgb")


def _from_the_wijk(case: Case) -> bool:
    return case.first_layer not in NOT_FROM_THE_WIJK


WAITS = {
    "wait_help": Wait("CONTACT", "BEGUN", _from_the_wijk),
    "wait_mdo": Wait("CONTACT", "BEGUN mdo", lambda case: case.handling == "mdo"),
    "wait_execution": Wait("BEGUN mdo", "BEGUN", lambda case: True),
    "wait_decision": Wait(
        "CONTACT", "DECIDED", lambda case: case.handling == "onderzoek" and case.first_layer != "hulpmiddel"
    ),
    "wait_after_decision": Wait("DECIDED", "BEGUN", lambda case: case.first_layer != "hulpmiddel"),
    "wait_hh": Wait("ASKED", "BEGUN", _asked_in({"huishouden"})),
    "wait_guidance": Wait("ASKED", "BEGUN", _asked_in(GUIDANCE)),
    "wait_specialist": Wait("CONTACT", "BEGUN", lambda case: case.first_layer == "specialist"),
}
NORMS = {
    "help_on_time": ("wait_help", ("mdo", "uitvoering")),
    "mdo_on_time": ("wait_mdo", ("mdo",)),
    "execution_on_time": ("wait_execution", ("uitvoering",)),
    "decision_on_time": ("wait_decision", ("beschikking",)),
}


class Figures:
    """The figures of one window."""

    def __init__(self, wijk: Wijk, window: Window) -> None:
        self.wijk, (self.begin, self.end) = wijk, window
        self.diary, self.years = wijk.diary, (window[1] - window[0]) / YEAR
        self.numbers = wijk.regime.numbers

    def all(self) -> dict[str, float]:
        """Every figure, by name."""
        return {
            **self.counted(),
            **self.routes(),
            **self.waits(),
            **self.on_time(),
            **self.people(),
            **self.hours(),
            **self.money(),
            **self.believed(),
        }

    def inside(self, day: float) -> bool:
        """Whether an event of that day counts."""
        return self.begin <= day < self.end

    def number_of(self, kind: str) -> int:
        """How many events of a kind there were."""
        return sum(self.inside(day) for day, _ in self.diary.events[kind])

    def counted(self) -> dict[str, float]:
        """Events a year."""
        found = {name: self.number_of(kind) / self.years for name, kind in PER_YEAR.items()}
        found["mdos"] = self.number_of("BEGUN mdo") / self.years
        found["crisis_calls"] = (self.number_of("CRISIS") + self.number_of("ROUTED crisis")) / self.years
        decided = {case for day, case in self.diary.events["DECIDED"] if self.inside(day)}
        found["objection_rate"] = ratio(sum(case.objected for case in decided), len(decided))
        return found

    def routes(self) -> dict[str, float]:
        """Where questions went first."""
        first = [case.first_layer for case in self.diary.cases if self.inside(case.told("ROUTED"))]
        listed = [layer for layer in first if layer in LAYERS]
        found = {f"route_{layer}": ratio(listed.count(layer), len(listed)) for layer in LAYERS}
        chosen = [layer for layer in first if layer in CHOSEN]
        found["route_together"] = ratio(sum(layer in TOGETHER for layer in chosen), len(chosen))
        return found

    # ------------------------------------------------------------------ waiting

    def waits(self) -> dict[str, float]:
        """Mean waits of those whose turn came, and how many wait at the end."""
        found = {}
        for name, wait in WAITS.items():
            cases = [case for case in self.diary.cases if wait.begin in case.first and wait.whose(case)]
            days = [case.told(wait.end) - case.told(wait.begin) for case in cases if self.inside(case.told(wait.end))]
            found[name] = mean(days)
            found[f"{name}_waiting"] = float(
                sum(case.told(wait.begin) < self.end <= min(case.told(wait.end), case.told("CLOSED")) for case in cases)
            )
            if name == "wait_help":
                found["wait_help_late"] = float(np.quantile(days, LATE)) if days else math.nan
        return found

    def on_time(self) -> dict[str, float]:
        """Shares within the norms."""
        found = {}
        for name, (wait_name, norms) in NORMS.items():
            wait, limit = WAITS[wait_name], sum(self.numbers.number(f"norms.{norm}") for norm in norms)
            judged = []
            for case in self.diary.cases:
                if wait.begin in case.first and wait.whose(case):
                    due, came = case.told(wait.begin) + limit, case.told(wait.end)
                    if self.inside(due) and case.told("CLOSED") >= min(came, due):
                        judged.append(came <= due)
            found[name] = mean(judged)
        return found

    # ------------------------------------------------------------------ people and hours

    def _clients(self, days: float, whose: Callable[[Spell], bool], *, registered: bool = False) -> float:
        """Different residents helped in a stretch of about so many days; the mean over the stretches."""
        number = max(1, round((self.end - self.begin) / days))
        length = (self.end - self.begin) / number
        found: list[set[int]] = [set() for _ in range(number)]
        for spell in filter(whose, self.diary.spells):
            end = min(spell.end, spell.unregistered) if registered else spell.end
            if registered and end <= spell.begin:
                continue
            for i, people in enumerate(found):
                if spell.begin < self.begin + (i + 1) * length and end > self.begin + i * length:
                    people.add(id(spell.case.person))
        return mean(len(people) for people in found)

    def people(self) -> dict[str, float]:
        """Residents with help."""

        def domestic(spell: Spell) -> bool:
            return spell.layer in ("individueel", "pgb") and spell.case.domain == "huishouden"

        def guidance(spell: Spell) -> bool:
            return spell.layer in ("individueel", "pgb") and spell.case.domain in GUIDANCE

        def of(*layers: str) -> float:
            return self._clients(YEAR, lambda spell: spell.layer in layers)

        return {
            "hh_clients": self._clients(YEAR / 2, domestic),
            "hh_registered": self._clients(YEAR / 2, domestic, registered=True),
            "guidance_clients": self._clients(YEAR, guidance),
            "wmo_clients": of("individueel", "pgb", "hulpmiddel"),
            "pgb_clients": of("pgb"),
            "collective_users": of("collectief"),
            "general_users": of("algemeen"),
            "helped": of(*HELPED),
            "debt_clients": self._clients(
                YEAR, lambda spell: spell.layer in HELPED and spell.case.domain == "schulden"
            ),
        }

    def _days(self, spell: Spell) -> float:
        """Days of a spell within the window."""
        return max(0.0, min(spell.end, self.end) - max(spell.begin, self.begin))

    def hours(self) -> dict[str, float]:
        """Hours a year."""
        helped = sum(self._days(s) / WEEK * s.minutes for s in self.diary.spells if "." in s.pool) / HOUR
        procedure = sum(minutes for day, minutes in self.diary.work if self.inside(day)) / HOUR
        worked = [one for one in self.wijk.books.worked if self.begin < one.end <= self.end]
        direct = sum(one.minutes for one in worked) / HOUR
        lost = sum(one.minutes * one.administration / (1 - one.administration) for one in worked) / HOUR
        return {
            "hours_help": helped / self.years,
            "hours_procedure": procedure / self.years,
            "hours_employed": sum(one.minutes / one.direct for one in worked) / HOUR / self.years,
            "hours_administration": lost / self.years,
            "hours_used": ratio(helped + procedure, direct),
        }

    # ------------------------------------------------------------------ money

    def money(self) -> dict[str, float]:
        """Euros a year."""
        out: defaultdict[str, float] = defaultdict(float)
        what: defaultdict[str, float] = defaultdict(float)
        from_general: defaultdict[str, float] = defaultdict(float)
        by_group: defaultdict[tuple[str, str], float] = defaultdict(float)
        for one in self.wijk.books.transfers:
            counts = self.inside(one.day) if one.what in BEFOREHAND else self.begin < one.day <= self.end
            if counts:
                euros = one.cents / 100 / self.years
                out[one.source] += euros
                out[one.target] -= euros
                what[one.what] += euros
                from_general[one.what] += euros * (one.source == "begroting")
                by_group[one.what, one.group] += euros
        groups = self.wijk.regime.groups.values()

        def of(role: str, *kinds: str) -> float:
            return sum(by_group[kind, group.name] for kind in kinds for group in groups if group.role == role)

        received = ("productie", "termijn", "herinvestering")
        found = {f"hours_cost_{name}": of(role, "uren") for name, role in PARTIES.items()}
        payers = {"municipality": "begroting", "insurers": "zorgverzekeraars", "households": "huishoudens"}
        found |= {f"cost_{name}": out[account] for name, account in payers.items()}
        found["cost_society"] = sum(out[account] for account in payers.values())
        found["cost_lines"] = what["budget"] - what["vrijval"] + what["tekort"]
        found["cost_pgb"] = what["pgb"]
        found["cost_pgb_beside"] = from_general["pgb"]
        found["cost_own_staff"] = what["eigen formatie"]
        parts = (found[f"cost_{part}"] for part in ("lines", "pgb_beside", "own_staff"))
        found["cost_other"] = found["cost_municipality"] + found["cost_households"] - sum(parts)
        found["reinvested"] = what["herinvestering"]
        joint = any(group.pays == "lumpsum" for group in groups)
        found["pgb_overspent"] = from_general["pgb"] if joint else 0.0
        found["shortfall"] = what["tekort van de partij"] if joint else math.nan
        for name in ("participants", "others"):
            found[f"result_{name}"] = of(PARTIES[name], *received) - of(PARTIES[name], "uren")
        for name, begin in (("hh", "hh_"), ("guidance", "begeleiding_")):
            paid = sum(by_group[kind, g.name] for kind in received[:2] for g in groups if g.name.startswith(begin))
            days = sum(self._days(spell) for spell in self.diary.spells if spell.pool.startswith(begin))
            found[f"unit_cost_{name}"] = ratio(paid * self.years, days / YEAR)
        return found

    # ------------------------------------------------------------------ what is believed to follow

    def believed(self) -> dict[str, float]:
        """What is reckoned afterwards from beliefs."""
        outcome = {
            name: self.numbers.number(f"beliefs.outcomes.{name}")
            for name in ("wellbeing", "admissions", "gp_visits", "gp_price")
        }
        calls = self.number_of("CRISIS") + self.number_of("ROUTED crisis")
        asked = [case for case in self.diary.cases if "CONTACT" in case.first]
        waited = 0.0
        for case in asked:
            stop = min(case.told("BEGUN"), case.told("CLOSED"), self.end)
            waited += max(0.0, stop - max(case.told("CONTACT"), self.begin))
        visits = waited * outcome["gp_visits"]
        felt = [case for case in asked if self.inside(case.told("CONTACT"))]
        marks = [case.person.marks["welbevinden"] for case in felt]
        after = [
            min(10.0, mark + outcome["wellbeing"]) if case.told("BEGUN") < self.end else mark
            for mark, case in zip(marks, felt, strict=True)
        ]
        return {
            "admissions": calls * outcome["admissions"] / self.years,
            "gp_visits": visits / self.years,
            "cost_gp": visits * outcome["gp_price"] / 100 / self.years,
            "wellbeing_before": mean(marks),
            "wellbeing_after": mean(after),
        }


def figures(wijk: Wijk, *, by_year: bool) -> dict[str, dict[str, float]]:
    """The figures of the whole period and, if asked, of each calendar year."""
    numbers = wijk.regime.numbers
    windows: dict[str, Window] = {"all": (0.0, wijk.lives.end)}
    if by_year:
        for year in range(numbers.start.year, numbers.date(numbers.days - 1).year + 1):
            windows[str(year)] = (numbers.day(date(year, 1, 1)), numbers.day(date(year + 1, 1, 1)))
    return {name: Figures(wijk, window).all() for name, window in windows.items()}
