"""`partita build`: make everything that is not up to date."""

from __future__ import annotations

from pathlib import Path

import click

from partita.build.paying import PayTerms
from partita.build.pools import default_jobs
from partita.build.verdicts import Verdicts
from partita.cli.options import provider_option
from partita.cli.place import project_folder
from partita.cli.progress import Style, reader
from partita.pipeline import Order, build


@click.command("build")
@click.argument("targets", nargs=-1)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Actions at once. Default: one for each core.",
)
@click.option(
    "-k", "--keep-going", is_flag=True, help="After a failure, make what still can be."
)
@click.option(
    "--force",
    is_flag=True,
    help="Make the targets again though they are up to date, "
    "and replace outputs that were edited by hand.",
)
@provider_option
@click.option(
    "--locked",
    is_flag=True,
    help="Make exactly what music.lock says, or fail; never send a request.",
)
@click.option("--offline", is_flag=True, help="Send no request; what needs one fails.")
@click.option(
    "--plan",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Do what a plan that `plan --save` kept says, or fail when the world moved.",
)
@click.option(
    "--max-credits",
    type=click.IntRange(min=0),
    metavar="N",
    help="Spend no more than this, by the worst that each request may cost.",
)
@click.option(
    "--resend",
    multiple=True,
    metavar="NAME",
    help="Send a request again though it may have been paid for already.",
)
@click.option(
    "--forget",
    multiple=True,
    metavar="NAME",
    help="Take a request whose outcome is not known for never sent.",
)
@click.option(
    "--fetch",
    multiple=True,
    metavar="NAME",
    help="Have the finished piece of an interrupted request sent once more.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="How long to wait for another build of this project. Default: until it ends.",
)
@click.option(
    "--progress",
    type=click.Choice([each.value for each in Style]),
    default=Style.AUTO.value,
    show_default=True,
    help="How to show what happens.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One event a line on standard output, for programs.",
)
@click.option("-q", "--quiet", is_flag=True, help="Only say what went wrong.")
@click.pass_obj
def command(
    project: str | None,
    targets: tuple[str, ...],
    jobs: int | None,
    keep_going: bool,
    force: bool,
    provider: str | None,
    locked: bool,
    offline: bool,
    plan: Path | None,
    max_credits: int | None,
    resend: tuple[str, ...],
    forget: tuple[str, ...],
    fetch: tuple[str, ...],
    wait: float | None,
    progress: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make everything that is not up to date, or just TARGETS.

    TARGETS are names, globs (`menu-*`), tags (`tag:bgm`), `+name` for a target with
    all that it is made from, `name+` with all that is made from it.
    """
    if (locked or offline) and (resend or fetch):
        forbids = "--locked" if locked else "--offline"
        message = f"`--resend` and `--fetch` send something, and `{forbids}` does not"
        raise click.UsageError(message)
    order = Order(
        selectors=targets,
        jobs=jobs or default_jobs(),
        keep_going=keep_going,
        force=force,
        wait_s=-1 if wait is None else wait,
        provider=provider,
        locked=locked,
        plan=plan,
        pay=PayTerms(
            refusal="--locked" if locked else "--offline" if offline else None,
            max_credits=max_credits,
            verdicts=Verdicts(frozenset(resend), frozenset(forget), frozenset(fetch)),
        ),
    )
    style = Style.JSON if as_json else Style.QUIET if quiet else Style(progress)
    with reader(style) as emit:
        build(project_folder(project), order, emit)
