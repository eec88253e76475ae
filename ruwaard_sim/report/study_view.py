"""A study as a page shows it, apart from its figures: question, variants, replications, beliefs, draws, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from ruwaard_sim.files.manifest_model import DrawsSection, IndicatorEntry, Manifest, ShockEntry
from ruwaard_sim.scenario.draws.calibration_checks import about_stale
from ruwaard_sim.scenario.draws.draws import StaleDraws
from ruwaard_sim.study.statistics import Comparison
from ruwaard_sim.text import Lang, Text, date_text


@dataclass(frozen=True, slots=True)
class DrawnValue:
    """A value that was drawn: its title, its scenario (*of*) and path there, and the variants it acts in."""

    title: Text
    of: str
    path: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnValues:
    """The drawn values of a study: the file of draws, the values, and the draw of each replication."""

    name: str
    there_are: int
    """The number of draws in the file."""
    values: tuple[DrawnValue, ...]
    stale: StaleDraws
    of_replication: Mapping[int, str]
    rows: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The numbers of each draw that was used, by its name; empty in results of earlier versions."""

    @property
    def acting(self) -> int:
        """The number of drawn values that act in some variant of the study."""
        return sum(bool(value.variants) for value in self.values)

    @property
    def used(self) -> int:
        """The number of different draws that were used."""
        return len(set(self.of_replication.values()))

    @classmethod
    def from_section(cls, section: DrawsSection) -> DrawnValues:
        """Read the drawn values from the draws section of a manifest."""
        return cls(
            name=section.name,
            there_are=section.there_are,
            values=tuple(DrawnValue(value.title, value.of, value.path, value.variants) for value in section.values),
            stale=StaleDraws(section.stale, section.stale_targets),
            of_replication=section.of_replication,
            rows=section.rows,
        )

    def acting_titles(self, variants: Sequence[str], lang: Lang) -> str:
        """The titles of the values that act, in one line; with the variants where that is not all of *variants*."""
        sentences = []
        for value in self.values:
            if set(value.variants) == set(variants):
                sentences.append(value.title.say(lang))
            elif value.variants:
                names = ", ".join(value.variants)
                sentences.append(
                    f"{value.title.say(lang)} ({Text(f'alleen in {names}', f'only in {names}').say(lang)})"
                )
        return "; ".join(sentences)


