from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from partita.limits import CHUNKS, PLAN_LENGTH
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    SectionSource,
    Source,
    TimeRange,
)
from partita.plan.revise import Revision, named_alike, revise

if TYPE_CHECKING:
    from collections.abc import Sequence


def made(text: str, seconds: int = 10) -> GenerationChunk:
    return GenerationChunk(text, seconds * 1000)


def taken(start_s: int, end_s: int, name: str = "own") -> ReferenceChunk:
    return ReferenceChunk(Source(TimeRange(start_s * 1000, end_s * 1000), name))


def song(letters: str) -> ChunkPlan:
    """Return a plan of ten seconds a letter."""
    return ChunkPlan(tuple(made(letter) for letter in letters))


def revised(old: str, new: str) -> Sequence[Chunk] | None:
    revision = revise(song(old), song(new))
    if revision is None:
        return None
    assert isinstance(revision.plan, ChunkPlan)
    return revision.plan.chunks


def test_a_chunk_that_changed_is_made_between_two_that_are_kept() -> None:
    assert revised("ABC", "AXC") == (taken(0, 10), made("X"), taken(20, 30))


def test_chunks_that_stand_together_in_both_are_one_reference() -> None:
    assert revised("ABCD", "ABCX") == (taken(0, 30), made("X"))


def test_a_chunk_that_was_put_in_is_made() -> None:
    assert revised("ABC", "ABXC") == (taken(0, 20), made("X"), taken(20, 30))


def test_nothing_is_made_when_a_chunk_is_taken_out() -> None:
    revision = revise(song("ABC"), song("AC"))

    assert revision
    assert revision.plan == ChunkPlan((taken(0, 10), taken(20, 30)))
    assert (revision.made_ms, revision.kept_ms) == (0, 20_000)


def test_a_chunk_that_moved_is_taken_from_where_it_was() -> None:
    assert revised("ABCD", "ACDB") == (taken(0, 10), taken(20, 40), taken(10, 20))


def test_a_shortened_chunk_is_made_anew() -> None:
    old, shorter = made("B", 10), made("B", 8)

    revision = revise(
        ChunkPlan((made("A"), old, made("C"))),
        ChunkPlan((made("A"), shorter, made("C"))),
    )

    assert revision
    assert revision.plan == ChunkPlan((taken(0, 10), shorter, taken(20, 30)))
    assert (revision.made_ms, revision.kept_ms) == (8_000, 20_000)


def test_a_restyled_chunk_is_made_anew() -> None:
    choir = replace(made("B"), positive_styles=("choir",))

    revision = revise(song("AB"), ChunkPlan((made("A"), choir)))

    assert revision
    assert revision.plan == ChunkPlan((taken(0, 10), choir))


def test_a_second_copy_of_a_chunk_is_another_performance() -> None:
    assert revised("AB", "ABB") == (taken(0, 20), made("B"))


def test_references_of_the_new_plan_stay_what_they_are() -> None:
    bell = taken(0, 5, "source/0")

    revision = revise(
        ChunkPlan((made("A"), bell, made("B"), made("C"))),
        ChunkPlan((made("A"), bell, made("B"), made("X"))),
    )

    assert revision
    assert revision.plan == ChunkPlan((taken(0, 10), bell, taken(15, 25), made("X")))
    assert (revision.made_ms, revision.kept_ms) == (10_000, 25_000)


def test_an_edit_may_begin_with_a_reference_that_did_not_change() -> None:
    start = taken(0, 5, "source/0")

    revision = revise(
        ChunkPlan((start, made("A"), made("B"))),
        ChunkPlan((start, made("A"), made("X"))),
    )

    assert revision
    assert revision.plan == ChunkPlan((start, taken(5, 15), made("X")))


def test_a_plan_whose_first_chunk_changed_is_composed_anew() -> None:
    assert revised("ABC", "XBC") is None
    assert revised("ABC", "BX") is None
    assert revised("ABC", "XABC") is None


def test_what_was_made_for_other_audio_is_made_anew() -> None:
    old = ChunkPlan((taken(0, 5, "was source/0"), made("A")))
    new = ChunkPlan((taken(0, 5, "source/0"), made("A")))

    assert revise(old, new) is None


def test_a_first_chunk_that_only_went_or_moved_costs_nothing() -> None:
    assert revised("ABC", "BC") == (taken(10, 30),)
    assert revised("ABC", "BAC") == (taken(10, 20), taken(0, 10), taken(20, 30))


def test_a_plan_that_did_not_change_needs_no_revision() -> None:
    assert revised("ABC", "ABC") is None


def test_a_plan_of_which_nothing_can_be_kept_is_composed_anew() -> None:
    start = taken(0, 5, "source/0")

    assert revise(ChunkPlan((start, made("A"))), ChunkPlan((start, made("X")))) is None


