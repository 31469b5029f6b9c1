"""Who sings what in a chunk: lead voices, second voices, and wordless sounds.

Knows the section's tune and the text's places; does not know who has which line
(`duets`), how syllables find their beats (`vocal`), or how a voice sounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.duets import Singer, turns_of
from partita.engine.composing.first_sounds import after_start
from partita.engine.composing.harmony import SCALES
from partita.engine.composing.melody import folded
from partita.engine.composing.settled import settle
from partita.engine.composing.speaking import speak
from partita.engine.composing.unaccompanied import held_on, hummed, in_order
from partita.engine.composing.vocal import RANGES, sing, words_of
from partita.engine.score import SungLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.composing.clock import Clock
    from partita.engine.composing.form import Event
    from partita.engine.composing.layout import Layout
    from partita.engine.composing.lines import Scene
    from partita.engine.score import Syllable, WordAt

#: Centibels of the lead voice and of those behind it.
_LEAD_CB: Final = 10
_BACKING_CB: Final = -70
#: How far two singers stand apart, and how much softer the one without the tune is.
_APART: Final = 16
_SOFTER: Final = 8
#: Semitones by which the second of two equal voices sings lower.
_LOWER: Final = 3


def sing_chunk(
    scene: Scene, layout: Layout
) -> tuple[tuple[SungLine, ...], tuple[WordAt, ...]]:
    """Return the voices of a chunk, and when its words sound."""
    direction = scene.direction
    voice = direction.voice
    if voice is None:
        return (), ()
    turns = turns_of(layout.events, voice, direction.kind.name, direction.nth)
    sung = [
        _sung_at(number, singers[0], scene, layout)
        for number, singers in enumerate(turns)
    ]
    hums: list[tuple[Syllable, ...]] = [()] * len(sung)
    if "a_cappella" in direction.flags:
        sings = [singers[0].manner == "sung" for singers in turns]
        held = held_on(sung, scene)
        sung = [held[at] if each else sung[at] for at, each in enumerate(sings)]
        hums = hummed(sung, scene)
        hums = [hums[at] if each else () for at, each in enumerate(sings)]
    parts: dict[Singer, list[Syllable]] = {}
    words: list[WordAt] = []
    for number, (event, singers) in enumerate(zip(layout.events, turns, strict=True)):
        if event.kind == "line":
            whole = in_order(sung[number] + hums[number])
            parts.setdefault(singers[0], []).extend(whole)
            for other in singers[1:]:
                beside = _beside(whole, other, number, scene)
                parts.setdefault(other, []).extend(beside)
        elif event.kind == "sound":
            singer = replace(singers[0], seat="sounds")
            parts.setdefault(singer, []).extend(in_order(sung[number] + hums[number]))
        words += words_of(sung[number])
    lines = _lines(parts, scene)
    return lines, tuple(sorted(words, key=lambda word: word.start))


def _sung_at(
    number: int, singer: Singer, scene: Scene, layout: Layout
) -> tuple[Syllable, ...]:
    """Return what is sung at an event; nothing at those that are the band's."""
    # What is rapped is spoken on notes.
    event = layout.events[number]
    manner = "sung" if singer.manner == "sung" else "spoken"
    if event.kind == "line":
        sung = _line(event, number, scene, singer, layout.clock)
    elif event.kind == "sound":
        sung, manner = _sound(event, scene, singer, layout.clock), "sung"
    else:
        return ()
    return after_start(sung, scene.clock.rate_hz, manner) if layout.opens else sung


def _lines(parts: dict[Singer, list[Syllable]], scene: Scene) -> tuple[SungLine, ...]:
    voice = scene.direction.voice
    assert voice is not None
    leads = [each for each in parts if each.seat != "sounds" and parts[each]]
    leads.sort(key=lambda each: each.seat != "lead")
    lines = [
        _sung("lead", each, tuple(parts[each]), scene, pan=_pan(number, leads))
        for number, each in enumerate(leads)
    ]
    for each, sung in parts.items():
        if each.seat == "sounds" and sung:
            stem = "backing" if leads else "lead"
            lines.append(_sung(stem, each, tuple(sung), scene))
    first = next((each for each in leads if each.manner == "sung"), None)
    if first is not None and voice.harmony and voice.manner == "sung":
        behind = Singer("second", voice.second or first.voice, "sung")
        thirds = _thirds(parts[first], scene)
        if voice.second:
            thirds = _moved(thirds, behind, scene)
        lines.append(_sung("backing", behind, thirds, scene))
    return tuple(lines)


def _pan(number: int, leads: list[Singer]) -> int:
    """Place two singers side by side, and a choir behind them."""
    if len(leads) < 2 or leads[number].voice == "choir":
        return 0
    return _APART if number else -_APART


