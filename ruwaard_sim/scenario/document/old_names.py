"""Keys of scenario files that are called otherwise today: what an error names, and what ``upgrade`` rewrites."""

from __future__ import annotations

from collections.abc import Sequence

from ruwaard_sim.text import Text

DECIDES, FORMAL = ("mechanisms", "decides"), ("mechanisms", "formal")
OFFICIALS_KEYS = (
    "officials", "investigation", "investigation_pace", "decision", "decision_pace", "objections", "lodge_within",
    "objection", "objection_pace", "upheld", "upheld_points",
)  # fmt: skip
"""What stood under every answer to *who decides*, and is now the answer ``officials`` to ``formal``."""
KEPT_TOO = {"municipality": frozenset({"officials"})}
"""By answer to *who decides*: keys that it still has as well."""
MOVED: dict[tuple[str, ...], tuple[str, ...]] = {(*DECIDES, key): (*FORMAL, key) for key in OFFICIALS_KEYS}
"""Every path that moved: where a key stood, and where it stands now."""
ANY = "*"
RENAMED = {("guarantees", ANY, "promise"): "title"}
"""Keys with another name today, by the last steps of their path; ``*`` is any name."""


def path_today(path: Sequence[str | int]) -> tuple[str, ...] | None:
    """The path today of the value at an old *path*; None when it did not move."""
    steps = tuple(str(step) for step in path)
    for old, new in MOVED.items():
        if steps[: len(old)] == old:
            return (*new, *steps[len(old) :])
    renamed = name_today(steps)
    return None if renamed is None else (*steps[:-1], renamed)


def name_today(path: Sequence[str]) -> str | None:
    """The name today of the key at the end of *path*; None when it is called the same."""
    for old, new in RENAMED.items():
        last = path[-len(old) :]
        if len(last) == len(old) and all(step in (ANY, name) for step, name in zip(old, last, strict=True)):
            return new
    return None


def about_old_path(path: Sequence[str | int]) -> Text | None:
    """Say what an old *path* is called today, for the end of a message; None when it did not move."""
    new = path_today(path)
    if new is None:
        return None
    name = ".".join(new)
    return Text(
        f"; dit heet nu '{name}', en 'ruwaard-sim upgrade BESTAND' past een bestand aan",
        f"; this is called '{name}' today, and 'ruwaard-sim upgrade FILE' rewrites a file",
    )
