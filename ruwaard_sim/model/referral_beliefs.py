"""Referrals by belief: cases that go elsewhere than the rules say, chosen by the resident's own random number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ruwaard_sim.agents.needs import JUDGEMENT
from ruwaard_sim.model.deal import Deal, first_questions, judged
from ruwaard_sim.model.regimes import compiled_first
from ruwaard_sim.plan import Plan, Referral, Regime


@dataclass(frozen=True, slots=True)
class _Turn:
    """Of the cases in *domains* that the rules send to *source*, this *share* goes to *target*."""

    source: str
    target: str
    domains: tuple[int, ...]
    share: float


class ReferralBeliefs:
    """Turns factors into shares: how many go where by the rules is counted over all questions that were dealt.

    *k* times as many to a route means that of those whom the rules send to the other route just so large a share goes
    along that its number becomes *k* times what it was, or all of them where that is not enough.
    """

    def __init__(self, plan: Plan, dealt: Deal) -> None:
        self._turns = {regime.start: tuple(_turns(regime, plan, dealt)) for regime in plan.regimes}

    def route(self, regime: Regime, domain: int, route: str, uniform: float) -> str:
        """The route of a case that the rules of *regime* send to *route*; *uniform* (0 to 1) is its own number."""
        upto = 0.0
        for turn in self._turns[regime.start]:
            if turn.source == route and domain in turn.domains:
                upto += turn.share
                if uniform < upto:
                    return turn.target
        return route


def _turns(regime: Regime, plan: Plan, dealt: Deal) -> Iterator[_Turn]:
    if not regime.referrals:
        return
    sent = _sent(regime, plan, dealt)
    for referral in regime.referrals:
        share = _share(referral, sent)
        source, target = referral.instead, referral.to
        if referral.factor < 1:
            source, target = target, source
        yield _Turn(source, target, referral.domains, share)


def _sent(regime: Regime, plan: Plan, dealt: Deal) -> dict[tuple[int, str], int]:
    """Count the questions of each leefdomein that the rules of *regime* send to each route."""
    decide = compiled_first(regime.routering)
    possible_answers = [dealt.possible_answers(regime.routering, rule) for rule in regime.routering.rules]
    dice = dealt.dice[0]
    counts: dict[tuple[int, str], int] = {}
    for row, facts in first_questions(dealt, plan.regimes, regime):
        route = judged(possible_answers[decide(facts)], dice.uniforms[row, 0, JUDGEMENT])
        key = (dice.domain[row], route)
        counts[key] = counts.get(key, 0) + 1
    return counts


def _share(referral: Referral, sent: dict[tuple[int, str], int]) -> float:
    if referral.factor < 1:
        return 1 - referral.factor
    sent_there = sum(sent.get((domain, referral.to), 0) for domain in referral.domains)
    others = sum(sent.get((domain, referral.instead), 0) for domain in referral.domains)
    return min(1.0, (referral.factor - 1) * sent_there / others) if others else 0.0
