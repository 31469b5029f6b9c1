"""`partita status`: targets, and how they stand."""

from __future__ import annotations

import json

import click

from partita.build.outlook import Outlook, look_ahead
from partita.build.schedule import NEW
from partita.build.states import State
from partita.cli.options import provider_option
from partita.cli.place import project_folder
from partita.cli.unsettled import open_records, say_open
from partita.cli.untold import say_untold
from partita.cli.warnings import say_warnings
from partita.graph.actions import Kind, Target
from partita.units import format_duration


@click.command("status")
@click.argument("targets", nargs=-1)
@provider_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(
    project: str | None, targets: tuple[str, ...], provider: str | None, as_json: bool
) -> None:
    """List TARGETS: what they are, how long, and whether they are up to date."""
    outlook = look_ahead(project_folder(project), targets, provider)
    rows = [_row(name, outlook) for name in outlook.chosen]
    if as_json:
        record = {"v": 1, "targets": rows, "open": open_records(outlook)}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    say_warnings(outlook.prepared)
    cells = [(r["name"], r["how"], r["length"], r["state"], r["tags"]) for r in rows]
    widths = [
        max(len(str(cell)) for cell in column) for column in zip(*cells, strict=True)
    ]
    for row in cells:
        padded = (str(c).ljust(w) for c, w in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
    say_open(outlook)
    say_untold(outlook.prepared.untold)


def _row(name: str, outlook: Outlook) -> dict[str, object]:
    target = outlook.prepared.compiled.targets[name]
    length = target.duration_ms
    return {
        "name": name,
        "kind": target.kind,
        "how": f"{target.kind} ({target.how})",
        "length": "" if length is None else format_duration(length),
        "state": _state(target, outlook),
        "tags": " ".join(target.tags),
        "made_from": list(target.needs),
    }


def _state(target: Target, outlook: Outlook) -> str:
    compiled = outlook.prepared.compiled
    own = [n for n, a in compiled.actions.items() if a.target == target.name]
    judged = {n: outlook.verdicts[n] for n in own if n in outlook.verdicts}
    verdicts = [*judged.values()]
    if target.name in outlook.asks:
        return "request open"
    if target.name in {each.target for each in outlook.absent}:
        return "take not here"
    if target.name in outlook.missed:
        return "missed its expectations"
    dirty = {
        compiled.actions[n].kind for n, v in judged.items() if v.state is State.DIRTY
    }
    if dirty == {Kind.EXPECT}:
        return "to measure"
    if dirty or any(NEW in v.because for v in verdicts):
        return "to make"
    if any(v.state is State.WAITING for v in verdicts):
        return "follows its sources"
    if _any_of(target, outlook.edited):
        return "edited by hand"
    if _any_of(target, outlook.missing):
        return "file to restore"
    return "up to date"


def _any_of(target: Target, paths: tuple[str, ...]) -> bool:
    return any(path.startswith(ship.path) for ship in target.ships for path in paths)
