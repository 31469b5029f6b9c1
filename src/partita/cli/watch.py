"""`partita watch`: build again whenever something is saved."""

from __future__ import annotations

import click

from partita.build.paying import PayTerms
from partita.build.pools import default_jobs
from partita.cli import console
from partita.cli.options import provider_option
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
@provider_option
@click.pass_obj
def command(
    project: str | None,
    targets: tuple[str, ...],
    jobs: int | None,
    provider: str | None,
) -> None:
    """Build TARGETS now, and again whenever something is saved. Ctrl-C ends it.

    No paid request is ever sent while watching: `--provider local` drafts with the
    embedded engine, `partita build` buys.
    """
    order = Order(
        selectors=targets,
        jobs=jobs or default_jobs(),
        keep_going=True,
        provider=provider,
        pay=PayTerms(refusal="partita watch"),
    )
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
