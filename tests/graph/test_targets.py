import pytest

from partita.errors import UnknownTarget
from partita.graph.actions import Target
from partita.graph.targets import select


def target(name: str, *needs: str, tags: tuple[str, ...] = ()) -> Target:
    return Target(name, "song", "chunks", tags, needs, (), ())


TARGETS = {
    each.name: each
    for each in (
        target("theme", tags=("bgm", "level-1")),
        target("menu", tags=("bgm",)),
        target("theme-loop", "theme"),
        target("medley", "theme-loop", "menu"),
    )
}


@pytest.mark.parametrize(
    ("selectors", "names"),
    [
        ([], ["theme", "menu", "theme-loop", "medley"]),
        (["menu"], ["menu"]),
        (["theme*"], ["theme", "theme-loop"]),
        (["tag:bgm"], ["theme", "menu"]),
        (["tag:level-*"], ["theme"]),
        (["+theme-loop"], ["theme", "theme-loop"]),
        (["theme-loop+"], ["theme-loop", "medley"]),
        (["+theme-loop+"], ["theme", "theme-loop", "medley"]),
        (["medley", "theme"], ["theme", "medley"]),
    ],
)
def test_a_selector_means_these_targets(selectors: list[str], names: list[str]) -> None:
    assert select(selectors, TARGETS) == names


def test_a_typo_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownTarget) as error:
        select(["thme"], TARGETS)

    assert error.value.message == "nothing is called `thme`"
    assert error.value.hint == "did you mean `theme`?"


def test_an_unknown_tag_gets_the_nearest_tag() -> None:
    with pytest.raises(UnknownTarget) as error:
        select(["tag:bmg"], TARGETS)

    assert error.value.hint == "did you mean `tag:bgm`?"


def test_a_name_that_is_far_from_all_gets_the_list() -> None:
    with pytest.raises(UnknownTarget) as error:
        select(["zzz"], TARGETS)

    assert error.value.hint is not None
    assert error.value.hint.startswith("there are `theme`, `menu`")
