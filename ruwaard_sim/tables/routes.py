"""Routes: the shares of questions that go to own network, general, collective, individual, pgb and specialist."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.plan import LAYERS
from ruwaard_sim.tables.demand import within
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text

MIX = ("eigen", "algemeen", "collectief", "individueel", "pgb", "specialist", "crisis")
"""The layers that make up the mix; aids and what lies outside the assignment are left out."""


def _share(layer: str) -> Callable[[Record, Window], float]:
    def compute(record: Record, window: Window) -> float:
        routes = record.route[within(record.routed, window)]
        mix = record.in_layers(routes, *MIX)
        if not mix.any():
            return float("nan")
        return float(record.in_layers(routes[mix], layer).mean())

    return compute


ROUTES = tuple(
    Indicator(
        f"route_{layer}",
        LAYERS[layer],
        "share",
        "route",
        Text(
            f"Aandeel van de beantwoorde vragen (zonder hulpmiddelen en jeugd) dat hier terechtkomt: {LAYERS[layer].nl}.",
            f"Share of the questions answered (without aids and youth) that goes here: {LAYERS[layer].en}.",
        ),
        3,
        _share(layer),
        basis=Basis(
            formula=Text(
                f"aantal zaken met eerste ROUTED naar laag {layer} ÷ aantal naar alle lagen van dit overzicht",
                f"number of cases with first ROUTED to layer {layer} ÷ number to all layers of this list",
            ),
            evidence="D",
            kinds=(EventKind.ROUTED,),
            plan=True,
        ),
    )
    for layer in MIX
)
