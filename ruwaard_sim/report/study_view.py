"""What every page says about the study it shows: question, size, certainty, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruwaard_sim.scenario.draws.calibration_checks import about_stale
from ruwaard_sim.scenario.draws.draws import StaleDraws
from ruwaard_sim.text import Lang, Text, date_text


@dataclass(frozen=True, slots=True)
class DrawnValue:
    """A value that was drawn: what it is called, which scenario says it (*of*) and where, and in what it acts."""

    title: Text
    of: str
    path: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnValues:
    """What must be said of values that were drawn: by whom they were left, which they are, and where they act."""

    name: str
    there_are: int
    """How many draws there are to take from."""
    values: tuple[DrawnValue, ...]
    stale: StaleDraws
    of_replication: Mapping[int, str]
    rows: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The numbers of each draw that was lived; empty in results of an earlier version, which did not keep them."""

    @property
    def acting(self) -> int:
        """How many of the values do something in a variant of the study."""
        return sum(bool(value.variants) for value in self.values)

    @property
    def used(self) -> int:
        """How many different draws were lived."""
        return len(set(self.of_replication.values()))

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> DrawnValues | None:
        """Take it from a manifest; None when no values were drawn."""
        section = manifest.get("draws")
        if section is None:
            return None
        return cls(
            name=section["name"],
            there_are=section["there_are"],
            values=tuple(
                DrawnValue(Text(**value["title"]), value["of"], value["path"], tuple(value["variants"]))
                for value in section["values"]
            ),
            stale=StaleDraws(tuple(section["stale"]), tuple(section.get("stale_targets", ()))),
            of_replication={int(number): name for number, name in section["of_replication"].items()},
            rows=section.get("rows", {}),
        )

    def told(self, variants: Sequence[str], lang: Lang) -> str:
        """The values that do something in one line, each with where it acts if that is not everywhere."""
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
    """The facts around the figures. *folder* and *result_hash* are None when nothing was stored."""

    study: str
    title: Text
    question: Text
    baseline: str
    variants: tuple[str, ...]
    counterfactual: tuple[str, ...]
    """The variants that are outside the law."""
    asked: int
    done: int
    failed: int
    precise: bool | None
    seed: int
    values: int
    assumed: int
    folder: str | None
    result_hash: str | None
    neutral: bool = False
    """Whether every effect that is a belief was set to neutral."""
    beliefs: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """By variant what is believed in it and not neutral: where it stands, and in words."""
    draws: DrawnValues | None = None
    """The values that were drawn; None when all stood at their mode."""
    headline: tuple[str, ...] = ()
    """The figures that the study's question is about, by name; none when it says none."""
    titles: Mapping[str, Text] = field(default_factory=dict)
    """What the variants are called in full; empty in results of before this was kept."""
    shocks: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """By variant what befalls the wijk and when, in words; empty in results of before this was kept."""

    def in_full(self, lang: Lang) -> str:
        """The variants whose title says more than their name, each with it: ``taak: Eén som voor de taak``."""
        pairs = ((name, title.say(lang)) for name, title in self.titles.items())
        return "; ".join(f"{name}: {title}" for name, title in pairs if title.casefold().replace(" ", "_") != name)

    @property
    def stale(self) -> Text | None:
        """What must be said where draws were fitted with other numbers or targets; None where they were not."""
        if self.draws is None or not self.draws.stale:
            return None
        sentence = about_stale(self.draws.name, self.draws.stale)
        return Text(f"Let op: {sentence.nl}.", f"Beware: {sentence.en}.")

    @property
    def fit(self) -> Text:
        """What may be said of how the values that were drawn fit: they were fitted with what is believed left in."""
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
        """What must be said of beliefs wherever figures are shown; None where nobody believes anything."""
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
        """Who believes what; those who believe the same are told together."""
        together: dict[str, list[str]] = {}
        for name, titles in self.beliefs.items():
            if titles:
                listed = ", ".join(dict.fromkeys(title.say(lang) for title in titles.values()))
                together.setdefault(listed, []).append(name)
        return "; ".join(f"{', '.join(names)}: {listed}" for listed, names in together.items())

    @property
    def warning(self) -> Text | None:
        """What must be said wherever a variant outside the law is shown; None when there is none."""
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
        """Take what a page needs from a manifest, as written or as read back."""
        study, replications = manifest["study"], manifest["replications"]
        return cls(
            study=study["id"],
            title=Text(**study["title"]),
            question=Text(**study["question"]),
            baseline=study["baseline"],
            variants=tuple(study["variants"]),
            counterfactual=tuple(study["counterfactual"]),
            asked=replications["asked"],
            done=replications["done"],
            failed=len(replications["failed"]),
            precise=replications["precise"],
            seed=manifest["seed"],
            values=manifest["assumptions"]["values"],
            assumed=manifest["assumptions"]["assumed"],
            folder=folder,
            result_hash=result_hash,
            neutral=manifest.get("effects") == "neutral",
            beliefs={
                name: {effect: Text(**title) for effect, title in titles.items()}
                for name, titles in manifest.get("beliefs", {}).items()
            },
            draws=DrawnValues.from_manifest(manifest),
            headline=tuple(study.get("headline", ())),
            titles={name: Text(**title) for name, title in study.get("titles", {}).items()},
            shocks={name: tuple(map(_shock, titles)) for name, titles in manifest.get("shocks", {}).items()},
        )


def _shock(entry: Mapping[str, Any]) -> Text:
    """``COVID-19: fewer questions (16 March 2020 to 1 October 2020)``."""
    title = Text(**entry["title"])
    spans = [tuple(date_text(date.fromisoformat(day)) for day in span) for span in entry["spans"]]
    dutch = " en ".join(f"{first.nl} tot {until.nl}" for first, until in spans)
    english = " and ".join(f"{first.en} to {until.en}" for first, until in spans)
    return Text(f"{title.nl} ({dutch})", f"{title.en} ({english})")


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator as it is shown; what `indicators.json` holds of it."""

    name: str
    title: Text
    unit: str
    group: str
    group_title: Text
    decimals: int
    still_waiting: str | None
    effect: bool = True
    """Whether a difference between variants may be shown as an effect."""
    belief: bool = False
    """Whether it rests on what is believed and not counted."""

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> ShownIndicator:
        """Take it from an entry of the data dictionary."""
        return cls(
            name=entry["name"],
            title=Text(**entry["title"]),
            unit=entry["unit"],
            group=entry["group"],
            group_title=Text(**entry["group_title"]),
            decimals=entry["decimals"],
            still_waiting=entry["still_waiting"],
            effect=entry["effect"],
            belief=entry.get("belief", False),
        )
