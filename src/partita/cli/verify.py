"""`partita verify`: check everything that is stored, pinned and written."""

from __future__ import annotations

import json

import click

from partita.build.scene import Finding
from partita.build.verify import mend as mend_it
from partita.build.verify import verify
from partita.cli.place import project_folder


@click.command("verify")
@click.option(
    "--mend",
    is_flag=True,
    help="Put away what is spoilt and can be made again: the next build makes it.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(project: str | None, mend: bool, as_json: bool) -> int:
    """Check the store, the lockfile, the outputs and the account book.

    Each finding says which command mends it. Exit status 0 when all is well, 1 when
    something was found.
    """
    folder = project_folder(project)
    mended = mend_it(folder) if mend else 0
    found = verify(folder)
    if as_json:
        record = {"v": 1, "mended": mended, "findings": [_record(f) for f in found]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        if mended:
            click.echo(f"put away: {mended}; `partita build` makes it again")
        for each in found:
            click.echo(f"{each.message}\n  mend: {each.mend}")
        if not found and not mended:
            click.echo("everything is as it should be")
    return 1 if found else 0


def _record(found: Finding) -> dict[str, str]:
    names = ("code", "about", "message", "mend")
    return {name: getattr(found, name) for name in names}
