"""What each chunk wants: the first sets the tone of all, later ones change what they
name, and the section's name adds what such a section does.

Reads styles through `vocabulary` and names through `sections`. A chunk's direction
depends on the first chunk, itself, and the kinds of its neighbours, on nothing else:
that is why a changed chunk leaves the others alone. Knows no notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from partita.engine.band import Band, choose_band
from partita.engine.bars import Metre, metre_of
from partita.engine.chance import Chance, seed_of
from partita.engine.harmony import SCALES, is_minor
from partita.engine.score import Room
from partita.engine.sections import KINDS, Kind, identity_of, kind_of
from partita.engine.text import ChunkText, read_text
from partita.engine.vocabulary.genres import DEFAULT_GENRE, GENRES, Genre
from partita.engine.vocabulary.reading import Wishes, read_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partita.engine.brief import Make

_ENERGY_SHARE: Final = 60
#: Tonics that bands like, likelier ones repeated.
_TONICS: Final = (0, 0, 2, 2, 4, 5, 7, 7, 9, 9, 10, 3, 11, 8, 6, 1)
_ROOM_DIALS: Final = ("size", "wet", "width", "drive", "lofi")


@dataclass(frozen=True)
class Voice:
    """Who sings a chunk, and how."""

    name: str
    manner: str
    layers: int = 1
    harmony: bool = False
    register: int = 0
    weight: int = 0


@dataclass(frozen=True)
class Direction:
    """What one chunk wants.

    Args:
        identity: what it shares with sections that have the same tune.
        nth: how many of the same identity came before.
        tempo_mbpm: thousandths of a pulse a minute.
        energy, density: 0..100.
        course: `build`, `fade` or "".
        next_kind: what the following chunk is, "" for none.
        voice: None when nobody sings or speaks here.
        seed: the piece's.
    """

    text: ChunkText
    kind: Kind
    identity: str
    nth: int
    genre: Genre
    tempo_mbpm: int
    metre: Metre
    tonic: int
    mode: str
    energy: int
    density: int
    course: str
    band: Band
    room: Room
    bright: int
    duck: int
    loose_ms: int
    voice: Voice | None
    flags: frozenset[str]
    next_kind: str
    is_first: bool
    is_last: bool
    seed: int
    strong: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Tone:
    """What the first chunk settles for all."""

    seed: int
    genre: Genre
    tempo_mbpm: int
    metre: Metre
    tonic: int
    mode: str
    wishes: Wishes


def piece_seed(first: Make, seed: int | None) -> int:
    """Return the seed of a piece: the given one, or one from its first chunk."""
    if seed is not None:
        return seed_of("piece", seed)
    return seed_of(
        "piece", first.text, *first.positive_styles, "\n", *first.negative_styles
    )


def tone_of(first: Make, seed: int) -> Tone:
    """Settle genre, tempo, metre and key."""
    wishes = read_styles(first.positive_styles, first.negative_styles)
    genre = _genre(wishes, None)
    mode = _mode(wishes, genre, seed)
    tonic = wishes.tonic
    if tonic is None:
        tonic = Chance(seed, "tonic").pick(_TONICS)
    beats, unit = wishes.metre or _metre_of_genre(genre)
    metre = metre_of(beats, unit)
    return Tone(seed, genre, _tempo(wishes, genre, seed), metre, tonic, mode, wishes)


def direct(
    chunks: Sequence[Make | None], tone: Tone, flags: Sequence[frozenset[str]] = ()
) -> tuple[Direction | None, ...]:
    """Return what each chunk wants; None for chunks that are kept.

    Args:
        flags: what is known of each chunk from outside, such as `before_kept`.
    """
    texts = [read_text(chunk.text) if chunk else None for chunk in chunks]
    kinds = [kind_of(text.section) if text else None for text in texts]
    seen: dict[str, int] = {}
    directions: list[Direction | None] = []
    for number, (chunk, text) in enumerate(zip(chunks, texts, strict=True)):
        if chunk is None or text is None:
            directions.append(None)
            continue
        identity = identity_of(text.section)
        after = kinds[number + 1 : number + 2]
        directions.append(
            _direction(
                _Place(
                    chunk,
                    text,
                    seen.get(identity, 0),
                    after[0].name if after and after[0] else "",
                    is_first=number == 0,
                    is_last=number == len(chunks) - 1,
                    flags=flags[number] if flags else frozenset(),
                ),
                tone,
            )
        )
        seen[identity] = seen.get(identity, 0) + 1
    return tuple(directions)


@dataclass(frozen=True)
class _Place:
    """A chunk where it stands."""

    chunk: Make
    text: ChunkText
    nth: int
    next_kind: str
    is_first: bool
    is_last: bool
    flags: frozenset[str]


def _direction(place: _Place, tone: Tone) -> Direction:
    own = read_styles(place.chunk.positive_styles, place.chunk.negative_styles)
    kind = _kind(place, own)
    genre = _genre(own, tone)
    energy = _energy(own, tone, kind, place, genre)
    density = _clamp(52 + _dial(own, tone, "density") + (energy - 55) // 3)
    metre = metre_of(*own.metre) if own.metre else tone.metre
    mode = own.mode or (tone.mode if not own.modes_out else _mode(own, genre, tone.seed))
    tempo = _own_tempo(own, tone, genre)
    band = choose_band(genre, tone.wishes, own, is_first=place.is_first, energy=energy)
    voice = _voice(own, tone, genre, place, kind)
    return Direction(
        text=place.text,
        kind=kind,
        identity=identity_of(place.text.section),
        nth=place.nth,
        genre=genre,
        tempo_mbpm=tempo,
        metre=metre,
        tonic=tone.tonic if own.tonic is None else own.tonic,
        mode=mode,
        energy=energy,
        density=density,
        course=_course(own, kind),
        band=band,
        room=_room(own, tone, genre),
        bright=_clamp(
            _dial(own, tone, "bright") + _dial(own, tone, "warm") // -4
            + (energy - 60) // 3, -80, 80
        ),
        duck=_clamp(genre.duck + _dial(own, tone, "duck"), 0, 90),
        loose_ms=_clamp(genre.loose + _dial(own, tone, "loose"), 0, 25),
        voice=voice,
        flags=frozenset(own.flags) | place.flags | _lasting(tone),
        next_kind=place.next_kind,
        is_first=place.is_first,
        is_last=place.is_last,
        seed=tone.seed,
    )


def _lasting(tone: Tone) -> frozenset[str]:
    """Return flags of the first chunk that hold for all."""
    keep = ("swung", "straight", "half_time", "four_floor", "echo")
    return frozenset(flag for flag in keep if flag in tone.wishes.flags)


def _kind(place: _Place, own: Wishes) -> Kind:
    kind = kind_of(place.text.section)
    if kind.name == "body" and "sting" in own.flags:
        return KINDS["outro"]
    if kind.name == "body" and "drop" in own.flags:
        return KINDS["drop"]
    return kind


def _genre(wishes: Wishes, tone: Tone | None) -> Genre:
    """Return the genre that is named most clearly, the first of equals."""
    named = [each for each in wishes.genres if each[0] not in wishes.genres_out]
    if tone is not None:
        named = [each for each in named if each[1] == 2]
        if not named:
            return tone.genre
    if named:
        return GENRES[max(named, key=lambda each: each[1])[0]]
    return GENRES[_genre_by_sound(wishes)]


#: What is played when no genre is named, by the first instrument that is.
_BY_INSTRUMENT: Final = (
    (("steel_guitar", "nylon_guitar", "ukulele", "twelve_string_guitar"),
     "singer_songwriter"),
    (("felt_piano", "grand_piano"), "ballad"),
    (("string_ensemble", "violin", "cello", "viola", "french_horn", "oboe", "harp",
      "tremolo_strings", "double_bass", "trumpet", "timpani", "bassoon"), "orchestral"),
    (("brass_section",), "orchestral"), (("choir_aahs", "church_organ"), "cinematic"),
    (("harpsichord", "lute", "recorder"), "baroque"), (("banjo",), "bluegrass"),
    (("mandolin", "fiddle", "accordion"), "folk"), (("tin_whistle", "bagpipe"), "celtic"),
    (("distorted_guitar",), "hard_rock"), (("overdriven_guitar",), "rock"),
    (("tenor_sax", "alto_sax", "upright_bass", "muted_trumpet", "vibraphone"), "jazz"),
    (("bass_808",), "trap"), (("wobble_bass",), "dubstep"), (("acid_bass",), "techno"),
    (("supersaw",), "edm"), (("saw_lead", "synth_bass", "analog_strings"), "synthwave"),
    (("warm_pad", "glass_pad", "sweep_pad"), "ambient"), (("drone",), "drone"),
    (("chip_pulse", "chip_arp"), "chiptune"), (("sitar",), "indian"),
    (("koto", "shakuhachi", "erhu"), "east_asian"), (("oud",), "middle_eastern"),
    (("bandoneon",), "tango"), (("music_box", "celesta"), "lullaby"),
    (("slap_bass", "clavinet"), "funk"), (("electric_piano",), "rnb"),
    (("hammond_organ",), "soul"), (("steel_drum",), "reggaeton"),
    (("pan_flute", "kalimba"), "meditation"), (("harmonica",), "blues"),
)  # fmt: skip


def _genre_by_sound(wishes: Wishes) -> str:
    for asked in wishes.asked:
        for names, genre in _BY_INSTRUMENT:
            if asked.noun.plays[0] in names and genre not in wishes.genres_out:
                return genre
    if "rapped" in wishes.voice:
        return "hiphop"
    return next(
        each for each in (DEFAULT_GENRE, "cinematic", "folk") if each not in wishes.genres_out
    )


def _mode(wishes: Wishes, genre: Genre, seed: int) -> str:
    if wishes.mode:
        return wishes.mode
    mood = wishes.dials.get("mood", 0)
    modes = [each for each in genre.modes if each not in wishes.modes_out]
    if mood <= -2 and any(is_minor(each) for each in modes):
        modes = [each for each in modes if is_minor(each)]
    elif mood <= -2 and genre.harmony not in ("blues",):
        modes = ["minor"]
    elif mood >= 2:
        modes = [each for each in modes if not is_minor(each)] or ["major"]
    modes = [each for each in modes if each not in wishes.modes_out]
    if not modes:
        modes = [each for each in ("major", "minor", "dorian") if each not in wishes.modes_out]
    chosen = Chance(seed, "mode").pick(modes)
    return chosen if chosen in SCALES else "major"


def _metre_of_genre(genre: Genre) -> tuple[int, int]:
    beats, unit = genre.metre.split("/")
    return int(beats), int(unit)


def _tempo(wishes: Wishes, genre: Genre, seed: int) -> int:
    if wishes.tempo_mbpm:
        return wishes.tempo_mbpm
    low, usual, high = genre.tempo
    if wishes.tempo_word:
        low, high = _overlap(genre.tempo, wishes.tempo_word)
        usual = (low + high) // 2
    lively = wishes.dials.get("energy", 0)
    towards = high if lively > 0 else low
    usual += (towards - usual) * min(abs(lively), 30) // 60
    for slowest, _, fastest in wishes.tempo_out:
        if slowest <= usual <= fastest or (usual < slowest and fastest < 100):
            usual = fastest + 8 if fastest < 110 else slowest - 8
    bpm = usual + Chance(seed, "tempo").spread(max(1, (high - low) // 12))
    return 1000 * max(40, min(220, bpm))


def _overlap(genre: tuple[int, int, int], word: tuple[int, int, int]) -> tuple[int, int]:
    """Return the tempi that suit both; where none does, the word has its way."""
    low, high = max(genre[0], word[0]), min(genre[2], word[2])
    return (low, high) if low <= high else (word[0], word[2])


def _own_tempo(own: Wishes, tone: Tone, genre: Genre) -> int:
    if own.tempo_mbpm:
        return own.tempo_mbpm
    word = own.tempo_word
    if word and not word[0] <= tone.tempo_mbpm // 1000 <= word[2]:
        return _tempo(own, replace(genre, tempo=word), tone.seed)
    return tone.tempo_mbpm


def _dial(own: Wishes, tone: Tone, name: str) -> int:
    """Return a dial: the chunk's own turn, and most of the first chunk's."""
    mine = own.dials.get(name, 0)
    if own.__dict__ == tone.wishes.__dict__:
        return mine
    return mine + tone.wishes.dials.get(name, 0) * _ENERGY_SHARE // 100


def _energy(own: Wishes, tone: Tone, kind: Kind, place: _Place, genre: Genre) -> int:
    # Many energetic words together are not many times as energetic.
    dial = _dial(own, tone, "energy")
    dial = dial if abs(dial) <= 25 else (25 if dial > 0 else -25) + dial // 5
    shy = kind.energy + min(place.nth, 2) * 2
    energy = genre.energy + shy + dial
    if "full" in own.flags:
        energy = max(energy, genre.energy + 12)
    if own.drums == "out" and kind.name not in ("chorus", "drop", "climax"):
        energy -= 4
    return _clamp(energy, 8, 100)


def _course(own: Wishes, kind: Kind) -> str:
    course = own.course or kind.course
    return "" if f"no_{course}" in own.flags else course


def _room(own: Wishes, tone: Tone, genre: Genre) -> Room:
    room = genre.room
    turned = {
        name: getattr(room, name) + _dial(own, tone, name) for name in _ROOM_DIALS
    }
    warmth = _dial(own, tone, "warm")
    tilt = room.tilt_cb + _dial(own, tone, "bright") - warmth // 3
    return Room(
        size=_clamp(turned["size"]),
        wet=_clamp(turned["wet"]),
        tilt_cb=_clamp(tilt, -90, 70),
        width=_clamp(turned["width"], 0, 140),
        drive=_clamp(turned["drive"], 0, 80),
        lofi=_clamp(turned["lofi"], 0, 90),
    )


def _voice(
    own: Wishes, tone: Tone, genre: Genre, place: _Place, kind: Kind
) -> Voice | None:
    if "instrumental" in own.flags and not own.voice & {"sing", "spoken", "rapped"}:
        return None
    tone_says = tone.wishes
    if "instrumental" in tone_says.flags and not own.voice:
        return None
    words = own.voice | (tone_says.voice - {"spoken", "sing", "rapped"})
    spoken = "spoken" in own.voice or kind.name == "voiceover"
    spoken = spoken or ("spoken" in tone_says.voice and "sing" not in own.voice)
    rapped = "rapped" in own.voice or ("rapped" in tone_says.voice and not own.voice)
    forbidden = own.voice_out | (set() if own.voice else tone_says.voice_out)
    if "sing" in forbidden and not spoken and not rapped:
        return None
    if "spoken" in forbidden:
        spoken = False
    name = _singer(words, forbidden, genre, tone.seed)
    manner = "spoken" if spoken else "rapped" if rapped or _raps(genre, words) else "sung"
    layers = 2 if "layers" in words else 1
    return Voice(
        name=name,
        manner=manner,
        layers=1 if "layers" in forbidden else layers,
        harmony="harmony" in words or "layers" in own.voice,
        register=("high" in words) - ("low" in words),
        weight=("strong" in own.voice) - ("soft" in own.voice),
    )


def _raps(genre: Genre, words: set[str]) -> bool:
    return genre.name in ("hiphop", "boom_bap", "trap", "drill") and not words & {
        "sing", "choir", "harmony",
    }  # fmt: skip


def _singer(words: set[str], forbidden: set[str], genre: Genre, seed: int) -> str:
    named = [
        name
        for name in ("whisper", "choir", "child", "female", "male")
        if name in words and name not in forbidden
    ]
    if named:
        return named[0]
    usual = genre.voice
    if Chance(seed, "voice").happens(25) and usual in ("female", "male"):
        usual = "male" if usual == "female" else "female"
    if usual in forbidden:
        return "male" if usual != "male" else "female"
    return usual


def _clamp(number: int, low: int = 0, high: int = 100) -> int:
    return max(low, min(high, number))
