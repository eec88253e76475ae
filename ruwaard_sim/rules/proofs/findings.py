"""Problems with a code, made from the results of proofs, guarantees and examples; proves and decides nothing.

Every function gives the problems of one result, each with the rule (or the guarantee) it is about. Nothing found,
nothing said: what is proved gives no problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args

from ruwaard_sim.errors import Severity
from ruwaard_sim.rules.language.messages import in_short, message
from ruwaard_sim.rules.language.wording import plain, say_outcome
from ruwaard_sim.rules.proofs.difference import ALIKE, Change, Given, TouchesResult
from ruwaard_sim.rules.proofs.examples import Outcome
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict
from ruwaard_sim.rules.proofs.mutation_score import Score
from ruwaard_sim.rules.proofs.table_proofs import Overlap, TableProofs
from ruwaard_sim.rules.tables.example_case import ExampleCase, differing, say_facts
from ruwaard_sim.rules.tables.table import RuleProblem
from ruwaard_sim.text import Lang, Text

WEIGHTS: Final[Mapping[str, Severity]] = {
    "R401": "error",
    "R402": "warning",
    "R403": "warning",
    "R404": "error",
    "R405": "remark",
    "R406": "error",
    "R407": "warning",
    "R408": "error",
    "R409": "warning",
    "R410": "remark",
    "R411": "error",
    "R412": "error",
    "R413": "remark",
    "R414": "error",
}
"""How much each finding matters."""


def table_findings(proofs: TableProofs) -> tuple[RuleProblem, ...]:
    """The problems of one table: R401 to R404, R406 and R407."""
    return tuple(_table(proofs))


def _table(proofs: TableProofs) -> Iterator[RuleProblem]:
    if proofs.possible.status == "broken":
        yield RuleProblem("", "R406", message("R406"))
        return
    if proofs.complete.resident is not None:
        yield RuleProblem("", "R401", message("R401", **_resident(proofs.complete.resident)))
    for dead in proofs.dead:
        code = "R402" if dead.covered_by else "R403"
        yield RuleProblem(dead.rule, code, message(code, rules=", ".join(dead.covered_by)))
    for clash in proofs.clashes:
        words = {"rule": clash.rules[0], "other": clash.rules[1], **_resident(clash.resident)}
        yield RuleProblem(clash.rules[1], "R404", message("R404", **words))
    unknown = [proofs.possible.status, proofs.complete.status, proofs.unique]
    for rule in (*proofs.undecided, *("" for status in unknown if status == "unknown")):
        yield RuleProblem(rule, "R407", message("R407"))


def overlap_finding(overlap: Overlap) -> RuleProblem:
    """That the order of two rules matters: R405, about the first."""
    words = {"rule": overlap.first, "other": overlap.then, **_resident(overlap.resident)}
    for lang in get_args(Lang):
        words[f"given_{lang}"], words[f"else_{lang}"] = (say_given(answers, lang) for answers in overlap.answers)
    return RuleProblem(overlap.first, "R405", message("R405", **words))


def verdict_findings(verdict: Verdict) -> tuple[RuleProblem, ...]:
    """The problems of one guarantee: R407 to R410."""
    name = verdict.guarantee
    if verdict.status == "unknown":
        return (RuleProblem(name, "R407", message("R407")),)
    if verdict.status == "broken":
        words = {"resident_nl": shown_residents(verdict, "nl"), "resident_en": shown_residents(verdict, "en")}
        words["rules"] = ", ".join(rule for _, rule in verdict.rules) or "—"
        words |= {"apart_nl": _apart(verdict).nl, "apart_en": _apart(verdict).en}
        return (RuleProblem(name, "R408", message("R408", **words)),)
    if verdict.empty:
        return (RuleProblem(name, "R409", message("R409")),)
    if verdict.tautology:
        rules = ", ".join(rule for _, rule in verdict.rules) or "—"
        return (RuleProblem(name, "R410", message("R410", rules=rules)),)
    return ()


def _apart(verdict: Verdict) -> Text:
    """That a rule which leaves room judges each apart, and how it judges everyone alike."""
    if not verdict.apart:
        return Text("", "")
    rules = ", ".join(rule for _, rule in verdict.apart)
    return Text(
        f"; {rules} laat een oordeel over ieder apart: met 'alike: true' krijgt iedereen daar hetzelfde",
        f"; {rules} leaves a judgement on each apart: with 'alike: true' everyone gets the same there",
    )


def example_findings(outcomes: Sequence[Outcome]) -> tuple[RuleProblem, ...]:
    """The examples that do not get what is written: R411."""
    findings = []
    for outcome in outcomes:
        if not outcome.agrees:
            answers = tuple(answer for rule in outcome.answering for answer in rule.answers)
            words = {"given_nl": say_given(answers, "nl"), "given_en": say_given(answers, "en")}
            words["rules"] = ", ".join(rule.id for rule in outcome.answering) or "—"
            words["facts"] = outcome.example.facts
            text = message("R411", word=in_short(outcome.example.outcome), **words)
            findings.append(RuleProblem(outcome.example.rule, "R411", text))
    return tuple(findings)


def touched_findings(touched: TouchesResult) -> tuple[RuleProblem, ...]:
    """The problems of a change that touches someone outside its group (R407, R412), at the rule that answers."""
    if touched.change is None:
        return (RuleProblem("", "R407", message("R407")),) if touched.status == "unknown" else ()
    words = {"resident_nl": say_change(touched.change, "nl"), "resident_en": say_change(touched.change, "en")}
    return (RuleProblem(touched.change.rules[1] or "", "R412", message("R412", **words)),)


def score_findings(score: Score) -> tuple[RuleProblem, ...]:
    """The mutants that nothing notices: R413."""
    findings = []
    for missed in score.unnoticed:
        slip, change = missed.mutant.description, missed.change
        edit_text = Text("—", "—") if change is None else Text(say_change(change, "nl"), say_change(change, "en"))
        words = {"slip_nl": slip.nl, "slip_en": slip.en, "resident_nl": edit_text.nl, "resident_en": edit_text.en}
        findings.append(RuleProblem(missed.mutant.rule, "R413", message("R413", **words)))
    return tuple(findings)


def say_change(change: Change, lang: Lang) -> str:
    """``een bewoner met: leeftijd is 17 jaar: eerst jeugdhulp, dan begeleiding``."""
    before, after = say_given(change.kind.before, lang), say_given(change.kind.after, lang)
    return change.resident.say(lang) + Text(f"; eerst {before}, dan {after}", f"; first {before}, then {after}").say(
        lang
    )


def say_given(outcomes: Given, lang: Lang, titles: Mapping[str, Text] | None = None) -> str:
    """The possible answers in words: ``begeleiding``, ``begeleiding of dagbesteding``, ``niets``.

    In English with the *titles* beside the names.
    """
    nothing = Text("niets", "nothing").say(lang)
    names = [outcome for outcome in outcomes if not outcome.startswith(ALIKE)]
    phrases = [say_outcome(name, titles or {}, lang) or nothing for name in names]
    alike = Text(" (voor iedereen gelijk)", " (alike for everyone)").say(lang) if len(names) < len(outcomes) else ""
    return (Text(" of ", " or ").say(lang).join(phrases) or nothing) + alike


def _resident(resident: ExampleCase) -> dict[str, str]:
    return {"resident_nl": resident.say("nl"), "resident_en": resident.say("en")}


def shown_residents(verdict: Verdict, lang: Lang) -> str:
    """The residents that show that a guarantee is broken, with the answers they get."""
    first = verdict.residents[0]
    sentences: list[str] = []
    for resident, outcomes, moments in zip(verdict.residents, verdict.outcomes, verdict.moments, strict=True):
        whom = first.say(lang)
        if sentences:
            same = Text("dezelfde, maar ", "the same one, but ").say(lang)
            whom = same + say_facts(resident, differing(first, resident), lang)
        then = {
            table: Text("; toen nog: ", "; at that time: ").say(lang)
            + say_facts(before, differing(resident, before), lang)
            for table, before in moments.items()
        }
        sentences.append(whom + _answered(outcomes, then, lang))
    return "; ".join(sentences)


def _answered(outcomes: Mapping[str, tuple[str, ...]], then: Mapping[str, str], lang: Lang) -> str:
    """What each table answers; *then* is what was otherwise when it was asked."""
    gets = Text("krijgt", "gets").say(lang)
    and_then = Text(" en ", " and ").say(lang)
    nothing = Text("niets", "nothing").say(lang)
    return "".join(
        f", {gets} {and_then.join(map(plain, answers)) or nothing} ({table}{then.get(table, '')})"
        for table, answers in outcomes.items()
    )
