"""Who sings what in a chunk: the lead voice, second voices, and wordless sounds.

Knows the section's tune and the text's places; does not know how syllables find their
beats (`vocal`) or how a voice sounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.vocal import place_line, sing, speak, words_of
from partita.engine.score import SungLine

if TYPE_CHECKING:
    from partita.engine.composing.form import Event
    from partita.engine.composing.lines import Scene
    from partita.engine.score import Syllable, WordAt

#: Centibels of the lead voice and of those behind it.
_LEAD_CB: Final = 10
_BACKING_CB: Final = -70


def sing_chunk(
    scene: Scene, events: tuple[Event, ...]
) -> tuple[tuple[SungLine, ...], tuple[WordAt, ...]]:
    """Return the voices of a chunk, and when its words sound."""
    voice = scene.direction.voice
    if voice is None:
        return (), ()
    lead: list[Syllable] = []
    sounds: list[Syllable] = []
    for number, event in enumerate(events):
        if event.kind == "line":
            lead += _line(event, number, scene)
        elif event.kind == "sound":
            sounds += _sound(event, scene)
    lines = []
    if lead:
        lines.append(_sung("lead", "lead", tuple(lead), scene, _LEAD_CB, voice.layers))
    if sounds:
        stem = "backing" if lead else "lead"
        lines.append(_sung(stem, "sounds", tuple(sounds), scene, -20, 2))
    if lead and voice.harmony and voice.manner == "sung":
        second = _second(tuple(lead), scene)
        lines.append(_sung("backing", "second", second, scene, _BACKING_CB, 1))
    words = sorted(
        (*words_of(tuple(lead)), *words_of(tuple(sounds))), key=lambda word: word.start
    )
    return tuple(lines), tuple(words)


def _line(event: Event, number: int, scene: Scene) -> tuple[Syllable, ...]:
    direction = scene.direction
    voice = direction.voice
    assert voice is not None
    if voice.manner == "spoken":
        chance = Chance(
            direction.seed, direction.identity, direction.nth, "speech", number
        )
        return speak(
            event.text,
            event.slot,
            scene.clock,
            voice=voice.name,
            chance=chance,
            language=direction.language,
        )
    sung = place_line(event.text, event.slot, scene.clock, direction.language)
    return sing(
        sung,
        scene.tune,
        scene.ground,
        scene.clock,
        voice=voice.name,
        shift=_shift(scene),
        loud=_loud(scene),
    )


def _sound(event: Event, scene: Scene) -> tuple[Syllable, ...]:
    voice = scene.direction.voice
    assert voice is not None
    sung = place_line(event.text, event.slot, scene.clock)
    return sing(
        sung,
        scene.tune,
        scene.ground,
        scene.clock,
        voice=voice.name,
        shift=_shift(scene),
        loud=_loud(scene) - 10,
    )


def _loud(scene: Scene) -> int:
    voice = scene.direction.voice
    assert voice is not None
    return 80 + scene.direction.energy // 4 + 8 * voice.weight


def _shift(scene: Scene) -> int:
    """Choruses lie higher than verses."""
    voice = scene.direction.voice
    assert voice is not None
    if voice.manner == "rapped":
        return -3
    lift = 2 if scene.direction.kind.name in ("chorus", "climax", "drop") else 0
    return lift + 3 * voice.register


def _second(lead: tuple[Syllable, ...], scene: Scene) -> tuple[Syllable, ...]:
    """Sing a third or so below, on the scale."""
    from dataclasses import replace

    from partita.engine.composing.harmony import SCALES

    tonic, mode = scene.ground.key_at(0)
    scale = {(tonic + each) % 12 for each in SCALES[mode]}
    found = []
    for each in lead:
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
    name: str,
    syllables: tuple[Syllable, ...],
    scene: Scene,
    level_cb: int,
    layers: int,
) -> SungLine:
    direction = scene.direction
    voice = direction.voice
    assert voice is not None
    inside = tuple(each for each in syllables if 0 <= each.start < scene.clock.frames)
    return SungLine(
        stem=stem,
        voice=voice.name,
        manner="sung" if voice.manner == "sung" or name == "sounds" else "spoken",
        syllables=inside,
        layers=layers,
        level_cb=level_cb - 30 * (voice.weight < 0),
        pan=0 if stem == "lead" else 20,
        reverb=12 if voice.manner == "spoken" else 25,
        delay=12 if voice.manner == "sung" and direction.energy > 60 else 0,
        bright=max(-60, min(60, direction.bright // 2)),
        seed=seed_of(direction.seed, direction.identity, direction.nth, "voice", name),
    )
