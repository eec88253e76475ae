"""What a page about a study must find in the manifest and the dictionary of a folder of results that was kept.

Older versions kept less; what they did not keep, a page does without, and it is not named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_TEXT: Final = {"nl": str, "en": str}
_OF_A_MANIFEST: Final[Mapping[str, Any]] = {
    "study": {
        "id": str,
        "title": _TEXT,
        "question": _TEXT,
        "baseline": str,
        "variants": [str],
        "counterfactual": [str],
    },
    "replications": {"asked": int, "done": int, "failed": [object], "precise": object},
    "seed": int,
    "assumptions": {"values": int, "assumed": int},
}
_OF_DRAWS: Final[Mapping[str, Any]] = {
    "name": str,
    "there_are": int,
    "values": [{"of": str, "path": str, "title": _TEXT, "variants": [str]}],
    "stale": [str],
    "of_replication": dict,
}
_OF_AN_INDICATOR: Final[Mapping[str, Any]] = {
    "name": str,
    "title": _TEXT,
    "unit": str,
    "group": str,
    "group_title": _TEXT,
    "decimals": int,
    "still_waiting": object,
    "effect": bool,
}


def lacks(manifest: Mapping[str, Any], indicators: Sequence[Any]) -> tuple[list[str], list[str]]:
    """The keys that *manifest* lacks or where something else stands, and those that some of *indicators* lack."""
    found = list(_lacks(manifest, _OF_A_MANIFEST))
    if manifest.get("draws") is not None:
        found += _lacks(manifest["draws"], _OF_DRAWS, "draws")
    return list(dict.fromkeys(found)), list(dict.fromkeys(_lacks(list(indicators), [_OF_AN_INDICATOR])))


def _lacks(held: Any, needed: Any, at: str = "") -> Iterator[str]:
    """What is not as *needed*: a type, a list with what is needed of every part, or what is needed of each key."""
    if isinstance(needed, type):
        if not isinstance(held, needed):
            yield at
    elif isinstance(needed, list):
        if isinstance(held, list):
            for part in held:
                yield from _lacks(part, needed[0], at)
        else:
            yield at
    elif isinstance(held, dict):
        for key, part in needed.items():
            path = f"{at}.{key}" if at else key
            if key in held:
                yield from _lacks(held[key], part, path)
            else:
                yield path
    else:
        yield at
