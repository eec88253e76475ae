"""The catalogue of questions and answers, as text and as plain data: keys, units, and the variants that use them.

It returns text and objects; everything in them comes from the code and from the shipped scenarios.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ruwaard_sim.files.answer_examples import Example
from ruwaard_sim.mechanisms import ROLES
from ruwaard_sim.report.number_format import unit_said
from ruwaard_sim.scenario.document.quantities import ASSUMPTION
from ruwaard_sim.scenario.document.scalars import spelled
from ruwaard_sim.scenario.schema.question_catalogue import AnswerEntry, KeyEntry, QuestionEntry
from ruwaard_sim.text import Lang, Text

_ANSWER, _KEY, _MEANING = 2, 4, 24
_MOST_SHOWN = 3
_IN_BASE = "*"
SHARE = "share"


def overview_text(questions: Sequence[QuestionEntry], examples: Sequence[Example], lang: Lang, width: int = 80) -> str:
    """Each question with the names of its answers, those of a base marked, in lines of at most *width* columns."""
    column = max(len(question.name) for question in questions) + 2
    based = [example for example in examples if example.because is None]
    lines: list[str] = []
    for question in questions:
        by_role = Text(" (per rol)", " (by role)").say(lang) if question.by_role else ""
        title, *more = textwrap.wrap(question.title.say(lang) + by_role, width - column)
        names = [
            f"{answer.name}{_IN_BASE if _uses(question, answer, based) else ''}" for answer in question.answers.values()
        ]
        lines.append(f"{question.name:<{column}}{title}")
        lines += [" " * column + line for line in [*more, *textwrap.wrap(", ".join(names), width - column)]]
    bases = ", ".join(sorted({example.scenario for example in based}))
    star = Text(f"{_IN_BASE} het antwoord van de basis ({bases})", f"{_IN_BASE} the answer of the base ({bases})")
    rest = Text(
        "ruwaard-sim mechanisms VRAAG voor de rest: wat ieder antwoord aanneemt, en wat u erbij invult; "
        "met --all in plaats van VRAAG voor alle vragen.",
        "ruwaard-sim mechanisms QUESTION for the rest: what each answer assumes, and what you fill in with it; "
        "with --all instead of QUESTION for all of them.",
    )
    return "\n".join([*lines, "", star.say(lang), *_wrapped(rest.say(lang), 0, width), ""])


def catalogue_text(questions: Iterable[QuestionEntry], examples: Sequence[Example], lang: Lang, width: int = 80) -> str:
    """The questions with their answers and keys, in lines of at most *width* columns."""
    return "\n".join(line for question in questions for line in [*_question(question, examples, lang, width), ""])


def bounds_text(key: KeyEntry, unit: str) -> Text:
    """The range of a key, in *unit*."""
    low, high = key.bounds(unit)
    if key.measure is not None and key.measure.positive:
        return Text("meer dan 0", "more than 0")
    if low is not None and high is not None:
        nl, en = (_unit_after(unit, lang) for lang in ("nl", "en"))
        return Text(f"{_written(low, 'nl')} tot {_written(high, 'nl')}{nl}", f"{spelled(low)} to {spelled(high)}{en}")
    if low is not None:
        return Text(f"{_written(low, 'nl')} of meer", f"{spelled(low)} or more")
    if high is not None:
        nl, en = (_unit_after(unit, lang) for lang in ("nl", "en"))
        return Text(f"hoogstens {_written(high, 'nl')}{nl}", f"at most {spelled(high)}{en}")
    return Text("zonder grens", "without a bound")


def _written(number: float, lang: Lang) -> str:
    """A number in full, with the decimal mark of the reader's language."""
    return spelled(number).replace(".", ",") if lang == "nl" else spelled(number)


def _unit_after(unit: str, lang: Lang) -> str:
    """The unit in words, after a space; empty for a share between 0 and 1."""
    return "" if unit == SHARE else f" {unit_said(unit, lang)}"


