"""Who sings, speaks or raps a chunk, and how.

Reads what styles say of voices; a negative style takes them away. Knows no lyrics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from partita.engine.composing.chance import Chance
from partita.engine.composing.delivery import PLAIN, Delivery, delivery_of

if TYPE_CHECKING:
    from partita.engine.composing.sections import Kind
    from partita.engine.vocabulary.genres import Genre
    from partita.engine.vocabulary.wishes import Wishes


#: Kinds of voice that a style can name, the first named one sings.
_KINDS: Final = ("whisper", "choir", "child", "female", "male")
#: Who sings a duet with whom, where only one of them is named.
_OTHER: Final = {"male": "female", "female": "male"}


@dataclass(frozen=True)
class Voice:
    """Who sings a chunk, and how.

    Args:
        wordless: a voice is asked for even where there are no words.
        partner: who takes turns with the voice, "" for nobody.
        answers: the partner answers each line, in choruses as well.
        second: who sings second parts, "" for the voice itself.
        out: kinds of voices that are not to be heard.
    """

    name: str
    manner: str
    layers: int = 1
    harmony: bool = False
    wordless: bool = False
    register: int = 0
    weight: int = 0
    partner: str = ""
    answers: bool = False
    second: str = ""
    out: frozenset[str] = frozenset()
    delivery: Delivery = PLAIN

    def other(self) -> str:
        """Return who would sing with the voice, if somebody has to."""
        other = self.partner or _OTHER.get(self.name, self.name)
        return self.name if other in self.out else other


def choose_voice(
    own: Wishes, tone_says: Wishes, genre: Genre, kind: Kind, seed: int
) -> Voice | None:
    """Return who sings or speaks in a chunk, None when nobody may.

    Args:
        tone_says: what the first chunk wishes.
    """
    if "instrumental" in own.flags and not own.voice & {"sing", "spoken", "rapped"}:
        return None
    if "instrumental" in tone_says.flags and not own.voice:
        return None
    words = _said(own.voice, tone_says.voice - {"spoken", "sing", "rapped"})
    spoken = "spoken" in own.voice or kind.name == "voiceover"
    spoken = spoken or ("spoken" in tone_says.voice and "sing" not in own.voice)
    rapped = "rapped" in own.voice or ("rapped" in tone_says.voice and not own.voice)
    forbidden = own.voice_out | (set() if own.voice else tone_says.voice_out)
    if "sing" in forbidden and not spoken and not rapped:
        return None
    if "spoken" in forbidden:
        spoken = False
    rapped = rapped or _raps(genre, own.voice | tone_says.voice)
    manner = "spoken" if spoken else "rapped" if rapped else "sung"
    if "choir" in own.flags | tone_says.flags and words.isdisjoint(_KINDS):
        # A choir that plays along sings the words, where nobody else is named.
        words = words | {"choir"}
    name = _singer(words, forbidden, genre, seed)
    if name == "choir" and manner != "sung" and "choir" not in words:
        # A choir that sings is the genre's habit; one that speaks is nobody's.
        name = "female" if "male" in forbidden else "male"
    if name == "choir" and "choir" not in words and words & {"duet", "answer"}:
        name = "male" if "female" in forbidden else "female"
    partner = _partner(words, forbidden, name)
    layers = 2 if "layers" in words else 1
    return Voice(
        name=name,
        manner=manner,
        layers=1 if "layers" in forbidden else layers,
        wordless=manner == "sung" and _is_wordless(own, tone_says, kind),
        harmony="harmony" in words or "layers" in own.voice,
        register=("high" in words) - ("low" in words),
        weight=("strong" in own.voice) - ("soft" in own.voice),
        partner=partner,
        answers=bool(partner) and "answer" in words,
        second=_second(words, forbidden),
        out=frozenset(forbidden),
        delivery=delivery_of(genre.name, words, forbidden),
    )


def _is_wordless(own: Wishes, tone_says: Wishes, kind: Kind) -> bool:
    """Tell whether a voice is asked for even without words; alone, it has to be."""
    flags = own.flags | tone_says.flags
    # A choir has its part among the instruments.
    alone = "a_cappella" in flags and "choir" not in flags
    return alone or ("sing" in own.voice and kind.is_tune)


def _said(own: set[str], tone_says: set[str]) -> set[str]:
    """Return what is said of the voice; who is named here sings instead of others."""
    if own & {*_KINDS, "duet"}:
        tone_says = tone_says - {*_KINDS, "duet", "answer"}
    return own | tone_says


def _partner(words: set[str], forbidden: set[str], name: str) -> str:
    """Return who sings with the voice in turns: who is named, else the other sex."""
    is_pair = {"male", "female"} <= words
    if not is_pair and not words & {"duet", "answer"}:
        return ""
    if "choir" in words - forbidden - {name}:
        return "choir"
    if "answer" in words and not is_pair and "duet" not in words:
        return "choir" if "choir" not in forbidden else _OTHER.get(name, name)
    named = [each for each in reversed(_KINDS) if each in words and each != name]
    usual = [] if name in words else [_OTHER.get(name, "female")]
    partner = next((each for each in (*named, *usual) if each not in forbidden), name)
    return "" if name == "whisper" else partner


def _second(words: set[str], forbidden: set[str]) -> str:
    """Return who is named for the second parts."""
    named = (each for each in _KINDS if f"second_{each}" in words)
    return next((each for each in named if each not in forbidden), "")


def _raps(genre: Genre, words: set[str]) -> bool:
    return genre.name in ("hiphop", "boom_bap", "trap", "drill") and not words & {
        "sing", "choir", "harmony",
    }  # fmt: skip


def _singer(words: set[str], forbidden: set[str], genre: Genre, seed: int) -> str:
    named = [name for name in _KINDS if name in words and name not in forbidden]
    if "choir" in named and len(named) > 1 and words & {"duet", "answer"}:
        # A choir answers somebody.
        named.remove("choir")
    if {"male", "female"} <= {*named} and genre.voice in ("male", "female"):
        return genre.voice
    if named:
        return named[0]
    usual = genre.voice
    if Chance(seed, "voice").happens(25) and usual in ("female", "male"):
        usual = "male" if usual == "female" else "female"
    if usual in forbidden:
        return "male" if usual != "male" else "female"
    return usual
