"""What the page and the object say of drawn values that differences go with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruwaard_sim.report.figures import number
from ruwaard_sim.report.front import DrawnValues, Front, Line
from ruwaard_sim.study.drivers import Driver, Drivers
from ruwaard_sim.words import Lang, Text

MAIN = ("contacts", "hh_clients", "wait_help", "help_on_time", "wait_hh", "cost_municipality", "cost_society")
"""The differences of which the page says it; the object has all."""


def driven_heading(drivers: Drivers) -> Text:
    """The heading above the lines."""
    return Text(
        f"Waarmee verschillen het meest samengaan (rangcorrelatie over {drivers.draws} trekkingen)",
        f"What differences go with most (rank correlation over {drivers.draws} draws)",
    )


def driven_lines(drivers: Drivers, front: Front, lines: Sequence[Line], lang: Lang) -> Iterator[str]:
    """For each main difference the drawn values it goes with, and what that does and does not say."""
    draws = front.draws
    assert draws is not None
    for line in lines:
        if line.name not in MAIN or not line.effect:
            continue
        yield line.title.say(lang)
        for variant in front.variants:
            if variant != front.baseline:
                yield f"  {variant}: {_told(draws, drivers.found.get((variant, line.name), ()), lang)}"
    least = number(drivers.bound, 2, lang)
    yield Text(
        "Een + wil zeggen: hoe hoger de waarde, hoe hoger het verschil (een verschil onder nul wordt dan kleiner). Bij "
        f"{drivers.draws} trekkingen zegt een samenhang pas iets boven ongeveer {least}; alleen die staan hier, "
        "hoogstens twee per verschil. Eén op de twintig haalt dat ook door toeval, en passende waarden hangen ook "
        "onderling samen: wat de oorzaak is, zegt dit niet.",
        "A + means: the higher the value, the higher the difference (one below zero then becomes smaller). With "
        f"{drivers.draws} draws a correlation means something above about {least} only; only those stand here, at "
        "most two to a difference. One in twenty gets there by chance as well, and values that fit also go with each "
        "other: this does not say what the cause is.",
    ).say(lang)


def _told(draws: DrawnValues, found: Sequence[Driver], lang: Lang) -> str:
    if not found:
        return Text("met geen van de getrokken waarden duidelijk", "with none of the drawn values clearly").say(lang)
    return "; ".join(f"{draws.values[each.place][0].say(lang)} {_signed(each.correlation, lang)}" for each in found)


def _signed(correlation: float, lang: Lang) -> str:
    return ("+" if correlation > 0 else "") + number(correlation, 2, lang)


def driven_object(drivers: Drivers, draws: DrawnValues) -> dict[str, Any]:
    """The same for a program, of every difference; titles in both languages."""
    found: dict[str, dict[str, Any]] = {}
    for (variant, indicator), strongest in drivers.found.items():
        found.setdefault(variant, {})[indicator] = [
            {"title": draws.values[each.place][0]._asdict(), "correlation": each.correlation} for each in strongest
        ]
    return {"draws": drivers.draws, "bound": drivers.bound, "differences": found}
