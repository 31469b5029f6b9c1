"""`partita fix`: a suggestion goes into the manifest, as an edit to review."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from partita.cli import console
from partita.cli.place import project_folder

if TYPE_CHECKING:
    from partita.build.fixing import Rewrite


@click.command("fix")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_obj
def command(project: str | None, name: str, dry_run: bool) -> int:
    """Write what a provider suggests for NAME into the manifest, to be reviewed.

    A provider that refuses a prompt or a plan may suggest another one. Only the values
    that differ are changed, and what changes is printed; nothing is sent.

    Exit status 1 when all of it is left for you to change by hand.
    """
    from partita.build.fixing import fix_of, write_fix
    from partita.build.yard import open_yard

    folder = project_folder(project)
    fix = fix_of(open_yard(folder, lambda _: None), name)
    for each in fix.rewrites:
        click.echo(_diff(each), nl=False)
    if not dry_run:
        write_fix(folder, fix)
    if fix.by_hand:
        console.say("left for you to change by hand:")
        console.say_spots(fix.by_hand)
    if fix.rewrites and not dry_run:
        files = " and ".join(f"`{each.file}`" for each in fix.rewrites)
        console.say(f"wrote {files}; `partita plan {name}` shows what follows")
    return 0 if fix.rewrites else 1


def _diff(each: Rewrite) -> str:
    before, after = each.before.splitlines(), each.after.splitlines()
    lines = unified_diff(before, after, f"a/{each.file}", f"b/{each.file}", lineterm="")
    return "".join(f"{line}\n" for line in lines)
