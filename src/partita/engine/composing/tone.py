"""What the first chunk settles for all: genre, tempo, metre and key.

Also chooses them where a later chunk names its own. Knows wishes and genres; does not
know sections.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.bars import Metre, metre_of
from partita.engine.composing.chance import Chance, seed_of
from partita.engine.composing.crossover import crossed, with_beat
from partita.engine.composing.harmony import SCALES, is_minor
from partita.engine.composing.heard import NOTHING_HEARD, Heard
from partita.engine.composing.outweighed import outweighed
from partita.engine.vocabulary.clauses import CLEARLY
from partita.engine.vocabulary.genres import DEFAULT_GENRE, GENRES, Genre
from partita.engine.vocabulary.kin import are_kin
from partita.engine.vocabulary.reading import read_styles
from partita.engine.vocabulary.wishes import Wishes

if TYPE_CHECKING:
    from partita.engine.brief import Make

#: A named tempo leans from this share on, when the other is nearly the same, as far as
#: few would notice. In percent.
_LEANS, _NEARLY, _LEAN = 50, 8, 2
#: Tonics that bands like, likelier ones repeated.
_TONICS: Final = (0, 0, 2, 2, 4, 5, 7, 7, 9, 9, 10, 3, 11, 8, 6, 1)


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
    heard: Heard


def piece_seed(first: Make, seed: int | None) -> int:
    """Return the seed of a piece: the given one, or one from its first chunk."""
    if seed is not None:
        return seed_of("piece", seed)
    return seed_of(
        "piece", first.text, *first.positive_styles, "\n", *first.negative_styles
    )


def tone_of(first: Make, seed: int, heard: Heard | None = None) -> Tone:
    """Settle genre, tempo, metre and key.

    Args:
        heard: what the first chunk has of audio beside it, or that it resembles.
    """
    heard = heard or NOTHING_HEARD
    styles = read_styles(first.positive_styles, first.negative_styles)
    wishes = outweighed(styles, heard)
    genre = choose_genre(wishes)
    is_named = any(weight == CLEARLY for _, weight in wishes.genres)
    if heard.genre and (heard.only_these or not is_named):
        genre = GENRES[heard.genre]
    mode = choose_mode(wishes, genre, seed)
    if heard.mode and (heard.insists or wishes.mode is None):
        mode = heard.mode
    tonic = wishes.tonic if wishes.tonic is not None else heard.tonic
    if heard.insists and heard.tonic is not None:
        tonic = heard.tonic
    if tonic is None:
        tonic = Chance(seed, "tonic").pick(_TONICS)
    metre = metre_of(*(wishes.metre or _metre_of_genre(genre)))
    if heard.metre and (heard.insists or wishes.metre is None):
        metre = heard.metre
    tempo = towards(choose_tempo(wishes, genre, seed), wishes, heard)
    return Tone(seed, genre, tempo, metre, tonic, mode, wishes, heard)


def towards(own_mbpm: int, wishes: Wishes, heard: Heard) -> int:
    """Return a tempo, drawn towards one that was heard."""
    if heard.tempo_mbpm is None:
        return own_mbpm
    if wishes.tempo_mbpm and not heard.insists:
        return _leaning(own_mbpm, heard)
    way = heard.tempo_mbpm - own_mbpm
    return own_mbpm + way * heard.tempo_share // 100


def _leaning(named_mbpm: int, heard: Heard) -> int:
    """Return a named tempo, leaned a little to one that is nearly the same anyway."""
    assert heard.tempo_mbpm is not None
    if heard.tempo_share < _LEANS:
        return named_mbpm
    for heard_mbpm in (heard.tempo_mbpm, heard.tempo_mbpm // 2, heard.tempo_mbpm * 2):
        way = heard_mbpm - named_mbpm
        if abs(way) * 100 <= named_mbpm * _NEARLY:
            most = named_mbpm * _LEAN // 100
            return named_mbpm + max(-most, min(most, way))
    return named_mbpm


def choose_genre(wishes: Wishes, usual: Genre | None = None) -> Genre:
    """Return the genre that is named most clearly, with what others lend it.

    Args:
        usual: what it is when nothing is named; None lets the instruments decide.
    """
    named = [each for each in wishes.genres if each[0] not in wishes.genres_out]
    clearly = [name for name, weight in named if weight == CLEARLY]
    genre = usual or GENRES[named[0][0] if named else _by_sound(wishes)]
    if clearly:
        genre = GENRES[clearly[0]]
        guest = _guest(genre, clearly, [name for name, _ in named])
        genre = crossed(genre, GENRES[guest]) if guest else genre
    has_beat = wishes.beat and wishes.beat not in wishes.genres_out
    return with_beat(genre, GENRES[wishes.beat]) if has_beat else genre


def _guest(genre: Genre, clearly: list[str], named: list[str]) -> str:
    """Return the genre that lends another its players, "" for none.

    Words that say little of a genre say at least that there is an orchestra.
    """
    scored = [name for name in named if GENRES[name].harmony == "cinematic"]
    guests = (name for name in clearly + scored if not are_kin(name, genre.name))
    return next(guests, "")


#: What is played when no genre is named, by the first instrument that is.
_BY_INSTRUMENT: Final = (
    (("steel_guitar", "nylon_guitar", "ukulele", "twelve_string_guitar"),
     "singer_songwriter"),
    (("felt_piano", "grand_piano"), "ballad"),
    (("string_ensemble", "violin", "cello", "viola", "french_horn", "oboe", "harp",
      "tremolo_strings", "double_bass", "trumpet", "timpani", "bassoon"), "orchestral"),
    (("brass_section",), "orchestral"), (("choir_aahs", "church_organ"), "cinematic"),
    (("harpsichord", "lute", "recorder"), "baroque"), (("banjo",), "bluegrass"),
    (("mandolin", "fiddle", "accordion"), "folk"),
    (("tin_whistle", "bagpipe"), "celtic"),
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
    (("flute", "clarinet", "piccolo"), "classical"),
    (("pan_flute", "kalimba"), "meditation"), (("harmonica",), "blues"),
)  # fmt: skip


#: What is played when only a kit is named.
_BY_KIT: Final = {
    "cinematic_kit": "trailer", "kit_808": "trap", "trap_kit": "trap",
    "latin_kit": "latin", "hand_drums": "folk", "march_kit": "march",
    "metal_kit": "metal", "chip_kit": "chiptune", "orchestral_kit": "orchestral",
    "breakbeat_kit": "breakbeat", "gated_kit": "synthwave", "kit_909": "house",
    "lofi_kit": "lofi", "funk_kit": "funk", "brush_kit": "jazz", "rock_kit": "rock",
}  # fmt: skip


def _by_sound(wishes: Wishes) -> str:
    for asked in wishes.asked:
        for names, genre in _BY_INSTRUMENT:
            if asked.noun.plays[0] in names and genre not in wishes.genres_out:
                return genre
    if "rapped" in wishes.voice:
        return "hiphop"
    return next(
        each
        for each in (_BY_KIT.get(wishes.kit, DEFAULT_GENRE), "cinematic", "folk", "pop")
        if each not in wishes.genres_out
    )


def choose_mode(wishes: Wishes, genre: Genre, seed: int) -> str:
    """Return the mode that is named, or one that suits mood and genre."""
    if wishes.mode:
        return wishes.mode
    mood = wishes.dials.get("mood", 0)
    modes = [each for each in genre.modes if each not in wishes.modes_out]
    if mood:
        suited = [each for each in modes if is_minor(each) == (mood < 0)]
        if suited:
            modes = suited
        elif abs(mood) >= 2 and genre.harmony != "blues":
            modes = ["minor" if mood < 0 else "major"]
    modes = [each for each in modes if each not in wishes.modes_out]
    if not modes:
        modes = [
            each
            for each in ("major", "minor", "dorian")
            if each not in wishes.modes_out
        ]
    chosen = Chance(seed, "mode").pick(modes)
    return chosen if chosen in SCALES else "major"


def _metre_of_genre(genre: Genre) -> tuple[int, int]:
    beats, unit = genre.metre.split("/")
    return int(beats), int(unit)


def choose_tempo(wishes: Wishes, genre: Genre, seed: int) -> int:
    """Return the tempo that is named, or one that suits words and genre."""
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


def _overlap(
    genre: tuple[int, int, int], word: tuple[int, int, int]
) -> tuple[int, int]:
    """Return the tempi that suit both; where none does, the word has its way."""
    low, high = max(genre[0], word[0]), min(genre[2], word[2])
    return (low, high) if low <= high else (word[0], word[2])


def own_tempo(own: Wishes, tone: Tone, genre: Genre) -> int:
    """Return a later chunk's tempo: its own where it names one, else the tone's."""
    if own.tempo_mbpm:
        return own.tempo_mbpm
    word = own.tempo_word
    if word and not word[0] <= tone.tempo_mbpm // 1000 <= word[2]:
        return choose_tempo(own, replace(genre, tempo=word), tone.seed)
    return tone.tempo_mbpm
