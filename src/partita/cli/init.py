"""`partita init`: a first project that builds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from partita.cli import console
from partita.cli.place import MANIFEST
from partita.errors import PartitaError
from partita.files import write_whole
from partita.manifest.template import template
from partita.store import lockfile

SCHEMA = "music.schema.json"


@click.command("init")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Begin a project in FOLDER: a first music.toml that builds, and its schema.

    What is there already stays as it is; .gitattributes gets one more line.
    """
    from partita.manifest.schema import schema

    manifest = folder / MANIFEST
    if manifest.exists():
        message = f"there is a `{MANIFEST}` in `{folder}` already"
        raise PartitaError(message, hint="`partita build` builds it")
    folder.mkdir(parents=True, exist_ok=True)
    name = folder.resolve().name or "music"
    write_whole(manifest, template(name).encode())
    _write_new(folder / SCHEMA, json.dumps(schema(), indent=2) + "\n")
    _write_new(folder / ".gitignore", "/build/\n/.partita/\n")
    _add_line(folder / ".gitattributes", lockfile.ATTRIBUTE)
    console.say(f"wrote {manifest}")
    console.say("next: `partita build`, then listen to what is in `build/`")


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        write_whole(path, text.encode())


def _add_line(path: Path, line: str) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if line not in text.splitlines():
        end = "" if text.endswith("\n") or not text else "\n"
        write_whole(path, f"{text}{end}{line}\n".encode())
