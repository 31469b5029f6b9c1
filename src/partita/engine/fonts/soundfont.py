"""A user's soundfont, in place of the engine's instruments that it holds.

Answers for instruments, kits and pieces by the roster's names, as loud as the engine's
own. Does not know scores or lines; how a file is read and a zone is played is told in
`sf2`, `sf2_zones`, `sampler` and `font_tones`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from partita.engine.fonts import font_levels, font_tuning
from partita.engine.fonts.font_tones import Layer, Sounding, Tone, Tones
from partita.engine.fonts.general_midi import DRUMS, KITS, PROGRAMS, key_of
from partita.engine.fonts.sampler import Pitched
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.sf2_zones import Preset, presets
from partita.engine.playing import drums, effects, instruments
from partita.engine.playing.curves import Floats, gain
from partita.units import Frames

#: Cents by which strokes of one piece differ, so that rolls don't sound like a machine.
_TAKES: Final = (0.0, -5.0, 4.0)
#: What builds up for as long as it is held, and the stroke that it is made from.
_MADE_FROM: Final = {"snare_roll": "snare", "reverse_cymbal": "crash"}
#: The longest that a stroke rings.
_STROKE_S: Final = 8


class Soundfont:
    """An open soundfont.

    Args:
        bank: the file that it reads.
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._places = presets(bank)
        self._presets: dict[str, Preset | None] = {}
        self._tones = Tones(bank)
        self._raised: dict[tuple[str, str], float] = {}
        self._pitches: dict[tuple[str, str], float | None] = {}

    @classmethod
    def open(cls, path: Path) -> Soundfont:
        """Open an SF2 or SF3 file; samples are read when they are played.

        Raises:
            AudioError: when it can't be read, is no soundfont or is damaged.
        """
        return cls(Bank.open(path))

    def holds(self, name: str) -> bool:
        """Tell whether it has an instrument or a kit of the roster."""
        return self._preset(name) is not None

    def answers(self, name: str, pitch: int, velocity: int) -> bool:
        """Tell whether an instrument of it sounds at a pitch, struck so hard."""
        preset = self._preset(name)
        return preset is not None and bool(preset.answering(pitch, velocity))

    def strikes(self, kit: str, piece: str, velocity: int) -> bool:
        """Tell whether a kit of it has a piece, or what that is made from."""
        key = key_of(kit, _MADE_FROM.get(piece, piece))
        return key is not None and self.answers(kit, key, velocity)

    def ring_frames(self, name: str, pitch: int, velocity: int, rate_hz: int) -> Frames:
        """Return how long a note may be heard after its end."""
        preset = self._preset(name)
        if preset is None:
            return 0
        return self._tones.ring_frames(preset, pitch, velocity, rate_hz)

    def sounding(self, name: str, wanted: Pitched, velocity: int) -> Sounding | None:
        """Return a note held for the frames wanted; None when it has no such thing.

        Raises:
            AudioError: when the file is damaged.
        """
        preset = self._preset(name)
        if preset is None or name not in PROGRAMS:
            return None
        bright = min(max(wanted.bright + PROGRAMS[name].bright, -100), 100)
        toned = wanted._replace(bright=bright)
        layers = self._tones.layers(preset, toned, velocity)
        if not layers:
            return None
        level = instruments.loudness(velocity) * gain(self._raised_db(name))
        return Sounding(layers, level)

    def note(
        self, name: str, pitch: int, length: Frames, velocity: int, rate_hz: int
    ) -> Floats | None:
        """Return a note and its release, two rows; None when it has no such thing.

        Raises:
            AudioError: when the file is damaged.
        """
        sounding = self.sounding(name, Pitched(pitch, length, rate_hz), velocity)
        return None if sounding is None else sounding.rows()

    def struck(
        self,
        kit: str,
        piece: str,
        velocity: int,
        shape: tuple[int, int],
        take: int,
        *,
        pitch: int = 0,
    ) -> Sounding | None:
        """Return one stroke; None when it has no such kit, or no such piece in it.

        Args:
            shape: frames that the stroke is held, for rolls; frames per second.
            pitch: what a drum that rings is tuned to go with; 0 for none.

        Raises:
            AudioError: when the file is damaged.
        """
        if piece not in _MADE_FROM:
            cents = _TAKES[take % len(_TAKES)] + self._tuned_cents(kit, piece, pitch)
            layers = self._beaten(kit, piece, velocity, shape[1], cents)
        elif self.strikes(kit, piece, velocity):
            layers = self._lasting(kit, piece, shape)
        else:
            return None
        if not layers:
            return None
        return Sounding(layers, self._stroke_level(kit, piece, velocity))

    def stroke(
        self, kit: str, piece: str, velocity: int, rate_hz: int, take: int
    ) -> Floats | None:
        """Return one stroke, two rows; None when it has no such thing.

        Raises:
            AudioError: when the file is damaged.
        """
        shape = (rate_hz, rate_hz)
        sounding = self.struck(kit, piece, velocity, shape, take)
        return None if sounding is None else sounding.rows()

    def _beaten(
        self, kit: str, piece: str, velocity: int, rate_hz: int, cents: float
    ) -> tuple[Layer, ...]:
        preset, key = self._preset(kit), key_of(kit, piece)
        if preset is None or kit not in KITS or key is None:
            return ()
        wanted = Pitched(key, _STROKE_S * rate_hz, rate_hz, cents=cents)
        return self._tones.layers(preset, wanted, velocity)

    def _lasting(
        self, kit: str, piece: str, shape: tuple[int, int]
    ) -> tuple[Layer, ...]:
        def stroke(name: str, velocity: int, take: int) -> Tone:
            cents = _TAKES[take % len(_TAKES)]
            layers = self._beaten(kit, name, velocity, shape[1], cents)
            return Sounding(layers, 1.0).rows().astype(np.float32)

        rows = effects.LASTING[piece](stroke, shape).astype(np.float32)
        return (Layer(rows, rows.shape[1], 0),)

    def _tuned_cents(self, kit: str, piece: str, pitch: int) -> float:
        if not pitch:
            return 0.0
        if (kit, piece) not in self._pitches:
            self._pitches[kit, piece] = font_tuning.pitch_of(self._plain(kit, piece))
        return font_tuning.cents_to(self._pitches[kit, piece], pitch)

    def _plain(self, kit: str, piece: str) -> Floats:
        """Return a stroke as it was recorded, to be measured."""
        rate_hz, velocity = font_levels.RATE_HZ, font_levels.VELOCITY
        layers = self._beaten(kit, piece, velocity, rate_hz, 0.0)
        return Sounding(layers, 1.0).rows()

    def choke(self, kit: str, piece: str) -> int:
        """Return the class of pieces that silence each other; 0 for none."""
        preset, key = self._preset(kit), key_of(kit, piece)
        if preset is None or key is None:
            return 0
        return max((zone.choke for _, zone in preset.answering(key, 100)), default=0)

    def _preset(self, name: str) -> Preset | None:
        """Return the preset that plays an instrument or kit, if the file has it."""
        if name not in self._presets:
            found = [each for each in _addresses(name) if each in self._places]
            place = self._places[found[0]] if found else None
            self._presets[name] = None if place is None else Preset(self._bank, place)
        return self._presets[name]

    def _stroke_level(self, kit: str, piece: str, velocity: int) -> float:
        base = _MADE_FROM.get(piece, piece)
        usual = drums.loudness(kit, base, font_levels.VELOCITY)
        law = drums.loudness(kit, piece, velocity) / usual
        return law * gain(self._raised_db(kit, base))

    def _raised_db(self, name: str, piece: str = "") -> float:
        """Return how much it is raised to be as loud as the engine's own."""
        if (name, piece) not in self._raised:
            measured = self._measured_db(name, piece)
            self._raised[name, piece] = measured
        return self._raised[name, piece]

    def _measured_db(self, name: str, piece: str) -> float:
        if piece:
            return font_levels.stroke_db(name, piece, self._plain(name, piece))
        preset = self._preset(name)
        assert preset is not None

        def note(pitch: int) -> Floats | None:
            wanted = Pitched(pitch, font_levels.HELD, font_levels.RATE_HZ)
            layers = self._tones.layers(preset, wanted, font_levels.VELOCITY)
            return Sounding(layers, 1.0).rows() if layers else None

        return font_levels.instrument_db(name, note)


def _addresses(name: str) -> list[tuple[int, int]]:
    """Return the banks and programs that may play an instrument or kit."""
    if name in PROGRAMS:
        return [(PROGRAMS[name].bank, PROGRAMS[name].number)]
    return [(DRUMS, number) for number in KITS.get(name, ())]


@lru_cache(maxsize=2)
def opened(path: Path, digest: str) -> Soundfont:
    """Return a soundfont, open once for all chunks that one process renders.

    Args:
        digest: of its content; another one is another font under the same name.

    Raises:
        AudioError: when it can't be read, is no soundfont or is damaged.
    """
    del digest
    return Soundfont.open(path)
