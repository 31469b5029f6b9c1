"""Tempo, key and metre in words and figures."""

import pytest

from partita.engine.vocabulary.figures import folded_mbpm, read_figures


@pytest.mark.parametrize(
    ("style", "tempo_mbpm"),
    [
        ("120 BPM", 120_000),
        ("around 92.5 bpm", 92_500),
        ("tempo 84", 84_000),
        ("100-110 bpm", 105_000),
        ("slow", None),
        ("808 drums", None),
    ],
)
def test_a_tempo_is_read_in_figures(style: str, tempo_mbpm: int | None) -> None:
    assert read_figures(style)[0].tempo_mbpm == tempo_mbpm


@pytest.mark.parametrize(
    ("style", "tonic", "mode"),
    [
        ("A minor", 9, "minor"),
        ("in F#", 6, None),
        ("Eb major", 3, "major"),
        ("D dorian", 2, "dorian"),
        ("C sharp minor", 1, "minor"),
        ("B-flat major", 10, "major"),
        ("in the key of G", 7, None),
        ("C#m", 1, "minor"),
        ("in a minor key", None, "minor"),
        ("E harmonic minor", 4, "harmonic_minor"),
        ("mixolydian mode", None, "mixolydian"),
        ("a gentle song", None, None),
        ("bass in front", None, None),
    ],
)
def test_a_key_is_read(style: str, tonic: int | None, mode: str | None) -> None:
    figures, _ = read_figures(style)

    assert (figures.tonic, figures.mode) == (tonic, mode)


@pytest.mark.parametrize(
    ("style", "metre"),
    [("3/4", (3, 4)), ("6/8 time", (6, 8)), ("in 7/8", (7, 8)), ("50/50 mix", None)],
)
def test_a_metre_is_read(style: str, metre: tuple[int, int] | None) -> None:
    assert read_figures(style)[0].metre == metre


def test_what_was_read_is_taken_out_of_the_text() -> None:
    assert read_figures("warm pads at 96 BPM")[1].split() == ["warm", "pads", "at"]


@pytest.mark.parametrize("bpm", [1, 9.5, 700, 99_999])
def test_an_impossible_tempo_is_folded_into_a_possible_one(bpm: float) -> None:
    assert 30_000 <= folded_mbpm(bpm) <= 260_000
