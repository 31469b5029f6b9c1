"""Second tunes: guide tones that move by the least step, and answers to the tune.

Where the tune comes to rest in the middle of eight bars, its own motif answers. Knows
chords, the tune and an instrument's range; does not know its sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.harmony import QUALITIES, nearest_pitch
from partita.engine.composing.melody import folded, pitch_for
from partita.engine.composing.phrases import PERIOD, PHRASE
from partita.engine.composing.played import Played
from partita.engine.roster import INSTRUMENTS

if TYPE_CHECKING:
    from partita.engine.composing.bars import Ticks
    from partita.engine.composing.lines import Scene
    from partita.engine.vocabulary.genres import Player

#: Where second tunes like to be: a middle pitch.
_CENTRE: Final = 67
#: What a second tune is made of: thirds (or what hangs in their place) and sevenths;
#: and what another one beside it takes: roots and fifths.
_GUIDES: Final = (2, 3, 4, 5, 9, 10, 11)
_FRAME: Final = (0, 6, 7, 8)
_LOUD: Final = 80
_ANSWERS: Final = 88


def counter_notes(player: Player, scene: Scene, end: Ticks) -> tuple[Played, ...]:
    """Return a slow second tune until a tick, which answers where the first rests."""
    each = INSTRUMENTS[player.instrument]
    centre = min(_CENTRE, (each.low + each.high) // 2 + 4)
    centre = max(each.low + 4, min(each.high - 8, centre))
    counters = [p for p in scene.direction.band.players if p.role == "counter"]
    is_second = player.role == "lead" or counters.index(player) % 2 == 1
    answers = [] if is_second or scene.is_sung else _answers(scene, end, centre)
    starts = {note.tick for note in answers}
    notes: list[Played] = []
    pitch = centre
    for chord in scene.ground.chords:
        if chord.start >= end:
            break
        tones = _FRAME if is_second else _GUIDES
        intervals = [tone for tone in QUALITIES[chord.quality] if tone in tones]
        classes = tuple((chord.root + tone) % 12 for tone in intervals or (7,))
        pitch = folded(
            nearest_pitch((pitch * 3 + centre) // 4, classes), each.low, each.high
        )
        stop = min(chord.end, end)
        stop = min(
            (tick for tick in starts if chord.start <= tick < stop), default=stop
        )
        if stop > chord.start:
            notes.append(Played(chord.start, stop - chord.start, pitch, _LOUD))
    inside = [note for note in answers if each.low <= note.pitch <= each.high]
    return tuple(sorted([*notes, *inside], key=lambda note: note.tick))


def _answers(scene: Scene, end: Ticks, centre: int) -> list[Played]:
    """Return the head of the tune, after the first beat of each fourth bar of eight."""
    metre = scene.ground.metre
    first = metre.groups[0]
    head = [
        (step, degree)
        for step, degree in zip(
            scene.tune.rhythm[0], scene.tune.degrees[0], strict=True
        )
        if step >= first
    ]
    notes: list[Played] = []
    for bar in range(PHRASE - 1, end // metre.bar_ticks, PERIOD):
        steps = [*(step for step, _ in head), metre.steps]
        for (step, degree), after in zip(head, steps[1:], strict=True):
            tick = bar * metre.bar_ticks + step * metre.step_ticks
            pitch = pitch_for(degree, tick, scene.ground, centre, is_strong=False)
            length = (after - step) * metre.step_ticks
            notes.append(Played(tick, length, pitch, _ANSWERS))
    return notes
