"""Who sings, speaks or raps a chunk, and how.

Reads what styles say of voices; a negative style takes them away. Knows no lyrics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partita.engine.composing.chance import Chance

if TYPE_CHECKING:
    from partita.engine.composing.sections import Kind
    from partita.engine.vocabulary.genres import Genre
    from partita.engine.vocabulary.wishes import Wishes


@dataclass(frozen=True)
class Voice:
    """Who sings a chunk, and how.

    Args:
        wordless: a voice is asked for even where there are no words.
    """

    name: str
    manner: str
    layers: int = 1
    harmony: bool = False
    wordless: bool = False
    register: int = 0
    weight: int = 0


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
    words = own.voice | (tone_says.voice - {"spoken", "sing", "rapped"})
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
    name = _singer(words, forbidden, genre, seed)
    if name == "choir" and manner != "sung" and "choir" not in words:
        # A choir that sings is the genre's habit; one that speaks is nobody's.
        name = "female" if "male" in forbidden else "male"
    layers = 2 if "layers" in words else 1
    return Voice(
        name=name,
        manner=manner,
        layers=1 if "layers" in forbidden else layers,
        wordless="sing" in own.voice and kind.is_tune and not spoken and not rapped,
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
