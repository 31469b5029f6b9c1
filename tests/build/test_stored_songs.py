"""What was only cut costs nothing, and is taken from where it was cut from."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from partita.plan.chunks import ChunkPlan, GenerationChunk, ReferenceChunk
from tests.build.paid import FINALE, THEME, Paid
from tests.build.shop import RATE_HZ

#: A second song, of 4 seconds.
MENU = """
[[songs.menu.chunks]]
text = "[Bells]"
duration = "4s"
"""

#: The chorus before the verse, which are 5 and 4 seconds.
CUTTING = """
[edits.cutting]
kind = "splice"
chunks = [{ song = "theme", section = "Chorus" }, { song = "theme", section = "Verse" }]
"""

#: Three seconds, a glue of three, and the same three again.
LOOP = """
[edits.round]
kind = "loop"
source = "theme"
range = "0s..3s"
glue = { duration = "3s" }
"""


def onward(source: str, span: str, name: str = "onward") -> str:
    """Keep a range of something, and make three seconds after it."""
    after = f'after = [{{ text = "[{name}]", duration = "3s" }}]\n'
    head = f'[edits.{name}]\nkind = "extend"\nsource = "{source}"\nkeep = "{span}"\n'
    return head + after


def ranges(paid: Paid) -> list[tuple[str | None, int, int]]:
    """Return the references of the last request."""
    plan = paid.shop.asked[-1].plan
    assert isinstance(plan, ChunkPlan)
    sources = [c.source for c in plan.chunks if isinstance(c, ReferenceChunk)]
    return [(s.song_id, s.range.start_ms, s.range.end_ms) for s in sources]


@pytest.fixture
def paid(tmp_path: Path) -> Paid:
    return Paid(tmp_path)


def test_a_piece_that_is_only_cut_is_not_asked_for(paid: Paid) -> None:
    paid.write(THEME, CUTTING)
    foreseen = [each.target for each in paid.foreseen()]
    paid.build()
    theme, cutting = paid.output("theme.wav"), paid.output("cutting.wav")
    chorus, verse = theme.frames[4 * RATE_HZ : 9 * RATE_HZ], theme.frames[: 4 * RATE_HZ]

    assert foreseen == paid.asked() == ["theme"]
    assert np.array_equal(cutting.frames, np.concatenate([chorus, verse]))
    assert paid.build()
    assert (paid.shop.bill, paid.pins()["cutting"].provider) == ([180], "cut")


def test_a_draft_of_the_embedded_engine_leaves_the_pin_of_a_cut_alone(
    paid: Paid,
) -> None:
    paid.write(THEME, CUTTING)
    paid.build()
    lock = (paid.folder / "music.lock").read_text()
    paid.build(provider="local")

    assert (paid.folder / "music.lock").read_text() == lock


def test_an_edit_of_a_cut_takes_from_the_song_that_was_cut(paid: Paid) -> None:
    paid.write(THEME, CUTTING, onward("cutting", "0s..4s"))
    foreseen = [each.operation for each in paid.foreseen()]
    paid.build()
    kept = paid.output("cutting.wav").frames[: 4 * RATE_HZ]

    assert foreseen == ["compose", "compose"]
    assert (paid.shop.bill, paid.shop.uploads) == ([180, 45], 0)
    assert ranges(paid) == [("song-0", 4_000, 8_000)]
    assert np.array_equal(paid.output("onward.wav").frames[: 4 * RATE_HZ], kept)


def test_a_range_over_two_cuts_is_sent_as_two(paid: Paid) -> None:
    paid.write(THEME, CUTTING, onward("cutting", "3s..7s"))
    paid.build()
    take = paid.pins()["onward"].takes[0]
    sent = json.loads(paid.yard().blobs.get(take.details))["sent"]
    kept = paid.output("cutting.wav").frames[3 * RATE_HZ : 7 * RATE_HZ]

    assert ranges(paid) == [("song-0", 7_000, 9_000), ("song-0", 0, 2_000)]
    assert [c["source"]["song_id"] for c in sent["plan"]["chunks"][:2]] == [
        "song-0"
    ] * 2
    assert sent["numbers"] == [0, 0, 1]
    assert np.array_equal(paid.output("onward.wav").frames[: 4 * RATE_HZ], kept)


def test_a_cut_over_two_songs_is_taken_from_both(paid: Paid) -> None:
    both = """