def _line(
    event: Event, number: int, scene: Scene, singer: Singer, home: Clock
) -> tuple[Syllable, ...]:
    direction = scene.direction
    if singer.manner == "spoken":
        chance = Chance(
            direction.seed, direction.identity, direction.nth, "speech", number
        )
        return speak(
            event.text,
            event.slot,
            scene.clock,
            voice=singer.voice,
            chance=chance,
            language=direction.language,
        )
    return sing(
        settle(event, scene.clock, home, direction.language),
        scene.tune,
        scene.ground,
        scene.clock,
        voice=singer.voice,
        shift=_shift(scene, singer),
        loud=_loud(scene),
    )


def _beside(
    sung: tuple[Syllable, ...], singer: Singer, number: int, scene: Scene
) -> tuple[Syllable, ...]:
    """Return what somebody sings together with a line: octaves, or thirds.

    Two arrangers' habits: lines in turn begin wide and answer close, and voices of one
    kind, between which there is no octave, are always in thirds.
    """
    voice = scene.direction.voice
    assert voice is not None
    if singer.manner != "sung":
        low, high = RANGES[voice.name][1], RANGES[singer.voice][1]
        moved = [replace(each, pitch=each.pitch + high - low) for each in sung]
    elif number % 2 == 0 and singer.voice != voice.name:
        moved = list(_moved(sung, singer, scene))
    else:
        moved = list(_moved(_thirds(sung, scene), singer, scene))
    return tuple(
        replace(each, word="", velocity=max(1, each.velocity - _SOFTER))
        for each in moved
    )


def _moved(
    sung: tuple[Syllable, ...], singer: Singer, scene: Scene
) -> tuple[Syllable, ...]:
    """Return a line in the octave in which somebody is at home."""
    if not sung:
        return ()
    low, centre, high = (each + _shift(scene, singer) for each in RANGES[singer.voice])
    mean = sum(each.pitch for each in sung) // len(sung)
    octaves = 12 * ((centre - mean + 6) // 12)
    return tuple(
        replace(each, pitch=folded(each.pitch + octaves, low, high)) for each in sung
    )


def _sound(
    event: Event, scene: Scene, singer: Singer, home: Clock
) -> tuple[Syllable, ...]:
    return sing(
        settle(event, scene.clock, home),
        scene.tune,
        scene.ground,
        scene.clock,
        voice=singer.voice,
        shift=_shift(scene, singer),
        loud=_loud(scene) - 10,
    )


def _loud(scene: Scene) -> int:
    voice = scene.direction.voice
    assert voice is not None
    return 80 + scene.direction.energy // 4 + 8 * voice.weight


def _shift(scene: Scene, singer: Singer) -> int:
    """Choruses lie higher than verses."""
    voice = scene.direction.voice
    assert voice is not None
    if singer.manner == "rapped":
        return -3
    lift = 2 if scene.direction.kind.name in ("chorus", "climax", "drop") else 0
    is_lower = singer.seat == "partner" and singer.voice == voice.name
    return lift + 3 * voice.register - _LOWER * is_lower


def _thirds(sung: Sequence[Syllable], scene: Scene) -> tuple[Syllable, ...]:
    """Sing a third or so below, on the scale."""
    tonic, mode = scene.ground.key_at(0)
    scale = {(tonic + each) % 12 for each in SCALES[mode]}
    found = []
    for each in sung:
        pitch = next(
            (
                each.pitch - down
                for down in (4, 3, 5)
                if (each.pitch - down) % 12 in scale
            ),
            each.pitch - 12,
        )
        found.append(replace(each, pitch=pitch, word=""))
    return tuple(found)


def _sung(
    stem: str,
    singer: Singer,
    syllables: tuple[Syllable, ...],
    scene: Scene,
    *,
    pan: int = 20,
) -> SungLine:
    direction = scene.direction
    voice = direction.voice
    assert voice is not None
    is_sound = singer.seat == "sounds"
    is_second = singer.seat == "second"
    level_cb = -20 if is_sound else _BACKING_CB if is_second else _LEAD_CB
    name = singer.seat
    if is_sound and singer.voice != voice.name:
        name = f"sounds {singer.voice}"
    sounding = (each for each in syllables if 0 <= each.start < scene.clock.frames)
    inside = in_order(tuple(sounding))
    is_spoken = singer.manner == "spoken"
    return SungLine(
        stem=stem,
        voice=singer.voice,
        manner="sung" if singer.manner == "sung" or is_sound else "spoken",
        syllables=inside,
        layers=2 if is_sound else 1 if is_second else voice.layers,
        level_cb=level_cb - 30 * (voice.weight < 0),
        pan=0 if is_sound and stem == "lead" else pan,
        reverb=12 if is_spoken else 25,
        delay=12 if singer.manner == "sung" and direction.energy > 60 else 0,
        bright=max(-60, min(60, direction.bright // 2)),
        vibrato=voice.delivery.vibrato,
        glide=voice.delivery.glide,
        scoop=voice.delivery.scoop,
        seed=seed_of(direction.seed, direction.identity, direction.nth, "voice", name),
    )
