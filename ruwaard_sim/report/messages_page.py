"""The page of all that ``check`` may say: prose from ``messages_page.md``, each code from the table of messages."""

from __future__ import annotations

import re
from pathlib import Path

from ruwaard_sim.messages import MESSAGES

_PROSE = Path(__file__).with_suffix(".md")
_CODES = re.compile(r"^\{((?:[YLSX]\d{3} ?)+)\}$", re.MULTILINE)
"""A line that stands for the messages of these codes."""


def page() -> str:
    """The page as Markdown, with a line for each code: what is wrong, and an example of it."""
    return _CODES.sub(lambda match: "\n".join(map(_line, match[1].split())), _PROSE.read_text(encoding="utf-8"))


def _line(code: str) -> str:
    message = MESSAGES[code]
    return f"- {code} {message.about} Bad: {message.bad}"