[edits.both]
kind = "splice"
chunks = [{ song = "menu", range = "1s..4s" }, { song = "theme", range = "0s..3s" }]
"""
    paid.write(THEME, MENU, both, onward("both", "2s..5s"))
    paid.build()
    menu, theme = (paid.pins()[name].song_id for name in ("menu", "theme"))

    assert paid.shop.uploads == 0
    assert ranges(paid) == [(menu, 3_000, 4_000), (theme, 0, 2_000)]


def test_a_cut_of_a_cut_is_taken_from_the_song(paid: Paid) -> None:
    again = """
[edits.again]
kind = "splice"
chunks = [{ song = "cutting", range = "4s..9s" }]
"""
    paid.write(THEME, CUTTING, again, onward("again", "0s..3s"))
    foreseen = [each.target for each in paid.foreseen()]
    paid.build()

    assert foreseen == paid.asked() == ["theme", "onward"]
    assert ranges(paid) == [("song-0", 8_000, 9_000), ("song-0", 0, 2_000)]


def test_a_slice_of_a_loop_is_taken_from_the_loop_itself(paid: Paid) -> None:
    paid.write(THEME, LOOP, onward("round", "1s..8s"))
    paid.build()

    assert (paid.shop.bill, paid.shop.uploads) == ([180, 45, 45], 0)
    assert ranges(paid) == [("song-1", 1_000, 8_000)]


def test_slices_of_a_loop_that_is_gone_are_taken_from_its_source(paid: Paid) -> None:
    paid.write(THEME, LOOP)
    paid.build()
    del paid.shop.songs["song-1"]
    paid.write(THEME, LOOP, onward("round", "6s..9s"))
    paid.build()

    assert paid.shop.uploads == 0
    assert ranges(paid) == [("song-0", 0, 3_000)]


def test_a_range_that_was_made_for_a_loop_that_is_gone_is_handed_in(paid: Paid) -> None:
    paid.write(THEME, LOOP)
    paid.build()
    del paid.shop.songs["song-1"]
    paid.write(THEME, LOOP, onward("round", "2s..5s"))
    paid.build()

    assert (paid.shop.uploads, paid.shop.bill[2:]) == (1, [135, 45])
    assert ranges(paid) == [("upload-1", 2_000, 5_000)]


def similar(source: str, span: str) -> str:
    return f"""