def test_a_revision_that_breaks_a_limit_is_none() -> None:
    long = ChunkPlan(tuple(made(f"{n}", 60) for n in range(10)))
    many = song("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"[: CHUNKS.maximum])
    over = ChunkPlan((*many.chunks, taken(0, 1, "source/0")))

    assert revise(long, ChunkPlan((*long.chunks, made("X")))) is None
    assert revise(many, ChunkPlan(over.chunks[:1] + over.chunks[1:][::-1])) is None


def test_a_chunk_whose_reference_sounds_different_now_is_made_anew() -> None:
    bell = Source(TimeRange(0, 5_000), "source/0")
    plan = ChunkPlan((made("A"), replace(made("B"), conditioning=bell), made("C")))
    was = named_alike(plan, {"source/0": "bell"}, {"source/0": "louder bell"})

    revision = revise(was, plan)

    assert revision
    assert revision.plan == ChunkPlan((taken(0, 10), plan.chunks[1], taken(20, 30)))


def test_sources_are_called_what_the_new_plan_calls_the_same_audio() -> None:
    source = Source(TimeRange(0, 5_000), "source/0")
    old = ChunkPlan((replace(made("A"), conditioning=source), ReferenceChunk(source)))
    other = replace(source, target="source/1")
    gone = replace(source, target="was source/0")

    was = {"source/0": "bell"}

    assert named_alike(old, was, {"source/0": "kite", "source/1": "bell"}) == ChunkPlan(
        (replace(made("A"), conditioning=other), ReferenceChunk(other))
    )
    assert named_alike(old, was, {"source/0": "kite"}) == ChunkPlan(
        (replace(made("A"), conditioning=gone), ReferenceChunk(gone))
    )


def test_sources_of_sections_are_called_alike_too() -> None:
    source = Source(TimeRange(0, 5_000), "source/0")
    old = Section("A", 10_000, source_from=SectionSource(source))
    plan = replace(sections("B"), sections=(*sections("B").sections, old))

    renamed = named_alike(plan, {"source/0": "bell"}, {"source/2": "bell"})

    other = SectionSource(replace(source, target="source/2"))
    changed = (*plan.sections[:1], replace(old, source_from=other))
    assert renamed == replace(plan, sections=changed)


def test_a_stored_song_that_no_target_owns_keeps_its_id() -> None:
    plan = ChunkPlan((ReferenceChunk(Source(TimeRange(0, 5_000), song_id="st0red")),))

    assert named_alike(plan, {}, {"source/0": "bell"}) == plan


def sections(letters: str) -> SectionPlan:
    return SectionPlan(
        ("pop",),
        (),
        tuple(Section(letter, 10_000, lines=(letter,)) for letter in letters),
    )


def test_sections_of_music_v1_are_kept_one_by_one() -> None:
    revision = revise(sections("ABC"), sections("ABX"))

    assert revision
    assert isinstance(revision.plan, SectionPlan)
    kept = [each.source_from for each in revision.plan.sections]
    assert kept == [
        SectionSource(Source(TimeRange(0, 10_000), "own")),
        SectionSource(Source(TimeRange(10_000, 20_000), "own")),
        None,
    ]
    assert (revision.made_ms, revision.kept_ms) == (10_000, 20_000)


def test_other_global_styles_are_another_song() -> None:
    other = replace(sections("AX"), positive_global_styles=("jazz",))

    assert revise(sections("AB"), other) is None


def test_what_a_section_leaves_out_of_its_source_is_kept_too() -> None:
    source = Source(TimeRange(0, 10_000), "source/0")
    partly = SectionSource(source, (TimeRange(2_000, 5_000),))
    mixed = Section("B", 10_000, source_from=partly)
    old = replace(sections("AC"), sections=(sections("A").sections[0], mixed))
    new = replace(old, sections=(*old.sections, Section("X", 10_000)))

    revision = revise(old, new)

    assert revision
    assert (revision.made_ms, revision.kept_ms) == (10_000, 20_000)
    assert [each.chunk for each in revision.kept] == [1, 2]


# ── Properties ────────────────────────────────────────────────────────────────

_CONDITIONS = st.none() | st.just(Source(TimeRange(0, 4_000), "source/0"))
_MADE = st.builds(
    GenerationChunk,
    st.sampled_from("ABCD"),
    st.sampled_from([3_000, 4_567, 8_001]),
    st.sampled_from([(), ("pop",)]),
    conditioning=_CONDITIONS,
)
_TAKEN = st.sampled_from([taken(0, 5, "source/0"), taken(2, 7, "source/1")])
_CHUNKS = st.lists(_MADE | _TAKEN, min_size=1, max_size=9)


