"""What changes in a long section."""

from __future__ import annotations

import pytest

from partita.engine.brief import Brief, Make
from partita.engine.compose import compose
from partita.engine.composing.chance import Chance
from partita.engine.composing.phrases import bass_course, comp_course, eight_of
from partita.engine.score import Chart, Line, Part

CHANCE = ("phrases", 1)


def bars_of(row: str) -> list[str]:
    return [row[at : at + 16] for at in range(0, len(row), 16)]


def test_the_last_bar_of_a_phrase_turns() -> None:
    bars = bars_of(comp_course("x.o.x.o.x.o.x.o.", 16, 8, Chance(*CHANCE)))

    assert bars[0] == bars[1] == bars[2] == "x.o.x.o.x.o.x.o."
    assert bars[3] != bars[0]
    assert bars[3][:12] == bars[0][:12]


def test_a_broken_chord_turns_over_and_climbs() -> None:
    bars = bars_of(comp_course("0.1.2.3.0.1.2.3.", 16, 16, Chance(*CHANCE)))

    assert bars[3] == "3.2.1.0.3.2.1.0."
    assert bars[8] == "1.2.3.4.1.2.3.4."


def test_a_held_chord_stays() -> None:
    assert comp_course("x" + "-" * 15, 16, 8, Chance(*CHANCE)) == "x" + "-" * 15


def test_a_bass_leads_on_and_a_machine_leaps() -> None:
    row = "R.R.R.R.R.R.R.R."
    hands = bars_of(bass_course(row, 16, 8, Chance(*CHANCE), is_machine=False))
    machine = bars_of(bass_course(row, 16, 8, Chance(*CHANCE), is_machine=True))

    assert hands[3] != row
    assert machine[3] == row
    assert set(machine[7]) <= set("R8.")


def test_a_few_bars_at_the_end_are_no_new_eight() -> None:
    assert [eight_of(bar, 10) for bar in (0, 7, 8, 9)] == [0, 0, 0, 0]
    assert [eight_of(bar, 16) for bar in (7, 8, 15)] == [0, 1, 1]


def test_a_row_of_two_bars_keeps_both() -> None:
    row = "x...............o..............."

    assert bars_of(comp_course(row + row.replace("x", "o"), 16, 4, Chance(*CHANCE)))[
        :2
    ] == [row[:16], row[16:]]


def theme(*styles: str, section: str = "Theme") -> tuple[Part, Chart]:
    chunks = (Make(f"[{section}]", 60_000, (*styles, "128 BPM")), Make("", 4_000))
    whole = compose(Brief(chunks, 1, 44_100), {})
    part = whole.parts[0]
    assert part is not None
    return part, whole.charts[0]


def bars_in(line: Line, chart: Chart) -> list[frozenset[tuple[int, int, str]]]:
    """Return what each bar of a line strikes, by sixteenths."""
    bar = 60_000 * 44_100 * chart.beats_a_bar / chart.tempo_mbpm
    found: dict[int, set[tuple[int, int, str]]] = {}
    for note in line.notes:
        step = round(note.start / bar * 16)
        found.setdefault(step // 16, set()).add((step % 16, note.pitch, note.piece))
    return [frozenset(found.get(at, ())) for at in range(round(chart.frames / bar))]


@pytest.mark.parametrize(
    "genre", ["house", "techno", "funk", "reggae", "trance", "lo-fi", "afrobeat"]
)
def test_no_accompaniment_stands_still_for_eight_bars(genre: str) -> None:
    part, chart = theme(genre)
    lines = [bars_in(each, chart) for each in part.lines if each.stem != "lead"]
    whole = list(zip(*lines, strict=True))
    still = longest = 0
    for at, bar in enumerate(whole):
        again = any(bar == whole[at - back] for back in (1, 2, 4, 8) if back <= at)
        still = still + 1 if again else 0
        longest = max(longest, still)

    assert len(whole) == 32
    assert longest < 8


def test_a_layer_comes_in_with_the_second_eight() -> None:
    part, chart = theme("disco", "no vocals")
    silent = [
        each.instrument
        for each in part.lines
        if not any(bars_in(each, chart)[:8]) and any(bars_in(each, chart)[8:16])
    ]

    assert silent


def test_who_is_asked_for_does_not_wait() -> None:
    part, chart = theme("pop", "piano", "strings", "acoustic guitar")
    asked = ("grand_piano", "string_ensemble", "steel_guitar")
    lines = [each for each in part.lines if each.instrument in asked]

    assert len(lines) == len(asked)
    assert all(any(bars_in(each, chart)[:8]) for each in lines)


def test_a_second_tune_answers_where_the_first_rests() -> None:
    part, chart = theme("orchestral")
    oboe = next(each for each in part.lines if each.instrument == "oboe")
    bars = bars_in(oboe, chart)

    assert len(bars[3]) > len(bars[0])
