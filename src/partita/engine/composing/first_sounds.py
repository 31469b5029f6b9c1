"""The first sounds of a piece: nothing of them may lie before it.

Vowels stand on beats, and their consonants before these. At a piece's start, or behind
audio that is kept, there is no time before: so the first vowel waits for what precedes
it. Knows syllables and frames; does not know how a voice sounds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.singing.speech import onset_s

if TYPE_CHECKING:
    from partita.engine.score import Syllable

#: Longer clusters than this lose the beginning of their first sound, an S mostly.
_MOST_MS: Final = 200
#: What a syllable that is delayed keeps of its length, if it was as long as that.
_LEAST_MS: Final = 100


def after_start(
    sung: tuple[Syllable, ...], rate_hz: int, manner: str
) -> tuple[Syllable, ...]:
    """Return syllables of which none begins to sound before frame 0."""
    found: list[Syllable] = []
    least, most = _LEAST_MS * rate_hz // 1000, _MOST_MS * rate_hz // 1000
    free = min(round(onset_s(sung[0], manner) * rate_hz), most) if sung else 0
    for each in sung:
        start = max(each.start, free)
        end = each.start + each.length
        length = max(end - start, min(each.length, least))
        found.append(replace(each, start=start, length=length))
        free = start + min(each.length, least)
    return tuple(found)