@st.composite
def histories(draw: st.DrawFn) -> tuple[ChunkPlan, ChunkPlan]:
    """Draw a plan, and the same after a few strokes of the pen."""
    old = draw(_CHUNKS)
    new = list(old)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(new)))
        match draw(st.sampled_from(["insert", "remove", "change", "move"])):
            case "insert":
                new.insert(at, draw(_MADE | _TAKEN))
            case "remove":
                del new[at : at + 1]
            case "change":
                new[at : at + 1] = [draw(_MADE)]
            case _:
                new[at:] = new[at:][::-1]
    return ChunkPlan(tuple(old)), ChunkPlan(tuple(new))


@given(st.lists(st.sampled_from("ABC"), min_size=1, max_size=8), st.data())
def test_revised_sections_stand_where_the_new_plan_has_them(
    letters: list[str], data: st.DataObject
) -> None:
    old = sections("".join(letters))
    new = sections("".join([letters[0], *data.draw(st.permutations(["A", "D", "B"]))]))
    revision = revise(old, new)
    assume(revision is not None)
    assert revision
    assert isinstance(revision.plan, SectionPlan)

    for before, after in zip(new.sections, revision.plan.sections, strict=True):
        assert replace(after, source_from=None) == before
        if after.source_from:
            at_ms = after.source_from.source.range.start_ms
            assert old.sections[at_ms // 10_000] == before


def covering(revision: Revision, new: ChunkPlan, old: ChunkPlan) -> list[Chunk]:
    """Return the chunks that a listener hears: of each reference, what the old had."""
    assert isinstance(revision.plan, ChunkPlan)
    starts = {}
    at_ms = 0
    for chunk in old.chunks:
        starts[at_ms] = chunk
        at_ms += chunk.duration_ms
    heard: list[Chunk] = []
    for chunk in revision.plan.chunks:
        if not isinstance(chunk, ReferenceChunk) or chunk.source.target != "own":
            heard.append(chunk)
            continue
        at_ms = chunk.source.range.start_ms
        while at_ms < chunk.source.range.end_ms:
            heard.append(starts[at_ms])
            at_ms += starts[at_ms].duration_ms
        assert at_ms == chunk.source.range.end_ms
    return heard


@given(histories())
def test_a_revision_sounds_like_the_new_plan_chunk_by_chunk(
    plans: tuple[ChunkPlan, ChunkPlan],
) -> None:
    old, new = plans
    revision = revise(old, new)
    assume(revision is not None)
    assert revision

    assert covering(revision, new, old) == list(new.chunks)
    assert revision.plan.duration_ms == new.duration_ms


@given(histories())
def test_what_is_kept_is_what_the_new_plan_asks_for(
    plans: tuple[ChunkPlan, ChunkPlan],
) -> None:
    old, new = plans
    revision = revise(old, new)
    assume(revision is not None)
    assert revision
    starts_ms = {sum(c.duration_ms for c in old.chunks[:n]): n for n in range(99)}

    chunks = [each.chunk for each in revision.kept]
    assert chunks == sorted(set(chunks))
    for each in revision.kept:
        chunk = new.chunks[each.chunk - 1]
        assert chunk == old.chunks[starts_ms[each.start_ms]]
        assert each.duration_ms == chunk.duration_ms
        before = new.chunks[: each.chunk - 1]
        assert each.at_ms == sum(c.duration_ms for c in before)


@given(histories())
def test_a_revision_never_makes_more_than_composing_anew(
    plans: tuple[ChunkPlan, ChunkPlan],
) -> None:
    old, new = plans
    revision = revise(old, new)
    assume(revision is not None)
    assert revision
    anew_ms = sum(c.duration_ms for c in new.chunks if isinstance(c, GenerationChunk))

    assert 0 <= revision.made_ms < anew_ms
    assert revision.made_ms + revision.kept_ms == new.duration_ms
    assert revision.made_ms + sum(k.duration_ms for k in revision.kept) == anew_ms
    assert isinstance(revision.plan, ChunkPlan)
    assert CHUNKS.allows(len(revision.plan.chunks))
    assert PLAN_LENGTH.allows(revision.plan.duration_ms)


@given(histories())
def test_only_what_the_old_take_lacks_is_made(
    plans: tuple[ChunkPlan, ChunkPlan],
) -> None:
    old, new = plans
    revision = revise(old, new)
    assume(revision is not None)
    assert revision
    held = list(old.chunks)
    lacking_ms = 0
    for chunk in new.chunks:
        if chunk in held:
            held.remove(chunk)
        elif isinstance(chunk, GenerationChunk):
            lacking_ms += chunk.duration_ms

    assert revision.made_ms == lacking_ms
