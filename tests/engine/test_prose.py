"""Plans as composers of games and podcasts write them."""

from __future__ import annotations

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.score import Part, Score


def score(*chunks: Make) -> Score:
    return compose(Brief(chunks, 1, 44_100), {})


def make(text: str, *styles: str, ms: int = 16_000, no: tuple[str, ...] = ()) -> Make:
    return Make(text, ms, styles, no)


def part(whole: Score, number: int = 0) -> Part:
    found = whole.parts[number]
    assert found is not None
    return found


def players(whole: Score, number: int = 0) -> set[str]:
    return {line.instrument for line in part(whole, number).lines}


def test_only_something_soft_is_that_alone() -> None:
    whole = score(make("[Bed]", "cinematic", "sparse marimba only"))

    assert players(whole) == {"marimba"}


def test_a_hint_of_something_leaves_the_others_in() -> None:
    assert len(players(score(make("[Bed]", "cinematic", "just a hint of strings")))) > 2


def test_a_drum_solo_is_the_drums_alone() -> None:
    assert players(score(make("[Solo]", "drum solo", "jazz brushes"))) == {"brush_kit"}


def test_forbidden_machines_give_way_to_drums() -> None:
    assert "acoustic_kit" in players(score(make("[Verse]", "pop", no=("808 drums",))))
    machines = score(make("[Theme]", "house", no=("electronic drums",)))
    assert "kit_909" not in players(machines)
    assert any(line.stem == "drums" for line in part(machines).lines)


def test_a_chant_without_instruments_has_none() -> None:
    text = "[Chant]\nLux aeterna luceat eis"
    whole = score(make(text, "gregorian chant, male choir, no instruments"))

    assert not part(whole).lines
    assert part(whole).sung


def test_a_signal_of_one_instrument_is_that_one() -> None:
    assert players(score(make("[Ping]", "soft bell", ms=3_000))) == {"fm_bell"}


def test_half_time_is_no_metre() -> None:
    chart = score(make("[A]", "drum'n'bass 1/2 time feel @ 170bpm")).charts[0]

    assert (chart.beats_a_bar, chart.beat_unit) == (4, 4)
    assert chart.genre == "dnb"


@pytest.mark.parametrize(
    ("name", "energy"), [("Estribillo", 15), ("Ritornello", 15), ("Coro", 15)]
)
def test_a_chorus_is_a_peak_in_other_languages(name: str, energy: int) -> None:
    verse, chorus = score(make("[Verso]", "pop"), make(f"[{name}]")).charts

    assert chorus.energy > verse.energy + energy


def test_an_ambient_section_goes_on_where_it_comes_again() -> None:
    chunks = [make("[Drift]", "ambient", ms=60_000) for _ in range(3)]
    first, second, third = (
        {(line.instrument, note.pitch) for line in each.lines for note in line.notes}
        for each in (part(score(*chunks), number) for number in range(3))
    )

    assert second - first
    assert third - first - second


def test_sounds_leave_with_the_others_where_one_is_alone() -> None:
    whole = score(
        make("[Attic]", "horror", "heartbeat"), make("[After]", "only a drone")
    )

    assert "acoustic_kit" in players(whole, 0)
    assert players(whole, 1) == {"drone"}


@pytest.mark.parametrize("style", ["only rain", "rain sounds only", "rain, no music"])
def test_only_a_sound_of_the_world_is_that_alone(style: str) -> None:
    whole = score(make("[Rain]", style))

    assert {line.stem for line in part(whole).lines} == {"effects"}


def test_no_music_is_not_silence() -> None:
    assert part(score(make("[Rain]", "no music"))).lines
