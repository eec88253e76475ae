"""Remarks about rules as lines of text, grouped by place, and their count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ruwaard_sim.errors import Mark, Problem
from ruwaard_sim.text import Lang, Text


def remark_lines(remarks: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each remark; several of one kind at one place share a heading line with that place."""
    lines: list[str] = []
    for (mark, code), group in groupby(remarks, key=_location):
        together = list(group)
        if len(together) == 1:
            lines.append(together[0].say(lang))
            continue
        lines.append(f"{mark.file}:{mark.line}:{mark.column}: {code} {_several(len(together)).say(lang)}:")
        lines += [f"    {remark.text.say(lang)}" for remark in together]
    return lines


def _location(remark: Problem) -> tuple[Mark, str]:
    return remark.mark, remark.code


def remark_count(number: int, *, listed: bool) -> Text | None:
    """The number of remarks and, unless they are *listed*, how to see them; empty when there are none."""
    if not number:
        return None
    there_are = _several(number)
    nl, en = f"{there_are.nl} over de regels", f"{there_are.en} about the rules"
    if listed:
        return Text(f"{nl}.", f"{en}.")
    them = Text("deze", "it") if number == 1 else Text("ze", "them")
    return Text(f"{nl}: toon {them.nl} met --remarks.", f"{en}: show {them.en} with --remarks.")


def _several(number: int) -> Text:
    if number == 1:
        return Text("1 opmerking", "1 remark")
    return Text(f"{number} opmerkingen", f"{number} remarks")
