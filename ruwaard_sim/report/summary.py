"""A study in a few sentences: the differences that exceed their margin, and how large they are.

Only the headline figures are chosen by hand. For each variant the largest difference in the other direction among
figures of the same kind follows, so that what got worse is named beside what got better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ruwaard_sim.report.number_format import decimals_known, number, scale, with_margin
from ruwaard_sim.report.study_view import ShownIndicator
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, Difference
from ruwaard_sim.text import Lang, Text

LASTING = ("days", "weeks", "months")
LEVELS = ("share", "ratio", "points")
A_YEAR = " a year"
A_PART = "of which "
"""The beginning of the title of a figure that is part of the one above it."""
COUNTED = "cases/year"
"""The unit of figures of which more is neither good nor bad, so that they have no counterweight."""
COUNTERWEIGHT = 0.1
"""A counterweight is named only when it is at least this share of the headline difference."""
TRIFLE = 0.01
"""And at least this share of the headline figure in the baseline."""
ROUNDING = 1e-4
"""The share of a difference that its margin may be when only rounding makes it vary."""
DECIMALS_MORE = range(4)
"""Decimals that a sentence may add to those of the table."""
LONGER, SHORTER = Text("langer", "longer"), Text("korter", "shorter")
HIGHER, LOWER = Text("hoger", "higher"), Text("lager", "lower")
MORE, LESS, FEWER = Text("meer", "more"), Text("minder", "less"), Text("minder", "fewer")


@dataclass(frozen=True, slots=True)
class ClearDifference:
    """A difference of a variant with the baseline that exceeds its margin."""

    indicator: ShownIndicator
    variant: str
    difference: Difference

    @property
    def size(self) -> float:
        """The mean difference in the unit of the indicator; below zero where the variant has less."""
        assert self.difference.mean is not None
        return self.difference.mean

    @property
    def certain(self) -> bool:
        """True when it is the same in every replication, but for rounding to cents."""
        return (self.difference.half_width or 0.0) <= ROUNDING * abs(self.size)

    def say(self, lang: Lang) -> str:
        """``23,0 ± 0,7 dagen korter``, ``€ 126.000 ± 12.000 per jaar meer``, ``30 ± 1 more a year``."""
        amount, way = _amount(self.size, self.difference.half_width, self.indicator, lang), self._direction().say(lang)
        if lang == "en" and amount.endswith(A_YEAR):
            return f"{amount.removesuffix(A_YEAR)} {way}{A_YEAR}"
        return f"{amount} {way}"

    def _direction(self) -> Text:
        unit, more = self.indicator.unit, self.size > 0
        if unit in LASTING:
            return LONGER if more else SHORTER
        if unit in LEVELS:
            return HIGHER if more else LOWER
        if more:
            return MORE
        return LESS if unit.startswith("EUR") else FEWER


def summary_sentences(
    comparison: Comparison,
    indicators: Sequence[ShownIndicator],
    headline: Collection[str],
    lang: Lang = "nl",
    *,
    drawn: bool = False,
) -> tuple[str, ...]:
    """Sum up a study: which variants change nothing, the headline figures, their counterweights, how many differ.

    Left out are figures that rest on registration or on belief, and every difference within its margin. Without
    margins, as of one replication, only variants that change nothing are named. *drawn*: uncertain values were drawn,
    so margins are about more than chance.
    """
    others = [name for name in comparison.variants if name != comparison.baseline]
    same = [name for name in others if unchanged(name, comparison)]
    changed = [name for name in others if name not in same]
    effects = [indicator for indicator in indicators if indicator.effect and not indicator.belief]
    summary = [_nothing_changes(same, comparison.baseline, lang)] if same else []
    if any(_difference(indicator, name, comparison) for indicator in effects for name in changed):
        heads = _headlines(effects, headline)
        summary += _about_headlines(heads, others, comparison, lang)
        summary += _counterweights(heads, effects, changed, comparison, lang)
        summary.append(_count(effects, changed, comparison, lang, drawn=drawn))
    return tuple(f"{sentence[0].upper()}{sentence[1:]}" for sentence in summary)


def _headlines(indicators: Iterable[ShownIndicator], headline: Iterable[str]) -> list[ShownIndicator]:
    """The indicators that a study is about, in the order of *headline*."""
    by_name = {indicator.name: indicator for indicator in indicators}
    return [by_name[name] for name in headline if name in by_name]


def _about_headlines(
    heads: Sequence[ShownIndicator], variants: Sequence[str], comparison: Comparison, lang: Lang
) -> list[str]:
    """A sentence for each headline figure that differs, then for each that the baseline lacks, then for the others."""
    differing, new, equal = [], [], []
    for head in heads:
        clear = _clear_differences(head, variants, comparison)
        only_there = _only_there(head, comparison, lang)
        if clear:
            differing.append(_about(clear, comparison, lang))
        if only_there:
            new.append(only_there)
        if not clear and not only_there:
            equal.append(head)
    return [*differing, *new, *_not_clear(equal, lang)]


def unchanged(variant: str, comparison: Comparison) -> bool:
    """True when every figure of *variant* equals that of the baseline, in every period and every replication."""
    keys = [key for key in comparison.estimates if key[0] == variant]
    return bool(keys) and all(_equal(key, comparison) for key in keys)


def _equal(key: tuple[str, str, str], comparison: Comparison) -> bool:
    difference, below = comparison.differences.get(key), comparison.estimates.get((comparison.baseline, *key[1:]))
    if difference is None or below is None or not comparison.estimates[key].count == below.count == difference.count:
        return False
    return not difference.count or not (difference.mean or difference.half_width or difference.chance)


def _difference(indicator: ShownIndicator, variant: str, comparison: Comparison) -> Difference | None:
    """The difference with the baseline; None where there is none or it has no margin."""
    difference = comparison.differences.get((variant, indicator.name, WHOLE_PERIOD))
    return None if difference is None or difference.half_width is None else difference


def _clear(indicator: ShownIndicator, variant: str, comparison: Comparison) -> ClearDifference | None:
    """The difference with the baseline; None where it is within its margin."""
    difference = _difference(indicator, variant, comparison)
    if (
        difference is None
        or difference.mean is None
        or difference.half_width is None
        or abs(difference.mean) <= difference.half_width
    ):
        return None
    return ClearDifference(indicator, variant, difference)


def _clear_differences(
    indicator: ShownIndicator, variants: Iterable[str], comparison: Comparison
) -> list[ClearDifference]:
    return [difference for name in variants if (difference := _clear(indicator, name, comparison))]


def _about(differences: Sequence[ClearDifference], comparison: Comparison, lang: Lang) -> str:
    """``vraag tot hulp: in wijkbudget 23,0 ± 0,7 dagen korter dan in gangbaar (44,1)``."""
    indicator = differences[0].indicator
    parts = ", ".join(f"in {difference.variant} {difference.say(lang)}" for difference in differences)
    than = Text("dan in", "than in").say(lang)
    return f"{indicator.title.say(lang)}: {parts} {than} {comparison.baseline}{_level(indicator, comparison, lang)}."


def _level(indicator: ShownIndicator, comparison: Comparison, lang: Lang) -> str:
    """The figure in the baseline, in brackets."""
    estimate = comparison.estimates.get((comparison.baseline, indicator.name, WHOLE_PERIOD))
    if estimate is None or estimate.mean is None:
        return ""
    shown = scale(indicator.unit, indicator.decimals, lang)
    half = None if estimate.half_width is None else estimate.half_width * shown.factor
    return f" ({number(estimate.mean * shown.factor, decimals_known(half, shown.decimals), lang)})"


def _only_there(indicator: ShownIndicator, comparison: Comparison, lang: Lang) -> str:
    """``vraag tot jeugdhulp: in jeugd_2020 23,1 ± 1,2 dagen; in wijkbudget is dit er niet``; empty where it is."""
    estimates = {name: comparison.estimates.get((name, indicator.name, WHOLE_PERIOD)) for name in comparison.variants}
    defined = {
        name: estimate for name, estimate in estimates.items() if estimate is not None and estimate.mean is not None
    }
    if comparison.baseline in defined or not defined:
        return ""
    shown = scale(indicator.unit, indicator.decimals, lang)
    parts = ", ".join(
        f"in {name} {with_margin(estimate.mean, estimate.half_width, shown, lang)} {shown.unit}"
        for name, estimate in defined.items()
    )
    sentence = Text("{}: {}; in {} is dit er niet.", "{}: {}; there is no such thing in {}.").say(lang)
    return sentence.format(indicator.title.say(lang), parts, comparison.baseline)


def _not_clear(indicators: Sequence[ShownIndicator], lang: Lang) -> list[str]:
    if not indicators:
        return []
    names = "; ".join(indicator.title.say(lang) for indicator in indicators)
    return [
        Text("geen verschil groter dan de marge: {}.", "no difference beyond its margin: {}.").say(lang).format(names)
    ]


def _counterweights(
    heads: Sequence[ShownIndicator],
    indicators: Sequence[ShownIndicator],
    variants: Sequence[str],
    comparison: Comparison,
    lang: Lang,
) -> list[str]:
    """The largest opposite difference of the same group and unit, for each headline figure and variant.

    Where the headline figure itself does not differ, the largest in either direction.
    """
    by_title: dict[str, dict[str, ClearDifference]] = {}
    for head in heads:
        family = [
            indicator
            for indicator in indicators
            if (indicator.group, indicator.unit) == (head.group, head.unit) and indicator not in heads
        ]
        for name in variants if head.unit != COUNTED else ():
            largest = _against(head, family, name, comparison)
            if largest is not None:
                by_title.setdefault(_title(largest.indicator, indicators, lang), {})[name] = largest
    if not by_title:
        return []
    several = len(variants) > 1
    items = [
        f"{title} "
        + ", ".join(
            (f"in {difference.variant} " if several else "") + difference.say(lang)
            for difference in differences.values()
        )
        for title, differences in by_title.items()
    ]
    return [Text("daar staat tegenover: {}.", "against that: {}.").say(lang).format("; ".join(items))]


def _against(
    head: ShownIndicator, family: Iterable[ShownIndicator], variant: str, comparison: Comparison
) -> ClearDifference | None:
    """The largest difference among *family* opposite to that of *head*; None when it is a trifle."""
    own = _clear(head, variant, comparison)
    baseline = comparison.estimates.get((comparison.baseline, head.name, WHOLE_PERIOD))
    level = 0.0 if baseline is None else abs(baseline.mean or 0.0)
    least = max(COUNTERWEIGHT * abs(own.size) if own else 0.0, TRIFLE * level)
    differences = [
        difference
        for indicator in family
        if (difference := _clear(indicator, variant, comparison)) and abs(difference.size) >= least
    ]
    return max(
        (difference for difference in differences if own is None or difference.size * own.size < 0),
        key=lambda difference: abs(difference.size),
        default=None,
    )


def _title(indicator: ShownIndicator, indicators: Sequence[ShownIndicator], lang: Lang) -> str:
    """The title of a figure; that of a part (*of which …*) after the title of its whole."""
    if not indicator.title.en.startswith(A_PART):
        return indicator.title.say(lang)
    above = [other for other in indicators[: indicators.index(indicator)] if not other.title.en.startswith(A_PART)]
    return ", ".join(heading.title.say(lang) for heading in (*above[-1:], indicator))


def _nothing_changes(variants: Sequence[str], baseline: str, lang: Lang) -> str:
    names = ", ".join(variants)
    return Text(
        f"in {names} verandert geen enkel cijfer: alles is in elke doorrekening als in {baseline}.",
        f"in {names} no figure changes: all is as in {baseline}, in every replication.",
    ).say(lang)


def _count(
    indicators: Sequence[ShownIndicator], variants: Sequence[str], comparison: Comparison, lang: Lang, *, drawn: bool
) -> str:
    """The number of figures that differ by more than their margin, and what that margin is about."""
    compared = [
        indicator for indicator in indicators if any(_difference(indicator, name, comparison) for name in variants)
    ]
    clear = {
        name: [difference for indicator in compared if (difference := _clear(indicator, name, comparison))]
        for name in variants
    }
    if len(variants) == 1:
        count = len(clear[variants[0]])
        which = Text(f"bij {count} van de {len(compared)} cijfers", f"for {count} of {len(compared)} figures")
    else:
        by_variant = ", ".join(f"{len(differences)} in {name}" for name, differences in clear.items())
        which = Text(f"van de {len(compared)} cijfers ({by_variant})", f"of {len(compared)} figures ({by_variant})")
    if drawn:
        return Text(
            f"{which.nl} is het verschil groter dan de marge; die gaat ook over waarden die niemand weet.",
            f"{which.en} the difference exceeds its margin, which is also about values that nobody knows.",
        ).say(lang)
    if all(difference.certain for differences in clear.values() for difference in differences):
        return Text(
            f"{which.nl} is er verschil, in elke doorrekening even groot.",
            f"{which.en} there is a difference, the same in every replication.",
        ).say(lang)
    return Text(
        f"{which.nl} is het verschil te groot voor toeval.", f"{which.en} the difference is too large for chance."
    ).say(lang)


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
