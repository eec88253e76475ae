"""The text of a variant to start from: valid as it stands, with an example of every change in its comments.

Lines with ``##`` explain; an example becomes part of the variant when the ``# `` before its lines is taken away.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruwaard_sim.files.answer_examples import ANSWER, Example
from ruwaard_sim.files.writing import in_line, quoted
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.quantities import ASSUMPTION
from ruwaard_sim.scenario.schema.question_catalogue import NUMBER, AnswerEntry, KeyEntry, QuestionEntry, catalogue
from ruwaard_sim.scenario.variants.change_checks import UNFILLED
from ruwaard_sim.text import Lang, Text

_WIDTH = 116
_UNTITLED = Text(f"{UNFILLED.nl} hoe heet dit voor lezers?", f"{UNFILLED.en} what do readers call this?")
_WHY = Text(f"{UNFILLED.nl} waarom deze verandering?", f"{UNFILLED.en} why this change?")
_RULE_KEYS = ("title", "when", "then", "judgement", "source")


@dataclass(frozen=True, slots=True)
class Foundation:
    """What the variant is to build on: its name and title, its tree, and what may be named in it."""

    name: str
    title: Text
    tree: Node
    names: Mapping[str, Sequence[str]]
    """The names there are, by what has them: ``pool``, ``route``, ``domain``, ``places``."""
    examples: Sequence[Example]
    """The answers it gives itself, and after those the answers of shipped scenarios."""

    @property
    def sources(self) -> list[str]:
        """The names of the sources that may be cited."""
        return list(_keys(self.tree.get(("sources", "sources"))))

    def present(self, path: str) -> str:
        """The name of the answer it gives at *path* (``surplus``, ``pays.welfare``)."""
        node = self.tree.get(("mechanisms", *path.split("."), ANSWER))
        return "" if node is None else str(node.content)


@dataclass(frozen=True, slots=True)
class WantedAnswer:
    """An answer that is wanted, and where: ``surplus``, or with a role ``pays.welfare``."""

    path: str
    question: QuestionEntry
    answer: AnswerEntry


@dataclass(frozen=True, slots=True)
class Template:
    """The text of the variant, and the keys in it that nobody could fill in."""

    text: str
    to_fill_in: tuple[str, ...]


def template(name: str, ground: Foundation, wish: WantedAnswer | None, lang: Lang) -> Template:
    """A variant called *name* on the *ground*, with the answer of *wish* if there is one."""
    parameters = list(_keys(ground.tree.get(("rules", "parameters"))))
    lines = [*_header(name, ground, lang), ""]
    open_keys: tuple[str, ...] = ()
    if wish is not None:
        lines += ["changes:", *_change(f"mechanisms.{wish.path}", _answer_lines(wish, ground, lang))]
        open_keys = tuple(key.name for key in wish.answer.keys if _filling(wish, key, ground) is None)
    elif parameters:
        repeats = Text(
            "Deze verandering herhaalt wat nu geldt, en verandert dus niets. Maak er iets van, of haal haar weg.",
            "This change repeats what holds now, so it changes nothing. Make something of it, or take it away.",
        )
        lines += ["changes:", *_explained(repeats, lang), *_parameter(parameters.pop(0), ground)]
    else:
        lines += ["changes: {}"]
    return Template("\n".join([*lines, "", *_examples(ground, parameters, lang)]) + "\n", open_keys)


# ---------------------------------------------------------------------- the head of the file


def _header(name: str, ground: Foundation, lang: Lang) -> Iterator[str]:
    titled = ground.title.say(lang)
    cited = ", ".join(ground.sources)
    about = Text(
        f"De variant '{name}', op '{ground.name}' ({titled}).\n"
        "Een variant is een basis, of een andere variant, met een lijst veranderingen. Van iedere verandering staat er "
        "wát er verandert (het pad), waarom (because), waar dat vandaan komt (source) en de nieuwe waarde in haar "
        "geheel (to). Wat niet in de lijst staat, blijft zoals het is.\n"
        "Een getal heeft een eenheid (unit) en een bron (source). Staat het nergens, dan is het een aanname: "
        "source: assumption, met low, mode, high en grade: D; ieder resultaat telt ze mee.\n"
        f'Een bron is een naam uit sources.yaml, met de plaats erachter ("wijkkader §6"): {cited}.\n'
        f"Nakijken: ruwaard-sim check {name}.yaml\n"
        "Vergelijken: noem de variant in een studie (kind: study) en doe ruwaard-sim run STUDIE.",
        f"The variant '{name}', on '{ground.name}' ({titled}).\n"
        "A variant is a base, or another variant, with a list of changes. Each change says what changes (the path), "
        "why (because), where that comes from (source) and the new value, whole (to). What is not in the list stays "
        "as it is.\n"
        "A number has a unit and a source. If it stands nowhere it is an assumption: source: assumption, with low, "
        "mode, high and grade: D; every result counts them.\n"
        f'A source is a name from sources.yaml, with the place behind it ("wijkkader §6"): {cited}.\n'
        f"To check: ruwaard-sim check {name}.yaml\n"
        "To compare: name the variant in a study (kind: study) and do ruwaard-sim run STUDY.",
    )
    yield from _comments(about.say(lang).split("\n"), "# ")
    yield "kind: variant"
    yield f"id: {in_line(name)}"
    yield f"base: {in_line(ground.name)}"
    yield f"title: {_both(_UNTITLED)}"
    yield "description:"
    title = Text(
        f"{UNFILLED.nl} wat is er anders dan in {ground.name}?", f"{UNFILLED.en} what differs from {ground.name}?"
    )
    yield f"  nl: {quoted(title.nl)}"
    yield f"  en: {quoted(title.en)}"
    begins = Text("de dag waarop het ingaat; zonder deze regel meteen", "the day it begins; without this line at once")
    yield f"# begins: 2020-01-01   # {begins.say(lang)}"


# ---------------------------------------------------------------------- examples


def _examples(ground: Foundation, parameters: Sequence[str], lang: Lang) -> Iterator[str]:
    intro = Text(
        "VOORBEELDEN. Haal bij een voorbeeld op iedere regel '# ' weg (één hekje en één spatie); regels met ## zijn "
        "uitleg. Getallen zijn overgenomen uit een scenario dat dit antwoord heeft: vervang ze. Niet alle antwoorden "
        "gaan samen; check zegt welke niet, en waarom.",
        "EXAMPLES. Take '# ' away on every line of an example (one hash and one space); lines with ## explain. Numbers "
        "are copied from a scenario with this answer: replace them. Not all answers go together; check says which "
        "do not, and why.",
    )
    pools = ", ".join(ground.names["pool"])
    hours = Text(f"De uren die u kunt noemen: {pools}.", f"The hours you can name: {pools}.")
    yield from _explained(intro, lang)
    yield from _explained(hours, lang)
    for question in catalogue().values():
        yield ""
        yield from _explained(_present(question, ground), lang)
        for wish in _other_answers(question, ground):
            title = wish.answer.title.say(lang)
            yield from _explained(Text(f"Of {wish.answer.name}: {title}", f"Or {wish.answer.name}: {title}"), lang)
            yield from _as_comment(_change(f"mechanisms.{wish.path}", _answer_lines(wish, ground, lang)))
    for parameter in parameters[:1]:
        yield ""
        yield from _explained(Text("Een getal waar regels naar kijken:", "A number that rules look at:"), lang)
        yield from _as_comment(_parameter(parameter, ground))
    yield from _rule(ground, lang)


def _present(question: QuestionEntry, ground: Foundation) -> Text:
    answers = {path: ground.present(path) for path in question.places}
    titles = {path: question.answers[answer].title for path, answer in answers.items() if answer in question.answers}

    def said(lang: Lang) -> str:
        if question.by_role:
            return "; ".join(f"{path.partition('.')[2]} {answer}" for path, answer in answers.items())
        return "; ".join(f"{answer} ({titles[path].say(lang)})" for path, answer in answers.items() if path in titles)

    return Text(f"{question.title.nl} Nu: {said('nl')}.", f"{question.title.en} Now: {said('en')}.")


def _other_answers(question: QuestionEntry, ground: Foundation) -> Iterator[WantedAnswer]:
    """The answers it does not give now, each at a place where a scenario gives it, or else where parties take part."""
    for answer in question.answers.values():
        other = [path for path in question.places if ground.present(path) != answer.name]
        used = [
            f"{example.question}.{example.role}"
            for example in ground.examples
            if example.question == question.name and example.answer == answer.name
        ]
        usual = [*used, f"{question.name}.participant", *reversed(other)]
        if other:
            yield WantedAnswer(next(path for path in usual if path in other), question, answer)


def _parameter(name: str, ground: Foundation) -> list[str]:
    node = ground.tree.get(("rules", "parameters", name))
    assert node is not None
    return _change(f"rules.parameters.{name}", _whole_value(node.plain()))


def _rule(ground: Foundation, lang: Lang) -> Iterator[str]:
    """A rule as it is, ready to be changed."""
    rule = _example_rule(ground)
    if rule is None:
        return
    path, plain = rule
    about = Text(
        "Een regel, zoals hij nu is. Een nieuwe regel krijgt een eigen naam, en met 'before: NAAM' zijn plaats; "
        "'to: null' haalt een regel weg.",
        "A rule as it is now. A new rule gets a name of its own, and its place by 'before: NAME'; 'to: null' takes a "
        "rule away.",
    )
    yield ""
    yield from _explained(about, lang)
    yield from _as_comment(_change(path, _whole_value({key: plain[key] for key in _RULE_KEYS if key in plain})))


def _example_rule(ground: Foundation) -> tuple[str, dict[str, Any]] | None:
    """The first rule that compares with a parameter, or else the first with a condition, and the way to it."""
    parameters = _keys(ground.tree.get(("rules", "parameters")))
    candidates: list[tuple[bool, str, dict[str, Any]]] = []
    for table in ("routering", "aanpak"):
        rules = ground.tree.get(("rules", table, "rules"))
        for key in _keys(rules):
            node = None if rules is None else rules.child(key)
            plain = {} if node is None else node.plain()
            words = set(re.findall(r"\w+", str(plain.get("when", ""))))
            if words:
                candidates.append((not words & set(parameters), f"rules.{table}.rules.{key}", plain))
    return min(candidates, key=lambda candidate: candidate[0])[1:] if candidates else None


# ---------------------------------------------------------------------- one change


def _change(path: str, to: Iterable[str]) -> list[str]:
    return [f"  {path}:", f"    because: {_both(_WHY)}", f"    source: {ASSUMPTION}", *(f"    {line}" for line in to)]


def _whole_value(value: dict[str, Any]) -> list[str]:
    return ["to:", *(f"  {key}: {in_line(child)}" for key, child in value.items())]


def _answer_lines(wish: WantedAnswer, ground: Foundation, lang: Lang) -> Iterator[str]:
    if not wish.answer.keys:
        yield f"to: {in_line({ANSWER: wish.answer.name})}"
        return
    yield "to:"
    yield f"  answer: {in_line(wish.answer.name)}"
    for key in wish.answer.keys:
        yield from _key_lines(key, _filling(wish, key, ground), lang)


def _key_lines(key: KeyEntry, filling: tuple[Any, str] | None, lang: Lang) -> Iterator[str]:
    lines = [key.text]
    if key.form != NUMBER:
        lines.append(key.kind)
    if key.units:
        lines.append(key.units_said)
    where = "" if filling is None else filling[1]
    lines.append(Text(f"zoals in {where}", f"as in {where}") if where else Text("VUL IN", "FILL IN"))
    yield from _comments(["; ".join(text.say(lang) for text in lines)], "  # ")
    if filling is None:
        yield f"  # {key.name}: {_blank(key)}"
    elif key.by_name:
        yield f"  {key.name}:"
        yield from (f"    {name}: {in_line(child)}" for name, child in filling[0].items())
    else:
        yield f"  {key.name}: {in_line(filling[0])}"


def _blank(key: KeyEntry) -> str:
    if not key.units:
        return ""
    number = f"{{low: , mode: , high: , unit: {in_line(key.units[0])}, source: {ASSUMPTION}, grade: D}}"
    return f"{{…: {number}}}" if key.by_name else number


def _filling(wish: WantedAnswer, key: KeyEntry, ground: Foundation) -> tuple[Any, str] | None:
    """A value for *key* that would pass, and the scenario it comes from: of this answer, or else of this question."""
    about = [
        example for example in ground.examples if example.question == wish.question.name and key.name in example.plain
    ]
    same = [example for example in about if example.answer == wish.answer.name]
    alike = [example for example in about if _means_the_same(wish.question, example, key)]
    for example in [*same, *alike]:
        value = _usable(example.plain[key.name], key, ground)
        if value is not None:
            return value, example.scenario
    return None


def _means_the_same(question: QuestionEntry, example: Example, key: KeyEntry) -> bool:
    """Whether the answer of *example* has *key* too, with the same form, units and bounds."""
    other = question.answers.get(example.answer)
    key_entry = None if other is None else other.key(key.name)
    return key_entry is not None and (key_entry.form, key_entry.measure) == (key.form, key.measure)


def _usable(value: Any, key: KeyEntry, ground: Foundation) -> Any:
    """*value* as far as what it names is there; None when nothing is left."""
    if key.names is None:
        return value if _cited(value, ground) else None
    names = ground.names[key.names]
    if not key.by_name:
        return value if value in names else None
    values = {name: child for name, child in value.items() if name in names and _cited(child, ground)}
    return values or None


def _cited(value: Any, ground: Foundation) -> bool:
    source = value.get("source", ASSUMPTION) if isinstance(value, dict) else ASSUMPTION
    return str(source).partition(" ")[0] in {ASSUMPTION, *ground.sources}


# ---------------------------------------------------------------------- lines


def _keys(node: Node | None) -> list[str]:
    return list(node.content) if node is not None and isinstance(node.content, dict) else []


def _both(text: Text) -> str:
    return f"{{nl: {quoted(text.nl)}, en: {quoted(text.en)}}}"


def _explained(text: Text, lang: Lang) -> Iterator[str]:
    return _comments([text.say(lang)], "  ## ")


def _comments(paragraphs: Iterable[str], sign: str) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from textwrap.wrap(
            paragraph,
            _WIDTH,
            initial_indent=sign,
            subsequent_indent=sign,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _as_comment(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a change as an example: ``# `` after the indentation that all have."""
    return (f"  # {line.removeprefix('  ')}" for line in lines)
