from dataclasses import dataclass, field

from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)
from partita.plan.detour import Stretch, with_stored_songs


def source(target: str, start_ms: int, end_ms: int) -> Source:
    return Source(TimeRange(start_ms, end_ms), target)


def stored(song_id: str, start_ms: int, end_ms: int) -> Source:
    return Source(TimeRange(start_ms, end_ms), song_id=song_id)


@dataclass
class Shelf:
    """Stored songs by the audio they hold, and what was cut from what."""

    songs: dict[str, str] = field(default_factory=lambda: {"theme": "s1", "menu": "s2"})
    cuts: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)
    lengths_ms: dict[str, int] = field(default_factory=dict)

    def song_of(self, audio: str) -> str | None:
        return self.songs.get(audio)

    def stretches_of(self, audio: str) -> tuple[Stretch, ...]:
        return self.cuts.get(audio, ())

    def length_ms_of(self, audio: str) -> int | None:
        return self.lengths_ms.get(audio)


#: Four seconds of the theme, then four of the menu.
CUT = (
    Stretch(0, source("theme", 10_000, 14_000)),
    Stretch(4_000, source("menu", 0, 4_000)),
)


def kept(*sources: Source) -> ChunkPlan:
    return ChunkPlan(tuple(map(ReferenceChunk, sources)))


def test_a_source_that_is_stored_is_named_by_its_song() -> None:
    found = with_stored_songs(kept(source("theme", 1_000, 2_000)), Shelf())

    assert found.plan == kept(stored("s1", 1_000, 2_000))
    assert (found.unstored, found.is_longer) == ((), False)


def test_a_reference_over_two_pieces_becomes_two_in_a_row() -> None:
    plan = ChunkPlan(
        (ReferenceChunk(source("cut", 3_000, 5_000)), GenerationChunk("", 3))
    )
    found = with_stored_songs(plan, Shelf(cuts={"cut": CUT}))

    assert found.plan.duration_ms == plan.duration_ms
    assert found.plan == ChunkPlan(
        (
            *kept(stored("s1", 13_000, 14_000), stored("s2", 0, 1_000)).chunks,
            GenerationChunk("", 3),
        )
    )
    assert found.numbers == (0, 0, 1)


def test_ranges_that_follow_each_other_in_a_song_are_one() -> None:
    cut = (
        Stretch(0, source("theme", 0, 2_000)),
        Stretch(2_000, source("theme", 2_000, 4_000)),
    )
    found = with_stored_songs(kept(source("cut", 500, 3_000)), Shelf(cuts={"cut": cut}))

    assert found.plan == kept(stored("s1", 500, 3_000))


def test_a_cut_of_a_cut_is_followed_to_its_song() -> None:
    again = (Stretch(0, source("cut", 2_000, 6_000)),)
    shelf = Shelf(cuts={"cut": CUT, "again": again})
    found = with_stored_songs(kept(source("again", 0, 4_000)), shelf)

    assert found.plan == kept(stored("s1", 12_000, 14_000), stored("s2", 0, 2_000))


def test_a_range_of_which_something_is_new_is_left() -> None:
    cut = (CUT[0], Stretch(5_000, source("menu", 0, 4_000)))
    plan = kept(source("cut", 3_000, 6_000))
    found = with_stored_songs(plan, Shelf(cuts={"cut": cut}))

    assert (found.plan, found.unstored) == (plan, ("cut",))


def test_a_source_is_taken_piece_by_piece_everywhere_or_nowhere() -> None:
    conditioned = GenerationChunk("", 3_000, conditioning=source("cut", 3_000, 5_000))
    plan = ChunkPlan((ReferenceChunk(source("cut", 0, 1_000)), conditioned))
    found = with_stored_songs(plan, Shelf(cuts={"cut": CUT}))

    assert (found.plan, found.unstored) == (plan, ("cut",))


