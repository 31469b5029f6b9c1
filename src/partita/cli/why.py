"""`partita why`: why a target was made, or would be."""

from __future__ import annotations

import json

import click

from partita.build.outlook import Outlook, look_ahead, remembered
from partita.build.schedule import NEW, Verdict
from partita.build.states import State
from partita.cli.options import provider_option
from partita.cli.place import project_folder


@click.command("why")
@click.argument("target")
@provider_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(
    project: str | None, target: str, provider: str | None, as_json: bool
) -> None:
    """Say which field made TARGET dirty, old and new, and what follows from it.

    When TARGET is up to date, say why it was made the last time.
    """
    folder = project_folder(project)
    outlook = look_ahead(folder, [target], provider)
    last = remembered(folder, list(outlook.actions))
    if as_json:
        click.echo(json.dumps(_record(outlook, last), ensure_ascii=False, indent=2))
        return
    for name, verdict in outlook.verdicts.items():
        _print(name, verdict, last.get(name, ()))
    followers = _followers(outlook)
    if followers:
        click.echo(f"made from it: {', '.join(followers)}")


def _print(name: str, verdict: Verdict, last: tuple[str, ...]) -> None:
    if verdict.state is State.CLEAN:
        click.echo(f"{name}: clean; made because {_joined(last)}")
        return
    if verdict.state is State.WAITING or verdict.because == (NEW,):
        click.echo(f"{name}: {', '.join(verdict.because)}")
        return
    click.echo(f"{name}: dirty")
    for reason in verdict.because:
        click.echo(f"  {reason}")


def _joined(reasons: tuple[str, ...]) -> str:
    if not reasons or reasons == (NEW,):
        return "it was new"
    more = f" (and {len(reasons) - 1} more)" if reasons[1:] else ""
    return f"{reasons[0]}{more}"


def _followers(outlook: Outlook) -> list[str]:
    chosen = set(outlook.chosen)
    targets = outlook.prepared.compiled.targets
    return [name for name, each in targets.items() if chosen & set(each.needs)]


def _record(outlook: Outlook, last: dict[str, tuple[str, ...]]) -> dict[str, object]:
    return {
        "v": 1,
        "targets": list(outlook.chosen),
        "actions": [
            {
                "action": name,
                "state": verdict.state.value,
                "because": list(verdict.because),
                "last_made_because": list(last.get(name, ())),
            }
            for name, verdict in outlook.verdicts.items()
        ],
        "followers": _followers(outlook),
    }
