"""Holds the model against what was published, target by target, and says plainly what does not fit.

It runs replications and compares; it changes nothing, and a miss is a finding, not a failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ruwaard_sim.files.loading import load_targets
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.schema.target_models import BASES, NotCovered, Target, Targets
from ruwaard_sim.study.replicate import simulate_all
from ruwaard_sim.study.statistics import Estimate, estimate
from ruwaard_sim.study.validation_figures import COUNTS, FLOWS, Flow, Run, of_line
from ruwaard_sim.tables import INDICATORS, Record, Window
from ruwaard_sim.text import Lang, Text
from ruwaard_sim.units import Calendar

Word = Literal["within", "outside", "borderline", "absent"]
WORDS: dict[Word, Text] = {
    "within": Text("past", "fits"),
    "borderline": Text("op de grens", "borderline"),
    "outside": Text("PAST NIET", "MISSES"),
    "absent": Text("geen cijfer", "no figure"),
}
"""The verdicts: the whole 95 % interval lies between the bounds, across one, or outside them; or there is no figure."""

BELOW = " " * 14
"""Before what is said below the line of a target: under its title."""

ROUNDING = 1e-9
"""Relative difference that counts as none: sums of cents are written as euros."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, what the model gives for it, and how these compare."""

    key: str
    target: Target
    estimate: Estimate

    @property
    def word(self) -> Word:
        """The verdict in one word: does the interval (or, of one replication, the figure) lie between the bounds."""
        result = self.estimate
        if result.mean is None:
            return "absent"
        low = result.mean if result.low is None else result.low
        high = result.mean if result.high is None else result.high
        if self._above_low(low) and self._below_high(high):
            return "within"
        if not self._above_low(high) or not self._below_high(low):
            return "outside"
        return "borderline"

    def _above_low(self, value: float) -> bool:
        bound = self.target.low
        return bound is None or value >= bound - ROUNDING * abs(bound)

    def _below_high(self, value: float) -> bool:
        bound = self.target.high
        return bound is None or value <= bound + ROUNDING * abs(bound)


@dataclass(frozen=True, slots=True)
class Validation:
    """All verdicts of one wijk, and what could not be tested."""

    verdicts: list[Verdict]
    not_covered: Mapping[str, NotCovered]
    replications: int
    seed: int
    files: tuple[Text, ...] = ()
    """Which base and variants were run, with their files."""

    @property
    def is_complete(self) -> bool:
        """True if everything that was put in came out unchanged."""
        return all(verdict.word == "within" for verdict in self.verdicts if verdict.target.basis == "input")


def validate(replications: int, seed: int, wijk: str = "ruwaard") -> Validation:
    """Run the variants that the targets of *wijk* (the name of a base, or the path of its file) are about.

    *replications* of 1 or more; *seed* of 0 or more. Raises InputError with what is wrong in the files.
    """
    targets, plans, files = load_targets(wijk)
    values: dict[str, list[float]] = {key: [] for key in targets.targets}
    for replication in range(1, replications + 1):
        runs = simulate_variants(plans, seed, replication)
        for key, target in targets.targets.items():
            values[key].append(figure(target, runs[target.variant], plans[target.variant].calendar))
    return replace(_verdicts(targets, values, replications, seed), files=files)


def _verdicts(targets: Targets, values: Mapping[str, list[float]], replications: int, seed: int) -> Validation:
    verdicts = [
        Verdict(key, target, estimate(np.array(values[key], dtype=np.float64)))
        for key, target in targets.targets.items()
    ]
    return Validation(verdicts, targets.not_covered, replications, seed)


def simulate_variants(plans: Mapping[str, Plan], seed: int, replication: int) -> dict[str, Run]:
    """One replication of every variant, on the same residents where they can be the same."""
    return {
        name: Run(Record(history, plans[name]), shared.residents)
        for name, shared, history in simulate_all(plans, seed, replication)
    }


def figure(target: Target, run: Run, calendar: Calendar) -> float:
    """The figure of *run* for *target*, in its unit; nan when there is no such figure."""
    if target.day is not None:
        return float(COUNTS[target.figure](run.residents.census(float(calendar.day(target.day)))))
    assert target.period is not None
    start, end = (float(calendar.day(day)) for day in (target.period.start, target.period.end))
    return float(flow(target.figure)(run, Window("", start, end)))


def flow(name: str) -> Flow:
    """The figure of a period called *name*: one of `yardsticks`, of a budget line, or an indicator."""
    if name in INDICATORS:
        return lambda run, window: INDICATORS[name].compute(run.record, window)
    function = FLOWS.get(name) or of_line(name)
    assert function is not None
    return function


# ---------------------------------------------------------------------- for a program


def as_object(validation: Validation, lang: Lang) -> dict[str, Any]:
    """All verdicts as plain data; bounds and estimates are in the unit of the target."""
    return {
        "replications": validation.replications,
        "seed": validation.seed,
        "files": [line.say(lang) for line in validation.files],
        "targets": [
            {
                "id": verdict.key,
                "title": verdict.target.title.say(lang),
                "basis": verdict.target.basis,
                "verdict": verdict.word,
                "mean": verdict.estimate.mean,
                "low": verdict.estimate.low,
                "high": verdict.estimate.high,
                "bounds": [verdict.target.low, verdict.target.high],
                "unit": verdict.target.unit,
                "grade": verdict.target.grade,
                "source": verdict.target.source,
                "variant": verdict.target.variant,
                "by_construction": None
                if verdict.target.by_construction is None
                else verdict.target.by_construction.say(lang),
            }
            for verdict in validation.verdicts
        ],
        "cannot_be_tested": {key: entry.because.say(lang) for key, entry in validation.not_covered.items()},
    }


