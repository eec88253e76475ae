"""Texts a reader sees, in Dutch and in English. Knows no domain and no screen."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["nl", "en"]


class Text(NamedTuple):
    """One text in two languages. Dutch is what the documents speak, so it is the default."""

    nl: str
    en: str

    def say(self, lang: Lang) -> str:
        """The text in *lang*."""
        return self.en if lang == "en" else self.nl
