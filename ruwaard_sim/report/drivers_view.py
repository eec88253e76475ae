"""The drawn values that go with the differences, for the screen and as plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ruwaard_sim.report.number_format import number
from ruwaard_sim.report.study_view import DrawnValue, DrawnValues, ShownIndicator, StudyInfo
from ruwaard_sim.study.drivers import CHANCE, Driven, Drivers
from ruwaard_sim.text import Lang, Text


def driven_heading(drivers: Drivers) -> Text:
    """The heading above the lines, with the number of draws."""
    return Text(
        f"Waarmee verschillen samengaan (rangcorrelatie over {drivers.draws} trekkingen)",
        f"What differences go with (rank correlation over {drivers.draws} draws)",
    )


def driven_lines(
    drivers: Drivers, info: StudyInfo, indicators: Sequence[ShownIndicator], headline: Collection[str], lang: Lang
) -> Iterator[str]:
    """Lines about the drawn values that each difference in a *headline* figure goes with, and what that does not prove.

    Differences that do not exist or are the same in every draw are passed over; without others there are no lines.
    """
    draws = info.draws
    assert draws is not None
    looked_at = 0
    for indicator in indicators:
        if indicator.name not in headline or not indicator.effect:
            continue
        driven_of = {
            name: drivers.found[name, indicator.name]
            for name in info.variants
            if (name, indicator.name) in drivers.found
        }
        if driven_of:
            yield indicator.title.say(lang)
        for variant, driven in driven_of.items():
            looked_at += driven.looked_at
            yield f"  {variant}: {_drivers_text(draws, driven, lang)}"
    if looked_at:
        yield _meaning(drivers, looked_at, lang)
        yield from _together(drivers, draws, lang)


def _drivers_text(draws: DrawnValues, driven: Driven, lang: Lang) -> str:
    if not driven.clear:
        return Text("met geen van de getrokken waarden duidelijk", "with none of the drawn values clearly").say(lang)
    return "; ".join(
        f"{draws.values[driver.place].title.say(lang)} {_signed(driver.correlation, lang)}" for driver in driven.clear
    )


def _meaning(drivers: Drivers, looked_at: int, lang: Lang) -> str:
    least, by_chance = number(drivers.bound, 2, lang), _by_chance(looked_at)
    return Text(
        "Een + wil zeggen: hoe hoger de waarde, hoe hoger het verschil (een verschil onder nul wordt dan kleiner). Bij "
        f"{drivers.draws} trekkingen zegt een samenhang pas iets boven ongeveer {least}; die staan hier alle, de "
        f"sterkste eerst. Van de {looked_at} bekeken samenhangen zouden er door toeval alleen al {by_chance.nl} boven "
        "komen. Wat de oorzaak is, zegt dit niet.",
        "A + means: the higher the value, the higher the difference (one below zero then becomes smaller). With "
        f"{drivers.draws} draws a correlation means something above about {least} only; all of those stand here, the "
        f"strongest first. Of the {looked_at} correlations looked at {by_chance.en} would get there by chance alone. "
        "This does not say what the cause is.",
    ).say(lang)


def _together(drivers: Drivers, draws: DrawnValues, lang: Lang) -> Iterator[str]:
    """One line about drawn values that are correlated with each other, if any."""
    if not drivers.together:
        return
    between, by_chance = Text("en", "and").say(lang), _by_chance(drivers.pairs)
    pairs = "; ".join(
        f"{draws.values[pair.one].title.say(lang)} {between} {draws.values[pair.other].title.say(lang)} "
        f"{_signed(pair.correlation, lang)}"
        for pair in drivers.together
    )
    yield Text(
        f"De getrokken waarden gaan ook met elkaar samen: {pairs}. Zulke twee zijn hier niet uit elkaar te houden: elk "
        f"kan achter een verschil zitten. (Van de {drivers.pairs} paren zouden er door toeval alleen al {by_chance.nl} "
        "boven komen.)",
        f"The drawn values go with each other as well: {pairs}. Two such values cannot be told apart here: either may "
        f"be behind a difference. (Of the {drivers.pairs} pairs {by_chance.en} would get there by chance alone.)",
    ).say(lang)


def _by_chance(looked_at: int) -> Text:
    """The number of correlations that exceed the bound by chance alone."""
    many = round(looked_at * CHANCE)
    return Text(f"ongeveer {many}", f"about {many}") if many else Text("minder dan 1", "fewer than 1")


def _signed(correlation: float, lang: Lang) -> str:
    return ("+" if correlation > 0 else "") + number(correlation, 2, lang)


def driven_object(drivers: Drivers, draws: DrawnValues) -> dict[str, Any]:
    """The drivers of every difference as plain data; values as in the manifest, titles in both languages.

    The list is empty for a difference with no clear driver. Differences that do not exist or are the same in every
    draw are left out.
    """
    objects: dict[str, dict[str, Any]] = {}
    for (variant, indicator), driven in drivers.found.items():
        objects.setdefault(variant, {})[indicator] = [
            {**_value(draws.values[driver.place]), "correlation": driver.correlation} for driver in driven.clear
        ]
    together = [
        {
            "values": [_value(draws.values[index]) for index in (driver.one, driver.other)],
            "correlation": driver.correlation,
        }
        for driver in drivers.together
    ]
    return {
        "draws": drivers.draws,
        "bound": drivers.bound,
        "looked_at": sum(driven.looked_at for driven in drivers.found.values()),
        "differences": objects,
        "pairs": drivers.pairs,
        "together": together,
    }


def _value(value: DrawnValue) -> dict[str, Any]:
    return {"of": value.of, "path": value.path, "title": value.title._asdict()}
