"""Proofs of guarantees about rules as lines of text: a count for each variant, and each guarantee on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ruwaard_sim.errors import Problem
from ruwaard_sim.rules.proofs.findings import shown_residents
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.rules.proofs.threshold_ranges import ThresholdLimit, ThresholdRanges
from ruwaard_sim.scenario.guarantees.proof_session import STATUS, Proof
from ruwaard_sim.scenario.guarantees.threshold_checks import ThresholdCheck
from ruwaard_sim.text import Lang, Text, date_text

_IDLE = Text("niet van toepassing", "not applicable")


def guarantee_counts(proofs: Iterable[Proof], *, listed: bool) -> list[Text]:
    """A line for each variant with the number of its guarantees that are proved; and, unless *listed*, how to see them.

    A guarantee that is broken or undecided from one date on does not count as proved. One about rules that nobody in
    the variant follows is counted apart, unless it is broken or undecided.
    """
    proofs = list(proofs)
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
    crossed = {proof.guarantee.id for proof in proofs if proof.applies and proof.crossed}
    if crossed and not listed:
        names = ", ".join(sorted(crossed))
        lines.append(
            Text(
                f"Wie al in behandeling was toen de regels veranderden, valt buiten {names} (zie --guarantees).",
                f"Who was being handled already when the rules changed is not covered by {names} (see --guarantees).",
            )
        )
    if lines and not listed:
        lines.append(
            Text(
                "Bewezen wil zeggen: zo is het voor elke bewoner en elke situatie die zou kunnen bestaan. "
                "Toon de garanties met --guarantees.",
                "Proved means: so it is for every resident and every situation that could exist. "
                "Show the guarantees with --guarantees.",
            )
        )
    return lines


def _count(variant: str, since: date, statuses_of: Sequence[set[Status]], idle: int) -> Text:
    many, broken = len(statuses_of), sum("broken" in statuses for statuses in statuses_of)
    unknown = sum("broken" not in statuses and "unknown" in statuses for statuses in statuses_of)
    proved = many - broken - unknown
    day = date_text(since)
    head = Text(f"{variant} (vanaf {day.nl}): ", f"{variant} (from {day.en}): ")
    if proved == many:
        sentence = Text(f"alle {many} garanties bewezen", f"all {many} guarantees proved")
        if many == 1:
            sentence = Text("1 garantie, bewezen", "1 guarantee, proved")
    else:
        sentence = Text(f"{proved} van de {many} garanties bewezen", f"{proved} of {many} guarantees proved")
    for number, status in ((broken, STATUS["broken"]), (unknown, STATUS["unknown"])):
        if number:
            sentence = Text(f"{sentence.nl}, {number} {status.nl}", f"{sentence.en}, {number} {status.en}")
    if idle:
        sentence = Text(
            f"{sentence.nl}; nog {idle} {'gaat' if idle == 1 else 'gaan'} over bijsturen, en dat doet hier niemand",
            f"{sentence.en}; {idle} more {'is' if idle == 1 else 'are'} about steering, which nobody does here",
        )
    return Text(f"{head.nl}{sentence.nl}.", f"{head.en}{sentence.en}.")


def broken_guarantee_lines(proofs: Iterable[Proof], problems: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each guarantee that is broken or undecided, unless one of the *problems* says the same."""
    lines = [proof.say(lang) for proof in proofs if proof.status != "proved"]
    sentences = [problem.text.say(lang) for problem in problems]
    return [line for line in lines if not any(line in text for text in sentences)]


def guarantee_lines(proofs: Iterable[Proof], lang: Lang) -> list[str]:
    """A line for each guarantee that is proved, with the variants it is proved for.

    Variants for which it holds for another reason (about nobody, by one rule, rules that nobody follows) have a line
    of their own.
    """
    by_text: dict[tuple[str, str, str, str], list[Proof]] = {}
    for proof in proofs:
        if proof.status == "proved":
            wording, status = proof.guarantee.title.say(lang), STATUS["proved"] if proof.applies else _IDLE
            by_text.setdefault((proof.guarantee.id, status.say(lang), wording, _reason(proof, lang)), []).append(proof)
    since = Text("vanaf", "from").say(lang)
    lines = []
    for (name, verdict, wording, reason), proofs_of in by_text.items():
        whom = ", ".join(f"{proof.variant} {since} {date_text(proof.since).say(lang)}" for proof in proofs_of)
        lines.append(f"{name}: {verdict} ({whom}): {wording}{reason}")
    return lines


