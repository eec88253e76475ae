"""What is proved of the rules, for people: one line a promise, with the variants for which it holds."""

from __future__ import annotations

from collections.abc import Iterable

from ruwaard_sim.scenario.proving import STATUS, Proof
from ruwaard_sim.words import Lang, Text


def promise_lines(proofs: Iterable[Proof], lang: Lang) -> list[str]:
    """A line for each promise that is proved, naming all for whom it is; then a line for each that is not."""
    proofs = list(proofs)
    proved: dict[tuple[str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.status == "proved":
            proved.setdefault((proof.guarantee.id, proof.guarantee.promise.say(lang)), []).append(proof)
    since = Text("vanaf", "from").say(lang)
    lines = []
    for (name, promise), found in proved.items():
        whom = ", ".join(f"{proof.variant} {since} {proof.since}" for proof in found)
        lines.append(f"{name}: {STATUS['proved'].say(lang)} ({whom}): {promise}{_remark(found, lang)}")
    return lines + [proof.say(lang) for proof in proofs if proof.status != "proved"]


def _remark(found: list[Proof], lang: Lang) -> str:
    if all(proof.verdict.empty for proof in found):
        return Text(" Niemand valt eronder.", " It is about nobody.").say(lang)
    if all(proof.verdict.tautology for proof in found):
        return Text(" Dit zegt één regel al zelf.", " One rule says so itself.").say(lang)
    return ""
