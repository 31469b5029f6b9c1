"""Render one chunk: a part of a score becomes audio that rings past its end.

Pure: equal parts give equal samples. Works through the chunk in blocks. Knows nothing
of other chunks, loudness or masters.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from partita.engine.fonts.font_player import players_of
from partita.engine.memory import keep_freed_pages
from partita.engine.playing import mix
from partita.engine.playing.curves import Floats, gain, swell
from partita.engine.playing.players import Player, SungPlayer
from partita.engine.score import Part
from partita.errors import AudioError
from partita.units import Frames

if TYPE_CHECKING:
    from partita.engine.fonts.soundfont import Soundfont

#: What 1.0 is stored as: 24 bits with 12 dB above it.
UNITY: Final = 1 << 21
_MOST: Final = (1 << 23) - 1
#: The longest early attack, and the longest ringing past the end.
BEFORE_S: Final = 0.25
_TAIL_S: Final = 9.0
#: Samples at most this far from zero are silence at the end of a tail.
_SILENT: Final = 24
_MAGIC: Final = b"partita render 2\n"
_SAMPLE_BYTES: Final = 3
#: Frames that are packed at a time, so that a long chunk is in memory only once more.
_PACKED_FRAMES: Final = 1 << 16


@dataclass(frozen=True, eq=False)
class Rendered:
    """A chunk's sound.

    Args:
        before: frames that sound before the chunk's start: early attacks.
        frames: length of the chunk.
        samples: int32 of shape (before + frames + tail, 2), `UNITY` for 1.0.
    """

    rate_hz: int
    before: Frames
    frames: Frames
    samples: NDArray[np.int32]

    @property
    def tail(self) -> Frames:
        """Return how many frames ring past the end."""
        return len(self.samples) - self.before - self.frames

    def to_bytes(self) -> bytes:
        """Write it: one line of numbers, then samples of three bytes, lowest first.

        FLAC would save a fifth of them, or two, and take longer than adding up.
        """
        numbers = {
            "before": self.before,
            "frames": self.frames,
            "rate_hz": self.rate_hz,
        }
        line = json.dumps(numbers, sort_keys=True).encode() + b"\n"
        written = io.BytesIO()
        written.write(_MAGIC + line)
        for start in range(0, len(self.samples), _PACKED_FRAMES):
            written.write(_packed(self.samples[start : start + _PACKED_FRAMES]).data)
        return written.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Rendered:
        """Read what `to_bytes` wrote.

        Raises:
            AudioError: when it is something else.
        """
        if not content.startswith(_MAGIC):
            message = "these bytes are no render of a chunk"
            raise AudioError(message)
        end = content.index(b"\n", len(_MAGIC))
        numbers = json.loads(content[len(_MAGIC) : end])
        # As if each sample began a byte earlier, whatever is there.
        shape = (len(content) - end) // (2 * _SAMPLE_BYTES), 2
        strides = 2 * _SAMPLE_BYTES, _SAMPLE_BYTES
        samples = np.ndarray(shape, "<i4", content, end, strides) >> 8
        return cls(numbers["rate_hz"], numbers["before"], numbers["frames"], samples)


def _packed(samples: NDArray[np.int32]) -> NDArray[np.uint8]:
    packed = np.empty((samples.size, _SAMPLE_BYTES), np.uint8)
    whole = samples.astype("<i4", copy=False).view(np.uint8).reshape(-1, 4)
    for byte in range(_SAMPLE_BYTES):  # quicker than rows of three
        packed[:, byte] = whole[:, byte]
    return packed


def render(
    part: Part, font: Soundfont | None = None, *, crackle: bool = True
) -> Rendered:
    """Play a part.

    Args:
        font: plays what it holds, in place of the engine's own instruments.
        crackle: with the dust of an old record, where the room asks for it; off for
            all stems but one, so that they add up to the mix.

    Raises:
        AudioError: when the font's file is damaged.
    """
    keep_freed_pages()
    rate_hz = part.rate_hz
    players = _players(part, font)
    first = min((player.first for player in players), default=0)
    last = max((player.last for player in players), default=0)
    before = min(max(-first, 0), int(BEFORE_S * rate_hz))
    ring = max(last - part.frames, 0) + mix.ring_frames(part)
    total = before + part.frames + min(ring, int(_TAIL_S * rate_hz))
    samples = np.zeros((total, 2), np.int32)
    at = 0
    for block in mix.Desk(part, players, -before).blocks(total, crackle=crackle):
        end = at + block.shape[1]
        samples[at:end] = _quantised(_shaped(block, part, at - before))
        at = end
    samples = samples[: _audible(samples, before + part.frames)]
    return Rendered(rate_hz, before, part.frames, samples)


def excerpt(
    part: Part, start: Frames, frames: Frames, font: Soundfont | None = None
) -> NDArray[np.int32]:
    """Play a stretch of a part alone: what it holds, but for what rings into it."""
    desk = mix.Desk(part, _players(part, font), start)
    samples, at = np.empty((frames, 2), np.int32), 0
    for block in desk.blocks(frames, crackle=True):
        end = at + block.shape[1]
        samples[at:end] = _quantised(_shaped(block, part, start + at))
        at = end
    return samples


def stem_of(part: Part, stem: str) -> Part:
    """Return the part with the lines of one stem alone; stems add up to the mix."""
    return replace(
        part,
        lines=tuple(line for line in part.lines if line.stem == stem),
        sung=tuple(line for line in part.sung if line.stem == stem),
    )


def _players(part: Part, font: Soundfont | None) -> list[Player]:
    played: list[Player] = [
        player for line in part.lines for player in players_of(line, part.rate_hz, font)
    ]
    sung: list[Player] = [
        SungPlayer(line, part.rate_hz) for line in part.sung if line.syllables
    ]
    return [*played, *sung]


def _shaped(wave: Floats, part: Part, start: int) -> Floats:
    """Apply the chunk's level and its fades, in place."""
    level = gain(part.level_cb / 10)
    if part.fade_in or part.fade_out:
        place = np.arange(start, start + wave.shape[1])
    if part.fade_in:
        share = np.clip(place / part.fade_in, 0, 1)
        wave *= share * share
    if part.fade_out:
        share = np.clip((part.frames - place) / part.fade_out, 0, 1)
        wave *= share * share
    wave *= level
    return wave


def _quantised(block: Floats) -> NDArray[np.int32]:
    scaled = block * UNITY
    np.clip(np.rint(scaled, out=scaled), -_MOST, _MOST, out=scaled)
    return scaled.T.astype(np.int32)


def _audible(samples: NDArray[np.int32], least: int) -> int:
    """Return where a tail falls silent, having faded its last moment."""
    loud = np.flatnonzero((np.abs(samples[least:]) > _SILENT).any(axis=1))
    end = least + (int(loud[-1]) + 1 if len(loud) else 0)
    fade = min(2048, end - least)
    if fade:
        falling = swell(fade)[::-1, None]
        samples[end - fade : end] = np.rint(samples[end - fade : end] * falling)
    return end
