from __future__ import annotations

import pytest
from eval.borders import borders_of, plans

from partita.engine.brief import Brief, Make


@pytest.mark.parametrize(("ms", "kind"), [(16_000, "bar"), (8_500, "beat")])
def test_a_border_is_told_by_where_it_falls(ms: int, kind: str) -> None:
    first = Make("[Verse]", ms, ("pop", "120 BPM"))
    (border,) = borders_of(Brief((first, Make("[Chorus]", 8_000)), 1, 44_100))

    assert border.kind == kind
    assert border.error == pytest.approx(0, abs=0.01)


def test_sections_end_with_beats_and_keep_their_tempo() -> None:
    drawn = plans(40, with_tempo=True)
    borders = [border for brief in drawn for border in borders_of(brief)]
    errors = [border.error for border in borders if border.error is not None]

    assert sum(each.kind in ("bar", "beat") for each in borders) > 0.85 * len(borders)
    assert max(errors) <= 2.6
