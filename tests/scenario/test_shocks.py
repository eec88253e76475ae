"""The dated shocks of a scenario are found where they stand, with the days on which they begin and end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ruwaard_sim.files.loading import load_study
from ruwaard_sim.plan import DatedShock, Plan

STUDY = """\
kind: study
id: proef
title: {nl: "Een proef", en: "A trial"}
question: {nl: "Wat?", en: "What?"}
baseline: gangbaar
variants: [gangbaar, anders]
replications: 2
seed: 1
"""
VARIANT = """\
kind: variant
id: anders
base: ruwaard
title: {{nl: "Anders", en: "Otherwise"}}
description: {{nl: "Een andere schok.", en: "Another shock."}}
changes:
  {path}:
    because: {{nl: "Om te zien wat de pagina zegt.", en: "To see what the page says."}}
    source: assumption
    to: {to}
"""


def variants(folder: Path, path: str, to: str) -> dict[str, Plan]:
    """The regular way, and a variant that has *to* at *path*."""
    (folder / "anders.yaml").write_text(VARIANT.format(path=path, to=to), encoding="utf-8")
    (folder / "proef.yaml").write_text(STUDY, encoding="utf-8")
    return load_study(folder / "proef.yaml").variants


def titled(plan: Plan, word: str) -> list[DatedShock]:
    """The shocks with *word* in their Dutch title."""
    return [shock for shock in plan.shocks if word in shock.title.nl]


def factors(values: str) -> str:
    """A factor on needs as it is written, with *values* from dates on."""
    dated = ", ".join(f"{day}: {{low: {x}, mode: {x}, high: {x}}}" for day, x in (v.split("=") for v in values.split()))
    return f"{{values: {{{dated}}}, unit: ratio, source: assumption, grade: D}}"


def test_the_shipped_base_tells_its_shocks_in_every_variant() -> None:
    """Each shock on needs and each house that was partly shut, and never a day on which it did nothing."""
    study = load_study(Path("wijkbudget"))
    assert len({plan.shocks for plan in study.variants.values()}) == 1
    shocks = study.variants["gangbaar"].shocks
    assert len(shocks) == 3
    closed = titled(study.variants["gangbaar"], "minder plaatsen open, COVID-19")[0]
    plan = study.variants["gangbaar"]
    for first, until in closed.spans:
        for day, shut in ((first, True), (until, False), (until - timedelta(1), True), (first - timedelta(1), False)):
            regime = [one for one in plan.regimes if one.start <= plan.calendar.day(day)][-1]
            assert any(places.available < 1 for places in regime.places.values()) == shut
    for shock in shocks:
        edges = [day for span in shock.spans for day in span]
        assert all(one < other for one, other in pairwise(edges))


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ("2017-01-01=1 2019-02-01=0.5 2019-03-01=0.7 2019-05-01=1", [("2019-02-01", "2019-05-01")]),
        ("2017-01-01=1 2021-07-01=1.2", [("2021-07-01", "2023-01-01")]),
        ("2017-01-01=1 2019-02-01=1", []),
    ],
)
def test_a_shock_lasts_from_the_day_it_does_something(
    tmp_path: Path, values: str, spans: list[tuple[str, str]]
) -> None:
    """Until it is 1 again, or the period ends; what changes nothing is no shock."""
    plans = variants(tmp_path, "needs.shocks.covid_minder_vragen.factor", factors(values))
    told = [span for shock in titled(plans["anders"], "huisbezoek") for span in shock.spans]
    assert told == [(date.fromisoformat(first), date.fromisoformat(until)) for first, until in spans]
    assert titled(plans["gangbaar"], "huisbezoek") != titled(plans["anders"], "huisbezoek")
