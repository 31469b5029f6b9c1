"""Effects: risers into what follows, impacts, and the sounds that words ask for.

What a text names stands where it is named; what a style names begins its section or
lies under it. Knows events and bars; does not know how anything sounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.chance import seed_of
from partita.engine.composing.cues import sounds_in
from partita.engine.composing.drumming import PEAKS
from partita.engine.roster import INSTRUMENTS
from partita.engine.score import Line, Note
from partita.engine.vocabulary.scenes import BEDS

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.form import Event
    from partita.engine.composing.lines import Scene

#: Stretches of a bed are about so long, and overlap by this much.
_STRETCH_S: Final = 7
_OVERLAP_MS: Final = 1_500
#: What ticks: its strokes in turn, and about how many milliseconds apart.
_TICKING: Final = {"clock": (("tick", "tock"), 550), "heartbeat": (("heartbeat",), 900)}
#: A heart's second stroke, later and softer.
_SECOND_MS: Final = 290
#: Milliseconds that a sound is held; others ring as long as they do.
_HELD_MS: Final = {"thunder": 6_000, "gong": 5_000, "siren": 8_000, "alarm": 3_000}
_USUAL_MS: Final = 1_000
#: What is made for a length in bars, and leads to a bar line or away from it.
_BARS: Final = {"reverse_cymbal": 1, "sweep_down": 2}
_LEADING: Final = ("reverse_cymbal", "scratch")
#: What is tuned: instrument, semitones over the low tonic, bars.
_TUNED: Final = {
    "toll": ("tubular_bells", (12,), 2), "braam": ("synth_brass", (0, 7, 12), 1),
}  # fmt: skip
#: A style that names a single sound has it every so many bars.
_EVERY_BARS: Final = {"toll": 2, "braam": 8, "scratch": 4}
_USUAL_BARS: Final = 16
_BED_BARS: Final = 8
_LEVEL_CB: Final = {-1: -60, 0: 0, 1: 30}
#: Instruments in this place are louder than effects.
_TUNED_CB: Final = -25
_KIT: Final = "acoustic_kit"


@dataclass(frozen=True)
class _Sound:
    """A sound with its place. For what is laid under music, `end` is where it stops."""

    name: str
    start: Ticks
    end: Ticks
    weight: int = 0


def effect_lines(scene: Scene, events: tuple[Event, ...]) -> list[Line]:
    """Return risers, impacts, and all sounds of one chunk."""
    sounds = [*_styled(scene), *_named(scene, events)]
    beds = [_bed(each, number, scene) for number, each in enumerate(sounds)]
    return [*_transitions(scene, events), *(line for line in beds if line is not None)]


def _transitions(scene: Scene, events: tuple[Event, ...]) -> list[Line]:
    direction, clock = scene.direction, scene.clock
    bar = clock.metre.bar_ticks
    notes: list[Note] = []

    def add(piece: str, start: Ticks, end: Ticks, velocity: int) -> None:
        at = max(0, clock.even(start))
        length = min(clock.frames, clock.even(end)) - at
        if length > 0:
            notes.append(Note(at, length, 0, velocity, piece))

    rises = direction.next_kind in PEAKS and direction.genre.electronic
    rises = rises and direction.energy > 30 and not direction.flags & {"before_kept"}
    if rises or "riser" in direction.flags:
        add("riser", max(0, clock.end - 4 * bar), clock.end, 88)
    if "roll" in direction.flags and direction.band.drums != "out":
        add("snare_roll", max(0, clock.end - 2 * bar), clock.end, 84)
    if direction.kind.name in ("drop", "sting") or "impact" in direction.flags:
        add("impact", 0, 2 * bar, 100)
    for event in events:
        if event.kind == "riser":
            add("riser", max(0, event.slot.end - 2 * bar), event.slot.end, 96)
        elif event.kind == "impact":
            add("impact", event.slot.start, event.slot.start + 2 * bar, 100)
    if not notes:
        return []
    seed = seed_of(direction.seed, direction.identity, direction.nth, "effects")
    kit = direction.band.kit or direction.genre.kit
    ordered = tuple(sorted(notes, key=lambda each: (each.start, each.piece)))
    return [Line("effects", kit, ordered, reverb=40, seed=seed)]


def _styled(scene: Scene) -> list[_Sound]:
    """Return the sounds that styles name: beds throughout, others now and then."""
    bar, end = scene.clock.metre.bar_ticks, scene.clock.end
    found: list[_Sound] = []
    for name, weight in scene.direction.scenes:
        if name in BEDS:
            found.append(_Sound(name, 0, end, weight))
            continue
        every = _EVERY_BARS.get(name, _USUAL_BARS) * bar
        first = min(every, end) if name in _LEADING else 0
        found += [
            _Sound(name, start, start + bar, weight)
            for start in range(first, end + (name in _LEADING), every)
        ]
    return found


def _named(scene: Scene, events: tuple[Event, ...]) -> list[_Sound]:
    """Return the sounds that the text names, where it names them."""
    bar, end = scene.clock.metre.bar_ticks, scene.clock.end
    found = []
    for event in events:
        if event.kind == "scene":
            for name in sounds_in(event.text):
                start = event.slot.start
                bars = _BED_BARS if name in BEDS else 1
                found.append(_Sound(name, start, min(end, start + bars * bar)))
    return found


def _bed(sound: _Sound, number: int, scene: Scene) -> Line | None:
    direction = scene.direction
    if sound.name in _TUNED:
        instrument, notes = _tuned(sound, scene)
    elif sound.name in _TICKING:
        instrument, notes = _KIT, _ticking(sound, scene)
    elif sound.name in BEDS:
        instrument, notes = _KIT, _stretched(sound, scene)
    else:
        instrument, notes = _KIT, _once(sound, scene)
    inside = tuple(each for each in notes if 0 <= each.start < scene.clock.frames)
    if not inside:
        return None
    return Line(
        "effects",
        instrument,
        inside,
        level_cb=_LEVEL_CB[max(-1, min(1, sound.weight))]
        + _TUNED_CB * (sound.name in _TUNED),
        reverb=5 if sound.name in BEDS else 35,
        seed=seed_of(
            direction.seed, direction.identity, direction.nth, sound.name, number
        ),
    )


def _stretched(sound: _Sound, scene: Scene) -> list[Note]:
    """Lay stretches side by side; the last one ends in the time of the next chunk."""
    clock = scene.clock
    start = max(0, clock.even(sound.start))
    end = clock.frames if sound.end >= clock.end else clock.even(sound.end)
    count = max(1, round((end - start) / (_STRETCH_S * clock.rate_hz)))
    overlap = _OVERLAP_MS * clock.rate_hz // 1000
    ends = [start + (end - start) * at // count for at in range(count + 1)]
    length = (end - start) // count + overlap
    return [Note(at, max(1, length), 0, 96, sound.name) for at in ends[:-1]]


def _ticking(sound: _Sound, scene: Scene) -> list[Note]:
    """Let a clock or a heart go with the beat, at about its own pace."""
    clock = scene.clock
    pieces, apart_ms = _TICKING[sound.name]
    pulse_ms = clock.pulse_frames * 1000 // clock.rate_hz
    step = min(
        (TICKS // 2, TICKS, 2 * TICKS, 4 * TICKS),
        key=lambda each: abs(pulse_ms * each // TICKS - apart_ms),
    )
    notes = []
    for number, tick in enumerate(range(sound.start, sound.end, step)):
        at = clock.even(tick)
        length = clock.rate_hz // 10
        notes.append(Note(at, length, 0, 100, pieces[number % len(pieces)]))
        if sound.name == "heartbeat":
            late = _SECOND_MS * clock.rate_hz // 1000
            notes.append(Note(at + late, length, 0, 76, pieces[0]))
    return sorted(notes, key=lambda each: each.start)


def _once(sound: _Sound, scene: Scene) -> list[Note]:
    clock = scene.clock
    bar = clock.metre.bar_ticks
    start = sound.start
    if sound.name in _LEADING:
        back = _BARS.get(sound.name, 0) * bar or 2 * TICKS
        start = max(0, start - back)
    at = max(0, clock.even(start))
    if sound.name in _BARS:
        length = clock.even(start + _BARS[sound.name] * bar) - at
    else:
        length = _HELD_MS.get(sound.name, _USUAL_MS) * clock.rate_hz // 1000
    return [Note(at, max(1, length), 0, 104, sound.name)]


def _tuned(sound: _Sound, scene: Scene) -> tuple[str, list[Note]]:
    clock = scene.clock
    instrument, above, bars = _TUNED[sound.name]
    known = INSTRUMENTS[instrument]
    tonic, _ = scene.ground.key_at(sound.start)
    low = known.low + (tonic - known.low) % 12
    at = max(0, clock.even(sound.start))
    length = clock.even(sound.start + bars * clock.metre.bar_ticks) - at
    return instrument, [Note(at, max(1, length), low + each, 118) for each in above]
