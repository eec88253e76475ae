"""Short stories of sampled questions under two variants side by side, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.report.case_sentences import AGAIN, FELT, URGENCY, household, story_sentences
from ruwaard_sim.report.number_format import number
from ruwaard_sim.report.screen import BELIEF, as_text
from ruwaard_sim.study.case_stories import CaseStory, QuestionRun, Sample
from ruwaard_sim.tables.personal import Paid
from ruwaard_sim.text import Lang, Text, date_text

DAY_WIDTH = 9
COST_WIDTH = 9
PAYER_WIDTH = 26
GAP = 2
PAYERS: dict[str, Text] = {
    "municipality": Text("gemeente (Wmo, welzijn)", "municipality (Wmo, welfare)"),
    "insurers": Text("zorgverzekeraar (Zvw)", "health insurer (Zvw)"),
    "resident": Text("bewoner (eigen bijdrage)", "resident (contribution)"),
    "together": Text("samen", "together"),
}


def cases_page(sample: Sample, lang: Lang = "nl", *, width: int = 80, colour: bool = False) -> str:
    """The stories of *sample* as text for a screen of *width* columns."""
    parts: list[RenderableType] = [_opening(sample, lang)]
    for story_number, story in enumerate(sample.stories, start=1):
        parts.append(Padding(_story(sample, story, story_number, lang, width), (1, 0, 0, 0)))
    if sample.stories:
        parts.append(Padding(_together(sample, lang), (1, 0, 0, 0)))
    parts.append(Padding(Group(*(Styled(note) for note in notes(sample, lang))), (1, 0, 0, 0)))
    return as_text(Group(*parts), width, colour)


# ---------------------------------------------------------------------- the page around the stories


def _opening(sample: Sample, lang: Lang) -> RenderableType:
    study, (first, second) = sample.study, sample.variants
    titles = [f"{name}: {study.variants[name].title.say(lang)}" for name in (first, second)]
    lines = [Styled(study.title.say(lang), "bold"), Styled(f"{titles[0]}; {titles[1]}.")]
    outside = [name for name in sample.variants if study.variants[name].counterfactual]
    if outside:
        lines.append(Styled(Text("Buiten de wet: ", "Outside the law: ").say(lang) + ", ".join(outside), "bold red"))
    if study.effects == "neutral":
        lines.append(Styled(Text("ZONDER OVERTUIGINGEN (factor 1).", "WITHOUT BELIEFS (factor 1).").say(lang), "bold"))
    return Group(*lines)


def notes(sample: Sample, lang: Lang) -> Iterator[str]:
    """Notes below the stories: how questions were sampled, and which costs are counted."""
    yield (
        Text(
            "{} van {} vragen, geloot, om de beurt uit elk leefdomein (seed {}): vragen van volwassenen die "
            "onder beide varianten op dezelfde dag kwamen, met een vol jaar ervoor en erna. Het zijn verzonnen "
            "bewoners met hetzelfde toeval, geen gemiddelde van de wijk, en niemand zocht de mooiste uit. Waarom een "
            "bewoner deze weg ging: ruwaard-sim explain VARIANT --resident NUMMER --seed {}.",
            "{} of {} questions, by lot and in turn from every leefdomein (seed {}): questions of adults that came on "
            "the same day under both variants, with a full year before and after. They are invented residents with "
            "the same chance, no average of the wijk, and nobody picked the best. Why a resident went this way: "
            "ruwaard-sim explain VARIANT --resident NUMBER --seed {}.",
        )
        .say(lang)
        .format(len(sample.stories), number(sample.eligible, 0, lang), sample.seed, sample.seed)
    )
    yield Text(
        "Kosten: alles wat deze bewoner in dat jaar kreeg, ook voor andere vragen. Uren tellen tegen het tarief van "
        "die dag, of tegen wat een uur kost waar geen tarief is; een lumpsum wordt voor de wijk betaald en niet per "
        "bewoner. Eigen netwerk en een plek in het Huis van de Wijk hebben in het model geen prijs.",
        "Cost: all that this resident got in that year, for other questions too. Hours count at the tariff of the "
        "day, or at what an hour costs where there is no tariff; a lumpsum is paid for the wijk and not per resident. "
        "The own network and a place in the neighbourhood house have no price in the model.",
    ).say(lang)
    yield Text(
        "De Wlz speelt in dit model geen rol: wat een verpleeghuis of langdurige zorg kost, staat er niet in.",
        "The Wlz plays no part in this model: what a nursing home or long-term care costs is not in it.",
    ).say(lang)
    if any(life.wellbeing is not None for story in sample.stories for life in story.lives.values()):
        yield Text(
            "Welbevinden na een jaar is een overtuiging: wie hulp kreeg voelt zich naar men gelooft zoveel beter. Dat "
            "dit in de Proeftuin zo was, staat in de bronnen; hoeveel, staat er niet.",
            "Wellbeing after a year is a belief: who was helped is believed to feel so much better. That it was so in "
            "the Proeftuin is in the sources; by how much is not.",
        ).say(lang)


# ---------------------------------------------------------------------- one story


def _story(sample: Sample, story: CaseStory, number: int, lang: Lang, width: int) -> RenderableType:
    titles = sample.study.titles
    domain = titles.domains.get(story.domain, Text(story.domain, story.domain)).say(lang)
    heading = f"{number}. {domain[0].upper()}{domain[1:]}"
    return Group(
        Styled(heading, "bold"),
        Styled(_resident_text(story, lang)),
        _side_by_side(sample, story, lang, width),
        _costs(sample, {name: (life.before, life.after) for name, life in story.lives.items()}, lang),
        *_wellbeing(sample, story, lang),
        Styled(comparison_text(sample, story, lang)),
    )


def _resident_text(story: CaseStory, lang: Lang) -> str:
    return (
        Text(
            "Bewoner {who}, {age} jaar, {home}, vraagt op {when} om hulp. Zwaarte {severity} van 10, urgentie "
            "{urgency}; netwerk {netwerk}, eigen kracht {own}, welbevinden {felt}.",
            "Resident {who}, aged {age}, {home}, asks for help on {when}. Severity {severity} of 10, urgency "
            "{urgency}; network {netwerk}, own strength {own}, wellbeing {felt}.",
        )
        .say(lang)
        .format(
            who=story.resident,
            age=story.age,
            home=household(story.alone, story.income).say(lang),
            when=date_text(date.fromisoformat(story.date)).say(lang),
            severity=story.severity,
            urgency=URGENCY[story.urgency].say(lang),
            netwerk=story.traits["netwerk"],
            own=story.traits["eigen_kracht"],
            felt=story.wellbeing,
        )
    )


def _side_by_side(sample: Sample, story: CaseStory, lang: Lang, width: int) -> RenderableType:
    half = (width - 2) // 2
    both = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    columns = []
    for name in sample.variants:
        both.add_column(width=half - 1)
        column = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
        column.add_column(width=DAY_WIDTH, style="dim")
        column.add_column(overflow="fold")
        for when, text in story_lines(sample, story.lives[name], lang):
            column.add_row(when, Styled(text))
        columns.append(column)
    both.add_row(*(Styled(name, "underline") for name in sample.variants))
    both.add_row(*columns)
    return both


def story_lines(sample: Sample, life: QuestionRun, lang: Lang) -> list[tuple[str, str]]:
    """(day, sentence) for each event of a life, and last what still goes on after a year."""
    word = Text("dag", "day").say(lang)
    lines = [
        (f"{word} {number(day, 0, lang)}", text.say(lang))
        for day, text in story_sentences(life.moments, sample.study.titles)
    ]
    after = AGAIN["helped"] if _is_helped(life) else AGAIN["waits"] if life.waited is None and _is_open(life) else None
    if after is not None:
        lines.append((Text("na 1 jaar", "a year on").say(lang), after.say(lang)))
    return lines


def _is_helped(life: QuestionRun) -> bool:
    kinds = [moment.kind for moment in life.moments if moment.kind in (EventKind.BEGUN, EventKind.ENDED)]
    return bool(kinds) and kinds[-1] is EventKind.BEGUN


def _is_open(life: QuestionRun) -> bool:
    return all(moment.kind is not EventKind.CLOSED for moment in life.moments)


def _costs(sample: Sample, paid: dict[str, tuple[Paid, Paid]], lang: Lang) -> RenderableType:
    table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    table.add_column(width=PAYER_WIDTH)
    for _ in range(2 * len(sample.variants)):
        table.add_column(width=COST_WIDTH, justify="right")
    wide = 2 * COST_WIDTH + GAP
    names = (" " * GAP).join(name[:wide].rjust(wide) for name in sample.variants)
    before, after = Text("ervoor", "before").say(lang), Text("erna", "after").say(lang)
    table.add_row(Text("Kosten (€ per jaar)", "Cost (€ a year)").say(lang), *([before, after] * len(sample.variants)))
    for key, title in PAYERS.items():
        cells = [_euros(getattr(paid_by, key), lang) for name in sample.variants for paid_by in paid[name]]
        if key == "together" or any(cell != "0" for cell in cells):
            table.add_row(title.say(lang), *cells)
    return Group(Styled(" " * (PAYER_WIDTH + GAP) + names), table)


def _euros(cents: float, lang: Lang) -> str:
    return number(cents / 100, 0, lang)


def _wellbeing(sample: Sample, story: CaseStory, lang: Lang) -> list[RenderableType]:
    wellbeing_of = {name: life.wellbeing for name, life in story.lives.items() if life.wellbeing is not None}
    if not wellbeing_of:
        return []
    steps = "; ".join(
        f"{name} {story.wellbeing} -> {number(wellbeing_of[name], 0, lang)}"
        for name in sample.variants
        if name in wellbeing_of
    )
    return [Styled(f"{FELT.say(lang)} ({BELIEF.say(lang)}): {steps}")]


def comparison_text(sample: Sample, story: CaseStory, lang: Lang) -> str:
    """Compare the second variant with the first for this resident, in two sentences: the wait, and the year's cost."""
    first, second = (story.lives[name] for name in sample.variants)
    return f"{_wait(sample.variants[1], first, second, lang)} {_price(first, second, lang)}"


