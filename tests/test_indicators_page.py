"""The page of indicators: every result that the wijkkader asks for, and every indicator, stands on it."""

from __future__ import annotations

from ruwaard_sim.report.indicators_page import AIMS, page
from ruwaard_sim.tables import INDICATORS

WORDS_OF_PARAGRAPH_5 = (
    "welbevinden", "collectieve voorzieningen", "pgb", "bezwaar en beroep", "zeggenschap", "actieve bewoners",
    "schuldproblematiek", "voorzorg", "besparing van kosten", "huisarts", "crises", "opnames", "kinderen",
)  # fmt: skip


def test_every_result_the_wijkkader_asks_for_has_a_figure_or_a_reason() -> None:
    """Each of §5 and both norms of §2 occur; what has no figure says why, and figures that are named exist."""
    asked = " ".join(aim.request.nl for aim in AIMS)
    assert [word for word in WORDS_OF_PARAGRAPH_5 if word not in asked] == []
    assert asked.count("§2") == 2
    for aim in AIMS:
        assert aim.figures or aim.gap is not None
        assert set(aim.figures) <= set(INDICATORS)


def test_every_indicator_is_on_the_page_once() -> None:
    """None is left out, with its formula."""
    text = page()
    for name, indicator in INDICATORS.items():
        assert text.count(f"### {name}\n") == 1
        assert indicator.basis.formula.nl in text
