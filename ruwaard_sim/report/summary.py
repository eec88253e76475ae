"""A study in a few sentences, each made from a claim: what differs, how much, how sure, and what stands against it.

For each variant what got better among the headline figures is told together with what got worse, of whatever group or
unit; a mean wait together with who still waits and the share on time, where these move.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ruwaard_sim.report.claims import Claim, chance_word, claims, losses
from ruwaard_sim.report.number_format import decimals_known, number, scale, with_margin
from ruwaard_sim.report.study_view import ShownIndicator
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison
from ruwaard_sim.text import Lang, Text

LASTING = ("days", "weeks", "months")
LEVELS = ("share", "ratio", "points")
A_YEAR = " a year"
A_PART = "of which "
"""The beginning of the title of a figure that is part of the one above it."""
MOST_LOSSES = 3
"""No more losses than this are told beside what got better, besides those among the headline figures."""
ROUNDING = 1e-4
"""The share of a difference that its margin may be when only rounding makes it vary."""
DECIMALS_MORE = range(4)
"""Decimals that a sentence may add to those of the table."""
LONGER, SHORTER = Text("langer", "longer"), Text("korter", "shorter")
HIGHER, LOWER = Text("hoger", "higher"), Text("lager", "lower")
MORE, LESS, FEWER = Text("meer", "more"), Text("minder", "less"), Text("minder", "fewer")

Made = Mapping[tuple[str, str], Claim]


def summary_sentences(
    comparison: Comparison,
    indicators: Sequence[ShownIndicator],
    headline: Collection[str],
    lang: Lang = "nl",
    *,
    drawn: bool = False,
    titles: Mapping[str, Text] | None = None,
) -> tuple[str, ...]:
    """Sum up a study: which variants change nothing, the headline figures, what stands against them, how many differ.

    Figures that rest on registration or on belief are left out. Without margins, as of one replication, only variants
    that change nothing are named. *drawn*: uncertain values were drawn, so margins are about more than chance. *titles*
    are those of the variants.
    """
    others = [name for name in comparison.variants if name != comparison.baseline]
    same = [name for name in others if unchanged(name, comparison)]
    changed = [name for name in others if name not in same]
    names = {name: (titles or {}).get(name, Text(name, name)).say(lang) for name in comparison.variants}
    made = claims(comparison, indicators)
    summary = [_nothing_changes([names[name] for name in same], names[comparison.baseline], lang)] if same else []
    if any(variant in changed for variant, _ in made):
        heads = _headlines(indicators, headline)
        summary += _neutral(heads, made, changed, names, comparison.baseline, lang)
        for variant in changed:
            summary += _gains_and_losses(heads, indicators, made, variant, names, comparison.baseline, lang)
        summary += [sentence for head in heads if (sentence := _only_there(head, comparison, names, lang))]
        summary += _undecided(heads, made, changed, names, lang)
        summary.append(_count(made, changed, names, lang, drawn=drawn))
    return tuple(f"{sentence[0].upper()}{sentence[1:]}" for sentence in summary)


def _headlines(indicators: Iterable[ShownIndicator], headline: Iterable[str]) -> list[ShownIndicator]:
    """The indicators that a study is about, in the order of *headline*."""
    by_name = {indicator.name: indicator for indicator in indicators if indicator.effect and not indicator.belief}
    return [by_name[name] for name in headline if name in by_name]


def unchanged(variant: str, comparison: Comparison) -> bool:
    """True when every figure of *variant* equals that of the baseline, in every period and every replication."""
    keys = [key for key in comparison.estimates if key[0] == variant]
    return bool(keys) and all(_equal(key, comparison) for key in keys)


def _equal(key: tuple[str, str, str], comparison: Comparison) -> bool:
    difference, below = comparison.differences.get(key), comparison.estimates.get((comparison.baseline, *key[1:]))
    if difference is None or below is None or not comparison.estimates[key].count == below.count == difference.count:
        return False
    return not difference.count or not (difference.mean or difference.half_width or difference.chance)


def _neutral(
    heads: Sequence[ShownIndicator],
    made: Made,
    variants: Sequence[str],
    names: Mapping[str, str],
    baseline: str,
    lang: Lang,
) -> list[str]:
    """A sentence for each headline figure of which neither way is better, and that moves."""
    sentences = []
    for head in heads:
        moving = [claim for name in variants if (claim := made.get((name, head.name))) is not None and claim.moves]
        if moving and head.better is None:
            parts = [_with_name(_said(claim, made, lang), claim, names, variants, lang) for claim in moving]
            sentences.append(f"{head.title.say(lang)}: {', '.join(parts)}{_level(moving[0], names[baseline], lang)}.")
    return sentences


def _gains_and_losses(
    heads: Sequence[ShownIndicator],
    indicators: Sequence[ShownIndicator],
    made: Made,
    variant: str,
    names: Mapping[str, str],
    baseline: str,
    lang: Lang,
) -> list[str]:
    """What got better in *variant* among the headline figures and, in the same breath, what got worse."""
    own = [made[variant, head.name] for head in heads if (variant, head.name) in made]
    better = [claim for claim in own if claim.gain]
    worse = [claim for claim in own if claim.gain is False]
    told = [claim.indicator.name for claim in (*better, *worse)]
    told += [name for claim in (*better, *worse) for name in _beside(claim, made)]
    if better:
        worse += losses(made, variant, told, MOST_LOSSES)

    def said(chosen: Sequence[Claim]) -> str:
        return "; ".join(
            f"{_title(claim.indicator, indicators, lang)}: {_said(claim, made, lang)}"
            f"{_level(claim, names[baseline], lang)}"
            for claim in chosen
        )

    whose = f"{Text('met', 'with').say(lang)} {names[variant]}: "
    against = Text("Daar staat tegenover", "Against that").say(lang)
    if better and worse:
        return [f"{whose}{said(better)}. {against}: {said(worse)}."]
    return [f"{whose}{said(better or worse)}."] if better or worse else []


def _said(claim: Claim, made: Made, lang: Lang) -> str:
    """The claim in words, with what a mean wait must not be told without."""
    return "".join([say(claim, lang), *(f", {part}" for part in _waiting_parts(claim, made, lang))])


def say(claim: Claim, lang: Lang) -> str:
    """``23,0 ± 0,7 dagen korter``, or with a chance word, or between what it lies; and how it goes over the years."""
    indicator, way = claim.indicator, _way(claim).say(lang)
    if claim.directed:
        return _directed(_amount(claim.size, claim.difference.half_width, indicator, lang), way, lang)
    if claim.verdict == "equal":
        return Text("praktisch gelijk", "practically equal").say(lang)
    between = _between(claim, lang)
    word = chance_word(claim.share or 0.0) if claim.moves else None
    if word is None:
        return between
    text = Text("{} {}: in {} van de {} doorrekeningen ({})", "{} {}: in {} of {} replications ({})").say(lang)
    return text.format(word.say(lang), way, claim.agreeing, claim.difference.count, between)


def _directed(amount: str, way: str, lang: Lang) -> str:
    if lang == "en" and amount.endswith(A_YEAR):
        return f"{amount.removesuffix(A_YEAR)} {way}{A_YEAR}"
    return f"{amount} {way}"


def _between(claim: Claim, lang: Lang) -> str:
    """``tussen 2 dagen korter en 5 dagen langer``."""
    low, high = claim.difference.low or 0.0, claim.difference.high or 0.0
    ends = [
        _directed(_amount(end, None, claim.indicator, lang), _direction(claim.indicator, more=end > 0).say(lang), lang)
        for end in (low, high)
    ]
    return Text("tussen {} en {}", "between {} and {}").say(lang).format(*ends)


def _over_the_years(claim: Claim, lang: Lang) -> str:
    """The difference in the first year and in the last; empty where these hardly differ."""
    trend = claim.trend
    if trend is None:
        return ""
    shown = scale(claim.indicator.unit, claim.indicator.decimals, lang)
    half = claim.difference.half_width
    decimals = decimals_known(None if half is None else half * shown.factor, shown.decimals)
    ends = [number(abs(end) * shown.factor, decimals, lang) for end in (trend.first, trend.last)]
    if trend.first * trend.last < 0:
        ways = (_direction(claim.indicator, more=end > 0).say(lang) for end in (trend.first, trend.last))
        ends = [f"{end} {way}" for end, way in zip(ends, ways, strict=True)]
    text = Text("verschil in {} {}, in {} {}", "difference in {} {}, in {} {}").say(lang)
    return text.format(trend.first_year, ends[0], trend.last_year, ends[1])


def _beside(claim: Claim, made: Made) -> list[str]:
    """The figures that must be told with a mean wait: who still waits and the share on time, where these move."""
    names = (claim.indicator.still_waiting, claim.indicator.on_time)
    return [name for name in names if name is not None and name in _moving(claim.variant, made)]


def _moving(variant: str, made: Made) -> set[str]:
    return {name for (of, name), claim in made.items() if of == variant and claim.moves}


def _waiting_parts(claim: Claim, made: Made, lang: Lang) -> Iterator[str]:
    for name in _beside(claim, made):
        other = made[claim.variant, name]
        if name == claim.indicator.still_waiting:
            people = Text(" mensen ", " people ").say(lang)
            said = say(other, lang).replace(f" {scale(other.indicator.unit, 0, lang).unit} ", people)
            yield f"{said} {Text('die nog wachten', 'still waiting').say(lang)}"
        else:
            yield f"{Text('op tijd', 'on time').say(lang)} {say(other, lang)}"


def _way(claim: Claim) -> Text:
    return _direction(claim.indicator, more=claim.size > 0)


def _direction(indicator: ShownIndicator, *, more: bool) -> Text:
    unit = indicator.unit
    if unit in LASTING:
        return LONGER if more else SHORTER
    if unit in LEVELS:
        return HIGHER if more else LOWER
    if more:
        return MORE
    return LESS if unit.startswith("EUR") else FEWER


def _with_name(text: str, claim: Claim, names: Mapping[str, str], variants: Sequence[str], lang: Lang) -> str:
    """*text* after the name of its variant, where there are several."""
    return f"{Text('met', 'with').say(lang)} {names[claim.variant]} {text}" if len(variants) > 1 else text


def _level(claim: Claim, baseline: str, lang: Lang) -> str:
    """In brackets the figure in the baseline, and how the difference goes over the years."""
    parts = []
    if claim.level is not None:
        shown = scale(claim.indicator.unit, claim.indicator.decimals, lang)
        half = None if claim.level_half_width is None else claim.level_half_width * shown.factor
        text = number(claim.level * shown.factor, decimals_known(half, shown.decimals), lang)
        parts.append(f"{baseline}: {text}{' %' if claim.indicator.unit == 'share' else ''}")
    if trend := _over_the_years(claim, lang):
        parts.append(trend)
    return f" ({'; '.join(parts)})" if parts else ""


def _only_there(indicator: ShownIndicator, comparison: Comparison, names: Mapping[str, str], lang: Lang) -> str:
    """``vraag tot jeugdhulp: in jeugd_2020 23,1 ± 1,2 dagen; in wijkbudget is dit er niet``; empty where it is."""
    estimates = {name: comparison.estimates.get((name, indicator.name, WHOLE_PERIOD)) for name in comparison.variants}
    defined = {
        name: estimate for name, estimate in estimates.items() if estimate is not None and estimate.mean is not None
    }
    if comparison.baseline in defined or not defined:
        return ""
    shown = scale(indicator.unit, indicator.decimals, lang)
    parts = ", ".join(
        f"{names[name]} {with_margin(estimate.mean, estimate.half_width, shown, lang)} {shown.unit}"
        for name, estimate in defined.items()
    )
    sentence = Text("{}: {}; in {} is dit er niet.", "{}: {}; there is no such thing in {}.").say(lang)
    return sentence.format(indicator.title.say(lang), parts, names[comparison.baseline])


def _undecided(
    heads: Sequence[ShownIndicator], made: Made, variants: Sequence[str], names: Mapping[str, str], lang: Lang
) -> list[str]:
    """The headline figures of which no direction can be told, with what they lie between; then those that are equal."""
    own = [claim for head in heads for name in variants if (claim := made.get((name, head.name))) is not None]
    still = [claim for claim in own if claim.verdict in ("equal", "open")]
    sentences = []
    for verdict, opening in (
        ("open", Text("niet te zeggen is de richting van", "no direction can be told of")),
        ("equal", Text("praktisch gelijk", "practically equal")),
    ):
        chosen = [claim for claim in still if claim.verdict == verdict]
        parts = []
        for claim in chosen:
            title = claim.indicator.title.say(lang)
            name = f" ({names[claim.variant]})" if len(variants) > 1 else ""
            between = f": {_between(claim, lang)}" if verdict == "open" else ""
            parts.append(", ".join([f"{title}{name}{between}", *_waiting_parts(claim, made, lang)]))
        if parts:
            joined = "; ".join(parts)
            sentences.append(f"{opening.say(lang)}{' ' if verdict == 'open' else ': '}{joined}.")
    return sentences


def _title(indicator: ShownIndicator, indicators: Sequence[ShownIndicator], lang: Lang) -> str:
    """The title of a figure; that of a part (*of which …*) after the title of its whole."""
    if not indicator.title.en.startswith(A_PART):
        return indicator.title.say(lang)
    above = [other for other in indicators[: indicators.index(indicator)] if not other.title.en.startswith(A_PART)]
    return ", ".join(heading.title.say(lang) for heading in (*above[-1:], indicator))


def _nothing_changes(variants: Sequence[str], baseline: str, lang: Lang) -> str:
    names = ", ".join(variants)
    return Text(
        f"{names}: er verandert geen enkel cijfer; alles is in elke doorrekening als in {baseline}.",
        f"{names}: no figure changes; all is as in {baseline}, in every replication.",
    ).say(lang)


def _count(made: Made, variants: Sequence[str], names: Mapping[str, str], lang: Lang, *, drawn: bool) -> str:
    """The number of figures with a direction, of all that are compared, and what the margin is about."""
    compared = len({name for _, name in made})
    clear = {
        variant: [claim for (of, _), claim in made.items() if of == variant and claim.directed] for variant in variants
    }
    if len(variants) == 1:
        count = len(clear[variants[0]])
        which = Text(f"bij {count} van de {compared} cijfers", f"for {count} of {compared} figures")
    else:
        by_variant = ", ".join(f"{names[name]} {len(directed)}" for name, directed in clear.items())
        which = Text(f"van de {compared} cijfers ({by_variant})", f"of {compared} figures ({by_variant})")
    if drawn:
        return Text(
            f"{which.nl} is het verschil groter dan de marge; die gaat ook over waarden die niemand weet.",
            f"{which.en} the difference exceeds its margin, which is also about values that nobody knows.",
        ).say(lang)
    if all(_certain(claim) for directed in clear.values() for claim in directed):
        return Text(
            f"{which.nl} is er verschil, in elke doorrekening even groot.",
            f"{which.en} there is a difference, the same in every replication.",
        ).say(lang)
    return Text(
        f"{which.nl} is het verschil te groot voor toeval.", f"{which.en} the difference is too large for chance."
    ).say(lang)


def _certain(claim: Claim) -> bool:
    """True when the difference is the same in every replication, but for rounding to cents."""
    return (claim.difference.half_width or 0.0) <= ROUNDING * abs(claim.size)


def _amount(size: float, half_width: float | None, indicator: ShownIndicator, lang: Lang) -> str:
    """A size with its margin and unit: ``€ 126.000 ± 12.000 per jaar``.

    Has more decimals than the table where rounding would make it look as if it were within its margin.
    """
    shown = scale(indicator.unit, indicator.decimals, lang)
    mean, margin = abs(size) * shown.factor, (half_width or 0.0) * shown.factor
    decimals = decimals_known(margin, shown.decimals)
    finer = next((more for more in DECIMALS_MORE if round(mean, decimals + more) > round(margin, decimals + more)), 0)
    if finer:
        amount = f"{number(mean, decimals + finer, lang)} ± {number(margin, decimals + finer, lang)}"
    else:
        amount = with_margin(abs(size), half_width, shown, lang)
    if indicator.unit == "share":
        return f"{amount} {Text('procentpunt', 'percentage points').say(lang)}"
    if shown.unit.startswith("€"):
        return f"€ {amount}{shown.unit.removeprefix('€')}"
    return f"{amount} {shown.unit}"
