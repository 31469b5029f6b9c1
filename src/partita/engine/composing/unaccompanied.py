"""Voices that nobody accompanies: last notes are held, and what is left is hummed.

Without a band a rest is silence. So lines last until the next one takes breath, and
where that is too long, whoever sang hums the chords. Knows syllables and chords; does
not know how a voice sounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.harmony import nearest_pitch
from partita.engine.score import Syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.harmony import Chord
    from partita.engine.composing.lines import Scene
    from partita.units import Frames

    Sung = tuple[Syllable, ...]

#: What a breath takes, a short one after a note before the first words, and the
#: longest that a last note is held.
_BREATH_MS: Final = 350
_PICKUP_MS: Final = 200
_HELD_MS: Final = 2_600
#: Shorter rests are not hummed through, and shorter notes are none.
_REST_MS: Final = 650
_NOTE_MS: Final = 300
_HUM: Final = ("M",)
_SOFTER: Final = 12
#: Semitones around the middle of a line, by which hums go up and down.
_WAYS: Final = (0, -3, 2, -2)


def held_on(sung: Sequence[Sung], scene: Scene) -> list[Sung]:
    """Return lines whose last notes last until the next one, or nearly."""
    found = []
    for line in sung:
        if line:
            last = line[-1]
            room = _until(line, sung, scene) - last.start
            most = _frames(_HELD_MS, scene)
            # What would be left of the rest is too short to be hummed through.
            is_all = room - most < _frames(_BREATH_MS + _REST_MS, scene)
            length = max(last.length, room if is_all else most)
            found.append((*line[:-1], replace(last, length=length)))
        else:
            found.append(line)
    return found


def hummed(sung: Sequence[Sung], scene: Scene) -> list[Sung]:
    """Return what is hummed after each line, and before the first one."""
    first = min((line[0].start for line in sung if line), default=0)
    found: list[Sung] = []
    for line in sung:
        hums: Sung = ()
        if line and line[0].start == first:
            hums += _hum(0, first - _frames(_PICKUP_MS, scene), line, scene)
        if line:
            stop = line[-1].start + line[-1].length + _frames(_BREATH_MS, scene) // 2
            hums += _hum(stop, _until(line, sung, scene), line, scene)
        found.append(hums)
    return found


def in_order(sung: Sung) -> Sung:
    """Return syllables as they follow one another."""
    return tuple(sorted(sung, key=lambda each: each.start))


def _until(line: Sung, sung: Sequence[Sung], scene: Scene) -> Frames:
    """Return when there must be silence after a line: before a breath, or the end."""
    later = [each[0].start for each in sung if each and each[0].start > line[0].start]
    if later or scene.final is None:
        return min(later, default=scene.clock.frames) - _frames(_BREATH_MS, scene)
    return scene.clock.frames


def _hum(start: Frames, end: Frames, line: Sung, scene: Scene) -> Sung:
    """Hum the chords between two frames, in the middle of what a line reached."""
    if end - start < _frames(_NOTE_MS, scene):
        return ()
    middle = sum(each.pitch for each in line) // len(line)
    velocity = max(1, line[-1].velocity - _SOFTER)
    notes = []
    for number, (chord, begin, stop) in enumerate(_chords(start, end, scene)):
        is_last = scene.final is not None and stop == scene.clock.frames
        classes = (chord.root,) if is_last else chord.classes[:3]
        pitch = nearest_pitch(middle + _WAYS[number % len(_WAYS)], classes)
        notes.append(Syllable(_HUM, begin, stop - begin, pitch, velocity))
    return tuple(notes)


def _chords(
    start: Frames, end: Frames, scene: Scene
) -> list[tuple[Chord, Frames, Frames]]:
    """Return the chords between two frames, those left out that are hardly there."""
    clock, least = scene.clock, _frames(_NOTE_MS, scene)
    spans = [
        (chord, max(start, clock.at(chord.start)), min(end, clock.at(chord.end)))
        for chord in scene.ground.chords
    ]
    spans = [span for span in spans if span[2] - span[1] >= least]
    ends = [span[1] for span in spans[1:]] + [end]
    begins = [start] + [span[1] for span in spans[1:]]
    return [
        (chord, begin, stop)
        for (chord, _, _), begin, stop in zip(spans, begins, ends, strict=False)
    ]


def _frames(ms: int, scene: Scene) -> Frames:
    return ms * scene.clock.rate_hz // 1000