def catalogue_object(questions: Iterable[QuestionEntry], examples: Sequence[Example], lang: Lang) -> dict[str, Any]:
    """The questions with their answers and keys as plain data."""
    return {"questions": [_question_object(question, examples, lang) for question in questions]}


# ---------------------------------------------------------------------- for a reader


def _question(entry: QuestionEntry, examples: Sequence[Example], lang: Lang, width: int) -> Iterator[str]:
    yield from _wrapped(f"{entry.name}: {entry.title.say(lang)}", 0, width)
    path = f"mechanisms.{entry.name}"
    if entry.by_role:
        by_role = Text(f"voor iedere rol apart, op {path}.ROL", f"for each role apart, at {path}.ROLE").say(lang)
        roles = "; ".join(f"{role} ({title.say(lang)})" for role, title in ROLES.items())
        yield from _wrapped(f"{by_role}: {roles}", _ANSWER, width)
    else:
        yield from _wrapped(Text(f"op {path}", f"at {path}").say(lang), _ANSWER, width)
    shown_before: dict[tuple[str, ...], str] = {}
    for answer in entry.answers.values():
        used = _uses(entry, answer, examples)
        yield ""
        yield from _wrapped(f"{answer.name}: {answer.title.say(lang)}", _ANSWER, width)
        yield from _wrapped(answer.says.say(lang), _KEY, width)
        yield from _wrapped(_used_in(used, lang), _KEY, width)
        blocks = {tuple(_key(key, used, lang, width)): key.name for key in answer.keys}
        yield from _told_before(
            [(shown_before[block], name) for block, name in blocks.items() if block in shown_before], lang, width
        )
        for block in blocks:
            if block not in shown_before:
                yield from block
                shown_before[block] = answer.name


def _told_before(keys: Sequence[tuple[str, str]], lang: Lang, width: int) -> Iterator[str]:
    """Keys that repeat those of an earlier answer word for word, by that answer."""
    for answer in dict.fromkeys(above for above, _ in keys):
        names = ", ".join(name for above, name in keys if above == answer)
        yield from _wrapped(Text(f"zoals bij {answer}: {names}", f"as under {answer}: {names}").say(lang), _KEY, width)


def _key(key: KeyEntry, used: Sequence[Example], lang: Lang, width: int) -> Iterator[str]:
    example = next((used_example.plain[key.name] for used_example in used if key.name in used_example.plain), None)
    first, *more = textwrap.wrap(key.text.say(lang), width - _MEANING)
    name = " " * _KEY + key.name
    yield f"{name:<{_MEANING - 1}} {first}" if len(name) < _MEANING else name
    rest = more if len(name) < _MEANING else [first, *more]
    yield from (" " * _MEANING + line for line in rest)
    yield from _wrapped(_written_as(key, example, lang), _MEANING, width)


def _written_as(key: KeyEntry, example: Any, lang: Lang) -> str:
    parts = []
    if not key.is_number:
        parts.append(key.form.title.say(lang))
    if key.units:
        unit = _unit_of(example, key)
        parts += [key.units_said.say(lang), bounds_text(key, unit).say(lang)]
    if example is not None:
        example_text = _such_as(key, example, lang)
        parts.append(Text(f"zoals {example_text}", f"such as {example_text}").say(lang))
    if key.belief is not None:
        neutral = _written(key.belief.neutral, lang)
        parts.append(Text(f"een overtuiging, neutraal bij {neutral}", f"a belief, neutral at {neutral}").say(lang))
    return "; ".join(parts)


def _unit_of(example: Any, key: KeyEntry) -> str:
    """The unit that the shipped scenarios use for a key, or else its first unit."""
    written = next(iter(example.values()), None) if key.by_name and isinstance(example, dict) else example
    unit = written.get("unit") if isinstance(written, dict) else None
    return unit if unit in key.units else key.units[0]


def _such_as(key: KeyEntry, example: Any, lang: Lang) -> str:
    """The value of an example in words; of several entries the first."""
    if key.by_name and isinstance(example, dict):
        return ", ".join(f"{name} {_value(entry, lang)}" for name, entry in list(example.items())[:1])
    return _value(example, lang)


