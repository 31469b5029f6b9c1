"""Make the files that an export ships of one master.

Format, loudness, loop points, tags, and what the game engine wants beside the file.
Arrays in, bytes out: does not know where files go, or what an export selects.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from partita.audio.codecs import encode
from partita.audio.convert import at_rate, resampled_count
from partita.audio.dynamics import normalise, with_gain
from partita.audio.formats import Format, format_named
from partita.audio.loudness import measure
from partita.audio.stream import Sound, collected
from partita.errors import AudioError
from partita.outputs.engines import Engine, Shipped, engine_named
from partita.units import Frames

#: Lossy encoders add up to a decibel (EBU R 128 asks for -1 dBTP as well).
CEILING_DBTP: Final = -1.0

_UNMARKED: Final = Engine((), ())


@dataclass(frozen=True)
class ExportParameters:
    """Say what an export wants of a master.

    Args:
        stem: the file's name without its suffix; sidecars may name the file.
        loudness_lufs: None keeps the master's level.
        engine: a game engine whose conventions the files follow.
        loop: first frame and the frame after the last, on the master's own grid.
        title: for the file's tags.
    """

    stem: str
    format: str
    loudness_lufs: float | None = None
    engine: str | None = None
    loop: tuple[Frames, Frames] | None = None
    title: str | None = None


@dataclass(frozen=True)
class OutputFile:
    """Hold a file to ship; its name is `stem` and `suffix`."""

    stem: str
    suffix: str
    content: bytes


def export(master: Sound, parameters: ExportParameters) -> list[OutputFile]:
    """Make the audio file, and what stands beside it.

    Raises:
        AudioError: when the engine can't play the format, or not loop it.
    """
    chosen = format_named(parameters.format)
    engine = engine_named(parameters.engine) if parameters.engine else _UNMARKED
    audio, loop = _on_grid(master, chosen, parameters.loop)
    audio, loop = _loopable(audio, loop, parameters, engine)
    if parameters.loudness_lufs is not None:
        audio = _at_loudness(audio, parameters.loudness_lufs, loop)
    tags = {"TITLE": parameters.title} if parameters.title else {}
    content = encode(audio, parameters.format, tags=tags, loop=loop)
    shipped = Shipped(
        parameters.stem, chosen.suffix, audio.rate_hz, audio.frame_count, loop
    )
    files = [OutputFile(parameters.stem, chosen.suffix, content)]
    if beside := engine.sidecar(shipped):
        suffix, text = beside
        files.append(OutputFile(parameters.stem, suffix, text.encode()))
    return files


def _on_grid(
    master: Sound, chosen: Format, loop: tuple[Frames, Frames] | None
) -> tuple[Sound, tuple[Frames, Frames] | None]:
    """Bring audio and loop to the rate of the file, before anything is measured."""
    rate_hz = chosen.rate_hz or master.rate_hz
    if loop is None:
        return at_rate(master, rate_hz), None
    start, end = (resampled_count(each, master.rate_hz, rate_hz) for each in loop)
    return at_rate(master, rate_hz), (start, end)


def _loopable(
    audio: Sound,
    loop: tuple[Frames, Frames] | None,
    parameters: ExportParameters,
    engine: Engine,
) -> tuple[Sound, tuple[Frames, Frames] | None]:
    """Make sure that the engine can play the file, and loop it where it should."""
    if engine is _UNMARKED:
        return audio, loop
    if parameters.format not in engine.formats:
        message = f"`{parameters.engine}` can't play `{parameters.format}`"
        raise AudioError(message, hint="it plays " + ", ".join(engine.formats))
    if loop is None or parameters.format in engine.loop_formats:
        return audio, loop
    # What comes after the loop is never heard; without it, the end needs no mark.
    audio, loop = audio.slice(0, loop[1]), (loop[0], min(loop[1], audio.frame_count))
    if loop[0] > 0 and parameters.format not in engine.start_formats:
        message = (
            f"`{parameters.engine}` can't start a loop inside `{parameters.format}`"
        )
        raise AudioError(message, hint="use " + " or ".join(engine.loop_formats))
    return audio, loop


def _at_loudness(
    sound: Sound, target_lufs: float, loop: tuple[Frames, Frames] | None
) -> Sound:
    """Bring audio to a loudness under the ceiling.

    A loop gets one gain all over: a limiter's would differ where it wraps. Peaks then
    may keep it quieter than asked.
    """
    audio = collected(sound)
    if loop is None:
        return normalise(audio, target_lufs, CEILING_DBTP)
    heard = measure(audio)
    if not math.isfinite(heard.integrated_lufs):
        return audio
    room_db = CEILING_DBTP - heard.true_peak_dbtp
    gain_db = round(min(target_lufs - heard.integrated_lufs, room_db), 2)
    return with_gain(audio, gain_db)