def _wait(name: str, first: QuestionRun, second: QuestionRun, lang: Lang) -> str:
    if first.waited is None and second.waited is None:
        return Text("Geen van beide wegen brengt binnen een jaar hulp.", "Neither way brings help within a year.").say(
            lang
        )
    if first.waited is None or second.waited is None:
        text = (
            Text("Alleen met {} begint er binnen een jaar hulp.", "Only with {} does help begin within a year.")
            if first.waited is None
            else Text("Met {} begint er binnen een jaar geen hulp.", "With {} no help begins within a year.")
        )
        return text.say(lang).format(name)
    days = round(first.waited) - round(second.waited)
    if days == 0:
        return Text("De hulp begint op dezelfde dag.", "Help begins on the same day.").say(lang)
    sooner = Text("eerder", "sooner") if days > 0 else Text("later", "later")
    unit = Text("dag" if abs(days) == 1 else "dagen", "day" if abs(days) == 1 else "days")
    return (
        Text("Met {} begint de hulp {} {} {}.", "With {} help begins {} {} {}.")
        .say(lang)
        .format(name, number(abs(days), 0, lang), unit.say(lang), sooner.say(lang))
    )


def _price(first: QuestionRun, second: QuestionRun, lang: Lang) -> str:
    euros = round(second.after.together / 100) - round(first.after.together / 100)
    if euros == 0:
        return Text("Alles samen kost dat jaar evenveel.", "In all the year costs the same.").say(lang)
    more = Text("meer", "more") if euros > 0 else Text("minder", "less")
    return (
        Text("Alles samen kost dat jaar € {} {}.", "In all the year costs € {} {}.")
        .say(lang)
        .format(number(abs(euros), 0, lang), more.say(lang))
    )


