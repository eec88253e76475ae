"""``docs/generated/indicators.md``: every indicator with its formula, what it is computed from, and its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ruwaard_sim.tables import GROUPS, INDICATORS
from ruwaard_sim.tables.indicator import Indicator
from ruwaard_sim.text import Text


class Aim(NamedTuple):
    """A result that the wijkkader asks for, the indicators about it, and what they leave out."""

    request: Text
    figures: tuple[str, ...]
    gap: Text | None = None


AIMS: tuple[Aim, ...] = (
    Aim(
        Text(
            "§5: meer tevredenheid en welbevinden van bewoners. Voorlopig gemeten met micro-analyses.",
            "§5: more satisfaction and wellbeing of residents, for now by micro-analyses.",
        ),
        ("wellbeing_before", "wellbeing_after"),
        Text("Tevredenheid zit niet in het model.", "Satisfaction is not in the model."),
    ),
    Aim(
        Text(
            "§5: meer gebruik van algemene en collectieve voorzieningen dan van individuele voorzieningen (op MDO na), en minder aanvragen voor pgb.",
            "§5: more use of general and collective provisions than of individual ones (but for MDOs), and fewer requests for a pgb.",
        ),
        ("route_together", "general_users", "collective_users", "wmo_clients", "pgb_requests", "pgb_clients"),
        Text(
            "Landelijk daalt het aandeel pgb vanzelf; een daling is op zichzelf geen effect.",
            "The national share of pgb falls by itself; a fall is no effect in itself.",
        ),
    ),
    Aim(
        Text("§5: geen toename van bezwaar en beroep.", "§5: no increase of objections and appeals."),
        ("objections", "objection_rate", "objections_upheld"),
        Text(
            "Beroep bij de rechter zit niet in het model, en ook geen klacht die niemand hoort.",
            "Appeal to a court is not in the model, nor is a complaint that nobody hears.",
        ),
    ),
    Aim(
        Text(
            "§5: meer zeggenschap van bewoners over hun eigen oplossingen.",
            "§5: more say of residents over their own solutions.",
        ),
        ("mdos",),
        Text(
            "Het aantal keren dat de inwoner zelf aan tafel zat; wat hij daar te zeggen had, weet het model niet.",
            "How often the resident sat at the table; what say they had there the model does not know.",
        ),
    ),
    Aim(
        Text(
            "§5: meer actieve bewoners. Aantal activiteiten door en voor bewoners stijgt.",
            "§5: more active residents. The number of activities by and for residents rises.",
        ),
        ("collective_users",),
        Text(
            "Wie meedoet in het Huis van de Wijk; wie er zelf iets op touw zet, telt het model niet.",
            "Who takes part in the neighbourhood house; who sets something up is not counted.",
        ),
    ),
    Aim(
        Text(
            "§5: stijging van werkende bewoners, minder armoede en schuldproblematiek.",
            "§5: more residents in work, less poverty and debt.",
        ),
        ("debt_clients",),
        Text(
            "Wie hulp bij schulden kreeg; werk en inkomen veranderen in het model niet.",
            "Who was helped with debts; work and income do not change in the model.",
        ),
    ),
    Aim(
        Text(
            "§5: structurele inbedding en versterking van initiatieven die voorzorg bieden.",
            "§5: initiatives that offer care beforehand are embedded and strengthened.",
        ),
        (),
        Text("Niet in het model.", "Not in the model."),
    ),
    Aim(
        Text("§5: besparing van kosten.", "§5: saving of costs."),
        ("cost_municipality", "cost_insurers", "cost_households", "cost_society", "unit_cost_hh", "unit_cost_guidance"),
        Text(
            "De Wlz zit niet in het model. ruwaard-sim cases doet de micro-analyses: kosten per betaler, voor en na de vraag.",
            "The Wlz is not in the model. ruwaard-sim cases does the micro-analyses: cost per payer, before and after the question.",
        ),
    ),
    Aim(
        Text(
            "§5: minder ineffectieve bezoeken aan huisarts, minder crises, minder opnames.",
            "§5: fewer ineffective visits to the GP, fewer crises, fewer admissions.",
        ),
        ("gp_visits", "crises", "crisis_calls", "admissions"),
        Text(
            "Bezoeken en opnames zijn een overtuiging maal een feit.",
            "Visits and admissions are a belief times a fact.",
        ),
    ),
    Aim(
        Text(
            "§5: gevolgen van armoede onder kinderen zijn verminderd.",
            "§5: the consequences of poverty among children are reduced.",
        ),
        (),
        Text("Niet in het model.", "Not in the model."),
    ),
    Aim(
        Text("§2: uiterlijk binnen twee weken na contact een MDO.", "§2: an MDO within two weeks of contact."),
        ("mdo_on_time", "wait_mdo", "wait_mdo_waiting"),
    ),
    Aim(
        Text(
            "§2: afspraken worden uiterlijk binnen zes weken uitgevoerd.",
            "§2: agreements are carried out within six weeks.",
        ),
        ("execution_on_time", "wait_execution", "wait_execution_waiting"),
    ),
    Aim(
        Text(
            "§7: de stuurgroep komt regelmatig bij elkaar en stuurt bij.",
            "§7: the stuurgroep meets regularly and steers.",
        ),
        ("steering_meetings", "steering_changes"),
    ),
)
"""The results that the wijkkader asks for, in its order; an indicator may be about several."""

_HEAD = """\
# Indicators

