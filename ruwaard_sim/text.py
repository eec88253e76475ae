"""Texts for readers, in Dutch and in English."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

Lang = Literal["nl", "en"]
_MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


class Text(NamedTuple):
    """A text in two languages. Dutch is the default, as it is the language of the documents."""

    nl: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in *lang*."""
        return self.en if lang == "en" else self.nl


def date_text(day: date) -> Text:
    """A date as people write it: ``17 maart 2020``, ``17 March 2020``."""
    nl, en = (f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}" for lang in ("nl", "en"))
    return Text(nl, en)
