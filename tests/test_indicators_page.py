"""docs/indicators.md is what the code makes, and every result the wijkkader asks for stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ruwaard_sim.report.indicators_page import AIMS, main, page
from ruwaard_sim.tables import INDICATORS

PAGE = Path(__file__).parents[1] / "docs" / "indicators.md"
WORDS_OF_PARAGRAPH_5 = (
    "welbevinden", "collectieve voorzieningen", "pgb", "bezwaar en beroep", "zeggenschap", "actieve bewoners",
    "schuldproblematiek", "voorzorg", "besparing van kosten", "huisarts", "crises", "opnames", "kinderen",
)  # fmt: skip


def test_the_page_is_what_the_code_makes() -> None:
    """Whoever changes an indicator renews the page with `make docs`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_is_written_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To a file, or else to standard output."""
    main([str(tmp_path / "blad.md")])
    main([])
    assert (tmp_path / "blad.md").read_text(encoding="utf-8") == capsys.readouterr().out == page()


def test_every_result_the_wijkkader_asks_for_has_a_figure_or_a_reason() -> None:
    """Each of §5 and both norms of §2 occur; what has no figure says why, and figures that are named exist."""
    asked = " ".join(aim.asked.nl for aim in AIMS)
    assert [word for word in WORDS_OF_PARAGRAPH_5 if word not in asked] == []
    assert asked.count("§2") == 2
    for aim in AIMS:
        assert aim.figures or aim.left is not None
        assert set(aim.figures) <= set(INDICATORS)


def test_every_indicator_is_on_the_page_once() -> None:
    """None is left out, with its formula."""
    text = page()
    for name, indicator in INDICATORS.items():
        assert text.count(f"### {name}\n") == 1
        assert indicator.basis.formula.nl in text
