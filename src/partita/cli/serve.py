"""`partita serve`: the Music API with the embedded engine behind it."""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path

import click

from partita.cli import console
from partita.cli.place import project_folder
from partita.errors import PartitaError

_KEYS = "PARTITA_SERVE_API_KEYS"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="0 picks a free one.",
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where stored songs and the bill are kept. Default: .partita/serve.",
)
@click.option(
    "--api-key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Keys to accept, one a line. Default: those of {_KEYS}, else a new one.",
)
@click.option(
    "--credits",
    "credit_limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Credits that the account has in all, what was billed before included.",
)
@click.option(
    "--tier",
    type=click.Choice(
        ("free", "starter", "creator", "pro", "scale", "business", "enterprise")
    ),
    default="pro",
    show_default=True,
    help="What the account may ask for.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(min=1),
    metavar="N",
    default=5,
    show_default=True,
    help="Requests at once; more are refused.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Pieces rendered at once. Default: one for each core.",
)
@click.pass_obj
def command(
    project: str | None,
    host: str,
    port: int,
    data: Path | None,
    api_key_file: Path | None,
    credit_limit: int | None,
    tier: str,
    concurrency: int,
    jobs: int | None,
) -> None:
    """Answer the Music API with the embedded engine. Ctrl-C ends it."""
    from partita.build.pools import default_jobs
    from partita.server.keys import accepted_keys, new_key
    from partita.server.run import serve
    from partita.server.settings import PLENTY, Settings

    given = accepted_keys(os.environ, api_key_file)
    keys = given or (new_key(),)
    settings = Settings(
        data=data or _home(project) / ".partita" / "serve",
        api_keys=keys,
        tier=tier,
        credits=PLENTY if credit_limit is None else credit_limit,
        workers=jobs or default_jobs(),
        concurrency=concurrency,
    )
    _log_to_stderr()

    def ready(address: str) -> None:
        click.echo(f"listening on {address}")
        if not given:
            click.echo(f"API key {keys[0]}")
        sys.stdout.flush()

    serve(settings, host, port, ready)
    console.say("stopped serving")


def _home(project: str | None) -> Path:
    """Return the project's folder, or where we are when there is no project."""
    try:
        return project_folder(project)
    except PartitaError:
        if project is not None:
            raise
        return Path.cwd()


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    form = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    log = logging.getLogger("partita.serve")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
