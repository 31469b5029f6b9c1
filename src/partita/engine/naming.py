"""Tempo, key and metre in the words of styles, as `vocabulary` reads them back."""

from __future__ import annotations

from typing import Final

_TONICS: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def tempo_words(tempo_mbpm: int) -> str:
    """Name a tempo in beats a minute."""
    return f"{tempo_mbpm / 1000:.3f}".rstrip("0").rstrip(".") + " BPM"


def key_words(tonic: int, mode: str) -> str:
    """Name a key; the blues is major by name."""
    name = "major" if mode == "blues" else mode.replace("_", " ")
    return f"{_TONICS[tonic]} {name}"
