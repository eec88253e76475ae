"""``upgrade``: a scenario file of an earlier version, with the keys of today."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import WELL, common
from ruwaard_sim.report.console import show, show_json
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@common
def upgrade(files: tuple[str, ...], dry_run: bool, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Rewrite scenario files of an earlier version with the keys of today; the old text is kept in FILE~."""
    from ruwaard_sim.files.file_upgrade import upgrade_file

    upgrades = [upgrade_file(Path(name), write=not dry_run) for name in files]
    if as_json:
        show_json({"files": [{"file": str(up.file), "changed": up.is_changed, "diff": up.diff} for up in upgrades]})
        return WELL
    lines = []
    for up in upgrades:
        if not up.is_changed:
            lines.append(Text(f"{up.file}: niets te doen", f"{up.file}: nothing to do").say(lang))
            continue
        if not quiet:
            lines += up.diff
        if dry_run:
            lines.append(
                Text(f"{up.file}: niet geschreven (--dry-run)", f"{up.file}: not written (--dry-run)").say(lang)
            )
        else:
            done = Text(
                f"{up.file}: bijgewerkt; de oude tekst staat in {up.file}~",
                f"{up.file}: upgraded; the old text is in {up.file}~",
            )
            lines.append(done.say(lang))
    show("".join(f"{line}\n" for line in lines))
    return WELL