def _value(written: Any, lang: Lang) -> str:
    if isinstance(written, dict):
        return _quantity(written, lang)
    return ", ".join(str(item) for item in written) if isinstance(written, list) else str(written)


def _quantity(written: Mapping[str, Any], lang: Lang) -> str:
    dated = written.get("values")
    level = written if dated is None else next(iter(reversed(dated.values())))
    number = _written(level, lang) if isinstance(level, int | float) else _level(level, lang)
    return f"{number}{_unit_after(written.get('unit', SHARE), lang)} ({_cited(written.get('source'), lang)})"


def _cited(source: str | None, lang: Lang) -> str:
    return Text("aanname", "assumption").say(lang) if source in (None, ASSUMPTION) else str(source)


def _level(level: Mapping[str, Any], lang: Lang) -> str:
    if "mode" not in level:
        return _written(level["value"], lang)
    if level["low"] == level["high"]:
        return _written(level["mode"], lang)
    between = Text("{}, tussen {} en {}", "{}, between {} and {}").say(lang)
    return between.format(*(_written(level[name], lang) for name in ("mode", "low", "high")))


def _uses(entry: QuestionEntry, answer: AnswerEntry, examples: Sequence[Example]) -> list[Example]:
    return [example for example in examples if example.question == entry.name and example.answer == answer.name]


def _used_in(used: Sequence[Example], lang: Lang) -> str:
    if not used:
        return Text("nog in geen enkel scenario", "in no scenario yet").say(lang)
    where: dict[str, str] = {}
    for example in used:
        why = (
            ""
            if example.because is None
            else f" ({_cited(example.source, lang)}: {example.because.say(lang).rstrip('.')})"
        )
        where.setdefault(example.scenario, why)
    shown = [f"{name}{why}" for name, why in list(where.items())[:_MOST_SHOWN]]
    more = len(where) - len(shown)
    if more:
        shown.append(Text(f"en nog {more}", f"and {more} more").say(lang))
    return Text("in: ", "in: ").say(lang) + "; ".join(shown)


def _wrapped(text: str, indent: int, width: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


# ---------------------------------------------------------------------- for a program


def _question_object(entry: QuestionEntry, examples: Sequence[Example], lang: Lang) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title.say(lang),
        "by_role": entry.by_role,
        "places": [f"mechanisms.{path}" for path in entry.places],
        "answers": [_answer_object(entry, answer, examples, lang) for answer in entry.answers.values()],
    }


def _answer_object(
    entry: QuestionEntry, answer: AnswerEntry, examples: Sequence[Example], lang: Lang
) -> dict[str, Any]:
    used = _uses(entry, answer, examples)
    return {
        "name": answer.name,
        "title": answer.title.say(lang),
        "says": answer.says.say(lang),
        "docstring": answer.says.en,
        "keys": [_key_object(key, used, lang) for key in answer.keys],
        "used_in": [
            {
                "scenario": example.scenario,
                "role": example.role,
                "because": None if example.because is None else example.because.say(lang),
                "source": example.source,
            }
            for example in used
        ],
    }


def _key_object(key: KeyEntry, used: Sequence[Example], lang: Lang) -> dict[str, Any]:
    example = next((used_example for used_example in used if key.name in used_example.plain), None)
    key_data: dict[str, Any] = {
        "name": key.name,
        "form": key.form.word,
        "meaning": key.text.say(lang),
        "units": key.units,
    }
    if key.units:
        unit = _unit_of(None if example is None else example.plain[key.name], key)
        low, high = key.bounds(unit)
        key_data["bounds"] = {"unit": unit, "minimum": low, "maximum": high}
    if key.belief is not None:
        key_data["belief"] = {"meaning": key.belief.text.say(lang), "neutral": key.belief.neutral}
    if example is not None:
        key_data["example"] = {"scenario": example.scenario, "written": example.plain[key.name]}
    return key_data