@dataclass(frozen=True, slots=True)
class StudyInfo:
    """Everything about a study but its figures. *folder* and *result_hash* are None when nothing was stored."""

    study: str
    title: Text
    question: Text
    baseline: str
    variants: tuple[str, ...]
    counterfactual: tuple[str, ...]
    """The variants that the law does not allow."""
    requested: int
    completed: int
    failed: int
    precise: bool | None
    seed: int
    values: int
    assumed: int
    folder: str | None
    result_hash: str | None
    neutral: bool = False
    """True when every effect that is a belief was set to neutral."""
    beliefs: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """The beliefs at work in each variant: their title by path."""
    draws: DrawnValues | None = None
    """The drawn values; None when all values stood at their mode."""
    headline: tuple[str, ...] = ()
    """The names of the indicators that the study's question is about; empty when it names none."""
    titles: Mapping[str, Text] = field(default_factory=dict)
    """The titles of the variants; empty in results of earlier versions."""
    since: Mapping[str, date] = field(default_factory=dict)
    """The day from which a variant differs from the baseline, where that is not the first."""
    same_residents: bool | None = None
    """Whether the same people live in every variant; None in results of earlier versions, which do not say."""
    named_twice: tuple[Text, ...] = ()
    """Which file was taken for each name that is that of several."""
    shocks: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """The shocks of each variant with their dates, in words; empty in results of earlier versions."""

    def part(self, comparison: Comparison) -> StudyInfo:
        """The same, about the variants in a part of the comparison."""
        return replace(self, variants=comparison.variants)

    def in_full(self, lang: Lang) -> str:
        """Titles of the variants whose name says less: ``taak: Eén som voor de taak``."""
        pairs = ((name, title.say(lang)) for name, title in self.titles.items())
        return "; ".join(f"{name}: {title}" for name, title in pairs if title.casefold().replace(" ", "_") != name)

    @property
    def windows(self) -> dict[str, str]:
        """The name of the period from which such a variant differs."""
        return {name: day.isoformat() for name, day in self.since.items()}

    @property
    def window(self) -> Text | None:
        """The sentence that says from which day differences are taken; None where that is the first day."""
        days = {self.since.get(name) for name in self.variants if name != self.baseline}
        day = days.pop() if len(days) == 1 else None
        if day is None:
            return None
        on = date_text(day)
        return Text(
            f"Alle cijfers gaan over de tijd vanaf {on.nl}: tot die dag gebeurt in beide hetzelfde. Met --whole-period "
            "ziet u de hele periode.",
            f"All figures are about the time from {on.en}: until that day the same happens in both. --whole-period "
            "shows the whole period.",
        )

    @property
    def compared(self) -> Text:
        """The sentence that says whether the variants are about the same residents."""
        if self.same_residents:
            return Text(
                "De waarde ligt in het vergelijken: dezelfde inwoners met hetzelfde toeval, bij elk beleid.",
                "Its value lies in comparing: the same residents, the same chance, every policy.",
            )
        if self.same_residents is None:
            return Text(
                "Deze resultaten zijn van een eerdere versie; er staat niet in of het steeds dezelfde inwoners zijn.",
                "These results are of an earlier version; they do not say whether the residents are the same.",
            )
        return Text(
            "Let op: niet elke variant gaat over dezelfde inwoners, dus een verschil komt niet alleen van het beleid.",
            "Beware: not every variant is about the same residents, so a difference does not come from policy alone.",
        )

    @property
    def stale(self) -> Text | None:
        """A warning when draws were fitted with other numbers or targets; None otherwise."""
        if self.draws is None or not self.draws.stale:
            return None
        sentence = about_stale(self.draws.name, self.draws.stale)
        return Text(f"Let op: {sentence.nl}.", f"Beware: {sentence.en}.")

    @property
    def fit(self) -> Text:
        """The phrase that says how drawn values were fitted; another one when beliefs are left out."""
        if self.neutral:
            return Text(
                "samen aangepast aan gepubliceerde cijfers mét de overtuigingen erin; zonder hoeven zij er niet bij te "
                "passen",
                "fitted together to published figures with the beliefs in; without them they need not fit",
            )
        return Text(
            "samen zo dat zij bij gepubliceerde cijfers passen", "together such that they fit published figures"
        )

    @property
    def believed(self) -> Text | None:
        """The sentence about beliefs that goes with every figure; None without beliefs."""
        if self.neutral:
            return Text(
                "ZONDER OVERTUIGINGEN: elk effect dat een overtuiging is, staat op neutraal. Wat hier staat, volgt "
                "alleen uit rekenen en wachten, met de aannamen over uren, geld en tijd die erin zitten.",
                "WITHOUT BELIEFS: every effect that is a belief is set to neutral. What stands here follows from "
                "arithmetic and waiting alone, with the assumptions about hours, money and time that are in it.",
            )
        if not any(self.beliefs.values()):
            return None
        return Text(
            f"Niet gemeten maar aangenomen (overtuigingen): {self._beliefs_text('nl')}. "
            "Met --neutral-effects ziet u wat er zonder overblijft.",
            f"Not measured but assumed (beliefs): {self._beliefs_text('en')}. "
            "--neutral-effects shows what remains without them.",
        )

    def _beliefs_text(self, lang: Lang) -> str:
        """The beliefs by variant; variants with the same beliefs are named together."""
        together: dict[str, list[str]] = {}
        for name, titles in self.beliefs.items():
            if titles:
                listed = ", ".join(dict.fromkeys(title.say(lang) for title in titles.values()))
                together.setdefault(listed, []).append(name)
        return "; ".join(f"{', '.join(names)}: {listed}" for listed, names in together.items())

    @property
    def warning(self) -> Text | None:
        """A warning about variants that the law does not allow; None when there are none."""
        if not self.counterfactual:
            return None
        names = ", ".join(self.counterfactual)
        return Text(
            f"Buiten de wet: {names}. Zo mag het nu niet; dit is een gedachte-experiment.",
            f"Outside the law: {names}. This is not allowed at present; it is a thought experiment.",
        )

    @classmethod
    def from_manifest(
        cls, manifest: Mapping[str, Any], folder: str | None = None, result_hash: str | None = None
    ) -> StudyInfo:
        """Read a study from a manifest, as written or as read back."""
        content = Manifest.model_validate(manifest)
        study, replications = content.study, content.replications
        return cls(
            study=study.id,
            title=study.title,
            question=study.question,
            baseline=study.baseline,
            variants=study.variants,
            counterfactual=study.counterfactual,
            requested=replications.requested,
            completed=replications.completed,
            failed=len(replications.failed),
            precise=replications.precise,
            seed=content.seed,
            values=content.assumptions.values,
            assumed=content.assumptions.assumed,
            folder=folder,
            result_hash=result_hash,
            neutral=content.effects == "neutral",
            beliefs=content.beliefs,
            draws=None if content.draws is None else DrawnValues.from_section(content.draws),
            headline=study.headline,
            titles=study.titles,
            since=study.since,
            same_residents=study.same_residents,
            named_twice=study.named_twice,
            shocks={name: tuple(map(_shock, entries)) for name, entries in content.shocks.items()},
        )


def _shock(entry: ShockEntry) -> Text:
    """``COVID-19: fewer questions (16 March 2020 to 1 October 2020)``."""
    spans = [(date_text(first), date_text(until)) for first, until in entry.spans]
    dutch = " en ".join(f"{first.nl} tot {until.nl}" for first, until in spans)
    english = " and ".join(f"{first.en} to {until.en}" for first, until in spans)
    return Text(f"{entry.title.nl} ({dutch})", f"{entry.title.en} ({english})")


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """An indicator as it is shown: its entry in ``indicators.json``."""

    name: str
    title: Text
    unit: str
    group: str
    group_title: Text
    decimals: int
    still_waiting: str | None
    effect: bool = True
    """False when a difference between variants is no effect on residents, but one of registration."""
    belief: bool = False
    """True when it rests on a belief, and not only on what was counted."""
    better: Literal["lower", "higher"] | None = None
    """Which way is better; None where neither is."""
    matters: float = 0.0
    """The smallest difference worth a word."""
    on_time: str | None = None
    """Of a mean wait, the indicator with the share that is on time."""

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> ShownIndicator:
        """Read an indicator from its entry in ``indicators.json``."""
        return cls(**dict(IndicatorEntry.model_validate(entry)))