def _together(sample: Sample, lang: Lang) -> RenderableType:
    several = Text("Gemiddeld over deze {} vragen", "On average over these {} questions")
    title = (several if len(sample.stories) > 1 else Text("Deze ene vraag", "This one question")).say(lang)
    means = {name: sample.mean(name) for name in sample.variants}
    return Group(Styled(title.format(len(sample.stories)), "bold"), _costs(sample, means, lang))


# ---------------------------------------------------------------------- for a program


def cases_object(sample: Sample, lang: Lang) -> dict[str, Any]:
    """The stories as plain data; amounts in euros."""
    return {
        "study": sample.study.id,
        "variants": list(sample.variants),
        "seed": sample.seed,
        "effects": sample.study.effects,
        "sample": len(sample.stories),
        "eligible": sample.eligible,
        "cases": [_case_object(sample, story, lang) for story in sample.stories],
        "notes": list(notes(sample, lang)),
    }


def _case_object(sample: Sample, story: CaseStory, lang: Lang) -> dict[str, Any]:
    return {
        "resident": story.resident,
        "domain": story.domain,
        "date": story.date,
        "age": story.age,
        "alone": story.alone,
        "income": story.income,
        "netwerk": story.traits["netwerk"],
        "eigen_kracht": story.traits["eigen_kracht"],
        "zwaarte": story.severity,
        "urgentie": story.urgency,
        "moral": comparison_text(sample, story, lang),
        "lives": {name: _life_object(sample, story, life, lang) for name, life in story.lives.items()},
    }


def _life_object(sample: Sample, story: CaseStory, life: QuestionRun, lang: Lang) -> dict[str, Any]:
    return {
        "told": [{"day": when, "text": text} for when, text in _days(sample, life, lang)],
        "waited": life.waited,
        "before": _paid_object(life.before),
        "after": _paid_object(life.after),
        "wellbeing": {"before": story.wellbeing, "after": life.wellbeing, "belief": True},
    }


def _days(sample: Sample, life: QuestionRun, lang: Lang) -> Iterable[tuple[float, str]]:
    return ((day, text.say(lang)) for day, text in story_sentences(life.moments, sample.study.titles))


def _paid_object(paid: Paid) -> dict[str, float]:
    return {key: round(getattr(paid, key)) / 100 for key in PAYERS}
