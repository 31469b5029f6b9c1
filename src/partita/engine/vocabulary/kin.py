"""Which genres are of one kind, so that naming two of them names one more closely.

"Boom-bap hip-hop" is boom-bap, while "celtic techno" is two kinds of music at once.
"""

from __future__ import annotations

from typing import Final

from partita.engine.vocabulary.genres import GENRES

#: Families of progressions that count as one kind here.
_KINDS: Final = {
    "lofi": "hiphop", "techno": "house", "trance": "house", "metal": "rock",
    "drone": "ambient", "country": "folk", "baroque": "classical",
    "cinematic": "classical",
}  # fmt: skip


def are_kin(one: str, other: str) -> bool:
    """Tell whether two genres are of one kind."""
    return _kind(one) == _kind(other)


def _kind(name: str) -> str:
    harmony = GENRES[name].harmony
    return _KINDS.get(harmony, harmony)
