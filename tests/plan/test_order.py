from __future__ import annotations

from partita.manifest.resolved import (
    EditContent,
    ExtendContent,
    LoopContent,
    PieceSpec,
    ReplaceContent,
    Replacement,
    SectionsContent,
    SectionSpec,
    SimilarContent,
    SongContent,
    SpliceContent,
    WholeSpan,
)
from partita.plan.order import cycle_sentence, in_order, source_names
from tests.plan.written import HERE, kept, made, piece, source, theme


def loop(name: str, of: str) -> PieceSpec:
    return piece(name, LoopContent(of, WholeSpan(), made()))


def named(*pieces: PieceSpec) -> dict[str, PieceSpec]:
    return {each.name: each for each in pieces}


def test_originals_come_before_what_is_made_from_them() -> None:
    order = in_order(named(loop("c", "b"), loop("b", "theme"), theme()))

    assert order.names == ("theme", "b", "c")


def test_a_cycle_is_found_and_the_rest_is_ordered() -> None:
    pieces = named(theme(), loop("a", "b"), loop("b", "a"), loop("d", "a"))

    order = in_order(pieces)

    assert order.cycles == (("a", "b"),)
    assert order.names == ("theme", "d")


def test_every_cycle_is_found() -> None:
    pieces = named(loop("a", "a"), loop("b", "c"), loop("c", "b"))

    assert set(in_order(pieces).cycles) == {("a",), ("b", "c")}


def test_a_cycle_is_told_from_its_first_member() -> None:
    pieces = named(loop("a", "b"), loop("b", "c"), loop("c", "a"))

    (cycle,) = in_order(pieces).cycles

    assert cycle_sentence(cycle, pieces) == (
        "edit `a` is made from `b`, `b` from `c`, `c` from `a`"
    )


def test_a_piece_made_from_itself_is_told_so() -> None:
    assert cycle_sentence(("a",), named(loop("a", "a"))) == (
        "edit `a` is made from itself"
    )


def test_every_kind_of_content_names_its_sources() -> None:
    cue = made(conditioning=source("menu", WholeSpan()))
    swap = Replacement(HERE, WholeSpan(), cue)
    spec = SectionSpec(HERE, "A", 4000, source_from=source("menu", WholeSpan()))
    contents: dict[EditContent | SongContent, tuple[str, ...]] = {
        SpliceContent((kept("theme", WholeSpan()), cue)): ("theme", "menu"),
        ReplaceContent("theme", (swap,)): ("theme", "menu"),
        ExtendContent("theme", WholeSpan(), (cue,), (cue,)): ("theme", "menu"),
        LoopContent("menu", WholeSpan(), cue): ("menu",),
        SimilarContent("theme", WholeSpan(), None, (made(),)): ("theme",),
        SectionsContent((), (), (spec,)): ("menu",),
    }

    assert [source_names(each) for each in contents] == list(contents.values())


def test_a_long_chain_of_edits_is_ordered() -> None:
    chain = [loop(f"e{number}", f"e{number - 1}") for number in range(1, 3000)]

    order = in_order(named(*reversed(chain), theme("e0")))

    assert order.names == tuple(f"e{number}" for number in range(3000))
