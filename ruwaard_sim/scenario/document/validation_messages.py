"""Turns faults of validation into messages for the people who write scenarios.

Turns each fault into a finding: where, which stable code, what, and what may have been meant. Knows
the shapes and what was written; it decides nothing about what is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from ruwaard_sim.errors import Mark, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.base_model import complaint_in
from ruwaard_sim.scenario.document.model_paths import ModelsAtPath, landmarks
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.old_names import about_old_path
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.document.scalars import meant_bool, number_advice, shown, spelled
from ruwaard_sim.text import Text

_MOST_NAMED = 20
_STEPS_NAMED = 4

_EXPECTED: dict[str, tuple[str, Text]] = {
    "string_type": ("S004", Text("tekst", "text")),
    "float_type": ("S005", Text("een getal", "a number")),
    "finite_number": ("S005", Text("een getal", "a number")),
    "int_type": ("S006", Text("een geheel getal", "a whole number")),
    "int_from_float": ("S006", Text("een geheel getal", "a whole number")),
    "bool_type": ("S007", Text("true of false", "true or false")),
    "model_type": ("S008", Text("een blok met sleutels", "a block with keys")),
    "model_attributes_type": ("S008", Text("een blok met sleutels", "a block with keys")),
    "dict_type": ("S008", Text("een blok met sleutels", "a block with keys")),
    "list_type": ("S009", Text("een lijst", "a list")),
    "tuple_type": ("S009", Text("een lijst", "a list")),
    "set_type": ("S009", Text("een lijst", "a list")),
    "frozen_set_type": ("S009", Text("een lijst", "a list")),
    "none_required": ("S014", Text("niets (null)", "nothing (null)")),
}
"""Pydantic's words for a wrong type: our code, and what belongs there."""

_CHOICES = {"literal_error", "enum", "union_tag_invalid"}

_BOUNDS: dict[str, tuple[str, str]] = {
    "greater_than": ("S010", "gt"),
    "greater_than_equal": ("S010", "ge"),
    "less_than": ("S010", "lt"),
    "less_than_equal": ("S010", "le"),
    "multiple_of": ("S010", "multiple_of"),
    "string_too_short": ("S011", "min_length"),
    "string_too_long": ("S011", "max_length"),
    "too_short": ("S012", "min_length"),
    "too_long": ("S012", "max_length"),
}
"""Pydantic's words for a bound that is crossed: our code, and where pydantic keeps the bound."""

_SIGNS: tuple[tuple[str, Text], ...] = (
    ("a-z", Text("kleine letters", "small letters")),
    ("A-Z", Text("hoofdletters", "capitals")),
    ("0-9", Text("cijfers", "digits")),
    ("_", Text("_", "_")),
    ("-]", Text("-", "-")),
    ("\\.", Text("een punt", "a point")),
)
"""Parts of the patterns that names have, and what they allow."""

_FORMS: dict[type[BaseModel], Text] = {
    Quantity: Text(
        "schrijf {value: …, unit: …, source: …, grade: …}, of low, mode en high in plaats van value",
        "write {value: …, unit: …, source: …, grade: …}, or low, mode and high instead of value",
    ),
    Table: Text(
        "schrijf {unit: …, source: …, grade: …, rows: {…}}",
        "write {unit: …, source: …, grade: …, rows: {…}}",
    ),
}


_PATH = re.compile(r"[\w. ~:-]*[/\\][\w. ~:/\\-]*|[\w. -]+\.ya?ml")
"""What looks like the path to a file, where a name belongs."""


class LocatedFault(NamedTuple):
    """One fault as validation found it, with *loc* reduced to keys and indices that exist in the file.

    *missing* is the key that should have been at *loc*; *on_key* tells that the key itself is wrong.
    """

    kind: str
    loc: Loc
    context: dict[str, Any]
    said: str
    missing: str | None = None
    on_key: bool = False


class MessageAtMark(NamedTuple):
    """One fault in words, at its place."""

    mark: Mark
    code: str
    text: Text
    suggestion: str | None = None