# ---------------------------------------------------------------------- as a page


def page(validation: Validation, lang: Lang = "nl") -> str:
    """All verdicts as text, by what they prove, with a note at what does not fit; then what could not be tested."""
    lines = [*(line.say(lang) for line in validation.files), _opening(validation).say(lang)]
    for basis, title in BASES.items():
        chosen = [verdict for verdict in validation.verdicts if verdict.target.basis == basis]
        if chosen:
            lines += ["", f"{title.say(lang).upper()}  ({_tally(chosen).say(lang)})"]
            lines += [line for verdict in chosen for line in _lines(verdict, lang)]
    if any(verdict.word == "borderline" for verdict in validation.verdicts):
        lines += ["", _about_borderline(validation).say(lang)]
    if validation.not_covered:
        lines += ["", Text("NIET TE TOETSEN", "CANNOT BE TESTED").say(lang)]
        for entry in validation.not_covered.values():
            lines += [f"  {entry.title.say(lang)}", f"      {entry.because.say(lang)}"]
    return "\n".join(lines) + "\n"


def _opening(validation: Validation) -> Text:
    many, times, seed = len(validation.verdicts), validation.replications, validation.seed
    nl, en = ("doorrekening", "replication") if times == 1 else ("doorrekeningen", "replications")
    return Text(
        f"{many} doelen, {times} {nl}, seed {seed}: gemiddelde ± 95 %-marge, dan grenzen.",
        f"{many} targets, {times} {en}, seed {seed}: mean ± 95 % margin, then bounds.",
    )


def _about_borderline(validation: Validation) -> Text:
    """That a margin across a bound is no verdict, and what may give one."""
    times = validation.replications
    return Text(
        f"Op de grens: de marge ligt over een grens heen, dus {times} doorrekeningen zijn te weinig om te zeggen of "
        "het past. Met meer (--replications) wordt de marge kleiner.",
        f"Borderline: the margin lies across a bound, so {times} replications are too few to say whether it fits. With "
        "more (--replications) the margin is narrower.",
    )


def _tally(verdicts: list[Verdict]) -> Text:
    sentences: dict[Lang, list[str]] = {"nl": [], "en": []}
    for word, name in WORDS.items():
        of_word = [verdict for verdict in verdicts if verdict.word == word]
        by_construction = sum(verdict.target.by_construction is not None for verdict in of_word)
        for lang, lines in sentences.items():
            which = (
                Text(f" waarvan {by_construction} vanzelf", f" of which {by_construction} by construction").say(lang)
                if by_construction
                else ""
            )
            lines += [f"{len(of_word)} {name.say(lang)}{which}"] if of_word else []
    return Text(", ".join(sentences["nl"]), ", ".join(sentences["en"]))


def _lines(verdict: Verdict, lang: Lang) -> list[str]:
    """The line of a target; below it why the model can hardly miss it, and where it does not fit the note."""
    target = verdict.target
    word = WORDS[verdict.word].say(lang)
    shown = _shown_estimate(verdict, lang)
    line = f"  {word:<12}{target.title.say(lang):<62}{shown:>19}   {bounds_said(target, lang):<30}"
    lines = [f"{line}{target.grade}  {target.source}  [{target.variant}]"]
    if target.by_construction is not None:
        lines.append(BELOW + Text("vanzelf: ", "by construction: ").say(lang) + target.by_construction.say(lang))
    if verdict.word != "within" and target.note is not None:
        lines.append(BELOW + target.note)
    return lines


def _shown_estimate(verdict: Verdict, lang: Lang) -> str:
    result = verdict.estimate
    if result.mean is None:
        return "–"
    factor, decimals = shown_as(verdict.target)
    text = _number(result.mean * factor, decimals, lang)
    if result.half_width:
        text += f" ± {_number(result.half_width * factor, decimals, lang)}"
    return text


def bounds_said(target: Target, lang: Lang) -> str:
    """Between which values a target is met, with the unit, in words."""
    factor, decimals = shown_as(target)
    unit = "%" if target.unit == "share" else _UNITS.get(target.unit, Text(target.unit, target.unit)).say(lang)
    low, high = (None if b is None else _number(b * factor, decimals, lang) for b in (target.low, target.high))
    if low is None:
        return f"≤ {high} {unit}"
    if high is None:
        return f"≥ {low} {unit}"
    return f"{low} {unit}" if low == high else f"{low} – {high} {unit}"


def shown_as(target: Target) -> tuple[float, int]:
    """By what a value is multiplied to be shown, and with how many decimals."""
    factor = 100.0 if target.unit == "share" else 1.0
    size = max(abs(bound) for bound in (target.low, target.high) if bound is not None) * factor
    if target.low == target.high:
        return factor, 2
    return factor, 0 if size >= 1000 else 1 if size >= 10 else 2


def _number(value: float, decimals: int, lang: Lang) -> str:
    english = f"{value + 0.0:,.{decimals}f}"
    return english if lang == "en" else english.translate(str.maketrans(",.", ".,"))


_UNITS = {
    "persons": Text("mensen", "persons"),
    "households": Text("huishoudens", "households"),
    "days": Text("dagen", "days"),
    "years": Text("jaar", "years"),
    "ratio": Text("keer", "times"),
    "cases/year": Text("per jaar", "a year"),
    "EUR/year": Text("euro", "euros"),
    "per 1,000/year": Text("per 1.000", "per 1,000"),
}


__all__ = [
    "Validation",
    "Verdict",
    "bounds_said",
    "figure",
    "flow",
    "page",
    "shown_as",
    "simulate_variants",
    "validate",
]
