"""Look into the files that a manifest names: recordings and the soundfont.

Digest, rate and length of each, before anything is lowered. Reads files, writes none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from partita.errors import AudioError, Diagnostic, Origin
from partita.graph.facts import FileFacts
from partita.manifest.resolved import FileContent
from partita.store import memo

if TYPE_CHECKING:
    from partita.manifest.resolved import Manifest


@dataclass(frozen=True)
class Survey:
    """What was found.

    Args:
        facts: of each recording that could be read, by its path.
        lengths_ms: of each song by file whose recording could be read.
        font: the soundfont, if the manifest names one that is there.
        seen: every file that was looked into, as it was then.
        faults: what could not be read.
    """

    facts: dict[str, FileFacts]
    lengths_ms: dict[str, int]
    font: memo.Seen | None
    seen: tuple[memo.Seen, ...]
    faults: tuple[Diagnostic, ...]


def survey(project: Path, manifest: Manifest) -> Survey:
    """Look into every file that a manifest names."""
    facts: dict[str, FileFacts] = {}
    lengths_ms: dict[str, int] = {}
    seen: dict[str, memo.Seen] = {}
    faults: list[Diagnostic] = []
    for piece in manifest.songs.values():
        if not isinstance(piece.content, FileContent):
            continue
        file = piece.content.file
        if file not in seen:
            seen[file] = memo.see(project, file)
        found = facts.get(file) or _facts(project, seen[file])
        if isinstance(found, str):
            origin = piece.origin.at("file")
            faults.append(Diagnostic("error", "unreadable-file", found, origin))
        else:
            facts[file], lengths_ms[piece.name] = found, found.duration_ms
    font, font_faults = _soundfont(project, manifest)
    looked_at = (*seen.values(), *([font] if font else []))
    return Survey(facts, lengths_ms, font, looked_at, (*faults, *font_faults))


def _facts(project: Path, seen: memo.Seen) -> FileFacts | str:
    from partita.audio.decode import probe
    from partita.units import ms_at

    if seen.digest is None:
        return f"`{seen.path}` can't be read, or is not there"
    try:
        found = probe(project / seen.path)
    except AudioError as error:
        return f"`{seen.path}` is no audio that partita can read: {error.message}"
    return FileFacts(seen.digest, found.rate_hz, ms_at(found.frames, found.rate_hz))


def _soundfont(
    project: Path, manifest: Manifest
) -> tuple[memo.Seen | None, tuple[Diagnostic, ...]]:
    if manifest.soundfont is None:
        return None, ()
    from partita.engine.fonts.system_font import system_soundfont

    origin = Origin("music.toml", ("project", "soundfont"))
    file = manifest.soundfont
    if file == "system":
        found = system_soundfont()
        if found is None:
            message = "this system has no soundfont that partita can find"
            hint = "install one (Debian: `fluid-soundfont-gm`), or name a file"
            fault = Diagnostic("error", "no-soundfont", message, origin, hint=hint)
            return None, (fault,)
        file = str(found)
    seen = memo.see(project, file)
    if seen.digest is None:
        message = f"`{file}` can't be read, or is not there"
        return None, (Diagnostic("error", "unreadable-file", message, origin),)
    return seen, ()
