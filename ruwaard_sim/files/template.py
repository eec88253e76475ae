"""The text of a new variant: valid as it is, with an example of every change in its comments.

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
from ruwaard_sim.scenario.schema.question_catalogue import AnswerEntry, KeyEntry, QuestionEntry, catalogue
from ruwaard_sim.scenario.variants.change_checks import UNFILLED
from ruwaard_sim.text import Lang, Text

_WIDTH = 116
_UNTITLED = Text(f"{UNFILLED.nl} hoe heet dit voor lezers?", f"{UNFILLED.en} what do readers call this?")
_WHY = Text(f"{UNFILLED.nl} waarom deze verandering?", f"{UNFILLED.en} why this change?")
_RULE_KEYS = ("title", "when", "then", "judgement", "alike", "source")


@dataclass(frozen=True, slots=True)
class Foundation:
    """The base or variant that a new variant builds on: its name, title and tree, and the names in it."""

    name: str
    title: Text
    tree: Node
    names: Mapping[str, Sequence[str]]
    """The names there are, by what has them: ``pool``, ``route``, ``domain``, ``places``."""
    examples: Sequence[Example]
    """The answers it gives itself, and after those the answers of shipped scenarios."""

    @property
    def sources(self) -> list[str]:
        """The names of the sources that can be cited."""
        return list(_keys(self.tree.get(("sources", "sources"))))

    def current_answer(self, path: str) -> str:
        """Return the name of its answer at *path* (``surplus``, ``pays.welfare``)."""
        node = self.tree.get(("mechanisms", *path.split("."), ANSWER))
        return "" if node is None else str(node.content)


@dataclass(frozen=True, slots=True)
class WantedAnswer:
    """An answer to write, and its path: ``surplus``, or with a role ``pays.welfare``."""

    path: str
    question: QuestionEntry
    answer: AnswerEntry


@dataclass(frozen=True, slots=True)
class Template:
    """The text of the variant, and the keys in it that could not be filled in."""

    text: str
    to_fill_in: tuple[str, ...]


def template(name: str, foundation: Foundation, choice: WantedAnswer | None, lang: Lang) -> Template:
    """Return the text of a variant called *name* on *foundation*, with the answer of *choice* if there is one."""
    parameters = list(_keys(foundation.tree.get(("rules", "parameters"))))
    lines = [*_header_lines(name, foundation, lang), ""]
    open_keys: tuple[str, ...] = ()
    if choice is not None:
        lines += ["changes:", *_change_lines(f"mechanisms.{choice.path}", _answer_lines(choice, foundation, lang))]
        open_keys = tuple(key.name for key in choice.answer.keys if _example_value(choice, key, foundation) is None)
    elif parameters:
        repeats = Text(
            "Deze verandering herhaalt wat nu geldt, en verandert dus niets. Maak er iets van, of haal haar weg.",
            "This change repeats what holds now, so it changes nothing. Make something of it, or take it away.",
        )
        lines += ["changes:", *_explanation(repeats, lang), *_parameter_lines(parameters.pop(0), foundation)]
    else:
        lines += ["changes: {}"]
    return Template("\n".join([*lines, "", *_example_lines(foundation, parameters, lang)]) + "\n", open_keys)


# ---------------------------------------------------------------------- the head of the file


def _header_lines(name: str, foundation: Foundation, lang: Lang) -> Iterator[str]:
    titled = foundation.title.say(lang)
    cited = ", ".join(foundation.sources)
    about = Text(
        f"De variant '{name}', op '{foundation.name}' ({titled}).\n"
        "Een variant is een basis, of een andere variant, met een lijst veranderingen. Van iedere verandering staat er "
        "wát er verandert (het pad), waarom (because), waar dat vandaan komt (source) en de nieuwe waarde in haar "
        "geheel (to). Wat niet in de lijst staat, blijft zoals het is.\n"
        "Een getal heeft een eenheid (unit) en een bron (source). Staat het nergens, dan is het een aanname: "
        "source: assumption, met low, mode, high en grade: D; ieder resultaat telt ze mee.\n"
        f'Een bron is een naam uit sources.yaml, met de plaats erachter ("wijkkader §6"): {cited}.\n'
        f"Nakijken: ruwaard-sim check {name}.yaml\n"
        "Vergelijken: noem de variant in een studie (kind: study) en doe ruwaard-sim run STUDIE.",
        f"The variant '{name}', on '{foundation.name}' ({titled}).\n"
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
    yield f"base: {in_line(foundation.name)}"
    yield f"title: {_bilingual(_UNTITLED)}"
    yield "description:"
    title = Text(
        f"{UNFILLED.nl} wat is er anders dan in {foundation.name}?",
        f"{UNFILLED.en} what differs from {foundation.name}?",
    )
    yield f"  nl: {quoted(title.nl)}"
    yield f"  en: {quoted(title.en)}"
    begins = Text("de dag waarop het ingaat; zonder deze regel meteen", "the day it begins; without this line at once")
    yield f"# begins: 2020-01-01   # {begins.say(lang)}"


# ---------------------------------------------------------------------- examples


def _example_lines(foundation: Foundation, parameters: Sequence[str], lang: Lang) -> Iterator[str]:
    intro = Text(
        "VOORBEELDEN. Haal bij een voorbeeld op iedere regel '# ' weg (één hekje en één spatie); regels met ## zijn "
        "uitleg. Getallen zijn overgenomen uit een scenario dat dit antwoord heeft: vervang ze. Niet alle antwoorden "
        "gaan samen; check zegt welke niet, en waarom.",
        "EXAMPLES. Take '# ' away on every line of an example (one hash and one space); lines with ## explain. Numbers "
        "are copied from a scenario with this answer: replace them. Not all answers go together; check says which "
        "do not, and why.",
    )
    pools = ", ".join(foundation.names["pool"])
    hours = Text(f"De uren die u kunt noemen: {pools}.", f"The hours you can name: {pools}.")
    yield from _explanation(intro, lang)
    yield from _explanation(hours, lang)
    for question in catalogue().values():
        yield ""
        yield from _explanation(_about_question(question, foundation), lang)
        for choice in _other_answers(question, foundation):
            title = choice.answer.title.say(lang)
            yield from _explanation(
                Text(f"Of {choice.answer.name}: {title}", f"Or {choice.answer.name}: {title}"), lang
            )
            yield from _commented_out(
                _change_lines(f"mechanisms.{choice.path}", _answer_lines(choice, foundation, lang))
            )
    for parameter in parameters[:1]:
        yield ""
        yield from _explanation(Text("Een getal waar regels naar kijken:", "A number that rules look at:"), lang)
        yield from _commented_out(_parameter_lines(parameter, foundation))
    yield from _rule_lines(foundation, lang)


def _about_question(question: QuestionEntry, foundation: Foundation) -> Text:
    answers = {path: foundation.current_answer(path) for path in question.places}
    titles = {path: question.answers[answer].title for path, answer in answers.items() if answer in question.answers}

    def answers_in(lang: Lang) -> str:
        if question.by_role:
            return "; ".join(f"{path.partition('.')[2]} {answer}" for path, answer in answers.items())
        return "; ".join(f"{answer} ({titles[path].say(lang)})" for path, answer in answers.items() if path in titles)

    return Text(f"{question.title.nl} Nu: {answers_in('nl')}.", f"{question.title.en} Now: {answers_in('en')}.")


def _other_answers(question: QuestionEntry, foundation: Foundation) -> Iterator[WantedAnswer]:
    """Yield the other answers, each at a path where a scenario has it, or else where parties participate."""
    for answer in question.answers.values():
        other = [path for path in question.places if foundation.current_answer(path) != answer.name]
        used = [
            f"{example.question}.{example.role}"
            for example in foundation.examples
            if example.question == question.name and example.answer == answer.name
        ]
        usual = [*used, f"{question.name}.participant", *reversed(other)]
        if other:
            yield WantedAnswer(next(path for path in usual if path in other), question, answer)


def _parameter_lines(name: str, foundation: Foundation) -> list[str]:
    node = foundation.tree.get(("rules", "parameters", name))
    assert node is not None
    return _change_lines(f"rules.parameters.{name}", _whole_value(node.plain()))


def _rule_lines(foundation: Foundation, lang: Lang) -> Iterator[str]:
    """Yield the lines of a present rule, ready to be changed."""
    rule = _example_rule(foundation)
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
    yield from _explanation(about, lang)
    yield from _commented_out(
        _change_lines(path, _whole_value({key: plain[key] for key in _RULE_KEYS if key in plain}))
    )


def _example_rule(foundation: Foundation) -> tuple[str, dict[str, Any]] | None:
    """Return the path and content of the first rule that uses a parameter, or else of the first with a condition."""
    parameters = _keys(foundation.tree.get(("rules", "parameters")))
    candidates: list[tuple[bool, str, dict[str, Any]]] = []
    for table in ("routering", "aanpak"):
        rules = foundation.tree.get(("rules", table, "rules"))
        for key in _keys(rules):
            node = None if rules is None else rules.child(key)
            plain = {} if node is None else node.plain()
            words = set(re.findall(r"\w+", str(plain.get("when", ""))))
            if words:
                candidates.append((not words & set(parameters), f"rules.{table}.rules.{key}", plain))
    return min(candidates, key=lambda candidate: candidate[0])[1:] if candidates else None


# ---------------------------------------------------------------------- one change


def _change_lines(path: str, to: Iterable[str]) -> list[str]:
    return [
        f"  {path}:",
        f"    because: {_bilingual(_WHY)}",
        f"    source: {ASSUMPTION}",
        *(f"    {line}" for line in to),
    ]


def _whole_value(value: dict[str, Any]) -> list[str]:
    return ["to:", *(f"  {key}: {in_line(child)}" for key, child in value.items())]


def _answer_lines(choice: WantedAnswer, foundation: Foundation, lang: Lang) -> Iterator[str]:
    if not choice.answer.keys:
        yield f"to: {in_line({ANSWER: choice.answer.name})}"
        return
    yield "to:"
    yield f"  answer: {in_line(choice.answer.name)}"
    for key in choice.answer.keys:
        yield from _key_lines(key, _example_value(choice, key, foundation), lang)


def _key_lines(key: KeyEntry, example_value: tuple[Any, str] | None, lang: Lang) -> Iterator[str]:
    lines = [key.text]
    if not key.is_number:
        lines.append(key.form.title)
    if key.units:
        lines.append(key.units_said)
    where = "" if example_value is None else example_value[1]
    lines.append(Text(f"zoals in {where}", f"as in {where}") if where else Text("VUL IN", "FILL IN"))
    yield from _comments(["; ".join(text.say(lang) for text in lines)], "  # ")
    if example_value is None:
        yield f"  # {key.name}: {_blank_value(key)}"
    elif key.by_name:
        yield f"  {key.name}:"
        yield from (f"    {name}: {in_line(child)}" for name, child in example_value[0].items())
    else:
        yield f"  {key.name}: {in_line(example_value[0])}"


def _blank_value(key: KeyEntry) -> str:
    if not key.units:
        return ""
    number = f"{{low: , mode: , high: , unit: {in_line(key.units[0])}, source: {ASSUMPTION}, grade: D}}"
    return f"{{…: {number}}}" if key.by_name else number


def _example_value(choice: WantedAnswer, key: KeyEntry, foundation: Foundation) -> tuple[Any, str] | None:
    """Return a valid value for *key* and its scenario: from this answer, or else from another to this question."""
    about = [
        example
        for example in foundation.examples
        if example.question == choice.question.name and key.name in example.plain
    ]
    same = [example for example in about if example.answer == choice.answer.name]
    equivalent = [example for example in about if _has_same_key(choice.question, example, key)]
    for example in [*same, *equivalent]:
        value = _usable_part(example.plain[key.name], key, foundation)
        if value is not None:
            return value, example.scenario
    return None


def _has_same_key(question: QuestionEntry, example: Example, key: KeyEntry) -> bool:
    """Tell if the answer of *example* has the same *key*, with the same form, units and bounds."""
    other = question.answers.get(example.answer)
    key_entry = None if other is None else other.key(key.name)
    return key_entry is not None and (key_entry.form, key_entry.measure) == (key.form, key.measure)


def _usable_part(value: Any, key: KeyEntry, foundation: Foundation) -> Any:
    """Return the part of *value* whose names exist in *foundation*; None if nothing remains."""
    if key.names is None:
        return value if _cites_source_of(value, foundation) else None
    names = foundation.names[key.names]
    if not key.by_name:
        return value if value in names else None
    values = {name: child for name, child in value.items() if name in names and _cites_source_of(child, foundation)}
    return values or None


def _cites_source_of(value: Any, foundation: Foundation) -> bool:
    source = value.get("source", ASSUMPTION) if isinstance(value, dict) else ASSUMPTION
    return str(source).partition(" ")[0] in {ASSUMPTION, *foundation.sources}


# ---------------------------------------------------------------------- lines


def _keys(node: Node | None) -> list[str]:
    return list(node.content) if node is not None and isinstance(node.content, dict) else []


def _bilingual(text: Text) -> str:
    return f"{{nl: {quoted(text.nl)}, en: {quoted(text.en)}}}"


def _explanation(text: Text, lang: Lang) -> Iterator[str]:
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


def _commented_out(lines: Iterable[str]) -> Iterator[str]:
    """Return *lines* as comments, with ``# `` after the common indentation."""
    return (f"  # {line.removeprefix('  ')}" for line in lines)
