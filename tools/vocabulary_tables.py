"""Tables of the words that the embedded engine understands, for its page.

Reads the engine's own vocabulary, so the page can't say what the engine doesn't know.
Knows words; does not know pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from partita.engine.composing.sections import KINDS, NAMES
from partita.engine.roster import KITS
from partita.engine.vocabulary.genres import GENRES
from partita.engine.vocabulary.instruments import KIT_WORDS, NOUNS, STROKE_WORDS
from partita.engine.vocabulary.scenes import BEDS, CUES, SCENES
from partita.engine.vocabulary.words import (
    DIALS,
    METRE_WORDS,
    MODES,
    TEMPO_WORDS,
    VOICE_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
#: Heads of columns, and what stands under them.
Rows = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]

#: What the first effect of a word turns, upwards and downwards.
_TURNS: Final = {
    "energy+": "more energy", "energy-": "less energy", "density+": "denser",
    "density-": "sparser", "mood+": "happier", "mood-": "darker of mood",
    "bright+": "brighter in tone", "bright-": "darker in tone",
    "size+": "a larger room", "size-": "a smaller room",
    "wet+": "more reverberation", "wet-": "less of it",
    "width+": "wider", "width-": "narrower", "drive+": "dirtier", "drive-": "cleaner",
    "lofi+": "worn out", "lofi-": "like new", "punch+": "punchier",
    "warm+": "warmer", "warm-": "colder", "duck+": "pumping",
    "loose+": "looser in time", "loose-": "tighter in time",
    "motion+": "moving", "motion-": "still", "course=": "growing and fading",
    "figure=": "how chords are played", "role=": "who has the tune",
    "flag=": "what happens, and who plays at all",
}  # fmt: skip
_EFFECT = re.compile(r"(\w+)([+=-])")


def genres() -> Rows:
    """Return each genre: what it is called, how fast it is, who plays."""
    rows = [
        (
            _spoken(each.words),
            f"{each.tempo[0]} to {each.tempo[2]}, {each.tempo[1]}",
            each.metre + (f", swung by {each.swing} %" if each.swing != 50 else ""),
            ", ".join(dict.fromkeys(map(_plain, each.modes))),
            ", ".join(dict.fromkeys(_plain(one.instrument) for one in each.players)),
        )
        for each in GENRES.values()
    ]
    return ("words", "BPM, usual", "metre", "modes", "who plays"), rows


def instruments() -> Rows:
    """Return what the words for instruments and ensembles play, one row a sound."""
    words = _by_meaning((word, noun.plays) for word, noun in NOUNS.items())
    rows = [(_spoken(said), ", ".join(map(_plain, plays))) for plays, said in words]
    return ("words", "what plays"), rows


def drums() -> Rows:
    """Return the words for kits, and for single drums."""
    kits = _by_meaning(KIT_WORDS.items())
    strokes = _by_meaning(STROKE_WORDS.items())
    assert {kit for kit, _ in kits} <= set(KITS)
    rows = [(_spoken(said), _plain(kit)) for kit, said in kits]
    rows += [(_spoken(said), ", ".join(map(_plain, each))) for each, said in strokes]
    return ("words", "what is struck"), rows


def sounds() -> Rows:
    """Return the sounds of the world, and what more they are called in a text."""
    styles = dict(_by_meaning((word, names) for word, names in SCENES.items()))
    rows = [
        (
            _spoken(said),
            _spoken(
                word
                for word, names in CUES.items()
                if names == which and word not in SCENES
            ),
            ", ".join(map(_plain, which)),
            "all along" if {*which} & BEDS else "once",
        )
        for which, said in styles.items()
    ]
    return ("words", "in `{…}` as well", "what sounds", "as a style"), rows


def voices() -> Rows:
    """Return the words for who sings, and how."""
    words = _by_meaning((word, how) for word, how in VOICE_WORDS.items() if how)
    rows = [(_spoken(said), how.replace("sing", "sung")) for how, said in words]
    return ("words", "who and how"), rows


def measures() -> Rows:
    """Return the words for tempi, modes and metres."""
    tempi = _by_meaning(TEMPO_WORDS.items())
    modes, metres = _by_meaning(MODES.items()), _by_meaning(METRE_WORDS.items())
    rows = [
        (_spoken(said), f"{low} to {high} BPM, {usual} when nothing else says")
        for (low, usual, high), said in tempi
    ]
    rows += [(_spoken(said), _plain(mode)) for mode, said in modes]
    rows += [(_spoken(said), metre) for metre, said in metres]
    return ("words", "what they mean"), rows


def sections() -> Rows:
    """Return which names of sections mean which kind, and what that changes."""
    rows = []
    for words, name in NAMES:
        kind = KINDS[name]
        course = f", {kind.course}s" if kind.course else ""
        rows.append((_spoken(words.split("|")), name, f"{kind.energy:+d}{course}"))
    return ("words in its name", "kind", "energy, of 100"), rows


def moods() -> Rows:
    """Return all other words, by what they turn first."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, effects in DIALS.items():
        if first := _EFFECT.match(effects):
            found[_TURNS[first[1] + first[2]]].append(word)
    rows = [(what, _spoken(found[what])) for what in _TURNS.values() if found[what]]
    return ("what they turn", "words"), rows


TABLES: Final[dict[str, Callable[[], Rows]]] = {
    each.__name__: each
    for each in (
        genres,
        instruments,
        drums,
        sounds,
        voices,
        measures,
        sections,
        moods,
    )
}


def _by_meaning(words: Iterable[tuple[str, T]]) -> list[tuple[T, list[str]]]:
    found: dict[T, list[str]] = defaultdict(list)
    for word, meaning in words:
        found[meaning].append(word)
    return list(found.items())


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _spoken(words: Iterable[str]) -> str:
    return ", ".join(words)
