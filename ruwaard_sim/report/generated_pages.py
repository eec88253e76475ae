"""The pages of ``docs/generated/`` that need no run: ``python -m ruwaard_sim.report.generated_pages FOLDER``.

``make pages`` calls it. A test fails when a page in the repository is not what the code makes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ruwaard_sim.report import indicators_page, messages_page
from ruwaard_sim.report.guidelines.page import evidence_page, guidelines_page

PAGES: Mapping[str, Callable[[], str]] = {
    "check.md": messages_page.page,
    "evidence.md": evidence_page,
    "guidelines.md": guidelines_page,
    "indicators.md": indicators_page.page,
}
"""The function that gives each page, by file name."""


def main(argv: list[str]) -> None:
    """Write every page into the folder named."""
    folder = Path(argv[0])
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
