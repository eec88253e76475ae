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
        statuses, name = by_variant.setdefault(proof.variant, {}), proof.guarantee.id
        if proof.applies or proof.status != "proved":
            statuses.setdefault(name, set()).add(proof.status)
        else:
            idle.setdefault(proof.variant, set()).add(name)
        since[proof.variant] = min(proof.since, since.get(proof.variant, proof.since))
    lines = [
        _count(name, since[name], list(statuses.values()), len(idle.get(name, set()) - statuses.keys()))
        for name, statuses in by_variant.items()
    ]
    if lines and not listed:
        lines.append(
            Text(
                "Bewezen wil zeggen: zo is het voor elke bewoner en elke situatie die zou kunnen bestaan. "
                "Toon de beloften met --guarantees.",
                "Proved means: so it is for every resident and every situation that could exist. "
                "Show the promises with --guarantees.",
            )
        )
    return lines


def _count(variant: str, since: date, promises: Sequence[set[Status]], idle: int) -> Text:
    many, broken = len(promises), sum("broken" in statuses for statuses in promises)
    unknown = sum("broken" not in statuses and "unknown" in statuses for statuses in promises)
    proved = many - broken - unknown
    head = Text(f"{variant} (vanaf {since}): ", f"{variant} (from {since}): ")
    if proved == many:
        sentence = Text(f"alle {many} beloften bewezen", f"all {many} promises proved")
        if many == 1:
            sentence = Text("1 belofte, bewezen", "1 promise, proved")
    else:
        sentence = Text(f"{proved} van de {many} beloften bewezen", f"{proved} of {many} promises proved")
    for number, status in ((broken, STATUS["broken"]), (unknown, STATUS["unknown"])):
        if number:
            sentence = Text(f"{sentence.nl}, {number} {status.nl}", f"{sentence.en}, {number} {status.en}")
    if idle:
        sentence = Text(
            f"{sentence.nl}; nog {idle} {'gaat' if idle == 1 else 'gaan'} over bijsturen: "
            f"in {variant} stuurt niemand bij",
            f"{sentence.en}; {idle} more {'is' if idle == 1 else 'are'} about steering: nobody steers in {variant}",
        )
    return Text(f"{head.nl}{sentence.nl}.", f"{head.en}{sentence.en}.")


def unkept_lines(proofs: Iterable[Proof], problems: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each promise that is broken or not settled, unless one of the *problems* says it already."""
    lines = [proof.say(lang) for proof in proofs if proof.status != "proved"]
    sentences = [problem.text.say(lang) for problem in problems]
    return [line for line in lines if not any(line in text for text in sentences)]


def promise_lines(proofs: Iterable[Proof], lang: Lang) -> list[str]:
    """A line for each promise that is proved, naming all for whom it is.

    Where a promise holds for another reason (about nobody, by one rule) it has a line of its own; so it has, with
    the variants it is, where it is about rules that nobody goes by.
    """
    by_text: dict[tuple[str, str, str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.status == "proved":
            promise, status = proof.guarantee.promise.say(lang), STATUS["proved"] if proof.applies else _IDLE
            by_text.setdefault((proof.guarantee.id, status.say(lang), promise, _reason(proof, lang)), []).append(proof)
    since = Text("vanaf", "from").say(lang)
    lines = []
    for (name, verdict, promise, reason), proofs_of in by_text.items():
        whom = ", ".join(f"{proof.variant} {since} {proof.since}" for proof in proofs_of)
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
