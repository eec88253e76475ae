"""What is proved of the rules, for people: how many promises of each variant, and on request every promise itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ruwaard_sim.errors import Problem
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.scenario.guarantees.proof_session import STATUS, Proof
from ruwaard_sim.text import Lang, Text

_IDLE = Text("niet van toepassing", "not applicable")


def promise_counts(proofs: Iterable[Proof], *, listed: bool) -> list[Text]:
    """A line for each variant: how many of its promises are proved; and, when not *listed*, what that means.

    A promise that is broken or not settled on one day of a variant does not count as proved. One about rules that
    nobody there goes by does not count at all, unless it is broken or not settled; how many there are is said.
    """
    by_variant: dict[str, dict[str, set[Status]]] = {}
    idle: dict[str, set[str]] = {}
    since: dict[str, date] = {}
    for proof in proofs:
        found, name = by_variant.setdefault(proof.variant, {}), proof.guarantee.id
        if proof.applies or proof.status != "proved":
            found.setdefault(name, set()).add(proof.status)
        else:
            idle.setdefault(proof.variant, set()).add(name)
        since[proof.variant] = min(proof.since, since.get(proof.variant, proof.since))
    lines = [
        _count(name, since[name], list(found.values()), len(idle.get(name, set()) - found.keys()))
        for name, found in by_variant.items()
    ]
    if lines and not listed:
        lines.append(
            Text(
                "Bewezen wil zeggen: zo is het voor elke bewoner en elke situatie die zou kunnen bestaan. "
                "Toon de beloften met --promises.",
                "Proved means: so it is for every resident and every situation that could exist. "
                "Show the promises with --promises.",
            )
        )
    return lines


def _count(variant: str, since: date, promises: Sequence[set[Status]], idle: int) -> Text:
    many, broken = len(promises), sum("broken" in found for found in promises)
    unknown = sum("broken" not in found and "unknown" in found for found in promises)
    proved = many - broken - unknown
    head = Text(f"{variant} (vanaf {since}): ", f"{variant} (from {since}): ")
    if proved == many:
        told = Text(f"alle {many} beloften bewezen", f"all {many} promises proved")
        if many == 1:
            told = Text("1 belofte, bewezen", "1 promise, proved")
    else:
        told = Text(f"{proved} van de {many} beloften bewezen", f"{proved} of {many} promises proved")
    for number, status in ((broken, STATUS["broken"]), (unknown, STATUS["unknown"])):
        if number:
            told = Text(f"{told.nl}, {number} {status.nl}", f"{told.en}, {number} {status.en}")
    if idle:
        told = Text(
            f"{told.nl}; nog {idle} {'gaat' if idle == 1 else 'gaan'} over bijsturen: in {variant} stuurt niemand bij",
            f"{told.en}; {idle} more {'is' if idle == 1 else 'are'} about steering: nobody steers in {variant}",
        )
    return Text(f"{head.nl}{told.nl}.", f"{head.en}{told.en}.")


def unkept_lines(proofs: Iterable[Proof], problems: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each promise that is broken or not settled, unless one of the *problems* says it already."""
    said = [proof.say(lang) for proof in proofs if proof.status != "proved"]
    told = [problem.text.say(lang) for problem in problems]
    return [line for line in said if not any(line in text for text in told)]


def promise_lines(proofs: Iterable[Proof], lang: Lang) -> list[str]:
    """A line for each promise that is proved, naming all for whom it is.

    Where a promise holds for another reason (about nobody, by one rule) it has a line of its own; so it has, with
    the variants it is, where it is about rules that nobody goes by.
    """
    held: dict[tuple[str, str, str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.status == "proved":
            promise, status = proof.guarantee.promise.say(lang), STATUS["proved"] if proof.applies else _IDLE
            held.setdefault((proof.guarantee.id, status.say(lang), promise, _reason(proof, lang)), []).append(proof)
    since = Text("vanaf", "from").say(lang)
    lines = []
    for (name, verdict, promise, reason), found in held.items():
        whom = ", ".join(f"{proof.variant} {since} {proof.since}" for proof in found)
        lines.append(f"{name}: {verdict} ({whom}): {promise}{reason}")
    return lines


def _reason(proof: Proof, lang: Lang) -> str:
    if not proof.applies:
        return Text(" Daar stuurt niemand bij.", " Nobody steers there.").say(lang)
    if proof.verdict.empty:
        return Text(" Niemand valt eronder.", " It is about nobody.").say(lang)
    if proof.by_rule is not None:
        return Text(f" Dit zegt regel {proof.by_rule} al zelf.", f" Rule {proof.by_rule} says so itself.").say(lang)
    return ""
