"""Whether a prompt wants a song with words, or music alone.

By the words that it uses, else by what is usual in its genre. Knows genres; does not
know what a song would be about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from partita.engine.courses import CALM_GENRES, SCORE_GENRES

if TYPE_CHECKING:
    from partita.engine.vocabulary.genres import Genre
    from partita.engine.vocabulary.wishes import Wishes

_INSTRUMENTAL_GENRES: Final = frozenset(
    ("classical", "baroque", "waltz", "march", "minimalism", "lofi", "chiptune",
     "big_band", "bebop", "post_rock", "western", "east_asian", "middle_eastern",
     "indian", "celtic", "dub", "breakbeat", "electro", *SCORE_GENRES, *CALM_GENRES)
)  # fmt: skip
_NO_VOICE: Final = re.compile(
    r"\b(?:instrumental|wordless|vocal-free|"
    r"(?:no|without|zero)(?: \w+)? "
    r"(?:vocals?|singing|singers?|voices?|lyrics|words))\b",
    re.IGNORECASE,
)
#: Words that ask for lyrics, whatever else there is.
_SUNG: Final = re.compile(
    r"\b(?:vocals?|singers?|sings?|sung|singing|lyrics?|rap|rapper|raps|"
    r"(?:song|ballad|anthem|hymn|shanty|carol)s? (?:about|for my|to my))\b",
    re.IGNORECASE,
)
#: Words for music that stands behind something else.
_NOT_SUNG: Final = re.compile(
    r"\b(?:background|soundtrack|loops?|bed|underscore|jingle|sting|theme|score|"
    r"ambience|level|boss|menu|game|gameplay|cutscene|cue|backing track|beats?|scene|"
    r"trailer|documentary|podcast|interlude|piece|tune)\b",
    re.IGNORECASE,
)
_SONGS: Final = re.compile(
    r"\b(?:song|ballad|anthem|hymn|shanty|carol)s?\b", re.IGNORECASE
)


def sings(prompt: str, genre: Genre, wishes: Wishes) -> bool:
    """Decide whether a prompt wants lyrics: by its words, else by its genre."""
    if _NO_VOICE.search(prompt) or "instrumental" in wishes.flags:
        return False
    if _SUNG.search(prompt) or wishes.voice:
        return True
    if _NOT_SUNG.search(prompt):
        return False
    usual = genre.name not in _INSTRUMENTAL_GENRES and not genre.electronic
    return usual or _SONGS.search(prompt) is not None
