"""Decodes bytes to text that means what it shows: strict UTF-8, no tabs, no invisible characters.

Locates every character that an editor hides, or shows differently from how it is read. Knows no YAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ruwaard_sim.errors import Findings, Mark
from ruwaard_sim.messages import message
from ruwaard_sim.text import Text

MOST_BYTES = 1_000_000
_MOST_OF_ONE_KIND = 10

_HIDDEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
HIDDEN = re.compile(f"[{_HIDDEN}]")
"""Signs that no text in a scenario may hold, not even written as an escape."""

_ODD_SPACE = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_LOOKALIKE_SPACE = re.compile(rf"^ *(?:- +)*(?:[\w-]+:)?([{_ODD_SPACE}])", re.MULTILINE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str, findings: Findings) -> str | None:
    """Return *data* as text with Unix line ends and no byte order mark; None after noting that it is not UTF-8."""
    if len(data) > MOST_BYTES:
        _note_size(name, findings)
        return None
    if data.startswith(_UTF_16) or _looks_like_utf_16(data):
        text = message("Y003", "utf_16")
        findings.add(Mark(name, 1, 1), "Y003", text)
        return None
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.add(_mark_of_byte(data, error.start, name), "Y003", _not_utf_8(data[error.start]))
        return None
    return _plain_lines(decoded)


def check_length(text: str, name: str, findings: Findings) -> str | None:
    """Return *text* with Unix line ends and no byte order mark; None after noting that it is too long."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        _note_size(name, findings)
        return None
    return _plain_lines(text)


def check_signs(text: str, name: str, findings: Findings) -> None:
    """Note the first ten tabs, hidden characters and odd spaces in *text*."""
    _note_matches(text, HIDDEN.finditer(text), "Y004", name, findings)
    _note_matches(text, re.finditer("\t", text), "Y005", name, findings)
    _note_matches(text, _LOOKALIKE_SPACE.finditer(text), "Y006", name, findings)


def about_hidden_sign(sign: str) -> Text:
    """Describe a hidden character by its number and its name, if any."""
    named = f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()
    return message("Y004", sign=named)


def _plain_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _note_size(name: str, findings: Findings) -> None:
    text = message("Y002", megabytes=MOST_BYTES // 1000000)
    findings.add(Mark(name, 1, 1), "Y002", text)


def _looks_like_utf_16(data: bytes) -> bool:
    start = data[:200]
    return len(start) >= 4 and max(start[::2].count(0), start[1::2].count(0)) > len(start) // 4


def _mark_of_byte(data: bytes, position: int, name: str) -> Mark:
    before = _plain_lines(data[:position].decode("utf-8"))
    return _mark(before, len(before), name)


def _not_utf_8(byte: int) -> Text:
    sign = bytes([byte]).decode("cp1252", "replace")
    return message("Y003", "not_utf_8", byte=f"0x{byte:02X}", sign=sign)


def _note_matches(text: str, matches: Iterator[re.Match[str]], code: str, name: str, findings: Findings) -> None:
    for number, match in enumerate(matches):
        if number == _MOST_OF_ONE_KIND:
            break
        position = match.start(match.lastindex or 0)
        sentence = about_hidden_sign(text[position]) if code == "Y004" else message(code)
        findings.add(_mark(text, position, name), code, sentence)


def _mark(text: str, position: int, name: str) -> Mark:
    line_start = text.rfind("\n", 0, position) + 1
    return Mark(name, text.count("\n", 0, position) + 1, position - line_start + 1)
