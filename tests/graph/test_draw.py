import json

from partita.graph.draw import Picture, as_dot, as_json, as_mermaid, as_text

PICTURE = Picture(
    {"theme": (), "loop": ("theme",), "medley": ("loop", "theme")},
    {"theme": "song, chunks", "loop": "edit, loop", "medley": "edit, splice"},
)


def test_text_is_a_tree_from_what_nothing_else_needs() -> None:
    assert as_text(PICTURE).splitlines() == [
        "medley  (edit, splice)",
        "  loop  (edit, loop)",
        "    theme  (song, chunks)",
        "  theme  (song, chunks)",
    ]


def test_dot_has_every_node_and_an_edge_for_every_need() -> None:
    drawn = as_dot(PICTURE)

    assert '  "theme" [label="theme\\nsong, chunks"];' in drawn
    assert '  "loop" -> "medley";' in drawn
    assert drawn.count("->") == 3


def test_mermaid_numbers_nodes_so_that_any_name_is_safe() -> None:
    drawn = as_mermaid(Picture({'a"b': ()}, {'a"b': "song"}))

    assert drawn == 'graph LR\n  n0["a#quot;b<br/>song"]'


def test_json_can_be_read_back() -> None:
    drawn = json.loads(as_json(PICTURE))

    assert {"from": "theme", "to": "loop"} in drawn["edges"]
    assert [node["name"] for node in drawn["nodes"]] == list(PICTURE.needs)
