"""What happens where in a chunk."""

from partita.engine.composing.bars import metre_of
from partita.engine.composing.clock import ASKED, steady
from partita.engine.composing.form import asked_in, gaps, plan_events
from partita.engine.composing.text import read_text

FOUR = metre_of(4, 4)
BAR = FOUR.bar_ticks
CLOCK = steady(32 * 44_100, 44_100, 120_000, FOUR, ASKED)


def events(text: str) -> list[tuple[str, int, int]]:
    planned = plan_events(asked_in(read_text(text).cues), CLOCK)
    return [
        (each.kind, each.slot.start // BAR, each.slot.end // BAR) for each in planned
    ]


def test_lines_share_the_chunk_on_bar_lines() -> None:
    assert events("[Verse]\none\ntwo\nthree\nfour") == [
        ("line", 0, 4), ("line", 4, 8), ("line", 8, 12), ("line", 12, 16),
    ]  # fmt: skip


def test_a_solo_takes_the_time_of_two_lines() -> None:
    assert events("[Verse]\none\n{sax solo}\ntwo") == [
        ("line", 0, 4), ("solo", 4, 12), ("line", 12, 16),
    ]  # fmt: skip


def test_a_fill_takes_no_time_and_leads_into_what_follows() -> None:
    assert events("[Verse]\none\n{drum fill}\ntwo")[1] == ("fill", 0, 8)


def test_a_long_rest_is_a_gap_for_the_band() -> None:
    planned = plan_events(asked_in(read_text("one\ntwo").cues), CLOCK)

    assert [(gap.start // BAR, gap.end // BAR) for gap in gaps(planned, CLOCK)] == [
        (4, 8), (12, 16),
    ]  # fmt: skip


def test_a_text_of_directions_alone_spreads_them_over_the_chunk() -> None:
    assert [kind for kind, _, _ in events("{drum fill}\n{riser}")] == ["fill", "riser"]
    assert events("{drum fill}\n{riser}")[1][2] == 16


def test_nothing_that_is_sung_is_left_without_time() -> None:
    text = "(ah) one\n(oh) two\n(hey) three\n(ah) four\n(oh) five\n(hey) six"
    planned = plan_events(asked_in(read_text(text).cues), CLOCK)

    assert all(each.slot.end > each.slot.start for each in planned)


def test_a_fill_before_the_first_line_has_a_bar_of_its_own() -> None:
    assert events("[Verse]\n{drum fill}\none\ntwo")[:2] == [
        ("fill", 0, 1), ("line", 1, 5),
    ]  # fmt: skip
