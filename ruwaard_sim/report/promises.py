"""What is proved of the rules, for people: one line a promise, with the variants for which it holds."""

from __future__ import annotations

from collections.abc import Iterable

from ruwaard_sim.scenario.proving import STATUS, Proof
from ruwaard_sim.words import Lang, Text


def promise_lines(proofs: Iterable[Proof], lang: Lang) -> list[str]:
    """A line for each promise that is proved, naming all for whom it is; then a line for each that is not.

    Where a promise holds for another reason (about nobody, by one rule) it has a line of its own.
    """
    proofs = list(proofs)
    proved: dict[tuple[str, str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.status == "proved":
            promise = proof.guarantee.promise.say(lang)
            proved.setdefault((proof.guarantee.id, promise, _reason(proof, lang)), []).append(proof)
    since = Text("vanaf", "from").say(lang)
    lines = []
    for (name, promise, reason), found in proved.items():
        whom = ", ".join(f"{proof.variant} {since} {proof.since}" for proof in found)
        lines.append(f"{name}: {STATUS['proved'].say(lang)} ({whom}): {promise}{reason}")
    return lines + [proof.say(lang) for proof in proofs if proof.status != "proved"]


def _reason(proof: Proof, lang: Lang) -> str:
    if proof.verdict.empty:
        return Text(" Niemand valt eronder.", " It is about nobody.").say(lang)
    if proof.by_rule is not None:
        return Text(f" Dit zegt regel {proof.by_rule} al zelf.", f" Rule {proof.by_rule} says so itself.").say(lang)
    return ""
