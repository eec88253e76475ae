"""A message about a scenario file: what is wrong, in Dutch and English, and an example of it for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Message:
    """The message of one code.

    *about* is one English sentence for the page of messages, *bad* an example of what is refused. *texts* is a
    template with fields in braces; where one code speaks of several things, a template for each, by name.
    """

    about: str
    bad: str
    texts: Text | Mapping[str, Text]

    def template(self, which: str = "") -> Text:
        """The template called *which*; the only one if *which* is empty. Raises KeyError when there is none."""
        if isinstance(self.texts, Text):
            if which:
                raise KeyError(which)
            return self.texts
        return self.texts[which]

    @property
    def templates(self) -> Mapping[str, Text]:
        """Every template by name; the only one has an empty name."""
        return {"": self.texts} if isinstance(self.texts, Text) else self.texts