def test_conditioning_inside_one_piece_is_named_by_its_song() -> None:
    plan = ChunkPlan(
        (GenerationChunk("", 3_000, conditioning=source("cut", 0, 1_000)),)
    )
    found = with_stored_songs(plan, Shelf(cuts={"cut": CUT}))

    assert isinstance(found.plan, ChunkPlan)
    assert found.plan.chunks == (
        GenerationChunk("", 3_000, conditioning=stored("s1", 10_000, 11_000)),
    )


def test_a_piece_that_is_too_short_to_be_referred_to_is_not_split_off() -> None:
    found = with_stored_songs(
        kept(source("cut", 3_951, 6_000)), Shelf(cuts={"cut": CUT})
    )

    assert found.unstored == ("cut",)


def test_a_plan_never_gets_more_chunks_than_the_api_takes() -> None:
    plan = kept(*[source("cut", 3_000, 5_000)] * 16)
    found = with_stored_songs(plan, Shelf(cuts={"cut": CUT}))

    assert found.unstored == ("cut",)


def test_a_piece_that_is_a_cut_of_itself_comes_to_an_end() -> None:
    whole = (Stretch(0, source("cut", 0, 4_000)),)
    found = with_stored_songs(kept(source("cut", 0, 4_000)), Shelf(cuts={"cut": whole}))

    assert found.unstored == ("cut",)


def test_a_section_takes_its_left_out_ranges_along() -> None:
    taken = SectionSource(source("cut", 5_000, 8_000), (TimeRange(6_000, 7_000),))
    plan = SectionPlan((), (), (Section("Verse", 3_000, source_from=taken),))
    found = with_stored_songs(plan, Shelf(cuts={"cut": CUT}))

    assert isinstance(found.plan, SectionPlan)
    assert found.plan.sections[0].source_from == SectionSource(
        stored("s2", 1_000, 4_000), (TimeRange(2_000, 3_000),)
    )


def test_a_section_over_two_pieces_is_left() -> None:
    taken = SectionSource(source("cut", 3_000, 5_000))
    plan = SectionPlan((), (), (Section("Verse", 3_000, source_from=taken),))

    assert with_stored_songs(plan, Shelf(cuts={"cut": CUT})).unstored == ("cut",)


#: Four seconds of the theme, then two of a recording that no song holds.
MIXED = (CUT[0], Stretch(4_000, source("horn", 1_000, 3_000)))


def test_a_short_recording_is_left_to_be_handed_in_and_not_all_that_holds_it() -> None:
    shelf = Shelf(cuts={"mixed": MIXED}, lengths_ms={"mixed": 6_000, "horn": 5_000})
    found = with_stored_songs(kept(source("mixed", 3_000, 6_000)), shelf)

    assert found.plan == kept(
        stored("s1", 13_000, 14_000), source("horn", 1_000, 3_000)
    )
    assert found.unstored == ("horn",)


def test_a_long_recording_is_not_handed_in_for_a_short_slice_of_it() -> None:
    shelf = Shelf(cuts={"mixed": MIXED}, lengths_ms={"mixed": 6_000, "horn": 60_000})
    plan = kept(source("mixed", 3_000, 6_000))

    assert with_stored_songs(plan, shelf).plan == plan


def test_what_two_cuts_share_is_handed_in_once() -> None:
    lengths_ms = {"mixed": 6_000, "other": 6_000, "horn": 8_000}
    shelf = Shelf(cuts={"mixed": MIXED, "other": MIXED}, lengths_ms=lengths_ms)
    plan = kept(source("mixed", 3_000, 6_000), source("other", 0, 5_000))

    assert with_stored_songs(plan, shelf).unstored == ("horn",)


def test_what_is_not_here_is_handed_in_as_part_of_what_is() -> None:
    shelf = Shelf(cuts={"mixed": MIXED}, lengths_ms={"mixed": 6_000})
    plan = kept(source("mixed", 3_000, 6_000))

    assert with_stored_songs(plan, shelf).unstored == ("mixed",)
