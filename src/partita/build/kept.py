"""Kept audio: where it comes from, and the proof that it came through unchanged.

Arrays in, arrays and plain values out. Knows frames; does not know stores or actions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from partita.errors import KeepBroken
from partita.units import format_duration, frame_at

if TYPE_CHECKING:
    from partita.audio.stream import Sound

#: How far a received piece may be off before anybody is told; codecs add as much.
_TOLERATED_MS = 100

#: One entry of an action's `keeps`: chunk, source, start_ms, at_ms, duration_ms.
Keep = Mapping[str, Any]


def kept_audio(source: Sound, keep: Keep, rate_hz: int) -> Sound:
    """Return the slice that a kept chunk is made of, to the frame.

    The length is what lies between the chunk's borders in the new piece: borders are
    rounded, never lengths. At the source's own rate not one sample is touched.
    """
    from partita.audio.convert import at_rate
    from partita.audio.stream import lengthened

    at_frame = frame_at(keep["at_ms"], rate_hz)
    frames = frame_at(keep["at_ms"] + keep["duration_ms"], rate_hz) - at_frame
    start = frame_at(keep["start_ms"], rate_hz)
    # A border on the source's very end may round one frame past it.
    return lengthened(at_rate(source, rate_hz).slice(start, start + frames), frames)


def prove(
    made: Sound, keeps: Sequence[Keep], sources: Mapping[str, Sound]
) -> list[dict[str, Any]]:
    """Compare every kept range of a piece with its source, sample by sample.

    Returns:
        For each range its place, the digest of its samples, and how both seams sound.

    Raises:
        KeepBroken: when a single sample differs.
    """
    return [_proof(made, keep, sources[keep["source"]]) for keep in keeps]


def length_advice(received: Sound, duration_ms: int) -> list[str]:
    """Say how far a received piece is from the length that was asked for, if it is."""
    asked = frame_at(duration_ms, received.rate_hz)
    off_ms = round(1000 * (received.frame_count - asked) / received.rate_hz)
    if abs(off_ms) <= _TOLERATED_MS:
        return []
    length_ms = duration_ms + off_ms
    what = (
        f"asked for {format_duration(duration_ms)}, {format_duration(length_ms)} came"
    )
    done = "cut at the end" if off_ms > 0 else "filled up with silence"
    return [f"{what}: {done}; all that came is kept"]


def _proof(made: Sound, keep: Keep, source: Sound) -> dict[str, Any]:
    wanted = kept_audio(source, keep, made.rate_hz)
    start = frame_at(keep["at_ms"], made.rate_hz)
    end = start + wanted.frame_count
    found = made.slice(start, end)
    samples = found.digest()
    if samples != wanted.digest():
        place = format_duration(keep["at_ms"])
        message = f"the audio kept at {place} is not what its source holds"
        raise KeepBroken(message, hint="this is a fault of partita, please report it")
    return {
        "chunk": keep["chunk"],
        "start_frame": start,
        "end_frame": end,
        "samples": samples,
    }
