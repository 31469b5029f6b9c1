"""The drums of one chunk: when they play, where fills and crashes stand, who is struck.

Turns a scene into the strokes of a kit, and strokes into a line. Knows sections and
events; the grooves are in `grooves`, how they are played in `rhythm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing import rhythm
from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.harmony import is_minor, nearest_pitch
from partita.engine.composing.vocal import Slot
from partita.engine.score import Line, Note

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.form import Event
    from partita.engine.composing.lines import Scene

#: Drums that are tuned to the key, and about where they are in most kits.
_USUAL_PITCH: Final = {
    "kick": 32, "snare": 55, "ghost_snare": 55, "rim": 71, "tom_low": 42, "tom_mid": 47,
    "tom_high": 53, "conga_low": 53, "conga_high": 60, "bongo_low": 65,
    "bongo_high": 71, "cowbell": 73, "cajon": 40, "taiko": 35,
}  # fmt: skip
#: Kinds of section that others lead up to.
PEAKS: Final = frozenset(("chorus", "drop", "climax", "postchorus"))


def strokes_of(scene: Scene, events: tuple[Event, ...]) -> tuple[rhythm.Stroke, ...]:
    """Return what the kit plays in a chunk, fills and the last stroke included."""
    direction, clock = scene.direction, scene.clock
    plays = _drums_play(direction, is_sung=scene.is_sung)
    end = clock.end if scene.final is None else scene.final
    named = _named(events, clock.metre.bar_ticks, end)
    if not plays and (not named or direction.band.drums == "out"):
        return ()
    drumming = rhythm.Drumming(
        groove=direction.band.groove,
        metre=clock.metre,
        energy=direction.energy,
        end=end,
        weight={"soft": -1, "strong": 1}.get(direction.band.drums, 0),
        electronic=direction.genre.electronic,
        ends=_fill_ends(scene, events, end),
        crashes=_crashes(scene),
        rising=direction.course == "build",
        start=_drum_start(direction, clock),
        half_time="half_time" in direction.flags,
        double_time="double_time" in direction.flags,
        added=direction.band.strokes,
        first_eight=direction.first_eight,
    )
    chance = Chance(direction.seed, direction.identity, direction.nth, "drums")
    strokes = rhythm.play(drumming, chance)
    if not plays:
        # A kit that is silent otherwise plays what the text asks it for.
        strokes = tuple(
            each
            for each in strokes
            if any(slot.start <= each.tick < slot.end for slot in named)
        )
    elif scene.final is not None:
        loud = 64 + 2 * direction.energy // 5
        strokes += tuple(
            rhythm.Stroke(scene.final, piece, loud) for piece in ("kick", "crash")
        )
    stops = [e.slot for e in events if e.kind == "stop"]
    return tuple(
        each
        for each in strokes
        if each.piece not in direction.band.strokes_out
        and not any(slot.start <= each.tick < slot.end for slot in stops)
    )


def _named(events: tuple[Event, ...], bar: Ticks, end: Ticks) -> tuple[Slot, ...]:
    """Return when the text asks for drums: in a break, and in the bar of a fill."""
    breaks = [each.slot for each in events if each.kind == "drums"]
    fills = [min(each.slot.end, end) for each in events if each.kind == "fill"]
    return (*breaks, *(Slot(max(0, stop - bar), stop) for stop in fills))


def _drums_play(direction: Direction, *, is_sung: bool) -> bool:
    drums = direction.band.drums
    if drums == "out" or not direction.band.kit:
        return False
    if "a_cappella" in direction.flags and is_sung and not drums:
        return False
    if drums or ("full" in direction.flags and direction.genre.drums_enter <= 100):
        return True
    return (
        direction.energy + (direction.density - 50) // 3 >= direction.genre.drums_enter
    )


def _drum_start(direction: Direction, clock: Clock) -> Ticks:
    """Drums of an intro that builds come in half-way."""
    bar = clock.metre.bar_ticks
    is_late = (
        direction.kind.name == "intro" and clock.bars >= 4 and not direction.band.drums
    )
    return clock.bars // 2 * bar if is_late else 0


def _fill_ends(
    scene: Scene, events: tuple[Event, ...], end: Ticks
) -> tuple[tuple[Ticks, int], ...]:
    """Return where fills end: phrases, the chunk, and where the text has one."""
    direction, bar = scene.direction, scene.clock.metre.bar_ticks
    size = direction.energy // 34
    ends: dict[Ticks, int] = {}
    if direction.genre.drums_enter <= 60 and direction.energy >= 40:
        phrase = 8 if direction.genre.electronic else 4
        for number in range(phrase, scene.clock.end // bar, phrase):
            ends[number * bar] = max(0, size - 1)
        if "loop" not in direction.flags and scene.final is None:
            lift = 1 if direction.next_kind in PEAKS else 0
            ends[end] = min(3, size + lift)
    for event in events:
        if event.kind == "fill":
            stop = min(event.slot.end, end)
            ends[stop] = 3 if stop >= bar else 1
    return tuple(sorted((tick, each) for tick, each in ends.items() if tick <= end))


def _crashes(scene: Scene) -> tuple[Ticks, ...]:
    direction = scene.direction
    if direction.energy < 60 or direction.genre.drums_enter > 60:
        return ()
    every = (4 if direction.energy > 84 else 8) * scene.clock.metre.bar_ticks
    starts = range(0, scene.clock.bars * scene.clock.metre.bar_ticks, every)
    if direction.kind.name in PEAKS or direction.energy > 72:
        return tuple(starts)
    return tuple(starts)[1:]


def drum_lines(strokes: tuple[rhythm.Stroke, ...], scene: Scene) -> list[Line]:
    """Return the kit's line, or none when it does not play."""
    if not strokes:
        return []
    direction, clock = scene.direction, scene.clock
    chance = Chance(direction.seed, direction.identity, direction.nth, "drums", "hands")
    loose = direction.loose_ms * clock.rate_hz // 2000
    notes = []
    for each in strokes:
        start = max(0, clock.at(each.tick) + chance.spread(loose))
        if clock.at(each.tick) < 0 or start >= clock.frames:
            continue
        velocity = max(10, min(126, each.velocity + chance.spread(5))) // 3 * 3
        pitch = _tuned(each.piece, direction.tonic, direction.mode)
        notes.append(Note(start, clock.rate_hz // 10, pitch, velocity, each.piece))
    weight = {"soft": -60, "strong": 20}.get(direction.band.drums, 0)
    return [
        Line(
            stem="drums",
            instrument=direction.band.kit,
            notes=tuple(sorted(notes, key=lambda one: (one.start, one.piece))),
            level_cb=weight + direction.punch // 2,
            reverb=10,
            bright=direction.bright,
            seed=seed_of(direction.seed, direction.identity, direction.nth, "drums"),
            punch=direction.punch,
        )
    ]


def _tuned(piece: str, tonic: int, mode: str) -> int:
    """Return the pitch of the tonic's chord that is nearest to a drum's own."""
    usual = _USUAL_PITCH.get(piece)
    if usual is None:
        return 0
    third = 3 if is_minor(mode) else 4
    steps = (0,) if piece == "kick" else (0, third, 7)
    return nearest_pitch(usual, tuple((tonic + step) % 12 for step in steps))


def kicks_of(strokes: tuple[rhythm.Stroke, ...], scene: Scene) -> tuple[int, ...]:
    """Return the frames at which ducked lines are pushed down."""
    frames = {scene.clock.at(each.tick) for each in strokes if each.piece == "kick"}
    return tuple(sorted(each for each in frames if 0 <= each < scene.clock.frames))
