"""Remembers which file each name was taken for, and says so where the name is that of several files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ruwaard_sim.files import library
from ruwaard_sim.text import Text


@dataclass(slots=True)
class Namesakes:
    """The files that names were looked up as, and those of the same kind and name that were passed over."""

    _taken: dict[tuple[library.Kind, str], dict[Path, Path]] = field(default_factory=dict)
    _passed: dict[tuple[library.Kind, str], dict[Path, Path]] = field(default_factory=dict)

    def note(self, name: str, near: Path, path: Path) -> None:
        """Remember that *name*, looked for around *near*, was taken for the file at *path*."""
        kind, others = library.of_the_same_name(name, near, path)
        if kind is not None:
            self._taken.setdefault((kind, name), {})[path.resolve()] = path
            self._passed.setdefault((kind, name), {}).update((other.resolve(), other) for other in others)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """A sentence for each name of several files: which was taken, and which was not."""
        return tuple(self._sentence(kind, name) for kind, name in sorted(self._taken) if self._many(kind, name))

    def _many(self, kind: library.Kind, name: str) -> bool:
        return len(self._taken[kind, name].keys() | self._passed[kind, name].keys()) > 1

    def _sentence(self, kind: library.Kind, name: str) -> Text:
        taken = self._taken[kind, name]
        passed = [path for key, path in self._passed[kind, name].items() if key not in taken]
        noun, used, left = library.noun(kind), listed(taken.values()), listed(passed)
        reads = Text("gelezen is", "was read") if len(taken) == 1 else Text("gelezen zijn", "were read")
        but = Text(f", niet {left.nl}", f", not {left.en}") if passed else Text("", "")
        return Text(
            f"De naam '{name}' ({noun.nl}) komt meer dan eens voor: {reads.nl} {used.nl}{but.nl}.",
            f"The name '{name}' ({noun.en}) occurs more than once: {used.en} {reads.en}{but.en}.",
        )


def shown_file(path: Path) -> Text:
    """The file at *path* as a head of output names it: seen from here, or as shipped; no folder of the machine."""
    if path.is_relative_to(library.shipped()):
        inside = path.relative_to(library.shipped()).as_posix()
        return Text(f"{inside} (meegeleverd)", f"{inside} (shipped)")
    whole, here = path.resolve(), Path.cwd().resolve()
    text = whole.relative_to(here).as_posix() if whole.is_relative_to(here) else f"{whole.parent.name}/{whole.name}"
    return Text(text, text)


def listed(paths: Iterable[Path]) -> Text:
    """The files at *paths* in one line."""
    texts = [shown_file(path) for path in paths]
    return Text(" en ".join(text.nl for text in texts), " and ".join(text.en for text in texts))
