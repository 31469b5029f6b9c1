"""Game engines: which files they play, and how they are told of a loop.

One table. Facts were read from the engines' sources and documents; what is not known
is said beside it. Does not write files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from partita.errors import AudioError
from partita.limits import OUTPUT_FORMATS
from partita.units import Frames


@dataclass(frozen=True)
class Shipped:
    """Say what a sidecar file needs to know of the audio file that it stands beside.

    Args:
        suffix: of the audio file.
        loop: first frame and the frame after the last, in the file.
    """

    stem: str
    suffix: str
    rate_hz: int
    frame_count: Frames
    loop: tuple[Frames, Frames] | None


@dataclass(frozen=True)
class Engine:
    """Say what an engine plays.

    Args:
        formats: those that it imports, its own favourite first.
        loop_formats: those in which a loop may start and end anywhere.
        start_formats: those in which it may start anywhere, and ends with the file.
        sidecar: suffix (after the audio file's own) and text of a file beside it, if
            there is anything to say.
    """

    formats: tuple[str, ...]
    loop_formats: tuple[str, ...]
    start_formats: tuple[str, ...] = ()
    sidecar: Callable[[Shipped], tuple[str, str] | None] = lambda _: None


def engine_named(name: str) -> Engine:
    """Look an engine up by name.

    Raises:
        AudioError: when there is none.
    """
    if name not in ENGINES:
        message = f"there is no engine `{name}`"
        raise AudioError(message, hint="engines: " + ", ".join(ENGINES))
    return ENGINES[name]


def _godot(shipped: Shipped) -> tuple[str, str]:
    """Write the part of an `.import` file that says how to import.

    `godot --headless --import` completes it with paths and an identity.
    """
    importer, kind = _GODOT_IMPORTERS[shipped.suffix]
    settings = _godot_wav(shipped) if importer == "wav" else _godot_stream(shipped)
    lines = [
        "[remap]",
        "",
        f'importer="{importer}"',
        f'type="{kind}"',
        "",
        "[params]",
        "",
        *(f"{name}={value}" for name, value in settings),
    ]
    return f"{shipped.suffix}.import", "\n".join(lines) + "\n"


def _godot_stream(shipped: Shipped) -> list[tuple[str, str]]:
    # The editor shows three decimals of the offset, the file keeps them all.
    start = shipped.loop[0] if shipped.loop else 0
    looping = "true" if shipped.loop else "false"
    return [("loop", looping), ("loop_offset", repr(start / shipped.rate_hz))]


def _godot_wav(shipped: Shipped) -> list[tuple[str, str]]:
    # 0: as the `smpl` chunk says, 1: disabled. Other numbers than at run time.
    return [("edit/loop_mode", "0" if shipped.loop else "1")]


def _howler(shipped: Shipped) -> tuple[str, str] | None:
    """Write the sprite of a loop, as Howler takes it: start, length, again or not."""
    if shipped.loop is None:
        return None
    start, end = (1000 * frame / shipped.rate_hz for frame in shipped.loop)
    sprite: dict[str, list[float | bool]] = {"loop": [start, end - start, True]}
    if start > 0:
        sprite["intro"] = [0, start]
    source = {"src": [shipped.stem + shipped.suffix], "sprite": sprite}
    return ".json", json.dumps(source, indent=2, sort_keys=True) + "\n"


_GODOT_IMPORTERS: Final = {
    ".ogg": ("oggvorbisstr", "AudioStreamOggVorbis"),
    ".mp3": ("mp3", "AudioStreamMP3"),
    ".wav": ("wav", "AudioStreamWAV"),
}

_MP3: Final = tuple(name for name in OUTPUT_FORMATS if name.startswith("mp3_"))
_OPUS: Final = tuple(name for name in OUTPUT_FORMATS if name.startswith("opus_"))

ENGINES: Final[dict[str, Engine]] = {
    # Its importers for ogg and mp3 have an offset but no end; LOOPSTART is ignored.
    "godot": Engine(("ogg", "wav", *_MP3), ("wav",), ("ogg", *_MP3), _godot),
    # No way to set a loop in the editor: points come in with the wav's `smpl`.
    "unity": Engine(("wav", "ogg", "flac", *_MP3), ("wav",)),
    # `smpl` loops become cue points with a loop region (5.3 and later).
    "unreal": Engine(("wav",), ("wav",)),
    # VX Ace, MV and MZ read LOOPSTART and LOOPLENGTH.
    "rpgmaker": Engine(("ogg",), ("ogg",)),
    # Browsers: the player is told where to loop, the file needs no marks.
    "web": Engine(
        ("ogg", "wav", "flac", *_MP3, *_OPUS),
        ("ogg", "wav", "flac", *_MP3, *_OPUS),
        (),
        _howler,
    ),
}
