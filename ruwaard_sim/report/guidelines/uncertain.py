"""The generated parts about uncertain values: whether they are drawn, from which draws, and their ranges."""

from __future__ import annotations

import math
from statistics import median

from ruwaard_sim.report.guidelines.description import Provenance, StudyDescription
from ruwaard_sim.report.guidelines.markdown import listed, table
from ruwaard_sim.scenario.document.scalars import spelled
from ruwaard_sim.scenario.draws.calibration_checks import about_stale
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.study.drawn_replications import TIMES


def uncertain(description: StudyDescription, provenance: Provenance) -> str:
    """Explain how the study uses uncertain values, and so what its intervals cover."""
    drawn = description.draws
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
        "all chance lies for a draw not seen yet, on the wide side. What chance alone does stands beside them. Of the "
        "other values they say nothing."
    )


def draws(description: StudyDescription, provenance: Provenance) -> str:
    """The draws of the study: origin, number used, and a table of values with prior and accepted ranges."""
    drawn = description.draws
    if drawn is None:
        return uncertain(description, provenance)
    origin, there_are = drawn.origin, len(drawn.rows)
    used = min(math.ceil(description.study.replications / TIMES), there_are)
    whence = (
        f'The draws `{drawn.name}`, "{drawn.title.en}", come from the calibration `{drawn.calibration}` of base '
        f"`{drawn.base}` (ruwaard-sim {origin.version}, seed {origin.seed}): of {origin.candidates} candidates "
        f"{origin.lived} were simulated in {origin.waves} waves, {origin.replications} replications each, "
        f"and the {origin.accepted} with which "
        f"all its targets hold were kept. The file has {there_are}; {description.study.replications} replications live "
        f"{used} of them."
    )
    headings = ["value", "number", "acts in", "unit", "can be: low – mode – high"]
    headings.append("accepted: lowest – median – highest")
    rows = (_row(drawn, index, list(description.study.variants)) for index in range(len(drawn.values)))
    about = "A *factor* multiplies a whole table, or a number that differs by date."
    return "\n\n".join([uncertain(description, provenance), whence, *_beware(drawn), table(headings, rows), about])


def _beware(drawn: StudyDraws) -> list[str]:
    return [f"**Beware:** {about_stale(drawn.name, drawn.stale).en}."] if drawn.stale else []


def _row(drawn: StudyDraws, index: int, variants: list[str]) -> list[str]:
    value = drawn.values[index]
    where = drawn.acts_in[index]
    acts = "all" if where == variants else listed(where) or "nowhere in this study"
    accepted = [row[index] for row in drawn.rows.values()]
    can_be = " – ".join(spelled(number) for number in value.prior)
    fits = " – ".join(f"{number:.3g}" for number in (min(accepted), median(accepted), max(accepted)))
    return [value.title.en, f"`{value.of}: {value.path}`", acts, value.location.unit, can_be, fits]
