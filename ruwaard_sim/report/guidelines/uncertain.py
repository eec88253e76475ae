"""The generated parts about what nobody knows: whether values of a study are drawn, which, how, and how many draws."""

from __future__ import annotations

import math
from statistics import median

from ruwaard_sim.report.guidelines.description import Made, Told
from ruwaard_sim.report.guidelines.markdown import listed, table
from ruwaard_sim.scenario.document.scalars import spelled
from ruwaard_sim.scenario.draws.calibration_checks import about_stale
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.study.drawn_replications import TIMES


def uncertain(told: Told, made: Made) -> str:
    """How uncertain values are used in this study, and so what its intervals are about."""
    drawn = told.draws
    if drawn is None:
        return (
            "In this study of low, mode and high the mode is used, for every value. Nothing is drawn but chance, and "
            "the intervals are about chance only."
        )
    acting = sum(bool(where) for where in drawn.acts_in)
    return (
        f"In this study {acting} uncertain values are drawn, from the draws `{drawn.name}` (STRESS-DES 3.3 lists "
        f"them); of low, mode and high of every other value the mode is used. {TIMES} replications in a row live one "
        "draw, the same in all variants. So the intervals are about these values and about chance: where the mean over "
        "all luck lies for a draw not seen yet, on the wide side. What chance alone does stands beside them. Of the "
        "other values they say nothing."
    )


def draws(told: Told, made: Made) -> str:
    """The draws of the study: whence, how many are lived, and of each value what it can be and what fits."""
    drawn = told.draws
    if drawn is None:
        return uncertain(told, made)
    held, there_are = drawn.made, len(drawn.rows)
    lived = min(math.ceil(told.study.replications / TIMES), there_are)
    whence = (
        f'The draws `{drawn.name}`, "{drawn.title.en}", come from the calibration `{drawn.calibration}` of base '
        f"`{drawn.base}` (ruwaard-sim {held.version}, seed {held.seed}): of {held.candidates} candidates {held.lived} "
        f"were lived in {held.waves} waves, {held.replications} replications each, and the {held.accepted} with which "
        f"all its targets hold were kept. The file has {there_are}; {told.study.replications} replications live "
        f"{lived} of them."
    )
    headings = ["value", "number", "acts in", "unit", "can be: low – mode – high"]
    headings.append("accepted: lowest – median – highest")
    rows = (_row(drawn, place, list(told.study.variants)) for place in range(len(drawn.values)))
    about = "A *factor* multiplies a whole table, or a number that differs by date."
    return "\n\n".join([uncertain(told, made), whence, *_beware(drawn), table(headings, rows), about])


def _beware(drawn: StudyDraws) -> list[str]:
    return [f"**Beware:** {about_stale(drawn.name, drawn.stale).en}."] if drawn.stale else []


def _row(drawn: StudyDraws, place: int, variants: list[str]) -> list[str]:
    value = drawn.values[place]
    where = drawn.acts_in[place]
    acts = "all" if where == variants else listed(where) or "nowhere in this study"
    accepted = [row[place] for row in drawn.rows.values()]
    can_be = " – ".join(spelled(number) for number in value.prior)
    fits = " – ".join(f"{number:.3g}" for number in (min(accepted), median(accepted), max(accepted)))
    return [value.title.en, f"`{value.of}: {value.path}`", acts, value.place.unit, can_be, fits]
