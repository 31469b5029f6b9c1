"""Look into what a manifest names: recordings, the soundfont, who pronounces lyrics.

Digest, rate and length of each file, before anything is lowered. Reads files, writes
none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from partita.errors import AudioError, Diagnostic, Origin
from partita.graph.facts import FileFacts
from partita.manifest.resolved import FileContent
from partita.store import memo

if TYPE_CHECKING:
    from partita.manifest.resolved import Manifest, PieceSpec


@dataclass(frozen=True)
class Survey:
    """What was found.

    Args:
        facts: of each recording that could be read, by its path.
        lengths_ms: of each song by file whose recording could be read.
        font: the soundfont, if the manifest names one that is there.
        pronunciation: what reads lyrics that are not English, with its version.
        seen: every file that was looked into, as it was then.
        faults: what could not be read, or not as it is.
    """

    facts: dict[str, FileFacts]
    lengths_ms: dict[str, int]
    font: memo.Seen | None
    pronunciation: str | None
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
        is_new = file not in facts
        found = facts.get(file) or _facts(project, seen[file])
        if isinstance(found, str):
            origin = piece.origin.at("file")
            faults.append(Diagnostic("error", "unreadable-file", found, origin))
        else:
            facts[file], lengths_ms[piece.name] = found, found.duration_ms
            faults += _clipped(project, piece) if is_new else []
    font, font_faults = _soundfont(project, manifest)
    reader, table, reader_faults = _pronunciation(project, manifest)
    looked_at = (*seen.values(), *filter(None, (font, table)))
    found_faults = (*faults, *font_faults, *reader_faults)
    return Survey(facts, lengths_ms, font, reader, looked_at, found_faults)


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


def _clipped(project: Path, piece: PieceSpec) -> list[Diagnostic]:
    """Tell of a recording that goes beyond full scale, where nothing can be kept."""
    from partita.audio.decode import overs
    from partita.audio.loudness import decibels

    assert isinstance(piece.content, FileContent)
    file = piece.content.file
    over_db = decibels(overs(project / file))
    if over_db <= 0:
        return []
    what = f"`{file}` peaks at +{over_db:.1f} dBFS, what is above 0 dBFS is cut off"
    hint = f"save it at least {math.ceil(over_db * 10) / 10:.1f} dB softer"
    origin = piece.origin.at("file")
    return [Diagnostic("warning", "clipped-recording", what, origin, hint=hint)]


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


def _pronunciation(
    project: Path, manifest: Manifest
) -> tuple[str | None, memo.Seen | None, tuple[Diagnostic, ...]]:
    """Return who reads lyrics, and the file that tells when it was updated."""
    if manifest.pronunciation != "espeak-ng":
        return None, None, ()
    from partita.engine.singing import espeak

    found = espeak.found()
    if found is None:
        origin = Origin("music.toml", ("project", "pronunciation"))
        message = "espeak-ng is not installed, or does not work"
        hint = espeak.missing_hint()
        fault = Diagnostic("error", "no-espeak", message, origin, hint=hint)
        return None, None, (fault,)
    return found.version, memo.see(project, str(found.table)), ()
