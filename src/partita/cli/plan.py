"""`partita plan`: what a build would do, and why, without doing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from partita.build import saved_plan
from partita.build.outlook import Outlook, look_ahead
from partita.build.saved_plan import Asked, record_of, request_record
from partita.build.schedule import NEW, Verdict
from partita.build.states import State
from partita.cli.options import provider_option
from partita.cli.place import project_folder
from partita.cli.prices import request_lines, sum_record
from partita.cli.unsettled import open_records, say_open
from partita.cli.untold import say_untold
from partita.cli.warnings import say_warnings
from partita.graph.actions import Action

#: Exit status when there is something to do, told apart from 0 and from failures.
SOMETHING_TO_DO = 3


@click.command("plan")
@click.argument("targets", nargs=-1)
@provider_option
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the plan, so that `build --plan FILE` does this and nothing else.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(
    project: str | None,
    targets: tuple[str, ...],
    provider: str | None,
    save: Path | None,
    as_json: bool,
) -> int:
    """Show what a build of TARGETS would do, why, and at what price.

    Nothing is made, and nothing is sent. Exit status 0 when there is nothing to do, 3
    when there is something.
    """
    folder = project_folder(project)
    outlook = look_ahead(folder, targets, provider)
    if save is not None:
        compiled, asked = outlook.prepared.compiled, Asked(targets, provider)
        saved_plan.save(save, record_of(folder, compiled, outlook.requests, asked))
    if as_json:
        click.echo(json.dumps(_record(outlook), ensure_ascii=False, indent=2))
    else:
        say_warnings(outlook.prepared)
        _print(outlook)
        say_open(outlook)
        say_untold(outlook.prepared.untold)
    is_done = not (outlook.work or outlook.missing or outlook.edited or outlook.asks)
    return 0 if is_done else SOMETHING_TO_DO


def _print(outlook: Outlook) -> None:
    by_target: dict[str, list[tuple[Action, Verdict]]] = {}
    for name, verdict in outlook.work.items():
        action = outlook.actions[name]
        by_target.setdefault(action.target, []).append((action, verdict))
    for target, work in by_target.items():
        _print_target(target, work)
    for name in sorted(outlook.missed):
        why = f"`partita takes {name}` tells why"
        click.echo(f"{name}: is not as expected, so a build fails; {why}")
    for path in outlook.missing:
        click.echo(f"{path}: would be restored from the store")
    for path in outlook.edited:
        click.echo(f"{path}: was changed by hand; only `build --force` replaces it")
    for target, take in outlook.absent:
        click.echo(f"{target}: take {take}, which was paid for, is not here:")
        click.echo(
            "  copy `.partita/blobs` from where it is; a build buys no other one"
        )
    for line in request_lines(outlook.requests):
        click.echo(line)
    if outlook.over is not None:
        click.echo(f"  caps may stop a build: {outlook.over.message}")
    click.echo(_sum(outlook, sum(each in by_target for each in outlook.chosen)))


def _print_target(target: str, work: list[tuple[Action, Verdict]]) -> None:
    if all(NEW in verdict.because for _, verdict in work):
        click.echo(f"{target}: {NEW}, {_counted(len(work), 'action')}")
        return
    click.echo(f"{target}:")
    dirty = [(a, v) for a, v in work if v.state is State.DIRTY]
    for action, verdict in dirty:
        click.echo(f"  {action.name}: {verdict.because[0]}")
        for reason in verdict.because[1:]:
            click.echo(f"    {reason}")
    followers = len(work) - len(dirty)
    if followers:
        what = f"{'and ' * bool(dirty)}{_counted(followers, 'action')}"
        click.echo(f"  {what} after that, where what they need comes out different")


def _sum(outlook: Outlook, targets: int) -> str:
    if not outlook.work:
        if outlook.missing or outlook.edited:
            files = _counted(len(outlook.missing), "file")
            return f"nothing to make, {files} to restore"
        return f"nothing to do: {_counted(len(outlook.chosen), 'target')} up to date"
    sure = sum(_is_sure(verdict) for verdict in outlook.work.values())
    maybe = len(outlook.work) - sure
    may = f", {maybe} may follow" if maybe else ""
    of = f"{targets} of {_counted(len(outlook.chosen), 'target')}"
    return f"{of}: {_counted(sure, 'action')} to run{may}"


def _is_sure(verdict: Verdict) -> bool:
    return verdict.state is State.DIRTY or NEW in verdict.because


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _record(outlook: Outlook) -> dict[str, object]:
    return {
        "v": 1,
        "targets": list(outlook.chosen),
        "actions": [
            {
                "action": name,
                "kind": outlook.actions[name].kind.value,
                "target": outlook.actions[name].target,
                "state": verdict.state.value,
                "because": list(verdict.because),
            }
            for name, verdict in outlook.work.items()
        ],
        "missed": sorted(outlook.missed),
        "restores": list(outlook.missing),
        "edited": list(outlook.edited),
        "requests": [request_record(each) for each in outlook.requests],
        "sum": sum_record(outlook.requests),
        "over_budget": outlook.over and outlook.over.message,
        "open": open_records(outlook),
        "untold": list(outlook.prepared.untold),
        "absent": [each._asdict() for each in outlook.absent],
    }
