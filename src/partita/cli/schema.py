"""`partita schema`: the JSON Schema of music.toml, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from partita.cli import console
from partita.files import write_whole


@click.command("schema")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a file instead of standard output.",
)
def command(output: Path | None) -> None:
    """Write the JSON Schema of music.toml.

    With `#:schema ./music.schema.json` as its first line, editors complete and check
    the manifest while it is typed (Tombi, Even Better TOML).
    """
    from partita.manifest.schema import schema

    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        console.say(f"wrote {output}")
