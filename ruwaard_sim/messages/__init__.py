"""Every sentence that is said about scenario files, by its stable code; rules have a table of their own.

A code keeps its meaning. Where something is wrong the code is noted with the fields of its template; the words stand
here, in Dutch and English side by side, and the page of messages is made from this table.
"""

from __future__ import annotations

from ruwaard_sim.messages.consistency_messages import CONSISTENCY_MESSAGES
from ruwaard_sim.messages.draw_messages import DRAW_MESSAGES
from ruwaard_sim.messages.form_messages import FORM_MESSAGES
from ruwaard_sim.messages.mechanism_messages import MECHANISM_MESSAGES
from ruwaard_sim.messages.message import Message
from ruwaard_sim.messages.reference_messages import REFERENCE_MESSAGES
from ruwaard_sim.messages.yaml_messages import YAML_MESSAGES
from ruwaard_sim.text import Text

MESSAGES: dict[str, Message] = {
    **YAML_MESSAGES,
    **FORM_MESSAGES,
    **REFERENCE_MESSAGES,
    **CONSISTENCY_MESSAGES,
    **MECHANISM_MESSAGES,
    **DRAW_MESSAGES,
}
"""Every message by code: Y (text), L (names of files), S (form), X (what does not hold together)."""


def message(code: str, which: str = "", /, **fields: object) -> Text:
    """The message of *code* with its *fields* filled in; a field that is a Text is given in each language.

    *which* names the template where a code has several. Raises KeyError for an unknown code, template or field.
    """
    template = MESSAGES[code].template(which)
    return Text(*(_filled(template, fields, language) for language in (0, 1)))


def _filled(template: Text, fields: dict[str, object], language: int) -> str:
    words = {name: field[language] if isinstance(field, Text) else field for name, field in fields.items()}
    return template[language].format(**words)


__all__ = ["MESSAGES", "Message", "message"]
