"""What an author should know: words that were not understood, once each.

Knows the vocabulary; does not know music.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.engine.vocabulary.lexicon import nearest
from partita.engine.vocabulary.reading import read_styles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.engine.brief import Make


def advice_on(chunks: Iterable[Make | None]) -> tuple[str, ...]:
    """Return a sentence for each word in the styles that is not known."""
    unknown: dict[str, None] = {}
    for chunk in chunks:
        if chunk is not None:
            wishes = read_styles(chunk.positive_styles, chunk.negative_styles)
            unknown |= dict.fromkeys(wishes.unknown)
    return tuple(map(_sentence, unknown))


def _sentence(word: str) -> str:
    known = nearest(word)
    if known is None:
        return f"the style word `{word}` is not known, and does nothing"
    return f"the style word `{word}` is not known; the nearest is `{known}`"
