"""Says what came of replications that were simulated again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ruwaard_sim.text import Text

if TYPE_CHECKING:
    from ruwaard_sim.study.rerun_check import FigureMismatch

SHOWN = 5


def numbers_text(numbers: Sequence[int]) -> Text:
    """``doorrekening 17``, or ``doorrekeningen 3, 17 en 29``."""
    if len(numbers) == 1:
        return Text(f"doorrekening {numbers[0]}", f"replication {numbers[0]}")
    first, last = ", ".join(map(str, numbers[:-1])), numbers[-1]
    return Text(f"doorrekeningen {first} en {last}", f"replications {first} and {last}")


def same_text(numbers: Sequence[int], figures: int) -> Text:
    """The sentence about replications that came out the same."""
    which = numbers_text(numbers)
    gives = Text("geeft", "gives") if len(numbers) == 1 else Text("geven", "give")
    return Text(
        f"Opnieuw gerekend {gives.nl} {which.nl} precies dezelfde {figures} cijfers, tot de laatste decimaal.",
        f"Simulated again, {which.en} {gives.en} exactly the same {figures} figures, to the last decimal.",
    )


def mismatch_text(mismatches: Mapping[int, Sequence[FigureMismatch]]) -> Text:
    """The sentences about replications that came out otherwise: how many figures, and the first few."""
    lines = [(number, mismatch) for number, different in mismatches.items() for mismatch in different]
    nl = [f"doorrekening {number}, {_described(mismatch, 'bewaard', 'nu')}" for number, mismatch in lines[:SHOWN]]
    en = [f"replication {number}, {_described(mismatch, 'kept', 'now')}" for number, mismatch in lines[:SHOWN]]
    more = len(lines) - SHOWN
    if more > 0:
        nl.append(f"… en nog {more}")
        en.append(f"… and {more} more")
    return Text(
        f"Opnieuw gerekend komen {len(lines)} cijfers anders uit: {'; '.join(nl)}.",
        f"Simulated again, {len(lines)} figures come out otherwise: {'; '.join(en)}.",
    )


def repetition_object(numbers: Sequence[int], mismatches: Mapping[int, Sequence[FigureMismatch]]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "replications": list(numbers),
        "same": not mismatches,
        "mismatches": [
            {
                "replication": number, "variant": mismatch.variant, "period": mismatch.period,
                "indicator": mismatch.indicator, "kept": mismatch.kept, "simulated": mismatch.simulated,
            }
            for number, different in mismatches.items()
            for mismatch in different
        ],
    }  # fmt: skip


def _described(mismatch: FigureMismatch, kept: str, now: str) -> str:
    return (
        f"{mismatch.indicator} ({mismatch.variant}, {mismatch.period}): {kept} {mismatch.kept}, "
        f"{now} {mismatch.simulated}"
    )
