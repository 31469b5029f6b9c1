"""`partita gc`: delete what nothing can ask for any more."""

from __future__ import annotations

import json
import re

import click

from partita.build.garbage import clean, garbage_of
from partita.cli.place import project_folder
from partita.store.gc import Garbage
from partita.units import format_credits


class _TakeName(click.ParamType[tuple[str, int]]):
    name = "take"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """Read `theme@2`."""
        found = re.fullmatch(r"(.+)@(\d+)", str(value))
        if found is None:
            self.fail(f"`{value}` names no take, write it as `theme@2`")
        return found[1], int(found[2])


@click.command("gc")
@click.option(
    "--take",
    "takes",
    type=_TakeName(),
    multiple=True,
    metavar="NAME@N",
    help="Delete the bytes of this paid take as well. They can't be had again for "
    "nothing; the record of it stays in music.lock. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(
    project: str | None,
    takes: tuple[tuple[str, int], ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Delete what the manifest as it stands can't ask for any more.

    What was paid for stays, whatever the manifest says, unless its take is named.
    """
    folder = project_folder(project)
    garbage = garbage_of(folder, takes) if dry_run else clean(folder, takes)
    if as_json:
        click.echo(json.dumps(_record(garbage), ensure_ascii=False, indent=2))
        return
    for each in garbage.takes:
        take = each.take
        price = "unknown" if take.credits is None else format_credits(take.credits)
        line = f"{each.target}@{take.take}: paid for on {take.made[:10]}, price {price}"
        click.echo(line)
    click.echo(_sum(garbage, "would be deleted" if dry_run else "deleted"))


def _sum(garbage: Garbage, verb: str) -> str:
    files = len(garbage.blobs) + len(garbage.paths)
    if not files and not garbage.traces:
        return "nothing to delete"
    what = f"{files} file{'s' * (files != 1)} ({garbage.size / 1e6:,.1f} MB)"
    records = f"{garbage.traces} record{'s' * (garbage.traces != 1)} of old runs"
    return f"{what} and {records} {verb}"


def _record(garbage: Garbage) -> dict[str, object]:
    return {
        "v": 1,
        "blobs": garbage.blobs,
        "paths": len(garbage.paths),
        "size": garbage.size,
        "traces": garbage.traces,
        "takes": [
            {"target": each.target, **each.take.table()} for each in garbage.takes
        ],
    }