This page is made from the code by `make pages`; a test fails when it is not what the code makes. Facts are the rows that the
model tells (`ruwaard_sim/event_log.py`); a year is 365.25 days; every figure is computed for the whole period and for each year.

**Evidence** says how well the *level* of a figure is known: A measured or decided for Ruwaard or Oss, B national, C another
municipality or literature, D assumption; *arithmetic* where it is counted from what was decided. It is the grade of the published
figure in `scenarios/ruwaard/targets.yaml` that the level was entered from, fitted to or held against. Differences between variants
rest on less: on the same residents with the same random numbers.

**Belief** marks a figure that rests on what is believed to follow (`beliefs.outcomes`), and not only on what happened. It is marked so
on the screen, in `indicators.json` and in `--json`, and is not there with `--neutral-effects`. Beliefs about policy (`beliefs.effects`)
act on all figures of the variants that hold them; the heading of every result names them.

A cost has one of three sides, and none mixes two: what a *payer* pays, what it costs a *party*, what *society* spends. Hired-in
hours are those the stuurgroep buys; overhead is no item of its own, it is in the price of an hour.
"""


def page() -> str:
    """The text of ``docs/generated/indicators.md``."""
    parts = [_HEAD, "## What the wijkkader asks for\n", *_aims()]
    for name, title in GROUPS.items():
        members = [indicator for indicator in INDICATORS.values() if indicator.group == name]
        parts.append(f"## {title.en} ({title.nl})\n")
        parts += [_entry(indicator) for indicator in members]
    return "\n".join(parts)


def _aims() -> Iterator[str]:
    yield "| asked | figures | what they leave out |\n|---|---|---|"
    for aim in AIMS:
        figures = ", ".join(f"[`{name}`](#{name})" for name in aim.figures) or "none"
        left_out = "" if aim.gap is None else aim.gap.en
        yield f"| {aim.request.en} | {figures} | {left_out} |"
    yield ""


def _entry(indicator: Indicator) -> str:
    basis = indicator.basis
    kinds = [f"`{kind.name}`" for kind in sorted(basis.kinds)]
    kinds += ["transfers in the books"] if basis.money else []
    kinds += ["numbers of the scenario"] if basis.plan else []
    rows: Mapping[str, str] = {
        "Definition": f"{indicator.definition.en} *{indicator.definition.nl}*",
        "Formula": f"{basis.formula.en}. *{basis.formula.nl}.*",
        "From": ", ".join(kinds),
        "Unit": indicator.unit,
        "Evidence": basis.evidence + (f" ({', '.join(basis.books)} in targets.yaml)" if basis.books else ""),
        "Side": "" if basis.side is None else basis.side.en,
        "Belief": "yes" if basis.belief else "",
        "Effect": "" if indicator.effect else "never shown as one: it rests on registration",
        "Leaves out": "" if indicator.still_waiting is None else f"those counted by `{indicator.still_waiting}`",
    }
    lines = [f"### {indicator.name}", "", f"**{indicator.title.en}** (*{indicator.title.nl}*)", ""]
    lines += [f"- {label}: {text}" for label, text in rows.items() if text]
    return "\n".join([*lines, ""])
