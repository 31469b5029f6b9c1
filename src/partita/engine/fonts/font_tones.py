"""Tones of a soundfont, made once and kept, and how they sound together as a note.

A tone is some zones at one pitch with their filters and envelopes; a note is a tone or
two, cut where it is released. What is kept never changes what is heard.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.engine.fonts import font_shapes
from partita.engine.fonts.sampler import Pitched, resampled
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.sf2_zones import Preset, Zone
from partita.engine.playing.curves import Floats, gain
from partita.units import Frames

#: As kept: half the memory, and more than the 16 bits that samples have.
Tone: TypeAlias = NDArray[np.float32]

#: A preset, its zones, and the tone that is made of them.
_Name: TypeAlias = tuple[int, tuple[int, ...], Pitched]

#: Lengths that tones are made in, in sixteenths of a second.
_LENGTHS: Final = (2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024)
#: Steps of brightness that sound different.
_BRIGHT_STEP: Final = 20
#: Bytes of tones that are kept.
_KEPT_BYTES: Final = 88 << 20
#: What is this much softer than a tone's loudest moment is silence at its end.
_SILENT: Final = 2.0**-11
_LAST_FADE: Final = 256
#: How much of an attenuation is heard: fonts are written for sound cards that took
#: four tenths of it, and FluidSynth follows them.
_ATTENUATION: Final = 0.4
#: Zones that may sound for one note.
_MOST_ZONES: Final = 16
#: Frames that are added at a time: few enough for the processor's cache.
_BLOCK: Final = 1 << 14


@dataclass(frozen=True, eq=False)
class Layer:
    """A tone of a note, cut where it is released.

    Args:
        tone: one row for both ears, or two.
        held: frames until its release.
    """

    tone: Tone
    held: Frames
    release: Frames

    @property
    def frames(self) -> Frames:
        """Return how long it is heard."""
        return min(int(self.tone.shape[1]), self.held + self.release)

    def add(self, bus: Floats, at: Frames, level: float) -> None:
        """Add it to two rows, its first frame at a place that may lie before them."""
        first, last = max(0, -at), min(bus.shape[1] - at, self.frames)
        borders = [*range(first, last, _BLOCK), last]
        if first < self.held < last:
            borders = sorted({*borders, self.held})
        for begin, stop in pairwise(borders):
            piece = self.tone[:, begin:stop] * level
            if begin >= self.held:
                falling = font_shapes.release(self.release)
                piece *= falling[begin - self.held : stop - self.held]
            bus[:, at + begin : at + stop] += piece


@dataclass(frozen=True, eq=False)
class Sounding:
    """A note of a font, ready to be added to a mix: its layers and its level."""

    layers: tuple[Layer, ...]
    level: float

    @property
    def frames(self) -> Frames:
        """Return how long it is heard."""
        return max((layer.frames for layer in self.layers), default=0)

    def add(self, bus: Floats, at: Frames) -> None:
        """Add it to two rows, its first frame at a place that may lie before them."""
        for layer in self.layers:
            layer.add(bus, at, self.level)

    def cut(self, held: Frames, release: Frames) -> Sounding:
        """Return it silenced early."""
        layers = (
            replace(layer, held=held, release=release) if layer.held > held else layer
            for layer in self.layers
        )
        return Sounding(tuple(layers), self.level)

    def rows(self) -> Floats:
        """Return it alone, two rows."""
        bus = np.zeros((2, self.frames))
        self.add(bus, 0)
        return bus


class Tones:
    """Make and keep the tones of one font."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._kept: OrderedDict[tuple[int, tuple[int, ...], Pitched], Tone] = (
            OrderedDict()
        )
        self._bytes = 0

    def layers(
        self, preset: Preset, wanted: Pitched, velocity: int
    ) -> tuple[Layer, ...]:
        """Return the tones of a note held for the frames wanted."""
        bright = round(wanted.bright / _BRIGHT_STEP) * _BRIGHT_STEP
        zones = preset.answering(wanted.pitch, velocity)[:_MOST_ZONES]
        together: dict[Frames, list[tuple[int, Zone]]] = {}
        for number, zone in zones:
            release = font_shapes.release_frames(zone, wanted.rate_hz)
            together.setdefault(release, []).append((number, zone))
        layers = []
        for release, some in together.items():
            frames = _rounded(wanted.frames + release, wanted.rate_hz)
            asked = wanted._replace(frames=frames, bright=bright)
            tone = self._tone(preset.place, some, asked)
            layers.append(Layer(tone, wanted.frames, release))
        return tuple(layers)

    def ring_frames(
        self, preset: Preset, pitch: int, velocity: int, rate_hz: int
    ) -> Frames:
        """Return how long a note may be heard after its end."""
        return max(
            (
                font_shapes.release_frames(zone, rate_hz)
                for _, zone in preset.answering(pitch, velocity)
            ),
            default=0,
        )

    def _tone(self, place: int, zones: list[tuple[int, Zone]], wanted: Pitched) -> Tone:
        name = (place, tuple(number for number, _ in zones), wanted)
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        made = _made(self._bank, [zone for _, zone in zones], wanted)
        self._kept[name] = made
        self._bytes += made.nbytes
        while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].nbytes
        return made


def _made(bank: Bank, zones: list[Zone], wanted: Pitched) -> Tone:
    """Return what some zones are together: a row, or two where the ears differ."""
    waves = [_wave(bank, zone, wanted) for zone in zones]
    sides = [_ears(zone) for zone in zones]
    wide = any(left != right for left, right in sides)
    rows = np.zeros((2 if wide else 1, max(map(len, waves), default=0)))
    for wave, ears in zip(waves, sides, strict=True):
        for row, ear in zip(rows, ears, strict=False):
            if ear:
                row[: len(wave)] += wave * ear
    tone: Tone = _audible(rows).astype(np.float32)
    tone.setflags(write=False)
    return tone


def _wave(bank: Bank, zone: Zone, wanted: Pitched) -> Floats:
    wave = resampled(bank, zone, wanted)
    wave = font_shapes.filtered(zone, wave, wanted.bright, wanted.rate_hz)
    return wave * font_shapes.volume(zone, wanted.pitch, len(wave), wanted.rate_hz)


def _ears(zone: Zone) -> tuple[float, float]:
    """Return the factors for left and right: equal power, the zone's own level."""
    level = gain(-_ATTENUATION * zone.attenuation / 10)
    left, right = (500 - zone.pan) / 1000, (500 + zone.pan) / 1000
    return float(level * left**0.5), float(level * right**0.5)


def _audible(rows: Floats) -> Floats:
    """Leave out the silence at the end, and let the rest end without a click."""
    heard = np.abs(rows).max(axis=0, initial=0.0)
    loud = np.flatnonzero(heard > _SILENT * heard.max(initial=0.0))
    end = min(int(loud[-1]) + 1 + _LAST_FADE, rows.shape[1]) if len(loud) else 0
    fade = min(_LAST_FADE, end)
    rows[:, end - fade : end] *= np.arange(fade, 0, -1) / _LAST_FADE
    return rows[:, :end]


def _rounded(frames: Frames, rate_hz: int) -> Frames:
    """Return the next length that tones are made in."""
    sixteenth = rate_hz // 16
    lengths = (each * sixteenth for each in _LENGTHS)
    return next((each for each in lengths if each >= frames), frames)