class Explainer:
    """Explains the faults of one tree that should have been a *shape*."""

    def __init__(self, shape: type[BaseModel], node: Node) -> None:
        self._shape = shape
        self._node = node

    def explain(self, faults: Iterable[LocatedFault]) -> Iterator[MessageAtMark]:
        """A finding for each fault; faults that say one thing together become one finding."""
        together: dict[Loc, list[LocatedFault]] = {}
        missing: dict[tuple[Loc, str], LocatedFault] = {}
        misspelled: set[tuple[Loc, str | None]] = set()
        for fault in faults:
            if fault.missing is not None:
                missing[fault.loc, fault.missing] = fault
            elif fault.kind == "extra_forbidden":
                finding = self._unknown_key(fault)
                misspelled.add((fault.loc[:-1], finding.suggestion))
                yield finding
            elif fault.kind in _EXPECTED or fault.kind in _CHOICES:
                together.setdefault(fault.loc, []).append(fault)
            else:
                yield self._wrong_content(fault)
        for at, fault in missing.items():
            if at not in misspelled:
                yield self._missing_key(fault)
        for alternatives in together.values():
            yield self._wrong_kind(alternatives)

    def _allowed(self, loc: Loc) -> ModelsAtPath:
        return landmarks(self._shape, loc, self._node)

    def _unknown_key(self, fault: LocatedFault) -> MessageAtMark:
        key, around = str(fault.loc[-1]), fault.loc[:-1]
        keys = self._allowed(around).keys
        unused = [name for name in keys if not self._is_written(name, fault.loc)]
        renamed = about_old_path(fault.loc)
        text = message("S001", key=shown(key), choose=_choose_from(keys) if renamed is None else renamed)
        return MessageAtMark(
            self._node.key_mark_at(fault.loc),
            "S001",
            named(around, text),
            nearest(key, unused) or nearest(key.casefold(), unused),
        )

    def _is_written(self, name: str, loc: Loc) -> bool:
        """True if *name* already stands beside the key at *loc* in the same file."""
        beside = self._node.get((*loc[:-1], name))
        return beside is not None and beside.mark.file == self._node.mark_at(loc).file

    def _missing_key(self, fault: LocatedFault) -> MessageAtMark:
        key = fault.missing or ""
        allowed = self._allowed(fault.loc)
        meaning, choose = allowed.meaning(key), _choose_from(allowed.choices(key))
        purpose = Text(f" ({meaning.nl}){choose.nl}", f" ({meaning.en}){choose.en}") if meaning else choose
        text = message("S002", key=key, purpose=purpose)
        return MessageAtMark(self._node.key_mark_at(fault.loc), "S002", named(fault.loc, text))

    def _wrong_kind(self, alternatives: list[LocatedFault]) -> MessageAtMark:
        """One finding for a value that is none of the things it may be."""
        first = alternatives[0]
        written = self._written(first)
        words = [word for fault in alternatives if fault.kind in _CHOICES for word in _choices(fault)]
        types = dict.fromkeys(_EXPECTED[fault.kind] for fault in alternatives if fault.kind in _EXPECTED)
        if not types:
            return self._wrong_choice(first, words, written)
        expected = [text for _, text in types]
        if words:
            expected.append(Text(f"een van: {', '.join(words)}", f"one of: {', '.join(words)}"))
        advice = next(filter(None, (self._advice(fault, written) for fault in alternatives)), None)
        suggestion = nearest(str(written), words)
        if any(fault.kind == "bool_type" for fault in alternatives) and isinstance(written, str):
            intended = meant_bool(written)
            suggestion = suggestion if intended is None else str(intended).lower()
        code = next(iter(types))[0] if len(expected) == 1 else "S016"
        text = message(
            code,
            expected=Text(" of ".join(kind.nl for kind in expected), " or ".join(kind.en for kind in expected)),
            written=_described(written),
            advice=Text("", "") if advice is None else Text(f"; {advice.nl}", f"; {advice.en}"),
        )
        return MessageAtMark(self._mark(first), code, named(first.loc, text), suggestion)

    def _advice(self, fault: LocatedFault, written: object) -> Text | None:
        code = _EXPECTED[fault.kind][0] if fault.kind in _EXPECTED else ""
        if code in {"S005", "S006"} and isinstance(written, str):
            return number_advice(written)
        if code == "S004" and isinstance(written, bool | int | float):
            return Text("zet het tussen aanhalingstekens", "put it in quotation marks")
        return self._block_advice(fault.loc) if code == "S008" else None

    def _block_advice(self, loc: Loc) -> Text | None:
        allowed = self._allowed(loc)
        for shape, form in _FORMS.items():
            if shape in allowed.shapes:
                return form
        required = ", ".join(f"{key}: …" for key in allowed.required[:_MOST_NAMED])
        return Text(f"schrijf {{{required}}}", f"write {{{required}}}") if required else None

    def _wrong_choice(self, fault: LocatedFault, words: list[str], written: object) -> MessageAtMark:
        if fault.kind == "union_tag_invalid":
            key = str(fault.context["discriminator"]).strip("'")
            fault = fault._replace(loc=(*fault.loc, key))
            written = self._written(fault)
        text = message("S003", written=_described(written), choose=_choose_from(words))
        intended = meant_bool(written) if isinstance(written, str) and {"true", "false"} & set(words) else None
        suggestion = nearest(str(written), words) or nearest(str(written).casefold(), words)
        return MessageAtMark(
            self._mark(fault),
            "S003",
            named(fault.loc, text),
            suggestion if intended is None else str(intended).lower(),
        )

    def _wrong_content(self, fault: LocatedFault) -> MessageAtMark:
        """A finding for a value of the right type that will not do."""
        ours = complaint_in(fault.context, fault.kind)
        if ours is not None:
            return MessageAtMark(self._mark(fault), ours.code, named(fault.loc, ours.text), ours.suggestion)
        suggestion = None
        if fault.kind in _BOUNDS:
            code, key = _BOUNDS[fault.kind]
            limit = fault.context[key]
            text = message(code, fault.kind, limit=spelled(limit) if isinstance(limit, int | float) else limit)
        elif fault.kind == "string_pattern_mismatch":
            pattern = str(fault.context["pattern"])
            written = str(self._written(fault))
            is_path = _PATH.fullmatch(written) is not None
            code, text = "S015", message("S015", "path") if is_path else _name_form(pattern)
            suggestion = _as_name(_file_name(written) if is_path else written, pattern)
        else:
            reason = fault.said.removeprefix("Value error, ").removeprefix("Assertion failed, ")
            code, text = "S017", message("S017", reason=reason)
        return MessageAtMark(self._mark(fault), code, named(fault.loc, text), suggestion)

    def _mark(self, fault: LocatedFault) -> Mark:
        return self._node.key_mark_at(fault.loc) if fault.on_key else self._node.mark_at(fault.loc)

    def _written(self, fault: LocatedFault) -> object:
        return fault.loc[-1] if fault.on_key and fault.loc else self._node.deepest(fault.loc).content