def _reason(proof: Proof, lang: Lang) -> str:
    if not proof.applies:
        return Text(" Daar stuurt niemand bij.", " Nobody steers there.").say(lang)
    if proof.verdict.empty:
        return Text(" Niemand valt eronder.", " It is about nobody.").say(lang)
    if proof.crossed:
        return " ".join(["", *(_not_for(day, verdict).say(lang) for day, verdict in proof.crossed)])
    if proof.by_rule is not None:
        return Text(f" Dit zegt regel {proof.by_rule} al zelf.", f" Rule {proof.by_rule} says so itself.").say(lang)
    return ""


def _not_for(day: date, verdict: Verdict) -> Text:
    """Say who was asked by the rules of before *day* and of after it, and what comes of that."""
    on = date_text(day)
    if not verdict.residents:
        return Text(
            f"Voor wie op {on.nl} al in behandeling was, bleek het niet te bewijzen.",
            f"For who was being handled already on {on.en}, it could not be settled.",
        )
    return Text(
        f"Dit geldt niet voor wie op {on.nl} al in behandeling was: {shown_residents(verdict, 'nl')}.",
        f"This does not hold for who was being handled already on {on.en}: {shown_residents(verdict, 'en')}.",
    )


def threshold_lines(checks: Iterable[ThresholdCheck], lang: Lang) -> list[str]:
    """That all guarantees hold for every value of the thresholds, or for each that does not, how far those may go."""
    checks = [check for check in checks if check.ranges]
    if not checks:
        return []
    lines = []
    for check in checks:
        for ranges in check.ranges:
            if ranges.everywhere is None:
                text = Text(
                    "niet uit te maken voor alle drempels samen", "not to be settled for all thresholds together"
                )
                lines.append(f"{check.variant}: {ranges.guarantee}: {text.say(lang)}.")
            elif not ranges.everywhere:
                lines += _limits(check.variant, ranges, lang)
    if lines:
        return lines
    spans: dict[str, set[str]] = {}
    for check in checks:
        for limit in (limit for ranges in check.ranges for limit in ranges.limits):
            spans.setdefault(limit.parameter.name, set()).add(_span(limit, lang))
    listed = ", ".join(f"{name} {span}" for name, (span, *more) in spans.items() if not more)
    text = Text(
        f"Ook voor elke waarde die de drempels kunnen hebben ({listed}).",
        f"Also for every value that the thresholds can have ({listed}).",
    )
    return [text.say(lang)]


def _limits(variant: str, ranges: ThresholdRanges, lang: Lang) -> list[str]:
    """A line for each threshold that may not go all the way, with who breaks the guarantee just beyond."""
    narrow = [limit for limit in ranges.limits if limit.breaks is not None]
    if not narrow:
        text = Text(
            f"{variant}: {ranges.guarantee} geldt niet voor elke combinatie van drempels.",
            f"{variant}: {ranges.guarantee} does not hold for every combination of thresholds.",
        )
        return [text.say(lang)]
    lines = []
    for limit in narrow:
        name, residents = limit.parameter.name, () if limit.breaks is None else limit.breaks.residents
        nl, en = (residents[0].say("nl"), residents[0].say("en")) if residents else ("?", "?")
        text = Text(
            f"{variant}: {ranges.guarantee} geldt niet voor elke drempel: {name} mag {_span(limit, 'nl')} zijn; "
            f"daarbuiten breekt zij voor {nl}.",
            f"{variant}: {ranges.guarantee} does not hold for every threshold: {name} may be {_span(limit, 'en')}; "
            f"beyond that it breaks for {en}.",
        )
        lines.append(text.say(lang))
    return lines


def _span(limit: ThresholdLimit, lang: Lang) -> str:
    low, high = (limit.parameter.decode(end) for end in (limit.low, limit.high))
    return low if low == high else Text(f"{low} tot en met {high}", f"{low} to {high}").say(lang)


def threshold_object(check: ThresholdCheck) -> dict[str, Any]:
    """For which thresholds the guarantees of a base or variant hold, as plain data."""
    return {
        "variant": check.variant,
        "guarantees": {
            ranges.guarantee: {
                "everywhere": ranges.everywhere,
                "thresholds": {
                    limit.parameter.name: {
                        "low": limit.low,
                        "high": limit.high,
                        "breaks_for": [resident.written for resident in limit.breaks.residents] if limit.breaks else [],
                    }
                    for limit in ranges.limits
                },
            }
            for ranges in check.ranges
        },
    }
