"""The page about a calibration: prior and accepted values, targets, what ruled draws out, and predictions."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterator, Sequence

import numpy as np

from ruwaard_sim.report.number_format import ABSENT, decimals_known, number
from ruwaard_sim.scenario.schema.target_models import Target
from ruwaard_sim.study.calibration import CalibrationResult
from ruwaard_sim.study.calibration_result import alone, figures_of, share_met, span
from ruwaard_sim.study.validation import bounds_said, shown_as
from ruwaard_sim.text import Lang, Text

FEW = 20
"""With fewer accepted draws than this the page warns that they are few."""
ONE_IN = 10
"""Smaller shares than one in this many are written as *1 in N*, larger ones as a percentage."""
TWO_SIDED = 1.96
"""Standard errors in half a 95 % interval of a share."""
UNITS = {
    "factor": Text("keer wat er staat", "times what is written"),
    "ratio": Text("keer", "times"),
    "years": Text("jaar", "years"),
    "places": Text("plekken", "places"),
    "hours/week": Text("uur per week", "hours a week"),
}
"""Units of values in words; others are shown as written."""


def calibration_page(result: CalibrationResult, folder: str | None, draws: str | None, lang: Lang) -> str:
    """The page as text, in lines of about 110 characters.

    *folder* holds the results (None when they could not be written), *draws* the accepted draws.
    """
    calibration = result.fitting.calibration
    lines = [
        calibration.title.say(lang),
        calibration.because.say(lang),
        *(line.say(lang) for line in result.fitting.files),
        "",
        *_count(result, lang),
        "",
        *_values(result, lang),
    ]
    lines += ["", *_targets(result, lang), ""]
    if result.accepted:
        lines += [*_others(result, lang), ""]
    lines += [*_closing(result, folder, draws, lang)]
    return "\n".join(lines) + "\n"


def _count(result: CalibrationResult, lang: Lang) -> Iterator[str]:
    tried, waves, fits, targets = len(result.trials), len(result.asked), len(result.accepted), len(result.chosen)
    times = result.replications
    often = Text("één keer", "once each") if times == 1 else Text(f"{times} keer", f"{times} times each")
    rounds = Text("1 ronde", "1 wave") if waves == 1 else Text(f"{waves} rondes", f"{waves} waves")
    fit = Text("1 past", "1 fits") if fits == 1 else Text(f"{fits} passen", f"{fits} fit")
    aims = Text(f"alle {targets} doelen", f"all {targets} targets")
    if targets == 1:
        aims = Text("het ene doel", "the one target")
    yield Text(
        f"{tried} trekkingen doorgerekend in {rounds.nl}, elk {often.nl} (seed {result.seed}); {fit.nl} bij {aims.nl}.",
        f"{tried} draws run in {rounds.en}, {often.en} (seed {result.seed}); {fit.en} {aims.en}.",
    ).say(lang)
    if result.lived_written < result.asked_written:
        yield _lost(result).say(lang)
    if impossible := sum(result.impossible):
        yield Text(
            f"Overgeslagen: {impossible}, waarmee een variant niet kan bestaan (zie docs/generated/check.md, X158).",
            f"Passed over: {impossible}, with which a variant cannot be (see docs/generated/check.md, X158).",
        ).say(lang)
    if fits:
        yield _share(result, lang).say(lang)


def _lost(result: CalibrationResult) -> Text:
    lost = result.asked_written - result.lived_written
    return Text(
        f"LET OP: {lost} van de {result.asked_written} doorrekeningen van het scenario zoals het staat mislukten. Wat "
        "toeval doet is uit de\nandere opgemaakt, en daarmee verschuift elk cijfer van elke trekking wat; zoek eerst "
        "uit waarom.",
        f"BEWARE: {lost} of the {result.asked_written} replications of the scenario as written failed. What "
        "chance does is told from the\nothers, and so every figure of every draw shifts somewhat; find out why first.",
    )


def _share(result: CalibrationResult, lang: Lang) -> Text:
    """The share of the prior that fits; *at least* where the emulator ruled out draws that were never run."""
    fits, possible = len(result.accepted), sum(result.candidates) - sum(result.impossible)
    if fits == possible:
        return Text(
            "Alles wat is doorgerekend past: van wat deze waarden samen kunnen zijn sluiten de doelen niets uit.",
            "All that was run fits: of what these values could be together the targets rule out nothing.",
        )
    part = _part(fits, sum(result.candidates), lang)
    if possible == sum(result.asked):
        return Text(
            f"Van alles wat deze waarden samen kunnen zijn past ongeveer {part.nl}.",
            f"Of all that these values could be together about {part.en} fits.",
        )
    return Text(
        f"Van alles wat deze waarden samen kunnen zijn past naar schatting minstens {part.nl}: na de eerste "
        "ronde is alleen\ndoorgerekend wat volgens de vorige nog kon passen, en wat werd overgeslagen kan ook passen.",
        f"Of all that these values could be together at least about {part.en} fits: after the first wave only what "
        "could still\nfit, going by the ones before, was run, and what was passed over may fit as well.",
    )


def _part(fits: int, tried: int, lang: Lang) -> Text:
    """*fits* of *tried* as ``73 %`` or ``1 in 49,000``, with only the digits that another seed would give as well."""
    share = fits / tried
    if share * ONE_IN >= 1:
        error = 100 * math.sqrt(share * (1 - share) / tried)
        text = f"{number(share * 100, decimals_known(TWO_SIDED * error, 0), lang)} %"
        return Text(text, text)
    many = tried / fits
    text = number(many, min(0, 2 - len(str(int(many)))), lang)
    return Text(f"1 op de {text}", f"1 in {text}")


def _values(result: CalibrationResult, lang: Lang) -> Iterator[str]:
    yield _row(
        Text("WAARDEN", "VALUES").say(lang),
        Text("kunnen zijn", "could be").say(lang),
        Text("passen: laagste, middelste, hoogste", "fit: lowest, middle, highest").say(lang),
    )
    for index, value in enumerate(result.fitting.values):
        accepted_span = span(np.array([draw.draw[index] for draw in result.accepted]))
        low, mode, high = value.prior
        unit = UNITS.get(value.location.unit)
        prior_text = f"{_plain(low, lang)} – {_plain(mode, lang)} – {_plain(high, lang)}"
        fits = (
            ABSENT
            if accepted_span is None
            else " – ".join(_plain(value_of_span, lang) for value_of_span in accepted_span if value_of_span is not None)
        )
        unit_text = value.location.unit if unit is None else unit.say(lang)
        home = "" if value.of == result.fitting.calibration.base else f"  [{value.of}]"
        yield _row(f"  {value.title.say(lang)}", prior_text, f"{fits}  {unit_text}{home}")


def _row(name: str, first: str, second: str) -> str:
    return f"{name:<62}{first:<26}{second}".rstrip()


def _plain(value: float, lang: Lang) -> str:
    size = abs(value)
    return number(value, 0 if size >= 100 else 1 if size >= 10 else 2, lang)


def _targets(result: CalibrationResult, lang: Lang) -> Iterator[str]:
    yield _line(
        Text("DOELEN WAAROP IS GEIJKT", "TARGETS FITTED TO").say(lang),
        Text("grenzen", "bounds").say(lang),
        Text("zoals het staat", "as written").say(lang),
        Text("haalt het", "meet it").say(lang),
        Text("hield als enige tegen", "alone kept out").say(lang),
    )
    for key, target in result.chosen.items():
        share = share_met(result, key, first=True)
        lost_alone = alone(result, key)
        yield _line(
            f"  {target.title.say(lang)}",
            bounds_said(target, lang),
            _figure(target, result.written[key].mean, lang),
            _percentage(share, lang),
            str(lost_alone) if lost_alone else "",
        )
    written_runs = result.lived_written
    yield Text(
        f"Zoals het staat: gemiddelde van {written_runs} doorrekeningen.",
        f"As written: mean of {written_runs} replications.",
    ).say(lang)
    yield Text(
        "Haalt het: deel van de trekkingen uit de eerste ronde, die nog alles kon zijn.",
        "Meet it: share of the draws of the first wave, which could still be anything.",
    ).say(lang)
    if any(alone(result, key) for key in result.chosen) and len(result.asked) > 1:
        yield Text(
            "Hield als enige tegen: trekkingen van alle rondes samen; na de eerste had de zeef die uitgekozen.",
            "Alone kept out: draws of all waves together; after the first the emulator had chosen these.",
        ).say(lang)


def _line(name: str, bounds: str, written: str, share: str, lost_alone: str) -> str:
    return f"{name:<64}{bounds:<32}{written:>15}{share:>11}   {lost_alone}".rstrip()


def _others(result: CalibrationResult, lang: Lang) -> Iterator[str]:
    yield _line(
        Text("NIET OP GEIJKT: WAT DE PASSENDE GEVEN", "NOT FITTED TO: WHAT THOSE THAT FIT GIVE").say(lang),
        Text("grenzen", "bounds").say(lang),
        Text("zoals het staat", "as written").say(lang),
        Text("haalt het", "meet it").say(lang),
        Text("laagste, middelste, hoogste", "lowest, middle, highest").say(lang),
    )
    silent = 0
    for key, target in result.others.items():
        share, was = share_met(result, key, first=False), result.written[key].mean
        if target.basis != "predicted" and share == 1:
            silent += 1
            continue
        accepted_span = span(figures_of(result, key)) or []
        yield _line(
            f"  {target.title.say(lang)}",
            bounds_said(target, lang),
            _figure(target, was, lang),
            _percentage(share, lang),
            ", ".join(_figure(target, value, lang) for value in accepted_span),
        )
    if silent == 1:
        yield Text(
            "En 1 ander doel, dat in geen passende trekking wordt gemist.",
            "And 1 other target, which no fitting draw misses.",
        ).say(lang)
    elif silent:
        yield Text(
            f"En {silent} andere doelen, die in geen passende trekking worden gemist.",
            f"And {silent} other targets, which no fitting draw misses.",
        ).say(lang)


def _figure(target: Target, value: float | None, lang: Lang) -> str:
    if value is None:
        return ABSENT
    factor, decimals = shown_as(target)
    return number(value * factor, decimals, lang)


def _percentage(share: float | None, lang: Lang) -> str:
    """A share as a percentage; rounds to 0 or 100 only when it is exactly that."""
    if share is None:
        return ABSENT
    percent = min(max(share * 100, 1), 99) if 0 < share < 1 else share * 100
    mark = "< " if 0 < share * 100 < 0.5 else "> " if 99.5 < share * 100 < 100 else ""
    return f"{mark}{number(percent, 0, lang)} %"


def _closing(result: CalibrationResult, folder: str | None, draws: str | None, lang: Lang) -> Iterator[str]:
    fits = len(result.accepted)
    if not fits:
        yield from _none(result, lang)
    elif fits < FEW:
        yield Text(
            f"{fits} is weinig: wat de waarden kunnen zijn is zo niet goed te zien. Meer met --tries.",
            f"{fits} is few: what the values could be does not show well. More with --tries.",
        ).say(lang)
    if result.failures:
        yield Text(
            f"Mislukte doorrekeningen: {len(result.failures)}; manifest.json zegt van welke trekking.",
            f"Replications that failed: {len(result.failures)}; manifest.json says of which draw.",
        ).say(lang)
    if fits:
        yield Text(
            "Dat het past bewijst dat het kan, niet dat het zo is; iedere passende trekking is even goed.",
            "That it fits proves that it can be, not that it is so; every fitting draw is as good as another.",
        ).say(lang)
    if folder is not None:
        yield Text(f"Alle trekkingen: {folder}", f"All draws: {folder}").say(lang)
    if draws is not None:
        file = shlex.quote(draws)
        yield Text(
            f"De passende:     ruwaard-sim run STUDIE --draws {file}",
            f"Those that fit:  ruwaard-sim run STUDY --draws {file}",
        ).say(lang)


def _none(result: CalibrationResult, lang: Lang) -> Iterator[str]:
    complete = [draw for draw in result.trials if draw.figures is not None]
    if not complete:
        yield Text("Geen enkele trekking kon worden doorgerekend.", "No draw at all could be run.").say(lang)
        return
    often = {key: sum(key in draw.missed for draw in complete) for key in result.chosen}
    never = [key for key, count in often.items() if count == len(complete)]
    if never:
        titles = "; ".join(result.chosen[key].title.say(lang) for key in never)
        yield Text(
            f"Geen trekking past, en geen enkele haalt: {titles}. Met meer trekkingen (--tries) wordt dat zekerder; "
            "kunnen deze waarden het niet, neem dan een waarde op die dit doel beweegt, of laat het weg en zeg waarom.",
            f"No draw fits, and none at all meets: {titles}. More draws (--tries) make that surer; if these values "
            "cannot, take in a value that moves this target, or leave it out and say why.",
        ).say(lang)
        return
    worst = sorted(often, key=lambda key: -often[key])[:3]
    titles = "; ".join(f"{result.chosen[key].title.say(lang)} ({often[key]} ×)" for key in worst if often[key])
    over = Text("", "")
    if len(result.asked) > 1:
        over = Text(f" (van alle {len(complete)} trekkingen)", f" (of all {len(complete)} draws)")
    later = _only_later([target for key, target in result.chosen.items() if share_met(result, key, first=True) == 0])
    yield Text(
        f"Geen trekking past bij alle doelen tegelijk. Het vaakst gemist{over.nl}: {titles}. Ieder doel apart wordt "
        f"wel door een trekking gehaald{later.nl}. Probeer het met meer trekkingen (--tries).",
        f"No draw fits all targets at once. Missed most often{over.en}: {titles}. Each target by itself is met by some "
        f"draw{later.en}. Try more draws (--tries).",
    ).say(lang)


def _only_later(targets: Sequence[Target]) -> Text:
    """Targets met only after the first wave, which the table (of the first wave) shows as met by none."""
    if not targets:
        return Text("", "")
    dutch, english = ("; ".join(title) for title in zip(*(target.title for target in targets), strict=True))
    return Text(
        f"; pas na de eerste ronde, waarover de tabel gaat: {dutch}",
        f"; only after the first wave, which the table is about: {english}",
    )