[edits.alike]
kind = "similar"
source = "{source}"
range = "{span}"
chunks = [{{ text = "[Alike]", duration = "3s" }}]
"""


def test_conditioning_on_a_cut_names_the_song_that_was_cut(paid: Paid) -> None:
    paid.write(THEME, CUTTING, similar("cutting", "5s..8s"))
    paid.build()
    plan = paid.shop.asked[-1].plan
    assert isinstance(plan, ChunkPlan)
    (chunk,) = plan.chunks
    assert isinstance(chunk, GenerationChunk)
    assert chunk.conditioning is not None

    assert paid.shop.uploads == 0
    assert chunk.conditioning.song_id == "song-0"
    assert chunk.conditioning.range.end_ms == 3_000


def test_conditioning_on_two_cuts_at_once_hands_in_what_was_cut(paid: Paid) -> None:
    paid.write(THEME, CUTTING, similar("cutting", "3s..8s"))
    foreseen = [(each.operation, each.made_ms) for each in paid.foreseen()]
    paid.build()

    assert foreseen[1:] == [("upload", 9_000), ("compose", 3_000)]
    assert paid.shop.bill == [180, 135, 45]


def test_a_song_that_was_cut_here_is_taken_from_its_earlier_take(paid: Paid) -> None:
    paid.write(THEME, FINALE)
    paid.build()
    verse = THEME[: THEME.index('[[songs.theme.chunks]]\ntext = "[Chorus]')]
    paid.write(verse, THEME[THEME.rindex("[[songs") :], FINALE)
    foreseen = [each.operation for each in paid.foreseen()]
    paid.build()

    assert foreseen == ["compose"]
    assert (paid.shop.bill, paid.shop.uploads) == ([180, 45, 45], 0)
    assert ranges(paid) == [("song-0", 0, 4_000)]


def test_a_cut_take_is_revised_from_the_take_that_was_cut(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    first, chorus, outro = THEME.split("[[songs.theme.chunks]]")[1:]
    head = "[[songs.theme.chunks]]"
    paid.write(head, first, head, outro)
    paid.build()
    paid.write(head, first, head, outro, head, chorus.replace("Chorus", "Coda"))
    foreseen = [(each.operation, each.made_ms) for each in paid.foreseen()]
    paid.build()

    assert foreseen == [("compose", 5_000)]
    assert (paid.shop.bill, paid.shop.uploads) == ([180, 75], 0)
    assert ranges(paid) == [("song-0", 0, 4_000), ("song-0", 9_000, 12_000)]


def test_a_cut_take_is_revised_from_the_take_that_was_cut_though_traces_are_lost(
    paid: Paid,
) -> None:
    paid.write(THEME)
    paid.build()
    short = THEME[: THEME.rindex("[[songs")]
    paid.write(short)
    paid.build()
    (paid.folder / ".partita/state.jsonl").unlink()
    paid.write(short.replace('"[Chorus]"', '"[Chorus]\\nla la"'))
    foreseen = [each.operation for each in paid.foreseen()]
    paid.build()

    assert foreseen == ["compose"]
    assert (paid.shop.bill, paid.shop.uploads) == ([180, 75], 0)
    assert ranges(paid) == [("song-0", 0, 4_000)]


def test_each_song_that_is_gone_is_handed_in_in_one_build(paid: Paid) -> None:
    paid.write(THEME, MENU)
    paid.build()
    paid.shop.songs.clear()
    both = """
[edits.both]
kind = "splice"
chunks = [
  { song = "menu" }, { song = "theme" }, { text = "[Coda]", duration = "3s" },
]
"""
    paid.write(THEME, MENU, both)

    assert paid.build()
    assert (paid.shop.uploads, len(paid.shop.bill)) == (2, 5)


def test_a_song_that_is_gone_and_not_ours_costs_no_upload(paid: Paid) -> None:
    paid.write(THEME)
    paid.build()
    mixed = """
[edits.mixed]
kind = "splice"
chunks = [
  { song = "theme" },
  { song_id = "song-of-somebody", range = "0s..3s" },
  { text = "[Coda]", duration = "3s" },
]
"""
    paid.write(THEME, mixed)

    assert not paid.build()
    assert (paid.shop.uploads, paid.shop.bill) == (0, [180])


def test_of_a_cut_only_the_recording_that_nobody_keeps_is_handed_in(
    paid: Paid,
) -> None:
    soundfile.write(paid.folder / "horn.wav", np.full(2 * RATE_HZ, 0.1), RATE_HZ)
    both = """
[songs.horn]
file = "horn.wav"
[edits.both]
kind = "splice"
chunks = [{ song = "theme" }, { song = "horn" }]
"""
    paid.write(THEME, both, onward("both", "10s..14s"))
    foreseen = [(r.operation, r.target, r.made_ms) for r in paid.foreseen()]
    paid.build()

    assert foreseen[1] == ("upload", "horn", 2_000)
    assert paid.shop.bill == [180, 30, 45]
    assert ranges(paid) == [("song-0", 10_000, 12_000), ("upload-1", 0, 2_000)]
    assert paid.pins()["horn"].song_id == "upload-1"
