"""The page of a guideline: items in order, each with what it asks, how far it is done, and the answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ruwaard_sim.report.guidelines.answers import STATUSES, Guideline, Item, evidence
from ruwaard_sim.report.guidelines.description import Made, Told
from ruwaard_sim.report.guidelines.markdown import table
from ruwaard_sim.report.guidelines.parts import PARTS

_LINK = re.compile(r"\[([\w/-]+\.md)((?: §[\d.]+)?)\]\([\w/-]+\.md\)")
MADE_BY_DOCS = """\
This page is made by `make docs`: what can be generated from the scenarios is generated, the rest stands in
`ruwaard_sim/report/guidelines/answers.yaml`. A test fails when the page is not what they give now, when an item has no
answer, and when a file, section, command, test or figure that is named does not exist.
The same for a study of your own: `ruwaard-sim describe STUDY --guideline {name}`."""
MADE_FOR_A_STUDY = """\
Made by `ruwaard-sim describe`. Tables are about this study. Sentences are about the model and its base `ruwaard` as
shipped: read them before you put your name to them, and add why *you* ask this question and chose these variants.
Pages such as docs/model.md are in the source of ruwaard-sim."""


def page(description: Told, guide: Guideline, provenance: Made, *, in_docs: bool = False) -> str:
    """The answers of the study to a guideline, as Markdown; *in_docs* with links between the pages of ``docs/``."""
    lead = MADE_BY_DOCS.format(name=guide.name) if in_docs else MADE_FOR_A_STUDY
    parts = [
        f"# {guide.title}: {description.study.title.en}",
        guide.full,
        lead,
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
    text = "\n\n".join(parts) + "\n"
    return text if in_docs else without_links(text)


def without_links(text: str) -> str:
    """The text in which a link to a page of ``docs/`` is its place."""
    return _LINK.sub(r"docs/\1\2", text)


def _overview(guide: Guideline) -> str:
    counts = Counter(item.status for item in guide.items)
    counts_text = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    rows = ([item.number, item.title, item.status, item.by] for item in guide.items)
    return f"Of {len(guide.items)} items: {counts_text}.\n\n" + table(
        ["item", "about", "how far", "the answer is"], rows
    )


def _entry(item: Item, description: Told, provenance: Made) -> Iterator[str]:
    yield f"### {item.number} {item.title}"
    yield f"*Asks:* {item.asks} **{item.status.capitalize()}.**"
    if item.answer:
        yield item.answer
    for name in item.shows:
        yield PARTS[name](description, provenance)


def as_object(description: Told, guide: Guideline, provenance: Made) -> dict[str, Any]:
    """The same for a program."""
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

Made by `make docs` from `ruwaard_sim/report/guidelines/answers.yaml`.

## First: what none of this shows

{limits}

## Claims

{claims}

## The fourteen relations

What must hold between runs whatever the right answer is:

{relations}
"""


def evidence_page() -> str:
    """The page of claims with their commands."""
    content = evidence()
    claims = ([row.claim, f"`{row.run}`", row.see, row.takes] for row in content.claims)
    relations = ([str(number), relation, f"`{test}`"] for number, (relation, test) in enumerate(content.relations, 1))
    return EVIDENCE.format(
        claims=table(["claim", "command", "what you see", "computing"], claims),
        relations=table(["", "relation", "test"], relations),
        limits=content.limits.strip(),
    )
