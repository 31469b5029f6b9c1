"""`partita graph`: what is made from what, as text, DOT, Mermaid or JSON."""

from __future__ import annotations

import click

from partita.build.outlook import look_ahead
from partita.cli.place import project_folder
from partita.cli.untold import say_untold
from partita.graph.draw import FORMATS, Picture


@click.command("graph")
@click.argument("targets", nargs=-1)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to draw.",
)
@click.option("--actions", is_flag=True, help="Draw every action, not only targets.")
@click.pass_obj
def command(
    project: str | None, targets: tuple[str, ...], form: str, actions: bool
) -> None:
    """Draw TARGETS with all that they are made from."""
    with_sources = [f"+{name.removeprefix('+')}" for name in targets]
    outlook = look_ahead(project_folder(project), with_sources)
    if actions:
        picture = Picture(
            {name: action.needs for name, action in outlook.actions.items()},
            {name: action.kind.value for name, action in outlook.actions.items()},
        )
    else:
        known = outlook.prepared.compiled.targets
        shown = {name: known[name] for name in outlook.chosen}
        picture = Picture(
            {n: tuple(s for s in t.needs if s in shown) for n, t in shown.items()},
            {n: f"{t.kind}, {t.how}" for n, t in shown.items()},
        )
    click.echo(FORMATS[form](picture))
    say_untold(outlook.prepared.untold)
