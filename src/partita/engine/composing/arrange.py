"""One chunk's part: chords, tune, drums, players, voices and effects, put together.

Takes a direction, a clock and a layout, gives a `Part` and its `Chart`. Knows all
writers of lines; does not know the other chunks.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import TICKS
from partita.engine.composing.changes import changes_of
from partita.engine.composing.colour import driven
from partita.engine.composing.drumming import drum_lines, kicks_of, strokes_of
from partita.engine.composing.effects import effect_lines
from partita.engine.composing.form import (
    Event,
    gaps,
)
from partita.engine.composing.harmony import SCALES, is_minor
from partita.engine.composing.instep import Rhythm, in_step, kicks_in
from partita.engine.composing.lines import Scene, write_line
from partita.engine.composing.melody import Ground, make_tune, pitch_for
from partita.engine.composing.shine import between_hz, brightened, brightness_of
from partita.engine.composing.soloists import solo_entries, solos_of
from partita.engine.composing.staging import stage
from partita.engine.composing.strikes import (
    begun,
    density_of,
    groove_of,
    heard_of,
    steps_of,
)
from partita.engine.composing.sweeps import swept
from partita.engine.composing.voices import sing_chunk
from partita.engine.score import Chart, ChordAt, Line, Part, SungLine

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.heard import Heard
    from partita.engine.composing.layout import Layout
    from partita.engine.composing.melody import Tune

#: What rings after the last chord, at the least.
_LAST_MS: Final = 1_200
_LEVEL_CB_PER_ENERGY: Final = 8


def arrange(direction: Direction, clock: Clock, layout: Layout) -> tuple[Part, Chart]:
    """Write one chunk."""
    events = layout.events
    final = _final(direction, clock)
    changes = changes_of(direction, clock, final, layout.stretches)
    ground = Ground(changes.chords, changes.keys, clock.metre)
    is_sung = direction.voice is not None and _has_words(events)
    scene = Scene(
        direction,
        clock,
        ground,
        _tune(direction, clock, direction.kind.name, direction.tune_density),
        _tune(direction, clock, "solo", min(100, direction.density + 20)),
        final,
        gaps(events, clock),
        solos_of(events, direction.band),
        tuple(e.slot for e in events if e.kind in ("stop", "drums")),
        is_sung=is_sung,
    )
    strokes = strokes_of(scene, events)
    lines = [
        *drum_lines(strokes, scene),
        *_players(scene),
        *effect_lines(scene, events),
    ]
    kicks = kicks_of(strokes, scene)
    sung, words = sing_chunk(scene, layout)
    rhythm = _rhythm(direction.heard)
    if rhythm is not None:
        lines = in_step(lines, rhythm, clock, _end(scene), sung)
        kicks = kicks_in(lines)
    lines, tilt_cb = _shone(lines, sung, scene)
    played, sung = driven(lines, sung, dict(direction.drives))
    part = Part(
        rate_hz=clock.rate_hz,
        frames=clock.frames,
        lines=played,
        sung=sung,
        room=replace(
            direction.room,
            delay_frames=clock.pulse_frames * 3 // 4,
            tilt_cb=tilt_cb,
        ),
        kicks=kicks if direction.duck else (),
        fade_in=clock.frames // 2 if "fade_in" in direction.flags else 0,
        fade_out=_fade_out(direction, clock),
        level_cb=(direction.energy - 100) * _LEVEL_CB_PER_ENERGY // 10,
    )
    names = _instruments(lines, is_sung=bool(sung))
    return part, _chart(scene, part, names, words)


def _tune(direction: Direction, clock: Clock, kind: str, density: int) -> Tune:
    return make_tune(
        direction.seed,
        direction.identity,
        kind,
        clock.metre,
        density,
        _steps_of(direction.heard.motif, direction.mode),
        is_minor=is_minor(direction.mode),
    )


def _has_words(events: tuple[Event, ...]) -> bool:
    return any(event.kind in ("line", "sound") for event in events)


def _final(direction: Direction, clock: Clock) -> Ticks | None:
    """Return where the last chord of a piece that ends is struck."""
    ends = direction.is_last or "ending" in direction.flags
    if not ends or direction.flags & {"loop", "before_kept", "cut"}:
        return None
    bar = clock.metre.bar_ticks
    places: list[Ticks] = [
        *range((clock.bars - 1) * bar, 0, -bar),
        *range(clock.end // TICKS * TICKS, 0, -TICKS),
    ]
    for tick in places:
        left = clock.frames - clock.even(tick)
        if left * 1000 >= _LAST_MS * clock.rate_hz:
            return tick
    return None


def _players(scene: Scene) -> list[Line]:
    lines: list[Line] = []
    seen: dict[str, int] = {}
    staged = stage(scene.direction, scene.clock, is_sung=scene.is_sung)
    for entry in (*staged, *solo_entries(scene.solos, staged)):
        base = f"{entry.player.role} {entry.player.instrument}"
        seen[base] = seen.get(base, 0) + 1
        line = write_line(entry, f"{base} {seen[base]}", scene)
        lines += swept(line, scene) if line is not None else []
    return lines


def _rhythm(heard: Heard) -> Rhythm | None:
    if heard.density is None or not heard.rhythm_share:
        return None
    return Rhythm(heard.groove, heard.density, heard.rhythm_share, heard.busier)


def _shone(
    lines: list[Line], sung: tuple[SungLine, ...], scene: Scene
) -> tuple[list[Line], int]:
    """Return lines and tilt, nearer to the brightness of what was heard."""
    heard, room = scene.direction.heard, scene.direction.room
    if not heard.brightness_hz or not heard.brightness_share:
        return lines, room.tilt_cb
    rate_hz = scene.clock.rate_hz
    own_hz = brightness_of(lines, sung, room, rate_hz)
    wanted_hz = between_hz(own_hz, heard.brightness_hz, heard.brightness_share)
    return brightened(lines, sung, room, wanted_hz, rate_hz)


def _end(scene: Scene) -> Ticks:
    return scene.clock.end if scene.final is None else scene.final


def _fade_out(direction: Direction, clock: Clock) -> int:
    if "fade_out" in direction.flags and "no_fade_out" not in direction.flags:
        return clock.frames * 8 // 10
    ends = direction.is_last and not direction.flags & {"loop", "before_kept", "cut"}
    return min(clock.frames // 4, clock.rate_hz * 6 // 10) if ends else 0


def _instruments(lines: list[Line], *, is_sung: bool) -> tuple[str, ...]:
    order = {"lead": 0, "harmony": 1, "bass": 2, "drums": 3}
    ranked = sorted(lines, key=lambda line: order.get(line.stem, 9))
    names = [line.instrument for line in ranked if line.stem in order]
    return tuple(dict.fromkeys((["vocals"] if is_sung else []) + names))


def _chart(
    scene: Scene,
    part: Part,
    names: tuple[str, ...],
    words: tuple,  # type: ignore[type-arg]
) -> Chart:
    direction, clock, metre = scene.direction, scene.clock, scene.clock.metre
    ends = clock.at(_end(scene))
    struck = [each for each in begun(part.lines, part.sung) if each.frame < ends]
    beat = 0
    while clock.even(beat) < 0:
        beat += metre.beat_ticks
    # The mean inside the chunk, so that its last beats are right as well.
    last = max(beat + TICKS, clock.end // TICKS * TICKS)
    beats = Fraction(last - beat, metre.beat_ticks)
    length = max(1, clock.even(last) - clock.even(beat))
    mbpm = round(beats * 60_000 * clock.rate_hz / length)
    return Chart(
        frames=clock.frames,
        section=direction.text.section,
        tempo_mbpm=mbpm,
        beat_offset=max(0, clock.even(beat)),
        beats_a_bar=metre.beats,
        beat_unit=metre.unit,
        tonic=direction.tonic,
        mode=direction.mode,
        energy=direction.energy,
        genre=direction.genre.name,
        beat_in_bar=(beat // metre.beat_ticks) % metre.beats,
        chords=tuple(
            ChordAt(max(0, clock.even(each.start)), each.root, each.quality)
            for each in scene.ground.chords
            if clock.even(each.end) > 0
        ),
        instruments=names,
        motif=_motif(scene),
        words=words,
        density=density_of(heard_of(struck, clock.rate_hz), ends, clock.rate_hz),
        groove=groove_of(steps_of(struck, clock), clock),
        brightness_hz=brightness_of(part.lines, part.sung, part.room, clock.rate_hz),
    )


def _steps_of(motif: tuple[int, ...], mode: str) -> tuple[int, ...]:
    """Return a motif of semitones above the tonic as steps of a scale."""
    scale = SCALES[mode]
    return tuple(
        pitch // 12 * len(scale) + sum(each < pitch % 12 for each in scale)
        for pitch in motif
    )


def _motif(scene: Scene) -> tuple[int, ...]:
    centre = 60 + (scene.direction.tonic + 6) % 12 - 6
    return tuple(
        pitch_for(degree, 0, scene.ground, centre, is_strong=False) - centre
        for degree in (*scene.tune.degrees[0], *scene.tune.degrees[1])
    )
