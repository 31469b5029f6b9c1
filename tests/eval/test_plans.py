from __future__ import annotations

from eval.measure import NOTES
from eval.plans import LYRICS, PLANS, QUICK, brief_of

from partita import limits
from partita.engine.brief import Make

#: Pitch classes of the names that `NOTES` does not have.
FLATS = {"Db": 1, "Eb": 3, "Gb": 6, "Ab": 8, "Bb": 10}


def test_there_are_at_least_forty_plans() -> None:
    assert len({plan.name for plan in PLANS}) == len(PLANS) >= 40


def test_all_keys_are_asked_for() -> None:
    asked = {tuple(plan.key.split()) for plan in PLANS}
    classes = {
        (FLATS[note] if note in FLATS else NOTES.index(note), mode)
        for note, mode in asked
    }

    assert len(classes) == 24


def test_tempi_reach_from_slow_to_fast() -> None:
    tempi = [plan.tempo_bpm for plan in PLANS if plan.tempo_bpm]

    assert (min(tempi), max(tempi)) == (55, 190)


def test_metres_are_even_compound_and_odd() -> None:
    assert {"4/4", "3/4", "6/8", "5/4", "7/8"} <= {plan.metre for plan in PLANS}


def test_some_plans_are_sung_and_some_are_not() -> None:
    sung = sum(plan.sung for plan in PLANS)

    assert 10 <= sung <= len(PLANS) - 20


def test_every_plan_could_be_sent_to_the_api() -> None:
    for plan in PLANS:
        for chunk in brief_of(plan).chunks:
            assert isinstance(chunk, Make)
            assert limits.CHUNK_DURATION.allows(chunk.duration_ms)
            assert limits.CHUNK_TEXT.allows(len(chunk.text))


def test_every_name_means_something() -> None:
    names = {plan.name for plan in PLANS}

    assert set(QUICK) <= names
    assert {plan.lyrics for plan in PLANS} - {""} == set(LYRICS)
