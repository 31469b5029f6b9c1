"""What each chunk wants: tone, section and styles put together.

The first chunk sets the tone of all, later ones change what they name, and a section's
name adds what such a section does. A chunk's direction depends on the first chunk, on
itself, on kept audio beside it and on what kind its successor is, and on nothing else:
that is why a changed chunk leaves the others alone. Knows no notes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.asked_kinds import asked_kind
from partita.engine.composing.band import Band, choose_band
from partita.engine.composing.bars import Metre, metre_of
from partita.engine.composing.casting import choose_voice
from partita.engine.composing.colour import bright_of, room_of
from partita.engine.composing.direction import Direction, Place
from partita.engine.composing.grooves import nearest_groove
from partita.engine.composing.outweighed import outweighed
from partita.engine.composing.sections import identity_of, kind_of
from partita.engine.composing.text import ChunkText, read_text
from partita.engine.composing.tone import (
    Tone,
    choose_genre,
    choose_mode,
    own_tempo,
    towards,
)
from partita.engine.vocabulary.genres import GENRES, Genre
from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.scenes import BEDS
from partita.engine.vocabulary.wishes import Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.brief import Make
    from partita.engine.composing.heard import Heard
    from partita.engine.composing.sections import Kind

#: How much of the first chunk's dials later chunks keep, in percent.
_SHARES: Final = {"energy": 40, "density": 40}
_USUAL_SHARE: Final = 60
#: A piece that is no longer is a signal: a bell, a jingle's last note.
_SIGNAL_MS: Final = 5_000
_WHOLLY: Final = 100
#: Percent of its tempo at which a chunk arrives that changes it.
_COURSES: Final = {"ritardando": 72, "accelerando": 130}
_LIFTS: Final = {"key_up_1": 1, "key_up_2": 2}
_LASTING: Final = frozenset(("swung", "straight", "half_time", "double_time", "echo",
                             "four_floor", "a_cappella", "twelve_bar"))  # fmt: skip


def direct(
    chunks: Sequence[Make | None], tone: Tone, places: Sequence[Place]
) -> tuple[Direction | None, ...]:
    """Return what each chunk wants; None for chunks that are kept."""
    texts = [read_text(chunk.text) if chunk else None for chunk in chunks]
    seen: dict[str, int] = {}
    directions: list[Direction | None] = []
    for number, (chunk, text) in enumerate(zip(chunks, texts, strict=True)):
        if chunk is None or text is None:
            directions.append(None)
            continue
        identity, heard = identity_of(text.section), places[number].heard
        after = texts[number + 1] if number + 1 < len(texts) else None
        directions.append(
            _Director(
                chunk=chunk,
                text=text,
                place=places[number],
                # The first chunk's words are left in its tone as they are in itself.
                tone=tone if not any(directions) else _beside(tone, heard),
                own=outweighed(_read(chunk, is_all=len(chunks) == 1), heard),
                nth=seen.get(identity, 0),
                next_kind=(
                    kind_of(after.section).name if after else places[number].leads_to
                ),
                is_first=not any(directions),
                is_last=number == len(chunks) - 1,
            ).direction()
        )
        seen[identity] = seen.get(identity, 0) + 1
    return tuple(directions)


def _read(chunk: Make, *, is_all: bool) -> Wishes:
    """Return a chunk's wishes; a signal of one named instrument is that one alone."""
    wishes = read_styles(chunk.positive_styles, chunk.negative_styles)
    plain = not wishes.drums and all(weight < 2 for _, weight in wishes.genres)
    if is_all and plain and chunk.duration_ms <= _SIGNAL_MS and len(wishes.asked) == 1:
        wishes.flags.add("alone")
    if wishes.asked or not {name for name, _ in wishes.scenes} & BEDS:
        wishes.flags.discard("only_sounds")
    wishes.flags |= {"alone"} if "only_sounds" in wishes.flags else set()
    return wishes


def _beside(tone: Tone, heard: Heard) -> Tone:
    """Return what the first chunk says to one that is to resemble something else."""
    return replace(tone, wishes=outweighed(tone.wishes, heard))


