"""Notes below a table of figures: shocks, margins, draws, missing figures, and where the results are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ruwaard_sim.report.number_format import decimals_known, scale
from ruwaard_sim.report.study_view import DrawnValues, ShownIndicator, StudyInfo
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, Estimate
from ruwaard_sim.text import Lang, Text

FEW_DRAWS = 10
"""With fewer draws than this the page warns that the margin is coarse."""
PAST_THE_BOUND = Text(
    "Een marge is naar beide kanten even breed; bij een percentage kan de marge onder 0 of boven 100 uitkomen; het "
    "percentage zelf niet.",
    "A margin is equally wide on both sides; with a percentage it may reach below 0 or above 100; the percentage "
    "itself cannot.",
)
LOWER_IN = Text(
    "Lager in: het deel van de doorrekeningen waarin het cijfer lager is dan in {}; is het gelijk, dan telt dat half. "
    "Bij 50 % is het even vaak hoger als lager.",
    "Lower in: the share of the replications in which the figure is lower than in {}; where it is equal that counts "
    "half. At 50 % it is as often higher as lower.",
)
SOMETIMES_ABSENT = Text(
    "(n): in zoveel doorrekeningen bestaat het cijfer; bijvoorbeeld omdat er anders niemand wachtte.",
    "(n): the figure exists in so many replications; in the others, for instance, nobody waited.",
)
WHOSE_WAIT = Text(
    "Een wachttijd in dagen gaat over wie in de periode aan de beurt kwam. Dat zijn niet in elke variant dezelfde "
    "mensen, en wie nog wacht telt niet mee: kijk dus ook naar hoeveel er nog wachten. In een aandeel binnen een norm "
    "telt wie te lang wacht wel mee.",
    "A wait in days is about those whose turn came in the period. These are not the same people under every variant, "
    "and who still waits does not count: so look at how many still wait as well. A share within a norm does count "
    "those who wait too long.",
)
BELIEF = Text(
    "Overtuiging: zo'n cijfer rust op wat men gelooft dat hulp doet, en niet op een meting.",
    "Belief: such a figure rests on what help is believed to do, and not on a measurement.",
)
NO_DIFFERENCE = Text(
    "Een – bij het verschil: dit komt in een van beide niet voor. Leeg: dit is een verschil in registratie, niet in "
    "hulp.",
    "A – as difference: one of the two has no such thing. Empty: this is a difference in registration, not in help.",
)
FAILED = Text(
    "{} van de {} doorrekeningen mislukten; ze tellen voor geen enkele variant mee.",
    "{} of {} replications failed; they count for none of the variants.",
)
NOT_PRECISE = Text(
    "De gevraagde nauwkeurigheid is niet bereikt; de marges door toeval zijn breder dan gewenst.",
    "The precision asked for was not reached; the margins by chance are wider than wanted.",
)


def notes(
    info: StudyInfo,
    comparison: Comparison,
    indicators: Sequence[ShownIndicator],
    lang: Lang,
    *,
    noughts: int = 0,
    lower: bool = False,
    by_year: bool = False,
) -> Iterator[str]:
    """Yield the notes that apply, each a sentence or two.

    *indicators* are those on the page, *noughts* the number left out because they are always 0; *lower* and *by_year*
    say which columns and tables the page has.
    """
    if any(info.shocks.values()):
        yield _about_shocks(info, lang)
    if _some_margin_reaches_past(comparison, indicators, lang, by_year=by_year):
        yield PAST_THE_BOUND.say(lang)
    if noughts:
        yield _about_noughts(noughts, info, lang)
    yield _about_margins(info, lang)
    if lower and len(comparison.variants) > 1:
        yield LOWER_IN.say(lang).format(info.baseline)
    if info.draws is not None:
        yield _about_draws(info.draws, lang)
    yield from (text.say(lang) for text in _reading_aids(comparison, indicators))
    yield from _about_the_run(info, lang)


def _reading_aids(comparison: Comparison, indicators: Sequence[ShownIndicator]) -> Iterator[Text]:
    """Notes about kinds of figures on the page."""
    if any(estimate.missing and estimate.count for estimate in comparison.estimates.values()):
        yield SOMETIMES_ABSENT
    if any(indicator.unit == "days" for indicator in indicators) and len(comparison.variants) > 1:
        yield WHOSE_WAIT
    if any(indicator.belief for indicator in indicators):
        yield BELIEF
    if not all(indicator.effect for indicator in indicators):
        yield NO_DIFFERENCE


def _about_the_run(info: StudyInfo, lang: Lang) -> Iterator[str]:
    """Notes about failures and precision, and where the results are."""
    if info.failed:
        yield FAILED.say(lang).format(info.failed, info.requested)
    if info.precise is False:
        yield NOT_PRECISE.say(lang)
    if info.folder is not None:
        yield Text("Resultaten: {}", "Results: {}").say(lang).format(info.folder)
        yield Text("Resultaathash: {}", "Result hash: {}").say(lang).format(info.result_hash)


def _about_shocks(info: StudyInfo, lang: Lang) -> str:
    """The shocks with their dates in one line; last those that are not in every variant, with their variants."""
    where: dict[Text, list[str]] = {}
    for name in info.variants:
        for shock in info.shocks.get(name, ()):
            where.setdefault(shock, []).append(name)
    together: dict[tuple[str, ...], list[str]] = {}
    for shock, names in sorted(where.items(), key=lambda item: -len(item[1])):
        together.setdefault(tuple(names), []).append(shock.say(lang))
    sentences = []
    for places, shocks in together.items():
        called = ", ".join(places)
        only_in = Text(f"alleen in {called}", f"only in {called}")
        if len(places) == len(info.variants):
            only_in = Text("in elke variant", "in every variant")
        sentences.append(f"{only_in.say(lang)}: {'; '.join(shocks)}")
    return (
        Text(
            "Gebeurt {}. --by-year laat de jaren apart zien.",
            "Happens {}. --by-year shows the years apart.",
        )
        .say(lang)
        .format("; ".join(sentences))
    )


def _some_margin_reaches_past(
    comparison: Comparison, indicators: Sequence[ShownIndicator], lang: Lang, *, by_year: bool
) -> bool:
    periods = comparison.periods if by_year else [WHOLE_PERIOD]
    shown = (
        (indicator, comparison.estimates.get((name, indicator.name, period)))
        for indicator in indicators
        for name in comparison.variants
        for period in periods
    )
    return any(estimate is not None and _reaches_past(indicator, estimate, lang) for indicator, estimate in shown)


def _reaches_past(indicator: ShownIndicator, estimate: Estimate, lang: Lang) -> bool:
    """True when a share as shown has a margin below 0 or above 100 %."""
    if indicator.unit != "share" or estimate.mean is None or not estimate.half_width:
        return False
    shown = scale(indicator.unit, indicator.decimals, lang)
    half = estimate.half_width * shown.factor
    decimals = decimals_known(half, shown.decimals)
    mean, margin = round(estimate.mean * shown.factor, decimals), round(half, decimals)
    return mean < margin or round(mean + margin, decimals) > shown.factor


def _about_noughts(many: int, info: StudyInfo, lang: Lang) -> str:
    """The number of figures left out because they are always 0, and how to see them."""
    again = "--all" if info.folder is None else f"ruwaard-sim compare {info.folder} --all"
    if many == 1:
        sentence = Text(
            "1 cijfer is overal 0 en staat hier niet; toon het met {}.",
            "1 figure is 0 throughout and not shown; {} shows it.",
        )
    else:
        sentence = Text(
            "{} cijfers zijn overal 0 en staan hier niet; toon ze met {}.",
            "{} figures are 0 throughout and not shown; {} shows them.",
        )
    return sentence.say(lang).format(*([many] if many > 1 else []), again)


def _about_margins(info: StudyInfo, lang: Lang) -> str:
    if info.draws is not None and info.draws.used < 2:
        return (
            Text(
                "Gemiddelde over {} doorrekening(en) (seed {}) van één trekking: over wat niemand weet zegt dit "
                "niets, en dus is er geen marge. Neem minstens 20 doorrekeningen.",
                "Mean over {} replication(s) (seed {}) of one draw: this says nothing about what nobody knows, so "
                "there is no margin. Take 20 replications at least.",
            )
            .say(lang)
            .format(info.completed, info.seed)
        )
    if info.completed < 2:
        return (
            Text(
                "{} doorrekening (seed {}); één doorrekening heeft geen marge.",
                "{} replication (seed {}); one replication has no margin.",
            )
            .say(lang)
            .format(info.completed, info.seed)
        )
    margin = Text(
        "Gemiddelde ± marge van 95 % over {} doorrekeningen (seed {}); het verschil is per doorrekening berekend.",
        "Mean ± 95 % margin over {} replications (seed {}); differences are within a replication.",
    )
    by_chance = Text(
        " Van de cijfers die niet verschillen, valt één op de twintig toch buiten de marge, door toeval.",
        " Of the figures that do not differ, one in twenty falls outside its margin all the same, by chance.",
    )
    sentence = margin.say(lang).format(info.completed, info.seed)
    return sentence + by_chance.say(lang) if len(info.variants) > 1 and info.draws is None else sentence


def _about_draws(draws: DrawnValues, lang: Lang) -> str:
    """Explain the margin when values were drawn; warn when draws are few."""
    if draws.used < 2:
        return Text(
            "Door toeval: de marge van toeval alleen, bij het verschil of anders bij het gemiddelde.",
            "By chance: the margin of chance alone, of the difference or else of the mean.",
        ).say(lang)
    few = Text(
        " Dat zijn er weinig: de marge is grof. Neem minstens 20 doorrekeningen.",
        " These are few: the margin is coarse. Take 20 replications at least.",
    )
    sentence = (
        Text(
            "Waarden: {} van de {} trekkingen '{}'. De marge zegt waar het cijfer ligt als de werkelijke waarden ook "
            "zo'n trekking zijn, en is ruim genomen; meer doorrekeningen maken haar niet veel kleiner. Door toeval: "
            "wat toeval alleen doet, bij het verschil of anders bij het gemiddelde.",
            "Values: {} of the {} draws '{}'. The margin says where the figure lies if the real values are also such a "
            "draw, and is on the wide side; more replications do not make it much smaller. By chance: what chance "
            "alone does, of the difference or else of the mean.",
        )
        .say(lang)
        .format(draws.used, draws.there_are, draws.name)
    )
    return sentence + few.say(lang) if draws.used < FEW_DRAWS else sentence
