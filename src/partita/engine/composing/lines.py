"""The lines of a chunk: each player's part in ticks becomes notes in frames.

Chooses ranges, articulation and dynamics by role and instrument, and plays as loosely
as the genre does. Knows nothing of styles and nothing of sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.accompany import POWER, Reach, comp_notes
from partita.engine.composing.bassline import bass_notes, root_pitch
from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.counters import counter_notes
from partita.engine.composing.harmony import chord_at, nearest_pitch, voice
from partita.engine.composing.melody import Ground, Tune, folded, lay_tune
from partita.engine.composing.played import Played
from partita.engine.roster import INSTRUMENTS
from partita.engine.score import Line, Note

if TYPE_CHECKING:
    from partita.engine.composing.band import Band
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.clock import Clock
    from partita.engine.composing.direction import Direction
    from partita.engine.composing.soloists import Solo
    from partita.engine.composing.staging import Entry
    from partita.engine.composing.vocal import Slot
    from partita.engine.vocabulary.genres import Player

_STEMS: Final = {
    "bass": "bass", "comp": "harmony", "arp": "harmony", "pad": "harmony",
    "lead": "lead", "counter": "lead",
}  # fmt: skip
#: Centibels, pan, reverb of each role.
_MIX: Final = {
    "bass": (0, 0, 4), "comp": (-20, 0, 22), "arp": (-45, 20, 32), "pad": (-45, 0, 40),
    "lead": (5, 0, 30), "counter": (-35, -20, 34),
}  # fmt: skip
_CARRYING: Final = ("comp", "arp", "pad")
_DRIVEN: Final = ("distorted_guitar", "overdriven_guitar")
#: Centibels for one, two, three … players of the harmony.
_BY_COUNT: Final = (0, 45, 30, 15, 5, 0)
#: Where each role likes to be, as middle pitches.
_CENTRES: Final = {"lead": 72, "counter": 67, "arp": 69, "pad": 62, "comp": 60}
#: How many notes a chord has, by family.
_SIZES: Final = {"guitar": 4, "plucked": 5}
_STRUM_MS: Final = {"guitar": 9, "plucked": 13, "ethnic": 16}
#: What the place in the bar adds to a note's velocity, downbeats first.
_ACCENTS: Final = (9, 7, 5, -2, -8)
#: Lengths are rounded to this, so that equal notes stay equal.
_GRAIN: Final = 64
_VELOCITY_GRAIN: Final = 4


@dataclass(frozen=True)
class Scene:
    """All that the lines of one chunk share.

    Args:
        final: the tick of the last chord, from which all hold; None when none ends.
        gaps: where a tune may be played while somebody sings.
        solos: where one instrument has the tune, and which.
    """

    direction: Direction
    clock: Clock
    ground: Ground
    tune: Tune
    solo_tune: Tune
    final: Ticks | None
    gaps: tuple[Slot, ...]
    solos: tuple[Solo, ...]
    stops: tuple[Slot, ...]
    is_sung: bool


def write_line(entry: Entry, name: str, scene: Scene) -> Line | None:
    """Return one player's line, or None when it has nothing to play."""
    player, direction = entry.player, scene.direction
    chance = Chance(direction.seed, direction.identity, direction.nth, name)
    end = entry.end if scene.final is None else min(entry.end, scene.final)
    notes = [
        each
        for each in _played(player, scene, end, chance)
        if entry.start <= each.tick and not _in(each.tick, (*scene.stops, *entry.rests))
    ]
    if not notes and player.role == "lead":
        notes = _along(player, scene, end)
    # Who has left a section that fades comes back for the last chord.
    has_left = direction.course == "fade" and player in direction.band.players
    if scene.final is not None and (entry.end > scene.final or has_left):
        notes += _last(player, scene, notes[-1].pitch if notes else None)
    framed = _framed(tuple(notes), player, scene, chance)
    if not framed:
        return None
    level, pan, reverb = _MIX[player.role]
    weight = direction.band.weight_of(player.instrument)
    is_soloist = player.instrument == direction.band.soloist
    return Line(
        stem=_STEMS[player.role],
        instrument=player.instrument,
        notes=framed,
        level_cb=level
        + player.level
        + _fullness(player, direction.band)
        + (30 if weight > 0 else 55 * weight)
        + (10 if is_soloist else 0),
        pan=player.pan or pan,
        reverb=reverb,
        delay=18
        if player.role == "lead" and direction.genre.electronic
        else 0 + (30 if "echo" in direction.flags and player.role != "bass" else 0),
        duck=0 if player.role == "lead" else direction.duck,
        bright=max(
            -100, min(100, direction.bright + (25 if weight > 0 else 25 * weight))
        ),
        seed=seed_of(direction.seed, direction.identity, direction.nth, name),
    )


def _fullness(player: Player, band: Band) -> int:
    """Return how much louder a player is in a small band: it has more to carry."""
    if player.role not in _CARRYING:
        return 0
    count = sum(each.role in _CARRYING for each in band.players)
    driven = 20 if player.instrument in _DRIVEN else 0
    return _BY_COUNT[min(count, len(_BY_COUNT) - 1)] + driven


def _played(
    player: Player, scene: Scene, end: Ticks, chance: Chance
) -> tuple[Played, ...]:
    if player.role == "bass":
        each = INSTRUMENTS[player.instrument]
        is_machine = each.family == "synth_bass"
        return bass_notes(
            player.figure, scene.ground, end, each.low, chance, is_machine=is_machine
        )
    if player.role == "lead":
        return _lead(player, scene, end)
    if player.role == "counter":
        return counter_notes(player, scene, end)
    return comp_notes(
        player.figure,
        scene.ground,
        end,
        _reach(player, scene.clock.rate_hz),
        chance,
        first=scene.direction.first_eight,
    )


