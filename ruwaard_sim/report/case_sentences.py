"""Sentences for the story of one question: one for each event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.report.number_format import number
from ruwaard_sim.scenario.draws.study_plan import Titles
from ruwaard_sim.study.case_stories import StoryEvent
from ruwaard_sim.text import Text
from ruwaard_sim.units import MINUTES_PER_HOUR

URGENCY: dict[str, Text] = {
    "laag": Text("laag", "low"),
    "middel": Text("middel", "medium"),
    "hoog": Text("hoog", "high"),
    "crisis": Text("crisis", "crisis"),
}
STEPS: dict[str, Text] = {
    "loket": Text("gesprek aan het loket", "a talk at the desk"),
    "gesprek": Text("eerste gesprek met het team", "first talk with the team"),
    "mdo": Text(
        "MDO: bewoner, netwerk en hulpverleners aan één tafel", "MDO: resident, network and professionals at one table"
    ),
    "onderzoek": Text("de gemeente begint haar onderzoek", "the municipality begins to investigate"),
    "beschikking": Text(
        "het onderzoek is klaar; nu volgt het besluit", "the investigation is done; the decision follows"
    ),
}
ENDS: dict[str, Text] = {
    "OUTSIDE": Text("verwezen naar wat buiten de wijk valt", "referred to what lies outside the wijk"),
    "MOVED": Text("verhuist", "moves away"),
    "DIED": Text("overlijdt", "dies"),
}
AGAIN = {
    "helped": Text("de hulp loopt nog", "help goes on"),
    "waits": Text("wacht nog", "still waiting"),
}
FELT = Text("Welbevinden, nu en na een jaar", "Wellbeing, now and a year on")
_ALONE = {True: Text("woont alleen", "living alone"), False: Text("woont niet alleen", "not living alone")}
_INCOME = {
    "laag": Text("laag inkomen", "low income"),
    "midden": Text("middeninkomen", "middle income"),
    "hoog": Text("hoog inkomen", "high income"),
}


def household(alone: bool, income: str) -> Text:
    """Household and income in words: ``living alone, low income``."""
    return Text(f"{_ALONE[alone].nl}, {_INCOME[income].nl}", f"{_ALONE[alone].en}, {_INCOME[income].en}")


def story_sentences(moments: Sequence[StoryEvent], titles: Titles) -> Iterator[tuple[float, Text]]:
    """(days since the question, sentence) for every event that has a sentence, in order."""
    for moment in moments:
        tell = _TELL.get(moment.kind)
        text = None if tell is None else tell(moment, titles)
        if text is not None:
            yield moment.day, text


def _title(titles: Mapping[str, Text], name: str) -> Text:
    return titles.get(name, Text(name, name))


def _staff(titles: Titles, pool: str) -> Text | None:
    return titles.staff.get(pool.partition(".")[0])


def _handled(moment: StoryEvent, _: Titles) -> Text | None:
    """A sentence for a crisis only: other pathways show in the steps that follow."""
    return HANDLINGS["crisis"] if moment.who == "crisis" else None


def _step(moment: StoryEvent, _: Titles) -> Text:
    return _title(STEPS, moment.what)


def _referred(moment: StoryEvent, titles: Titles) -> Text:
    rules = _title(titles.routes, moment.what)
    return Text(
        f"volgens de regels naar {rules.nl}, maar men verwijst door (overtuiging)",
        f"by the rules to {rules.en}, but referred on (belief)",
    )


def _routed(moment: StoryEvent, titles: Titles) -> Text:
    route = _title(titles.routes, moment.who)
    return Text(f"naar {route.nl}", f"to {route.en}")


def _begun(moment: StoryEvent, titles: Titles) -> Text:
    staff = _staff(titles, moment.who)
    if staff is None:
        return Text("de hulp begint", "help begins")
    nl, en = (number(moment.amount / MINUTES_PER_HOUR, 1, lang) for lang in ("nl", "en"))
    return Text(f"de hulp begint: {nl} uur per week, {staff.nl}", f"help begins: {en} hours a week, {staff.en}")


def _switched(moment: StoryEvent, titles: Titles) -> Text:
    staff = _staff(titles, moment.who) or Text("een ander", "another")
    return Text(f"wacht te lang en gaat naar {staff.nl}", f"waits too long and goes to {staff.en}")


def _granted(moment: StoryEvent, titles: Titles) -> Text:
    route = _title(titles.routes, moment.what)
    nl, en = (number(moment.amount / 100, 0, lang) for lang in ("nl", "en"))
    return Text(
        f"een pgb van € {nl} per week in plaats van {route.nl}", f"a pgb of € {en} a week instead of {route.en}"
    )


def _wished(moment: StoryEvent, _: Titles) -> Text | None:
    """A sentence for a refused wish only: a granted one shows when the pgb begins."""
    if moment.amount:
        return None
    return Text(
        "vraagt een pgb, maar kan dat niet beheren of motiveren", "asks for a pgb but cannot manage it or give reasons"
    )


def _closed(moment: StoryEvent, _: Titles) -> Text | None:
    return ENDS.get(moment.what)


def _always(nl: str, en: str) -> Callable[[StoryEvent, Titles], Text | None]:
    return lambda _, __: Text(nl, en)


_TELL: dict[EventKind, Callable[[StoryEvent, Titles], Text | None]] = {
    EventKind.HANDLED: _handled,
    EventKind.STEP_BEGUN: _step,
    EventKind.DECIDED: _always("de beschikking is er", "the formal decision is there"),
    EventKind.REFERRED: _referred,
    EventKind.ROUTED: _routed,
    EventKind.WISHED: _wished,
    EventKind.GRANTED: _granted,
    EventKind.BEGUN: _begun,
    EventKind.SWITCHED: _switched,
    EventKind.CRISIS: _always("het wachten wordt een crisis", "waiting turns into a crisis"),
    EventKind.OBJECTED: _always("maakt bezwaar", "objects"),
    EventKind.UPHELD: _always(
        "krijgt gelijk: de vraag wordt opnieuw gewogen", "is right: the question is weighed again"
    ),
    EventKind.REJECTED: _always("het bezwaar wordt afgewezen", "the objection is turned down"),
    EventKind.ENDED: _always("de hulp eindigt", "help ends"),
    EventKind.RETURNED: _always("dezelfde vraag komt terug", "the same question comes back"),
    EventKind.CLOSED: _closed,
}