@dataclass(frozen=True)
class _Director:
    """One chunk, with all that decides what it wants."""

    chunk: Make
    text: ChunkText
    place: Place
    tone: Tone
    own: Wishes
    nth: int
    next_kind: str
    is_first: bool
    is_last: bool

    def direction(self) -> Direction:
        """Put everything together."""
        first = None if self.is_first else self.tone.wishes
        kind = asked_kind(self.text.section, self.own, first)
        genre = self._genre()
        energy = self._energy(kind, genre)
        tonic, mode = self._key(genre)
        tempo = self._tempo(genre)
        heard = self.place.heard
        return Direction(
            text=self.text,
            kind=kind,
            identity=identity_of(self.text.section),
            nth=self.nth,
            genre=genre,
            tempo_mbpm=tempo,
            tempo_is_free=not self._named_tempo() and heard.tempo_mbpm is None,
            metre=self._metre(),
            tonic=tonic,
            mode=mode,
            energy=energy,
            density=self._density(energy),
            tune_density=self._tune_density(kind, genre, energy),
            course=self._course(kind),
            band=self._band(genre),
            room=room_of(genre.room, self._dial, heard),
            bright=bright_of(energy, self._dial),
            duck=_clamp(genre.duck + self._dial("duck"), 0, 90),
            loose_ms=_clamp(genre.loose + self._dial("loose"), 0, 25),
            punch=_clamp(self._dial("punch"), -40, 40),
            voice=choose_voice(self.own, self.tone.wishes, genre, kind, self.tone.seed),
            flags=frozenset(self.own.flags) | self.place.flags | self._lasting(),
            next_kind=self.next_kind,
            is_first=self.is_first,
            is_last=self.is_last,
            seed=self.tone.seed,
            heard=heard,
            goal=self._goal(tempo, tonic, mode),
            scenes=self._scenes(),
            drives=tuple(sorted((self.tone.wishes.drives | self.own.drives).items())),
        )

    def _genre(self) -> Genre:
        heard = self.place.heard
        if heard.genre and heard.only_these and self.is_first:
            return self.tone.genre
        beside = None if heard.is_far or not heard.genre else GENRES[heard.genre]
        return choose_genre(self.own, beside or self.tone.genre)

    def _tempo(self, genre: Genre) -> int:
        mine = own_tempo(self.own, self.tone, genre)
        if (named := self._named_tempo()) and self._may_differ():
            return named if mine == self.tone.tempo_mbpm else mine
        return towards(mine, self.own, self.place.heard)

    def _named_tempo(self) -> int | None:
        return self.own.tempo_mbpm or self.tone.wishes.tempo_mbpm

    def _may_differ(self) -> bool:
        """Tell whether words outweigh kept audio: far off, or only arrived at."""
        place = self.place
        return place.heard.is_far or (bool(place.arrives) and not self._follows())

    def _key(self, genre: Genre) -> tuple[int, str]:
        own, tone, heard = self.own, self.tone, self.place.heard
        lift = max((_LIFTS.get(each, 0) for each in own.flags), default=0)
        lift = 0 if self.is_first else lift
        tonic = (tone.tonic + lift) % 12 if own.tonic is None else own.tonic
        mode = own.mode or tone.mode
        if own.mode is None and tone.mode in own.modes_out:
            mode = choose_mode(own, genre, tone.seed)
        named = tone.wishes.tonic if own.tonic is None else own.tonic
        if named is not None and self._may_differ():
            return named, own.mode or tone.wishes.mode or mode
        if heard.tonic is not None:
            tonic = heard.tonic if heard.insists or own.tonic is None else tonic
            if heard.mode and (heard.insists or own.mode is None):
                mode = heard.mode
        return tonic, mode

    def _follows(self) -> bool:
        return "after_kept" in self.place.flags

    def _goal(self, tempo: int, tonic: int, mode: str) -> tuple[int, int, str] | None:
        """Return where the chunk is to arrive, when that is not where it begins."""
        own = self.own
        goal = self.place.arrives
        if goal is None and self._follows():
            key = (tonic, mode) if own.tonic is None else (own.tonic, own.mode or mode)
            goal = (own.tempo_mbpm or tempo, *key)
        for flag, percent in _COURSES.items():
            if goal is None and flag in own.flags:
                goal = (tempo * percent // 100, tonic, mode)
        if goal is None:
            return None
        is_near = abs(goal[0] - tempo) * 100 <= tempo * 2
        return None if is_near and goal[1:] == (tonic, mode) else goal

    def _metre(self) -> Metre:
        heard = self.place.heard
        if heard.metre and (heard.insists or self.own.metre is None):
            return heard.metre
        return metre_of(*self.own.metre) if self.own.metre else self.tone.metre

    def _dial(self, name: str) -> int:
        """Return a dial: the chunk's own turn, and some of the first chunk's."""
        mine = self.own.dials.get(name, 0)
        if self.is_first:
            return mine
        share = _SHARES.get(name, _USUAL_SHARE)
        return mine + self.tone.wishes.dials.get(name, 0) * share // 100

    def _energy(self, kind: Kind, genre: Genre) -> int:
        heard = self.place.heard
        plain, section = genre.energy, kind.energy
        if heard.energy is not None:
            plain += (heard.energy - plain) * heard.energy_share // 100
            section += (heard.section - section) * heard.section_share // 100
        # Many energetic words together are not many times as energetic.
        dial = self._dial("energy")
        dial = dial if abs(dial) <= 25 else (25 if dial > 0 else -25) + dial // 5
        if heard.energy is not None and heard.energy_share == _WHOLLY:
            dial = 0
        energy = plain + section + min(self.nth, 2) * 2 + dial
        if "full" in self.own.flags:
            energy = max(energy, genre.energy + 12)
        # Extremes are pressed together, their order stays.
        if energy < 36:
            energy = 36 - (36 - energy) // 2
        elif energy > 84:
            energy = 84 + (energy - 84) // 2
        return _clamp(energy, 10, 100)

    def _density(self, energy: int) -> int:
        density = 52 + self._dial("density") + (energy - 55) // 3
        heard = self.place.heard.density
        if heard is not None:
            share = self.place.heard.rhythm_share
            density += (_clamp(20 + heard // 14) - density) * share // 100
        return _clamp(density)

    def _tune_density(self, kind: Kind, genre: Genre, energy: int) -> int:
        if self.place.heard.density is not None:
            return self._density(energy)
        dials = [self.tone.wishes.dials.get("density", 0)]
        if not self.is_first:
            dials.append(self.own.dials.get("density", 0))
        return _clamp(52 + sum(dials) + (genre.energy + kind.energy - 55) // 3)

    def _course(self, kind: Kind) -> str:
        course = self.own.course or kind.course
        return "" if f"no_{course}" in self.own.flags else course

    def _band(self, genre: Genre) -> Band:
        heard = self.place.heard
        groove = GENRES[heard.band_of].groove if heard.band_of else ""
        is_free = heard.genre is None and all(each[1] < 2 for each in self.own.genres)
        is_free = is_free or bool(heard.band_of and not heard.kit)
        if is_free and any(heard.groove):
            groove = nearest_groove(heard.groove)
        return choose_band(
            genre, self.tone.wishes, self.own, heard, is_first=self.is_first,
            groove=groove,
        )  # fmt: skip

    def _scenes(self) -> tuple[tuple[str, int], ...]:
        """Return the sounds of the chunk; what lies under the first lies under all."""
        own, tone = self.own, self.tone.wishes
        beds = [] if "alone" in own.flags else tone.scenes
        named = dict([*(each for each in beds if each[0] in BEDS), *own.scenes])
        out = own.scenes_out | tone.scenes_out - {*dict(own.scenes)}
        return tuple(each for each in named.items() if each[0] not in out)

    def _lasting(self) -> frozenset[str]:
        """Return the first chunk's flags that hold for all."""
        ends = {"a_cappella"} if self.own.asked or self.own.drums else set()
        return frozenset(self.tone.wishes.flags & _LASTING - ends)


def _clamp(number: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, number))
