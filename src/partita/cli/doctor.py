"""`partita doctor`: what would fail here, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from partita.build.health import Needs, is_healthy, machine_signs, project_signs
from partita.build.signs import Sign
from partita.cli import console
from partita.cli.options import provider_option
from partita.cli.place import project_folder
from partita.errors import PartitaError
from partita.providers.names import LOCAL


@click.command("doctor")
@provider_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def command(project: str | None, provider: str | None, as_json: bool) -> int:
    """Look at this machine, the project and the account, and say what would fail.

    Nothing is made, and nothing is sent that costs anything. Exit status 1 when
    something that the manifest needs would fail.
    """
    signs = []
    for sign in _signs(project, provider):
        signs.append(sign)
        if not as_json:
            _print(sign)
    healthy = is_healthy(signs)
    if as_json:
        record = {"v": 1, "healthy": healthy, "signs": [vars(each) for each in signs]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    return 0 if healthy else 1


def _signs(project: str | None, provider: str | None) -> Iterator[Sign]:
    folder = _folder(project)
    yield from machine_signs(folder or Path.cwd())
    needs = Needs(provider or LOCAL)
    if folder is None:
        yield Sign("manifest", "note", "there is no project here")
    else:
        found, needs = project_signs(folder, provider)
        yield from found
    if needs.provider == LOCAL:
        yield Sign("provider", "ok", "the embedded engine, which needs no key")
        return
    from partita.build.account_health import account_signs
    from partita.providers.elevenlabs import WAITING

    waiting = replace(WAITING, tell=console.say)
    yield from asyncio.run(account_signs(needs, os.environ, waiting))


def _folder(project: str | None) -> Path | None:
    try:
        return project_folder(project)
    except PartitaError:
        if project is not None:
            raise
        return None


def _print(sign: Sign) -> None:
    click.echo(f"{sign.verdict:5}  {sign.name:13}  {sign.said}")
    if sign.hint is not None and sign.verdict != "ok":
        click.echo(f"{'':22}{sign.hint}")
