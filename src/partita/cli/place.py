"""Find the project that a command is about."""

from __future__ import annotations

from pathlib import Path

from partita.errors import PartitaError

MANIFEST = "music.toml"


def project_folder(named: str | None) -> Path:
    """Return the project's folder.

    Args:
        named: the folder, or its manifest, as given on the command line.

    Raises:
        PartitaError: when there is no manifest there, or anywhere upwards.
    """
    if named is not None:
        folder = Path(named)
        folder = folder.parent if folder.name == MANIFEST else folder
        if (folder / MANIFEST).is_file():
            return folder.resolve()
        raise PartitaError(f"there is no `{MANIFEST}` in `{named}`", hint=_HINT)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MANIFEST).is_file():
            return folder
    message = f"there is no `{MANIFEST}` here, nor in a folder above"
    raise PartitaError(message, hint=_HINT)


_HINT = "`partita init` begins a project in this folder"
