"""The page of a guideline: each item with its question, status and answer; and the pages kept in docs/generated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ruwaard_sim.report.guidelines.answers import NAMES, STATUSES, Guideline, Item, evidence, guideline
from ruwaard_sim.report.guidelines.description import Provenance, StudyDescription
from ruwaard_sim.report.guidelines.markdown import table
from ruwaard_sim.report.guidelines.parts import PARTS

_LINK = re.compile(r"\[[\w/-]+\.md((?: §[\d.]+)?)\]\(([\w/-]+\.md)\)")
_TARGET = re.compile(r"\]\(([\w/-]+\.md)\)")
FOLDER = "generated/"
"""The folder within ``docs/`` of the pages that are made here."""
LEAD = """\
Made by `ruwaard-sim describe`. Tables are about this study. Sentences are about the model and its base `ruwaard` as
shipped: read them before you put your name to them, and add why *you* ask this question and chose these variants.
Pages such as docs/model.md are in the source of ruwaard-sim."""


def page(description: StudyDescription, guide: Guideline, provenance: Provenance) -> str:
    """The answers of the study to a guideline, as Markdown."""
    parts = [
        f"# {guide.title}: {description.study.title.en}",
        guide.full,
        LEAD,
        f"Guideline: {guide.reference}. What an item asks is told here in our own words.",
        guide.about.strip(),
        _overview(guide),
    ]
    section = ""
    for item in guide.items:
        if item.section not in ("", section):
            section = item.section
            parts.append(f"## {section}")
        parts += _entry(item, description, provenance)
    for title, part in guide.appendices.items():
        parts += [f"## {title}", PARTS[part](description, provenance)]
    return without_links("\n\n".join(parts) + "\n")


def without_links(text: str) -> str:
    """Replace each link to a page of ``docs/`` by its path in the repository."""
    return _LINK.sub(r"docs/\2\1", text)


def from_generated(text: str) -> str:
    """Make links that are relative to ``docs/`` relative to ``docs/generated/``."""

    def moved(link: re.Match[str]) -> str:
        page = link[1]
        return f"]({page.removeprefix(FOLDER)})" if page.startswith(FOLDER) else f"](../{page})"

    return _TARGET.sub(moved, text)


def _status_counts(guide: Guideline) -> str:
    counts = Counter(item.status for item in guide.items)
    return ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])


def _overview(guide: Guideline) -> str:
    rows = ([item.number, item.title, item.status, item.by] for item in guide.items)
    items = table(["item", "about", "how far", "the answer is"], rows)
    return f"Of {len(guide.items)} items: {_status_counts(guide)}.\n\n{items}"


def _entry(item: Item, description: StudyDescription, provenance: Provenance) -> Iterator[str]:
    yield f"### {item.number} {item.title}"
    yield f"*Asks:* {item.asks} **{item.status.capitalize()}.**"
    if item.answer:
        yield item.answer
    for name in item.shows:
        yield PARTS[name](description, provenance)


def as_object(description: StudyDescription, guide: Guideline, provenance: Provenance) -> dict[str, Any]:
    """The answers as plain data."""
    items = [
        {
            "number": item.number,
            "title": item.title,
            "asks": item.asks,
            "status": item.status,
            "answer": without_links(item.answer),
            "generated": {name: PARTS[name](description, provenance) for name in item.shows},
        }
        for item in guide.items
    ]
    appendices = {title: PARTS[name](description, provenance) for title, name in guide.appendices.items()}
    return {
        "study": description.study.id,
        "guideline": guide.name,
        "reference": guide.reference,
        "items": items,
        "appendices": appendices,
    }


EVIDENCE = """\
# Why believe it: one command a claim

For whoever distrusts a result. Each line is something this software claims, a command that shows it, and what you
should see. A test keeps every command, test and page named here in existence. Commands are given in a checkout, after
`make test` (which installs what they need) and `. .venv/bin/activate`. The last column was measured: seconds of
computing, so on a machine that does other work you wait longer.

Made by `make pages` from `ruwaard_sim/report/guidelines/answers.yaml`.

## First: what none of this shows

{limits}

## Claims

{claims}

## The fourteen relations

What must hold between runs whatever the right answer is:

{relations}
"""


def evidence_page() -> str:
    """``docs/generated/evidence.md``: claims, each with a command that shows it."""
    current = evidence()
    claims = ([row.claim, f"`{row.run}`", row.see, row.takes] for row in current.claims)
    relations = (
        [str(number), relation, f"`{test}`"] for number, (relation, test) in enumerate(current.relations, start=1)
    )
    text = EVIDENCE.format(
        claims=table(["claim", "command", "what you see", "computing"], claims),
        relations=table(["", "relation", "test"], relations),
        limits=current.limits.strip(),
    )
    return from_generated(text)


GUIDELINES = """\
# Reporting guidelines: which command prints what

Three guidelines for reports about simulations are answered item by item, for any study. What follows from the scenario
files is generated; what only people can say stands in `ruwaard_sim/report/guidelines/answers.yaml`. The answers are
printed on demand and not kept here: they are long, and always those of the study you ask for.

{guidelines}

Each prints Markdown, so `ruwaard-sim describe STUDY > mine.md` keeps it; `--json` gives the same to a program. In a
checkout the tables also say which section of [model.md](../model.md) uses a number, and the verdicts of
[validation.md](validation.md). What an item does not do is said there as well: *in part* and *not done* are answers.

Made by `make pages`.
"""


def guidelines_page() -> str:
    """``docs/generated/guidelines.md``: the command for each guideline, and how far its items are answered."""
    guides = [guideline(name) for name in NAMES]
    rows = (
        [
            guide.title,
            guide.reference,
            f"`ruwaard-sim describe wijkbudget --guideline {guide.name}`",
            f"{len(guide.items)}: {_status_counts(guide)}",
        ]
        for guide in guides
    )
    return GUIDELINES.format(guidelines=table(["guideline", "published as", "command", "items"], rows))
