"""A study in a few plain sentences, made of its figures: which differences exceed their margin, and how large.

Nothing is chosen by hand but what a study is about, its headline figures. For each variant the largest difference the
other way among figures of their kind follows, so that what got worse stands beside what got better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ruwaard_sim.report.number_format import decimals_known, number, scale, with_margin
from ruwaard_sim.report.study_view import Line
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, Difference
from ruwaard_sim.text import Lang, Text

LASTING = ("days", "weeks", "months")
LEVELS = ("share", "ratio", "points")
A_YEAR = " a year"
A_PART = "of which "
"""How the title of a figure begins that is a part of one above it."""
COUNTED = "cases/year"
"""The unit of figures of which neither more nor less is good or bad, so that nothing stands against them."""
COUNTERWEIGHT = 0.1
"""What stands against a difference is only told when it is at least this share of it."""
TRIFLE = 0.01
"""And at least this share of what the headline figure is in the baseline."""
ROUNDING = 1e-4
"""A margin of less than this share of a difference is no luck."""
DECIMALS_MORE = range(4)
"""How many decimals more than in the table a sentence may need."""
LONGER, SHORTER = Text("langer", "longer"), Text("korter", "shorter")
HIGHER, LOWER = Text("hoger", "higher"), Text("lager", "lower")
MORE, LESS, FEWER = Text("meer", "more"), Text("minder", "less"), Text("minder", "fewer")


@dataclass(frozen=True, slots=True)
class Step:
    """A difference that exceeds its margin: of which figure, and of which variant with the baseline."""

    line: Line
    variant: str
    found: Difference

    @property
    def size(self) -> float:
        """How large it is; below zero where the variant has less."""
        assert self.found.mean is not None
        return self.found.mean

    @property
    def certain(self) -> bool:
        """Whether luck plays no part in it, but for rounding to cents."""
        return (self.found.half_width or 0.0) <= ROUNDING * abs(self.size)

    def say(self, lang: Lang) -> str:
        """``23,0 ± 0,7 dagen korter``, ``€ 126.000 ± 12.000 per jaar meer``, ``30 ± 1 more a year``."""
        amount, way = _amount(self.size, self.found.half_width, self.line, lang), self._direction().say(lang)
        if lang == "en" and amount.endswith(A_YEAR):
            return f"{amount.removesuffix(A_YEAR)} {way}{A_YEAR}"
        return f"{amount} {way}"

    def _direction(self) -> Text:
        unit, more = self.line.unit, self.size > 0
        if unit in LASTING:
            return LONGER if more else SHORTER
        if unit in LEVELS:
            return HIGHER if more else LOWER
        if more:
            return MORE
        return LESS if unit.startswith("EUR") else FEWER


def sentences(
    comparison: Comparison,
    lines: Sequence[Line],
    headline: Collection[str],
    lang: Lang = "nl",
    *,
    drawn: bool = False,
) -> tuple[str, ...]:
    """Which variants change nothing, the headline figures, what stands against those, and how many figures differ.

    Figures that rest on registration or on belief are left out, and so is each difference within its margin. Where
    there are no margins, as of one replication, only what is equal can be told. *drawn*: whether uncertain values were
    drawn, so that margins are about more than chance.
    """
    others = [name for name in comparison.variants if name != comparison.baseline]
    alike = [name for name in others if unchanged(name, comparison)]
    lines = [line for line in lines if line.effect and not line.belief]
    moved = [name for name in others if name not in alike]
    summary_lines = [_nothing_changes(alike, comparison.baseline, lang)] if alike else []
    if any(_known(line, name, comparison) for line in lines for name in moved):
        by_name = {line.name: line for line in lines}
        heads = [by_name[name] for name in headline if name in by_name]
        clear = [[step for name in others if (step := _clear(line, name, comparison))] for line in heads]
        new = [_only_there(line, comparison, lang) for line in heads]
        summary_lines += [_about(steps, comparison, lang) for steps in clear if steps]
        summary_lines += [new_line for new_line in new if new_line]
        equal = [line for line, steps, new_line in zip(heads, clear, new, strict=True) if not steps and not new_line]
        summary_lines += _not_clear(equal, lang)
        summary_lines += _beside(heads, lines, moved, comparison, lang)
        summary_lines.append(_count(lines, moved, comparison, lang, drawn=drawn))
    return tuple(f"{sentence[0].upper()}{sentence[1:]}" for sentence in summary_lines)


def unchanged(variant: str, comparison: Comparison) -> bool:
    """Whether every figure of *variant* is equal to that of the baseline, in every period and every replication."""
    keys = [key for key in comparison.estimates if key[0] == variant]
    return bool(keys) and all(_equal(key, comparison) for key in keys)


def _equal(key: tuple[str, str, str], comparison: Comparison) -> bool:
    step, below = comparison.differences.get(key), comparison.estimates.get((comparison.baseline, *key[1:]))
    if step is None or below is None or not comparison.estimates[key].count == below.count == step.count:
        return False
    return not step.count or not (step.mean or step.half_width or step.chance)


def _known(line: Line, variant: str, comparison: Comparison) -> Difference | None:
    """The difference, where there is one with a margin."""
    step = comparison.differences.get((variant, line.name, WHOLE_PERIOD))
    return None if step is None or step.half_width is None else step


def _clear(line: Line, variant: str, comparison: Comparison) -> Step | None:
    """The difference, where it exceeds its margin."""
    step = _known(line, variant, comparison)
    if step is None or step.mean is None or step.half_width is None or abs(step.mean) <= step.half_width:
        return None
    return Step(line, variant, step)


def _about(steps: Sequence[Step], comparison: Comparison, lang: Lang) -> str:
    """``vraag tot hulp: in wijkbudget 23,0 ± 0,7 dagen korter dan in gangbaar (44,1)``."""
    line = steps[0].line
    parts = ", ".join(f"in {step.variant} {step.say(lang)}" for step in steps)
    than = Text("dan in", "than in").say(lang)
    return f"{line.title.say(lang)}: {parts} {than} {comparison.baseline}{_level(line, comparison, lang)}."


def _level(line: Line, comparison: Comparison, lang: Lang) -> str:
    """What the figure is in the baseline, in brackets."""
    estimate = comparison.estimates.get((comparison.baseline, line.name, WHOLE_PERIOD))
    if estimate is None or estimate.mean is None:
        return ""
    shown = scale(line.unit, line.decimals, lang)
    half = None if estimate.half_width is None else estimate.half_width * shown.factor
    return f" ({number(estimate.mean * shown.factor, decimals_known(half, shown.decimals), lang)})"


def _only_there(line: Line, comparison: Comparison, lang: Lang) -> str:
    """``vraag tot jeugdhulp: in jeugd_2020 23,1 ± 1,2 dagen; in wijkbudget is dit er niet``; empty where it is."""
    estimates = {name: comparison.estimates.get((name, line.name, WHOLE_PERIOD)) for name in comparison.variants}
    defined = {
        name: estimate for name, estimate in estimates.items() if estimate is not None and estimate.mean is not None
    }
    if comparison.baseline in defined or not defined:
        return ""
    shown = scale(line.unit, line.decimals, lang)
    parts = ", ".join(
        f"in {name} {with_margin(estimate.mean, estimate.half_width, shown, lang)} {shown.unit}"
        for name, estimate in defined.items()
    )
    sentence = Text("{}: {}; in {} is dit er niet.", "{}: {}; there is no such thing in {}.").say(lang)
    return sentence.format(line.title.say(lang), parts, comparison.baseline)


def _not_clear(lines: Sequence[Line], lang: Lang) -> list[str]:
    if not lines:
        return []
    names = "; ".join(line.title.say(lang) for line in lines)
    return [
        Text("geen verschil groter dan de marge: {}.", "no difference beyond its margin: {}.").say(lang).format(names)
    ]


def _beside(
    heads: Sequence[Line], lines: Sequence[Line], variants: Sequence[str], comparison: Comparison, lang: Lang
) -> list[str]:
    """For each headline figure and variant the largest difference of its group and unit that goes against it.

    Where the headline figure itself does not differ, the largest in any direction.
    """
    steps_of: dict[str, dict[str, Step]] = {}
    for head in heads:
        family = [line for line in lines if (line.group, line.unit) == (head.group, head.unit) and line not in heads]
        for name in variants if head.unit != COUNTED else ():
            largest = _against(head, family, name, comparison)
            if largest is not None:
                steps_of.setdefault(_title(largest.line, lines, lang), {})[name] = largest
    if not steps_of:
        return []
    several = len(variants) > 1
    items = [
        f"{title} " + ", ".join((f"in {step.variant} " if several else "") + step.say(lang) for step in steps.values())
        for title, steps in steps_of.items()
    ]
    return [Text("daar staat naast: {}.", "beside that: {}.").say(lang).format("; ".join(items))]


def _against(head: Line, family: Iterable[Line], variant: str, comparison: Comparison) -> Step | None:
    """The largest difference of *variant* among *family* that goes against its *head*, unless that is a trifle."""
    own = _clear(head, variant, comparison)
    now = comparison.estimates.get((comparison.baseline, head.name, WHOLE_PERIOD))
    level = 0.0 if now is None else abs(now.mean or 0.0)
    least = max(COUNTERWEIGHT * abs(own.size) if own else 0.0, TRIFLE * level)
    steps = [step for line in family if (step := _clear(line, variant, comparison)) and abs(step.size) >= least]
    return max(
        (step for step in steps if own is None or step.size * own.size < 0),
        key=lambda step: abs(step.size),
        default=None,
    )


def _title(line: Line, lines: Sequence[Line], lang: Lang) -> str:
    """What the figure is called; a part (*of which …*) with the whole that stands above it."""
    if not line.title.en.startswith(A_PART):
        return line.title.say(lang)
    above = [other for other in lines[: lines.index(line)] if not other.title.en.startswith(A_PART)]
    return ", ".join(heading.title.say(lang) for heading in (*above[-1:], line))


def _nothing_changes(variants: Sequence[str], baseline: str, lang: Lang) -> str:
    names = ", ".join(variants)
    return (
        Text(
            "niets van wat gemeten wordt, verandert in {}: ieder cijfer is in iedere doorrekening dat van {}.",
            "nothing that is measured changes in {}: each figure is that of {} in every replication.",
        )
        .say(lang)
        .format(names, baseline)
    )


def _count(lines: Sequence[Line], variants: Sequence[str], comparison: Comparison, lang: Lang, *, drawn: bool) -> str:
    """How many figures differ by more than their margin, and what that margin is about."""
    compared = [line for line in lines if any(_known(line, name, comparison) for name in variants)]
    clear = [[step for line in compared if (step := _clear(line, name, comparison))] for name in variants]
    parts = "; ".join(f"{len(steps)} in {name}" for name, steps in zip(variants, clear, strict=True))
    sentence = Text(
        f"van de vergeleken cijfers ({len(compared)}) is het verschil groter dan de marge bij {parts}",
        f"of the figures compared ({len(compared)}) the difference exceeds its margin for {parts}",
    )
    luck = Text(
        "; van cijfers die niet verschillen, komt één op de twintig daar door toeval",
        "; of figures that do not differ one in twenty gets there by chance",
    )
    if drawn:
        luck = Text(
            "; die marge gaat ook over waarden die niemand weet",
            "; that margin is also about values that nobody knows",
        )
    elif all(step.certain for steps in clear for step in steps):
        luck = Text("", "")
    return f"{sentence.say(lang)}{luck.say(lang)}."


def _amount(size: float, half: float | None, line: Line, lang: Lang) -> str:
    """How much, with its margin and unit, whatever the direction: ``€ 126.000 ± 12.000 per jaar``.

    With more decimals than in the table where rounding would make it look as if it were within its margin.
    """
    shown = scale(line.unit, line.decimals, lang)
    most, least = abs(size) * shown.factor, (half or 0.0) * shown.factor
    places = decimals_known(least, shown.decimals)
    finer = next((more for more in DECIMALS_MORE if round(most, places + more) > round(least, places + more)), 0)
    if finer:
        amount = f"{number(most, places + finer, lang)} ± {number(least, places + finer, lang)}"
    else:
        amount = with_margin(abs(size), half, shown, lang)
    if line.unit == "share":
        return f"{amount} {Text('procentpunt', 'percentage points').say(lang)}"
    if shown.unit.startswith("€"):
        return f"€ {amount}{shown.unit.removeprefix('€')}"
    return f"{amount} {shown.unit}"
