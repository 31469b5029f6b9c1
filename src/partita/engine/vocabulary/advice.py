"""What an author should know: words that were not understood, and what can't be played.

Each thing is said once. Knows the vocabulary; does not know music.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.engine.composing.bars import metre_of
from partita.engine.composing.cues import read_cue
from partita.engine.composing.sections import kind_of
from partita.engine.composing.text import read_text
from partita.engine.vocabulary.figures import read_figures
from partita.engine.vocabulary.lexicon import hits_in, nearest, tokens_of
from partita.engine.vocabulary.reading import read_styles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.engine.brief import Make


def advice_on(chunks: Iterable[Make | None]) -> tuple[str, ...]:
    """Return a sentence for each thing that is not done as written."""
    said: dict[str, None] = {}
    for chunk in chunks:
        if chunk is not None:
            wishes = read_styles(chunk.positive_styles, chunk.negative_styles)
            said |= dict.fromkeys(map(_on_word, wishes.misspelt))
            said |= dict.fromkeys(map(_on_style, wishes.unknown))
            said |= dict.fromkeys(_on_both(chunk))
            for style in chunk.positive_styles:
                said |= dict.fromkeys(_on_figures(style))
            for cue in read_text(chunk.text).cues:
                if cue.kind == "direction":
                    said |= dict.fromkeys(_on_direction(cue.text))
    return tuple(said)


def _on_word(word: str) -> str:
    return f"the style word `{word}` is not known; the nearest is `{nearest(word)}`"


def _on_style(style: str) -> str:
    known = nearest(style.lower())
    if known is None:
        return f"the style `{style}` is not known, and does nothing"
    return f"the style `{style}` is not known; the nearest is `{known}`"


def _on_direction(text: str) -> list[str]:
    # What is known as a style is no news, though nothing happens there.
    if read_cue(text) is not None or hits_in(tokens_of(text)):
        return []
    if kind_of(text).name != "body":
        # A second section's name, which belongs into a chunk of its own.
        return []
    return [f"the direction `{text}` is not known, and does nothing"]


def _on_both(chunk: Make) -> list[str]:
    """Name what one list asks for and the other forbids."""
    wanted = read_styles(chunk.positive_styles)
    out = read_styles((), chunk.negative_styles)
    both = [
        name.replace("_", " ")
        for asked in wanted.asked
        for name in asked.noun.plays[:1]
        if {*asked.noun.plays} <= out.out
    ]
    both += [name for name, _ in wanted.genres if name in out.genres_out]
    both += ["drums"] * (wanted.drums not in ("", "out") and out.drums == "out")
    both += ["vocals"] * ("sing" in wanted.voice & out.voice_out)
    return [f"`{each}` is asked for and forbidden, and stays away" for each in both]


def _on_figures(style: str) -> list[str]:
    figures, _ = read_figures(style)
    said = []
    played_mbpm, asked_bpm = figures.tempo_mbpm, figures.asked_bpm
    if asked_bpm is not None and played_mbpm != round(asked_bpm * 1000):
        bpm = f"{(played_mbpm or 0) / 1000:g}"
        said.append(f"`{asked_bpm:g} BPM` can't be played; it is taken as {bpm}")
    if figures.metre:
        played = metre_of(*figures.metre)
        asked = f"{figures.metre[0]}/{figures.metre[1]}"
        if played.name != asked and figures.metre[1] != 2:
            said.append(f"`{asked}` can't be played; it is taken as {played.name}")
    return said