def _reach(player: Player, rate_hz: int) -> Reach:
    each = INSTRUMENTS[player.instrument]
    centre = min(max(_CENTRES[player.role], each.low + 9), each.high - 9)
    low, high = max(each.low, centre - 10), min(each.high, centre + 12)
    if each.family == "guitar" and player.figure in POWER:
        low, high = max(each.low, 38), 60
    strum = _STRUM_MS.get(each.family, 0) * rate_hz // 1000
    return Reach(low, high, _SIZES.get(each.family, 0) if strum else 0, strum)


def _lead(player: Player, scene: Scene, end: Ticks) -> tuple[Played, ...]:
    each = INSTRUMENTS[player.instrument]
    lift = 3 if scene.direction.kind.name in ("chorus", "climax", "drop") else 0
    # What comes again without a form comes in another octave.
    lift -= 12 * (scene.direction.first_eight % 2)
    centre = _inside(_CENTRES["lead"] + lift - 5, each.low + 5, each.high - 14)
    stretches = (
        [(0, end)]
        if not scene.is_sung
        else [(gap.start, min(gap.end, end)) for gap in scene.gaps]
    )
    reach = (each.low, centre, each.high)
    notes: list[Played] = []

    def lay(tune: Tune, start: Ticks, stop: Ticks) -> list[Played]:
        laid = lay_tune(tune, scene.ground, start=start, end=stop, reach=reach)
        return [
            Played(note.tick, note.length, note.pitch, 96 if note.is_strong else 84)
            for note in laid
        ]

    for start, stop in stretches:
        notes += lay(scene.tune, start, stop)
    for solo in scene.solos:
        notes = [note for note in notes if not _in(note.tick, (solo.slot,))]
        if solo.instrument == player.instrument:
            notes += lay(scene.solo_tune, solo.slot.start, min(solo.slot.end, end))
    return tuple(sorted(notes, key=lambda note: note.tick))


def _along(player: Player, scene: Scene, end: Ticks) -> list[Played]:
    """Let who was asked for and has no place for a tune play a second one."""
    if player.instrument not in scene.direction.band.asked:
        return []
    return [
        note
        for note in counter_notes(player, scene, end)
        if not _in(note.tick, scene.stops)
    ]


def _last(player: Player, scene: Scene, before: int | None) -> list[Played]:
    """Hold the last chord; a tune comes home to the nearest octave."""
    assert scene.final is not None
    tick, end = scene.final, scene.clock.end
    chord = chord_at(scene.ground.chords, tick)
    each = INSTRUMENTS[player.instrument]
    if player.role == "bass":
        return [Played(tick, end - tick, root_pitch(chord.root, each.low), 100)]
    if player.role in ("lead", "counter"):
        if scene.is_sung and player.role == "lead":
            return []
        centre = _inside(_CENTRES[player.role], each.low + 4, each.high - 8)
        near = centre if before is None else before
        pitch = folded(nearest_pitch(near, (chord.root,)), each.low, each.high)
        return [Played(tick, end - tick, pitch, 94)]
    reach = _reach(player, scene.clock.rate_hz)
    pitches = voice(chord, (), reach.low, reach.high, reach.size)
    return [
        Played(tick, end - tick, pitch, 92, number * reach.strum_frames * 2)
        for number, pitch in enumerate(pitches)
    ]


def _framed(
    notes: tuple[Played, ...], player: Player, scene: Scene, chance: Chance
) -> tuple[Note, ...]:
    direction, clock = scene.direction, scene.clock
    each = INSTRUMENTS[player.instrument]
    loose = direction.loose_ms * clock.rate_hz // 1000
    weight = direction.band.weight_of(player.instrument)
    force = 68 + direction.energy * 36 // 100 + 12 * weight
    framed: list[Note] = []
    for note in notes:
        plain, end = clock.at(note.tick), clock.at(note.tick + note.length)
        if plain < 0:
            # A note from before the chunk is taken up if enough of it is left.
            if end < clock.pulse_frames:
                continue
            plain = 0
        start = max(0, plain + note.late + chance.spread(loose))
        if start >= clock.frames:
            continue
        length = max(_GRAIN, (end - plain) // _GRAIN * _GRAIN)
        velocity = note.velocity * force * swell(note.tick, scene) // 10_000
        velocity += _ACCENTS[clock.metre.weakness_at(note.tick)] + chance.spread(5)
        velocity = velocity // _VELOCITY_GRAIN * _VELOCITY_GRAIN
        framed.append(
            Note(
                start,
                length,
                folded(note.pitch, each.low, each.high),
                _inside(velocity, 16, 124),
                glide_cents=note.glide_cents,
            )
        )
    return tuple(sorted(framed, key=lambda one: (one.start, one.pitch)))


def swell(tick: Ticks, scene: Scene) -> int:
    """Return percent of the usual force at a tick, as the chunk's course has it."""
    course, end = scene.direction.course, max(1, scene.clock.end)
    if course == "build":
        return 74 + 30 * tick // end
    if course == "fade":
        return 102 - 26 * tick // end
    # Phrases of four bars breathe.
    phrase = 4 * scene.clock.metre.bar_ticks
    return 97 + 5 * (tick % phrase) // phrase


def _in(tick: Ticks, slots: tuple[Slot, ...]) -> bool:
    return any(slot.start <= tick < slot.end for slot in slots)


def _inside(number: int, low: int, high: int) -> int:
    return max(low, min(high, number))