def named(loc: Loc, text: Text) -> Text:
    """*text* after the last few keys that lead to *loc*."""
    if not loc:
        return text
    steps = [str(step) for step in loc[-_STEPS_NAMED:]]
    name = ("…." if len(loc) > _STEPS_NAMED else "") + ".".join(steps)
    return Text(f"{name}: {text.nl}", f"{name}: {text.en}")


def _choose_from(words: list[str]) -> Text:
    if not words:
        return Text("", "")
    named = ", ".join(words[:_MOST_NAMED]) + (", …" if len(words) > _MOST_NAMED else "")
    return Text(f"; kies uit: {named}", f"; choose from: {named}")


def _choices(fault: LocatedFault) -> list[str]:
    """The words that pydantic lists as ``'a', 'b' or True``, as they are written in a scenario."""
    listed = str(fault.context.get("expected") or fault.context.get("expected_tags"))
    matches = re.finditer(r"'((?:[^'\\]|\\.)*)'|([^\s,']+)", listed)
    words = [match[1] if match[2] is None else match[2] for match in matches if match[2] != "or"]
    return [{"True": "true", "False": "false", "None": "null"}.get(word, word) for word in words]


def _described(written: object) -> Text:
    """A description of what was written, for its writer."""
    if written is None:
        return Text("niets", "an empty value")
    if isinstance(written, bool):
        return Text(str(written).lower(), str(written).lower())
    if isinstance(written, int | float):
        return Text(f"het getal {spelled(written)}", f"the number {spelled(written)}")
    if isinstance(written, str):
        return Text(f"de tekst {shown(written)}", f"the text {shown(written)}")
    if isinstance(written, dict):
        return Text("een blok met sleutels", "a block with keys")
    return Text("een lijst", "a list")


def _file_name(path: str) -> str:
    """The name under which files refer to the scenario at *path*: of a ``base.yaml`` that of its folder."""
    *folders, last = re.split(r"[/\\]+", re.sub(r"([/\\]base)?\.ya?ml$", "", path).rstrip("/\\"))
    return last or "".join(folders[-1:])


def _name_form(pattern: str) -> Text:
    """The message about what a name may consist of, from its *pattern*."""
    signs = [text for part, text in _SIGNS if part in pattern]
    first = re.match(r"\^\[[A-Za-z-]+\](?!\+)", pattern)
    begins = Text(", en begint met een letter", ", and begins with a letter") if first else Text("", "")
    listed = Text(_listed(tuple(text.nl for text in signs), "en"), _listed(tuple(text.en for text in signs), "and"))
    return message("S015", "name", signs=listed, begins=begins)


def _listed(words: tuple[str, ...], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _as_name(text: str, pattern: str) -> str | None:
    """A name like *text* that fits *pattern*, if it is easily found."""
    plain = unicodedata.normalize("NFKD", text[:80]).encode("ascii", "ignore").decode().lower()
    tries = (re.sub(rf"[^a-z0-9{others}]+", "_", plain).strip("_") for others in ("_-", "_"))
    return next((name for name in tries if re.search(pattern, name)), None)
