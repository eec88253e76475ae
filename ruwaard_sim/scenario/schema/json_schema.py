"""The shapes of scenario files as JSON Schema, so that an editor can help while they are written."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.scenario.schema.file_kinds import KINDS
from ruwaard_sim.text import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str | None = None) -> dict[str, Any]:
    """Give the schema of one *kind* of file, or one that fits every kind. Raises UsageError on other words."""
    if kind is None:
        references, together = models_json_schema([(shape, "validation") for shape in KINDS.values()])
        return {"$schema": DIALECT, "oneOf": list(references.values()), **together}
    if kind in KINDS:
        return {"$schema": DIALECT, **KINDS[kind].model_json_schema()}
    suggested = nearest(kind, KINDS)
    kinds = ", ".join(KINDS)
    raise UsageError(
        Text(
            f"--kind: onbekende soort '{kind}'"
            + (f" (bedoelde u '{suggested}'?)" if suggested else f"; kies uit: {kinds}"),
            f"--kind: unknown kind '{kind}'"
            + (f" (did you mean '{suggested}'?)" if suggested else f"; choose from: {kinds}"),
        )
    )
