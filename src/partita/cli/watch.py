"""`partita watch`: build again whenever something is saved."""

from __future__ import annotations

import click

from partita.build.pools import default_jobs
from partita.cli import console
from partita.cli.place import project_folder
from partita.cli.progress import Style, reader
from partita.errors import ManifestError, PartitaError
from partita.pipeline import Order
from partita.watch import watch


@click.command("watch")
@click.argument("targets", nargs=-1)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Actions at once. Default: one for each core.",
)
@click.pass_obj
def command(project: str | None, targets: tuple[str, ...], jobs: int | None) -> None:
    """Build TARGETS now, and again whenever something is saved. Ctrl-C ends it."""
    order = Order(selectors=targets, jobs=jobs or default_jobs(), keep_going=True)
    folder = project_folder(project)
    console.say(f"watching {folder.name}; Ctrl-C ends it")
    with reader(Style.PLAIN) as emit:
        try:
            watch(folder, order, emit, _tell)
        except KeyboardInterrupt:
            console.say("stopped watching")


def _tell(error: PartitaError) -> None:
    if isinstance(error, ManifestError):
        console.say_diagnostics(error.diagnostics)
    else:
        console.say_error(error)
